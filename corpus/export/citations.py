"""Citations and bounds as exports write them: `[1] §14, 23; [3] §8`, and no date where none is stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from corpus.dates import Edtf
from corpus.model import Appearance, Document


def cited(appearances: Iterable[Appearance], documents: Mapping[str, Document]) -> str:
    """Where claims are told, documents and paragraphs rising, each document and paragraph once."""
    places = {(documents[told.document].number, told.paragraph) for told in appearances}
    return "; ".join(
        f"[{number}] §{', '.join(str(paragraph) for _, paragraph in group)}"
        for number, group in groupby(sorted(places), key=lambda place: place[0])
    )


def first_day(when: Edtf) -> date | None:
    """The first day a date can mean; None for an open start."""
    return None if when.open_start else when.earliest


def last_day(when: Edtf) -> date | None:
    """The last day a date can mean; None for an open end."""
    return None if when.open_end else when.latest
