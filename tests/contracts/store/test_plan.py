"""What is due, and how it becomes deliveries: once an instant, and never of what changed in between."""

from __future__ import annotations

import asyncio

import pytest

from digests.delivery import TOO_LATE, Delivery, State
from digests.errors import StoreRefused
from digests.moves import settle
from digests.outcomes import NotSent, Sent, Unclear
from digests.ports import Planned, Prepared
from digests.subscription import ChatKind
from tests.contracts.store.scene import (
    AT,
    BOT,
    DAY,
    HOUR,
    INSTANT,
    MINUTE,
    NONCE,
    WISH,
    AnyStore,
    begin_scene,
    chat,
)


async def test_due_is_what_is_not_after_the_instant_the_longest_due_first(store: AnyStore) -> None:
    scene = await begin_scene(store)
    for key, due in {"b": AT, "a": AT - HOUR, "later": AT + INSTANT, "c": AT}.items():
        await scene.subscribed(key, due)
    assert await scene.due() == ["a", "b", "c"]
    assert await scene.due(limit=2) == ["a", "b"]
    assert await scene.due(AT - DAY) == []


async def test_due_is_of_one_bot(store: AnyStore) -> None:
    scene, other = await begin_scene(store), await begin_scene(store, "discord:9")
    await other.subscribed("x")
    assert (await scene.due(), await other.due()) == ([], ["x"])


async def test_due_gives_the_subscription_as_it_was_made(store: AnyStore) -> None:
    scene = await begin_scene(store)
    made = await scene.subscribed()
    assert await store.due(BOT, AT, 9) == [made] == [await scene.subscription()]


async def test_what_is_stopped_or_suspended_is_not_due(store: AnyStore) -> None:
    scene = await begin_scene(store)
    for key in ("stopped", "suspended", "active"):
        await scene.subscribed(key)
    await store.stop(chat("stopped"), AT)
    await store.suspend(chat("suspended"), "kicked", AT)
    assert await scene.due() == ["active"]


async def test_a_plan_writes_the_delivery_and_the_next_instant(store: AnyStore) -> None:
    scene = await begin_scene(store)
    one, prepared = await scene.subscribed(), await scene.prepared()
    planned = Planned(one, AT + DAY, AT - MINUTE, prepared, AT + HOUR, skipped=2)
    assert await store.plan(scene.lease, [planned]) == 1
    (row,) = await scene.rows()
    assert row == Delivery(
        id=row.id,
        subscription=one.id,
        bot=BOT,
        chat="-1001",
        kind=ChatKind.GROUP,
        due=AT - MINUTE,
        edition=prepared.edition,
        parts=prepared.parts,
        not_before=AT - MINUTE,
        until=AT + HOUR,
        skipped=2,
    )
    assert (await scene.subscription()).next_due == AT + DAY


async def test_an_instant_without_anything_to_send_is_recorded_as_missed(store: AnyStore) -> None:
    scene = await begin_scene(store)
    one = await scene.subscribed()
    assert await store.plan(scene.lease, [Planned(one, AT + DAY, AT - DAY, until=AT - DAY + TOO_LATE)]) == 1
    (row,) = await scene.rows()
    assert (row.state, row.edition, row.parts, row.ended) == (State.MISSED, None, None, AT - DAY + TOO_LATE)


async def test_a_plan_without_an_instant_moves_on_in_silence(store: AnyStore) -> None:
    scene = await begin_scene(store)
    one = await scene.subscribed()
    assert await store.plan(scene.lease, [Planned(one, AT + DAY)]) == 1
    assert (await scene.subscription()).next_due == AT + DAY
    assert await scene.rows() == []


async def test_what_is_set_aside_stays_due_and_is_not_seen_until_then(store: AnyStore) -> None:
    scene = await begin_scene(store)
    one = await scene.subscribed()
    assert await store.plan(scene.lease, [Planned(one, None, aside=AT + HOUR)]) == 1
    assert await scene.due(AT + HOUR - INSTANT) == []
    assert await store.due(BOT, AT + HOUR, 9) == [one]
    assert await store.plan(scene.lease, [Planned(one, AT + MINUTE)]) == 1
    assert await scene.due(AT + MINUTE) == ["-1001"]


async def test_what_was_set_aside_is_due_as_soon_as_it_is_changed_or_revived(store: AnyStore) -> None:
    scene = await begin_scene(store)
    aside = [Planned(await scene.subscribed(key), None, aside=AT + 99 * DAY) for key in ("a", "b")]
    assert await store.plan(scene.lease, aside) == 2
    await scene.subscribed("a", AT + HOUR)
    await store.suspend(chat("b"), "kicked", AT)
    await store.revive(chat("b"), AT)
    assert await scene.due(AT + 7 * DAY) == ["a", "b"]


async def test_a_subscription_that_changed_since_is_left_as_it_is(store: AnyStore) -> None:
    scene = await begin_scene(store)
    old = await scene.subscribed("changed")
    stopped, gone = await scene.subscribed("stopped"), await scene.subscribed("gone")
    same = await scene.subscribed("same")
    new = await scene.subscribed("changed", AT + HOUR)
    await store.stop(chat("stopped"), AT)
    await store.forget(chat("gone"))
    prepared = await scene.prepared()
    planned = [Planned(one, AT + DAY, AT, prepared, AT + HOUR) for one in (old, stopped, gone, same)]
    assert await store.plan(scene.lease, planned) == 1
    assert [row.chat for row in await scene.rows()] == ["same"]
    assert await scene.subscription("changed") == new
    assert (await scene.subscription("stopped")).next_due is None


async def test_of_two_plans_at_once_for_one_subscription_one_is_written(store: AnyStore) -> None:
    scene = await begin_scene(store)
    one, prepared = await scene.subscribed(), await scene.prepared()
    plans = [[Planned(one, AT + n * HOUR, AT, prepared, AT + HOUR)] for n in (1, 2, 3)]
    assert sorted(await asyncio.gather(*(store.plan(scene.lease, plan) for plan in plans))) == [0, 0, 1]
    assert len(await scene.rows()) == 1


async def test_an_instant_that_has_a_delivery_gets_no_other(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.planned(await scene.subscribed(), following=AT + MINUTE)
    again = Planned(await scene.subscription(), AT + DAY, AT, await scene.prepared("second"), AT + HOUR)
    assert await store.plan(scene.lease, [again]) == 1
    assert await scene.rows() == [row]
    assert (await scene.subscription()).next_due == AT + DAY


async def test_a_newer_edition_takes_the_place_of_an_untouched_one(store: AnyStore) -> None:
    scene = await begin_scene(store)
    failed = await scene.settled(await scene.delivery(), NotSent("no connection"))
    other = await scene.delivery("other")
    newer = await scene.planned(await scene.subscription())
    assert newer.due == AT + DAY
    missed = await scene.now(failed)
    assert (missed.state, missed.version, missed.ended) == (State.MISSED, failed.version + 1, newer.due)
    assert missed.reason == "a newer edition took its place"
    assert await scene.now(newer) == newer
    assert await scene.now(other) == other


async def test_what_was_sent_in_part_or_is_in_doubt_keeps_its_place(store: AnyStore) -> None:
    scene = await begin_scene(store)
    half = await scene.settled(await scene.delivery("half"), Sent("1"), total=2)
    begun = await scene.begun(await scene.delivery("unclear"))
    unclear = await scene.moved(settle(begun, Unclear("no answer"), AT, NONCE, 1, 0.5))
    assert (half.state, unclear.state, unclear.doubted) == (State.PENDING, State.PENDING, AT)
    for key in ("half", "unclear"):
        await scene.planned(await scene.subscription(key))
        await store.subscribe(chat(key), ChatKind.GROUP, WISH, AT + 9 * DAY, AT)
    assert [await scene.now(half), await scene.now(unclear)] == [half, unclear]


async def test_a_thousand_are_planned_at_once(store: AnyStore) -> None:
    scene = await begin_scene(store)
    prepared = await scene.prepared()
    all_ = [await scene.subscribed(str(n)) for n in range(1000)]
    planned = [Planned(one, AT + DAY, AT, prepared, AT + HOUR) for one in all_]
    assert await store.plan(scene.lease, planned) == 1000
    assert await store.plan(scene.lease, planned) == 0
    assert (await store.counts(BOT))[State.PENDING] == 1000


async def test_a_plan_with_parts_that_are_not_stored_is_refused_whole(store: AnyStore) -> None:
    scene = await begin_scene(store)
    one, two = await scene.subscribed("one"), await scene.subscribed("two")
    planned = [
        Planned(one, AT + DAY, AT, await scene.prepared(), AT + HOUR),
        Planned(two, AT + DAY, AT, Prepared(99, 99), AT + HOUR),
    ]
    with pytest.raises(StoreRefused):
        await store.plan(scene.lease, planned)
    assert await scene.rows() == []
    assert await scene.due() == ["one", "two"]


async def test_nothing_planned_is_no_error(store: AnyStore) -> None:
    scene = await begin_scene(store)
    assert await store.plan(scene.lease, []) == 0
