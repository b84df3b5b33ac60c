"""The documents as CSL-JSON items, for reference managers: what is not stated is left out, never guessed."""

from __future__ import annotations

import json
from typing import Any, Final

from corpus.dates import Precision
from corpus.export.words import Words
from corpus.model import Document, Dossier

_SERIAL: Final = ("article", "broadcast", "periodical", "post", "webpage")
"""How the types begin of what appears in something with a title: our `publisher` is that title."""

_NUMBERS: Final = (Precision.DAY, Precision.MONTH, Precision.YEAR)


def as_csl_json(dossier: Dossier, words: Words, language: str) -> str:
    """A list of items, one a document in their order; our own words, as notes, in `language`."""
    items = [_item(document, words, language) for document in dossier.documents]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(document: Document, words: Words, language: str) -> dict[str, Any]:
    issuer = "container-title" if document.type.startswith(_SERIAL) else "publisher"
    fields = {
        "id": document.id,
        "type": document.type.value,
        "title": document.title,
        "author": [{"literal": document.author}] if document.author else None,
        issuer: document.publisher,
        "issued": _issued(document, words),
        "language": document.language,
        "annote": document.label[language],
        "note": _note(document, words, language),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _issued(document: Document, words: Words) -> dict[str, Any]:
    """A day, a month or a year as numbers; a window, open or closed, in words: it is no date."""
    when, day = document.published, document.published.start
    if when.is_interval or day is None or day.precision not in _NUMBERS:
        return {"literal": words.published(document)}
    numbers = {"date-parts": [[number for number in (day.year, day.month, day.day) if number is not None]]}
    return {**numbers, "circa": True} if day.approximate or day.uncertain else numbers


def _note(document: Document, words: Words, language: str) -> str:
    """Which document it is, and what its date and its publisher rest on."""
    window = f"[{document.number}] {words.published(document)} ({document.published})"
    note = f"{window}: {document.published_evidence[language]}"
    if document.publisher and document.publisher_note:
        note += f" {document.publisher}: {document.publisher_note[language]}."
    return note
