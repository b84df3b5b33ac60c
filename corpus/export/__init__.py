"""The dossier in formats that other programs read, one a module; the same bytes from run to run."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.errors import DossierError

if TYPE_CHECKING:
    from corpus.model import Dossier


class Format(StrEnum):
    """What a dossier can be exported as."""

    JSON = "json"  # everything: `dossier_json`
    CSV = "csv"  # a table: `tables_csv`
    CSL_JSON = "csl-json"  # the documents: `sources_csl`
    ICS = "ics"  # the timeline: `timeline_ics`


class Table(StrEnum):
    """What a table has a row for."""

    CLAIMS = "claims"  # each appearance of a claim
    EVENTS = "events"


def language_of(dossier: Dossier, wanted: str | None) -> str:
    """The language to export in: the one wanted, else the dossier's first; DossierError for one it lacks."""
    languages = dossier.manifest.languages
    if wanted is not None and wanted not in languages:
        known = ", ".join(languages)
        raise DossierError(f"The dossier has no texts in “{wanted}”: its languages are {known}.")
    return wanted or languages[0]
