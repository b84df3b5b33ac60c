"""A topic's statements: the most important first, then the newest."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.dates import parse
from corpus.errors import NotInDossier
from corpus.index import Index
from corpus.index.statements import statements
from tests.unit.index.story import ids, place_in

WHOLE = ["s2bb", "s1aa", "s4dd", "s3cc", "s5ee"]

NARROWED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "by nothing": ({}, WHOLE),
    "by the claimant": ({"actor": "kcna"}, ["s2bb"]),
    "by what claimants and subjects are part of": ({"actor": "korea"}, ["s2bb", "s4dd"]),
    "by place": ({"place": "russia"}, ["s3cc"]),
    "by period": ({"period": parse("2025-04")}, ["s2bb", "s1aa", "s5ee"]),
    "by all of them": ({"actor": "moscow", "period": parse("2025-04-26")}, ["s1aa", "s5ee"]),
    "by an actor who says nothing": ({"actor": "reuters"}, []),
}


@pytest.mark.parametrize(("by", "expected"), NARROWED.values(), ids=NARROWED)
def test_statements_are_told_in_order_and_the_withdrawn_are_not(
    index: Index, by: dict[str, Any], expected: list[str]
) -> None:
    found = statements(index, "troops", **by)
    assert ids(found) == expected
    assert place_in(found) == (len(expected), len(expected), min(1, len(expected)), None, None)


def test_an_actor_who_only_carries_a_statement_is_found_too(index: Index) -> None:
    assert ids(statements(index, "treaty")) == ["s6ff"]
    assert ids(statements(index, "losses")) == []


def test_pages_meet(index: Index) -> None:
    page = statements(index, "troops", after="s1aa", limit=2)
    assert (ids(page), place_in(page)) == (["s4dd", "s3cc"], (2, 5, 3, "s3cc", ""))


def test_a_page_goes_on_after_a_claim_that_has_left_the_list(index: Index) -> None:
    page = statements(index, "troops", after="k7m2", limit=2)
    assert (ids(page), place_in(page)) == (["s2bb", "s1aa"], (2, 5, 1, "s1aa", None))


def test_what_is_not_there_is_said(index: Index) -> None:
    with pytest.raises(NotInDossier, match="no topic weather"):
        statements(index, "weather")
    with pytest.raises(NotInDossier, match="no claim q999"):
        statements(index, "troops", after="q999")
