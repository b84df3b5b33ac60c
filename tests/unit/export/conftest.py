"""A dossier to export: the harbour's, with dates of every kind, withdrawals and texts to escape."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.export.words import Words
from corpus.index.draft import Draft as Compiled
from corpus.index.views import Checked
from tests.dossiers import Draft

EVENTS = (
    ("e002", "2024-03", "actual"),
    ("e003", "2024-04-02/..", "planned"),
    ("e004", "../2023-12-31", "actual"),
    ("e005", "2024", "actual"),
    ("e006", "2024-02/2024-03-04", "possible"),
    ("e007", "2024-05-06~", "actual"),
    ("e008", "2024-05-07", "actual"),
    ("e009", "9999-12-31", "planned"),
    ("e010", "2022/..", "actual"),
    ("e011", "../2024-02", "actual"),
)


@pytest.fixture
def harbour() -> Draft:
    """The files of the dossier, before they are written."""
    draft = Draft()
    draft.set("dossier.yaml", "window", "2020/..")
    for id_, day, modality in EVENTS:
        event = draft.like("e001", id=id_, date=day, modality=modality, place=None, participants=[])
        draft.add("events.yaml", event | {"gloss": draft.texts(f"Event {id_}, “{day}”"), "claims": ["b002"]})
    draft.drop("b002", "as_of")
    draft.set("d2", "published", "2024-01/..")
    draft.set("e005", "claims", ["b001", "b003"])
    draft.set("e007", "gloss", draft.texts("=1+1; a, b \\ “c”"))
    draft.set("b002", "gloss", draft.texts('-30-60 boats, "a few", say some; é'))
    draft.set("b002", "label", {"en": "@boats", "fr": "＝bateaux"})
    draft.set("d1", "title", "Storm, and “after”")
    draft.set("d1", "author", "Ada Quill")
    draft.set("d2", "publisher_note", draft.texts("footer only"))
    draft.add("corrections.yaml", {"id": "c002", "date": "2024-05-02", "target": "e008",
                                   "reason": draft.texts("It was another harbour.")})  # fmt: skip
    claim = draft.like("b004", id="b006", gloss=draft.texts("A second storm struck."), period="2024-03-05")
    draft.add("claims/boats.yaml", claim)
    draft.add("corrections.yaml", {"id": "c003", "date": "2024-05-03", "target": "b006",
                                   "reason": draft.texts("There was none.")})  # fmt: skip
    return draft


@pytest.fixture
def words() -> Words:
    """Plain words, so that these tests are about exports and not about catalogues."""
    return Words(
        when=lambda event: f"on {event.date}, {event.modality}",
        source=lambda document: f"{document.publisher}: {document.title}",
        published=lambda document: f"published {document.published}",
        contested="! contested",
        checked=lambda checked, day: f"({checked}, {day})",
    )


@pytest.fixture
def compiled(harbour: Draft, tmp_path: Path) -> Compiled:
    """The dossier and what is derived from it, as exports take it."""
    checked = {"b001": (Checked.CHECKED, "2024-06-02"), "b003": (Checked.STALE, None)}
    return Compiled(harbour.dossier(tmp_path), checked)
