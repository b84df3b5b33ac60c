"""Editions from what is held and what was seen; and that nothing is lost on the way, whatever the dossier."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.choices import Change
from digests.compose import CHANGES, Order, compose, key
from digests.edition import Edition, from_json
from digests.holdings import Holdings, Item, Mend
from digests.snapshot import ItemKind, Snapshot
from digests.subscription import Content
from tests.unit.digests.items import claim, dispute, event, holdings, seen

BRIEF = Order(Content.BRIEF, "en")
ONLY_CHANGES = Order(Content.CHANGES, "en")
OLD = {"aaaa": claim("a", "troops"), "bbbb": claim("b", "arms")}


def edition(order: Order, before: dict[str, Snapshot], now: Holdings, now_id: int = 9) -> Edition:
    composed, _ = compose(order, before, now, now_id)
    assert composed is not None
    return composed


class TestContent:
    @pytest.mark.parametrize("order", [BRIEF, ONLY_CHANGES])
    def test_the_first_edition_is_the_standing_brief(self, order: Order) -> None:
        first = edition(order, {}, holdings(OLD))
        assert (first.since, first.changes) == (None, ())
        assert {told.id for told in first.developments} == {"aaaa", "bbbb"}

    def test_changes_tell_only_what_changed(self) -> None:
        told = edition(ONLY_CHANGES, seen(OLD), holdings(OLD | {"cccc": claim("c")}))
        assert [one.id for one in told.changes] == ["cccc"]
        assert (told.developments, told.disputes, told.since) == ((), (), 1)

    def test_changes_are_nothing_when_nothing_changed(self) -> None:
        assert compose(ONLY_CHANGES, seen(OLD), holdings(OLD), 9)[0] is None

    def test_a_brief_goes_on_when_nothing_changed(self) -> None:
        told = edition(BRIEF, seen(OLD), holdings(OLD))
        assert (told.changes, len(told.developments)) == ((), 2)

    def test_changes_have_the_standing_brief_of_a_topic_never_seen(self) -> None:
        told = edition(ONLY_CHANGES, seen(OLD, "troops"), holdings(OLD))
        assert ([one.id for one in told.developments], told.changes) == (["bbbb"], ())

    def test_what_has_no_room_is_counted_by_kind(self) -> None:
        many = {f"n{n:03}": claim(f"n{n}") for n in range(200)}
        told = edition(ONLY_CHANGES, seen(OLD), holdings({"aaaa": OLD["aaaa"]} | many))
        assert (len(told.changes), told.more, told.changed) == (CHANGES, {Change.NEW: 200 - CHANGES + 1}, 201)
        assert told.changes[0].change is Change.WITHDRAWN

    def test_an_edition_keeps_the_reasons_on_record(self) -> None:
        mends = {"aaaa": (Mend("c001", {"en": "Why."}, withdraws=True),)}
        now = holdings(OLD | {"aaaa": claim("a", withdrawn=True)}, mends=mends)
        (told,) = edition(ONLY_CHANGES, seen(OLD), now).changes
        assert (told.why, told.before) == (({"en": "Why."},), OLD["aaaa"].face)


class TestSeen:
    def test_all_its_topics_are_seen_once_it_is_sent(self) -> None:
        assert edition(BRIEF, {}, holdings(OLD)).shows == {"troops": 9, "arms": 9}

    def test_a_topic_that_it_is_not_about_stays_as_it_was_seen(self) -> None:
        order = replace(BRIEF, topics=frozenset({"arms"}))
        told = edition(order, seen(OLD, "troops", id_=3), holdings(OLD))
        assert (told.shows, told.topics) == ({"troops": 3, "arms": 9}, ("arms",))

    def test_topics_that_the_dossier_does_not_have_any_more_are_all_topics(self) -> None:
        order = replace(BRIEF, topics=frozenset({"gone"}))
        assert edition(order, {}, holdings(OLD)).shows == {"troops": 9, "arms": 9}

    def test_a_second_edition_after_the_first_was_sent_tells_nothing_new(self) -> None:
        now = holdings(OLD)
        first = edition(ONLY_CHANGES, {}, now)
        shown = replace(now.snapshot(), id=9)
        assert compose(ONLY_CHANGES, dict.fromkeys(first.shows, shown), now, 9)[0] is None


def test_the_key_is_of_everything_that_makes_a_difference() -> None:
    now = holdings(OLD)
    keys = [
        key(BRIEF, {}, now, 9),
        key(ONLY_CHANGES, {}, now, 9),
        key(replace(BRIEF, language="fr"), {}, now, 9),
        key(replace(BRIEF, topics=frozenset({"arms"})), {}, now, 9),
        key(BRIEF, {"arms": 1}, now, 9),
        key(BRIEF, {"arms": 2}, now, 9),
        key(BRIEF, {}, now, 10),
        key(BRIEF, {}, replace(now, stamp="other"), 9),
    ]
    assert len(set(keys)) == len(keys)
    assert key(BRIEF, {"a": 1, "b": 2}, now, 9) == key(BRIEF, {"b": 2, "a": 1}, now, 9)


# Dossiers of every shape: each id is absent, or a claim, an event or a dispute in one of a few forms.
IDS = [f"i{n:03}" for n in range(40)]
topics_of_item = st.sampled_from([("troops",), ("arms",), ("arms", "troops")])
items = st.one_of(
    st.builds(
        lambda words, topics, importance, withdrawn: claim(
            words, *topics, importance=importance, withdrawn=withdrawn
        ),
        st.sampled_from("abc"),
        topics_of_item,
        st.integers(1, 3),
        st.booleans(),
    ),
    st.builds(
        lambda words, topics, claims: event(words, *claims, topics=topics),
        st.sampled_from("abc"),
        topics_of_item,
        st.lists(st.sampled_from(IDS), min_size=1, max_size=3),
    ),
    st.builds(
        lambda words, topics, sides: dispute(words, *sides, topics=topics),
        st.sampled_from("abc"),
        topics_of_item,
        st.lists(st.sampled_from(IDS), min_size=2, max_size=3, unique=True),
    ),
)
dossiers = st.dictionaries(st.sampled_from(IDS), items, max_size=len(IDS))
orders = st.builds(
    Order,
    st.sampled_from(Content),
    st.just("en"),
    st.sampled_from([frozenset[str](), frozenset({"troops"}), frozenset({"arms"})]),
)
seen_topics = st.sampled_from([(), ("troops",), ("arms",), ("troops", "arms")])


@given(dossiers, dossiers, orders, seen_topics, st.randoms(use_true_random=False))
def test_the_order_of_records_makes_no_difference(
    then: dict[str, Item], now: dict[str, Item], order: Order, topics: tuple[str, ...], random: object
) -> None:
    shuffled = sorted(now)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    before = seen(then, *topics) if topics else {}
    other = {id_: now[id_] for id_ in shuffled}
    assert compose(order, before, holdings(now), 9) == compose(order, before, holdings(other), 9)


@given(dossiers, dossiers, orders, seen_topics)
def test_an_item_is_told_at_most_once_and_weighed_exactly_once(
    then: dict[str, Item], now: dict[str, Item], order: Order, topics: tuple[str, ...]
) -> None:
    composed, selection = compose(order, seen(then, *topics) if topics else {}, holdings(now), 9)
    if composed is not None:
        told = [one.id for one in (*composed.changes, *composed.developments, *composed.disputes)]
        assert len(set(told)) == len(told)
    weighed = [
        choice.id for choice in (*selection.changes, *selection.developments, *selection.disputes)
    ] + list(selection.out)
    assert len(set(weighed)) == len(weighed)
    assert now.keys() <= set(weighed)


@given(dossiers, dossiers, orders)
def test_nothing_that_changed_is_lost(then: dict[str, Item], now: dict[str, Item], order: Order) -> None:
    composed, selection = compose(order, seen(then), holdings(now), 9)
    asked = order.topics or {"troops", "arms"}
    counted = 0 if composed is None else composed.changed
    news = {choice.id: choice.change for choice in selection.changes}
    assert counted == len(news)
    for id_ in then.keys() | now.keys():
        old, new = then.get(id_), now.get(id_)
        face = (new or old).face  # type: ignore[union-attr]
        was = old is not None and not old.face.withdrawn
        is_now = new is not None and not new.face.withdrawn
        differs = was and is_now and old.face.hash != new.face.hash  # type: ignore[union-attr]
        reads = differs and (old.face.words != new.face.words or old.face.record != new.face.record)  # type: ignore[union-attr]
        if asked.intersection(face.topics) and (was != is_now or reads) and face.kind is not ItemKind.EVENT:
            assert id_ in news


@given(dossiers, dossiers, orders, seen_topics)
def test_an_edition_survives_being_stored(
    then: dict[str, Item], now: dict[str, Item], order: Order, topics: tuple[str, ...]
) -> None:
    composed, _ = compose(order, seen(then, *topics) if topics else {}, holdings(now), 9)
    if composed is not None:
        assert from_json(composed.to_json()) == composed
