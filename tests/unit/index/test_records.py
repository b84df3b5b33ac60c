"""What is read from the compiled file is what was written, field by field."""

from __future__ import annotations

import json

import pytest

from bot.settings import SHIPPED
from corpus.index import Index
from corpus.index import records as read
from corpus.index.records import actors, claim_views, documents, event_views, places, relations
from corpus.index.sources import document
from corpus.reading import load
from tests.unit.index.story import story


def test_every_record_comes_back_equal(index: Index) -> None:
    dossier = story()
    numbers = dict(index.rows("SELECT id, n FROM claim"))
    views = claim_views(index, [numbers[claim.id] for claim in dossier.claims])
    assert tuple(view.claim for view in views) == dossier.claims
    assert sorted(numbers.values()) == list(range(1, len(dossier.claims) + 1))
    found = event_views(index, [n for (n,) in index.rows("SELECT n FROM event")])
    assert {view.event.id: view.event for view in found} == {
        event.id: event for event in dossier.events if event.id not in ("e6ff", "e8hh")
    }
    assert tuple(document(index, one.number).document for one in dossier.documents) == dossier.documents
    for kept, records in (
        (actors, dossier.actors),
        (places, dossier.places),
        (relations, dossier.relations),
        (documents, dossier.documents),
    ):
        assert kept(index, [record.id for record in records]) == {record.id: record for record in records}
    assert (index.manifest, index.vocabulary, index.topics) == (
        dossier.manifest,
        dossier.vocabulary,
        dossier.topics,
    )
    corrections = {one.id: one for view in views for one in view.corrections}
    assert corrections == {one.id: one for one in dossier.corrections if one.target != "e8hh"}


def test_the_shipped_dossier_comes_back_equal(shipped_index: Index) -> None:
    dossier = load(SHIPPED).dossier
    assert dossier is not None
    numbers = dict(shipped_index.rows("SELECT id, n FROM claim"))
    views = claim_views(shipped_index, [numbers[claim.id] for claim in dossier.claims])
    assert tuple(view.claim for view in views) == dossier.claims
    assert [view.claim.model_dump_json() for view in views] == [
        one.model_dump_json() for one in dossier.claims
    ]
    assert (
        tuple(document(shipped_index, one.number).document for one in dossier.documents) == dossier.documents
    )


def test_unknown_ids_are_left_out(index: Index) -> None:
    assert actors(index, ["nobody", None]) == {}
    assert claim_views(index, []) == []
    assert event_views(index, []) == []


def test_memory_is_bounded_and_a_full_one_is_emptied(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "_KEPT", 3)
    with Index.open(index.path) as fresh:
        assert actors(fresh, ["kcna", "korea"]).keys() == {"kcna", "korea"}
        assert actors(fresh, ["kcna", "moscow", "ukraine"]).keys() == {"kcna", "moscow", "ukraine"}
        assert sorted(id_ for _, id_ in fresh.kept) == ["kcna", "moscow", "ukraine"]


def test_what_is_stored_is_json_without_defaults(index: Index) -> None:
    (stored,) = index.rows("SELECT json FROM record WHERE kind = 'place' AND id = 'ukraine'")
    assert json.loads(stored[0]) == {"id": "ukraine", "names": {"en": "Ukraine", "fr": "Ukraine"}}
