"""The timeline: events in the order of their dates, narrowed by period, topic, actor and place."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import Edtf, parse
from corpus.errors import NotInDossier
from corpus.index import Index
from corpus.index.compile import compile_dossier
from corpus.index.timeline import timeline
from corpus.model import Event
from tests.unit.index.story import event_ids, place_in, story, texts

WHOLE = ["e7gg", "e3cc", "e1aa", "e4dd", "e5ee", "e2bb", "e9ii"]

NARROWED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "by nothing": ({}, WHOLE),
    "by a day": ({"period": parse("2025-04-26")}, ["e2bb", "e5ee", "e9ii"]),
    "by a year": ({"period": parse("2024")}, ["e1aa", "e4dd", "e5ee"]),
    "by an open period": ({"period": parse("../2022")}, ["e7gg", "e3cc"]),
    "by a period before all": ({"period": parse("1999")}, []),
    "by topic": ({"topic": "treaty"}, ["e1aa"]),
    "by participant": ({"actor": "korotchenko"}, ["e3cc"]),
    "by claimant": ({"actor": "kcna"}, ["e2bb"]),
    "by what they are part of": ({"actor": "moscow"}, ["e1aa", "e2bb"]),
    "by place": ({"place": "ukraine"}, ["e7gg"]),
    "by a place around, and by where the claims are": ({"place": "russia"}, ["e4dd", "e5ee", "e9ii"]),
    "by place and period": ({"place": "russia", "period": parse("2024-06")}, ["e4dd"]),
    "by two lists": ({"actor": "korea", "topic": "treaty"}, ["e1aa"]),
    "by an unknown actor": ({"actor": "nobody"}, []),
}


@pytest.mark.parametrize(("by", "expected"), NARROWED.values(), ids=NARROWED)
def test_events_are_told_in_order_and_the_withdrawn_are_not(
    index: Index, by: dict[str, Any], expected: list[str]
) -> None:
    found = timeline(index, limit=20, **by)
    assert event_ids(found) == expected
    assert place_in(found) == (len(expected), len(expected), min(1, len(expected)), None, None)


def test_an_event_comes_with_its_claims_but_for_the_withdrawn(index: Index) -> None:
    begins, pact, confirmed = (timeline(index, limit=20).items[n] for n in (0, 2, 5))
    dossier = story()
    actors = {actor.id: actor for actor in dossier.actors}
    assert [view.claim.id for view in begins.claims] == ["s4dd"]
    assert begins.place == dossier.places[2]
    assert pact.event == dossier.events[0]
    assert pact.participants == (actors["moscow"], actors["korea"])
    assert pact.place is None
    assert (pact.origins, confirmed.origins) == (2, 1)


@pytest.mark.parametrize("by", [{}, {"period": parse("2022/2026")}], ids=["everything", "a period"])
def test_pages_meet_and_know_their_place(index: Index, by: dict[str, Any]) -> None:
    first = timeline(index, limit=3, **by)
    assert (event_ids(first), place_in(first)) == (WHOLE[:3], (3, 7, 1, "e1aa", None))
    second = timeline(index, limit=3, after="e1aa", **by)
    assert (event_ids(second), place_in(second)) == (WHOLE[3:6], (3, 7, 4, "e2bb", ""))
    third = timeline(index, limit=3, after="e2bb", **by)
    assert (event_ids(third), place_in(third)) == (WHOLE[6:], (1, 7, 7, None, "e1aa"))
    beyond = timeline(index, limit=3, after="e9ii", **by)
    assert (event_ids(beyond), place_in(beyond)) == ([], (0, 7, 0, None, "e4dd"))


def test_pages_of_a_period_meet_where_its_own_events_end(index: Index) -> None:
    by = {"period": parse("2025-04-26"), "limit": 2}
    first = timeline(index, **by)
    assert (event_ids(first), place_in(first)) == (["e2bb", "e5ee"], (2, 3, 1, "e5ee", None))
    second = timeline(index, after="e5ee", **by)
    assert (event_ids(second), place_in(second)) == (["e9ii"], (1, 3, 3, None, ""))


def test_an_unknown_event_is_said(index: Index) -> None:
    with pytest.raises(NotInDossier, match="no event q999 to go on after"):
        timeline(index, after="q999")


days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
moments = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
    days.map(lambda day: f"{day}/.."),
    days.map(lambda day: f"../{day}"),
    st.tuples(days, st.integers(0, 900)).map(lambda span: f"{span[0]}/{span[0] + timedelta(span[1])}"),
).map(parse)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An index with many events, and their dates by id."""
    start = date(2021, 1, 1)
    dates: dict[str, Edtf] = {}
    for n in range(400):
        day = start + timedelta((n * 37) % 1500)
        forms = [
            f"{day}",
            f"{day}"[:7],
            f"{day}"[:4],
            f"{day}/..",
            f"../{day}",
            f"{day}/{day + timedelta(n)}",
        ]
        dates[f"e{n:03}"] = parse(forms[n % 11] if n % 11 < len(forms) else forms[0])
    events = tuple(
        Event.model_validate({"id": id_, "date": when, "gloss": texts("x"), "claims": ["s1aa"]})
        for id_, when in dates.items()
    )
    path = Path(tmp_path_factory.mktemp("crowded")) / "a.sqlite"
    compile_dossier(story(events=events), path)
    with Index.open(path) as index:
        yield index, dates


def test_the_order_is_that_of_sort_keys_then_ids(crowded: Any) -> None:
    index, dates = crowded
    order = [id_ for start in (None, "200") for id_ in dates]
    shown: list[str] = []
    page = timeline(index, limit=150)
    while page.items:
        shown += event_ids(page)
        page = timeline(index, limit=150, after=shown[-1])
    assert sorted(shown) == sorted(set(order))
    assert all((dates[one].sort_key, one) < (dates[other].sort_key, other) for one, other in pairwise(shown))


@given(period=moments)
def test_a_period_finds_what_overlaps_it_that_which_begins_in_it_first(crowded: Any, period: Edtf) -> None:
    index, dates = crowded
    found = timeline(index, period=period, limit=200)
    expected = sorted(
        (id_ for id_, when in dates.items() if when.overlaps(period)),
        key=lambda id_: (dates[id_].earliest < period.earliest, dates[id_].sort_key, id_),
    )
    assert found.total == len(expected)
    assert event_ids(found) == expected[:200]
