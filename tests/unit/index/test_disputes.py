"""What is contested: the most important first, the withdrawn left out."""

from __future__ import annotations

import pytest

from corpus.errors import NotInDossier
from corpus.index import Index
from corpus.index.disputes import disputes
from corpus.index.views import DisputeView, Slice
from tests.unit.index.story import RELATIONS, place_in


def sides(found: Slice[DisputeView]) -> list[tuple[str, list[list[str]]]]:
    return [
        (view.relation.id, [[claim.claim.id for claim in side] for side in view.sides])
        for view in found.items
    ]


WHOLE = [
    ("r1aa", [["k7m2"], ["v6tn"]]),
    ("r2bb", [["s3cc"], ["s4dd"]]),
    ("r3cc", [["s5ee"], ["s1aa", "s2bb"]]),
]


def test_disputes_go_by_importance_and_one_of_withdrawn_claims_is_none(index: Index) -> None:
    found = disputes(index)
    assert sides(found) == WHOLE
    assert place_in(found) == (3, 3, 1, None, None)
    assert found.items[0].relation == RELATIONS[0]


def test_a_topics_disputes_are_those_its_claims_stand_in(index: Index) -> None:
    assert sides(disputes(index, topic="troops")) == WHOLE
    assert sides(disputes(index, topic="treaty")) == []


def test_disputes_are_paged(index: Index) -> None:
    page = disputes(index, after="r1aa", limit=1)
    assert (sides(page), place_in(page)) == (WHOLE[1:2], (1, 3, 2, "r2bb", ""))
    last = disputes(index, after="r2bb", limit=1)
    assert (sides(last), place_in(last)) == (WHOLE[2:], (1, 3, 3, None, "r1aa"))


def test_what_is_not_there_is_said(index: Index) -> None:
    with pytest.raises(NotInDossier, match="no topic weather"):
        disputes(index, topic="weather")
    with pytest.raises(NotInDossier, match="no dispute r4dd to go on after"):
        disputes(index, after="r4dd")
