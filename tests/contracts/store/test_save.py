"""Moves: stored where the row still is what they started from, with all that goes with them, or not."""

from __future__ import annotations

import asyncio

import pytest

from digests.delivery import State
from digests.moves import Move, PauseBot, RekeyChat, SuspendChat, Verdict, abandoned, begin, resolve, settle
from digests.outcomes import Gone, Limited, Moved, Sent, Unclear
from digests.subscription import SEEN_NOTHING
from tests.contracts.store.scene import (
    AT,
    BOT,
    DAY,
    HOLD,
    HOUR,
    NONCE,
    SECOND,
    AnyStore,
    begin_scene,
    chat,
    snapshot,
)


async def test_a_row_is_what_the_move_made_of_it(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.begun(await scene.delivery())
    assert await scene.now(row) == row
    row = await scene.moved(settle(row, Unclear("no answer: “502”"), AT + SECOND, NONCE, 2, 0.5))
    assert (row.state, row.doubted, row.began) == (State.PENDING, AT, AT)
    assert await scene.now(row) == row
    row = await scene.settled(row, Sent("77"), AT + 2 * SECOND, total=2)
    row = await scene.sent(row, AT + 3 * SECOND)
    assert (row.state, row.messages, row.version) == (State.SENT, ("77", "77"), 6)
    assert await scene.now(row) == row


async def test_a_stale_move_is_not_stored_and_the_others_are(store: AnyStore) -> None:
    scene = await begin_scene(store)
    rows = [await scene.delivery(key) for key in "abc"]
    begun = await scene.begun(rows[1])
    stored = await store.save(scene.lease, [begin(row, AT + SECOND, 1, HOLD) for row in rows])
    assert stored == [True, False, True]
    assert await scene.now(begun) == begun
    assert [(await scene.now(row)).state for row in rows] == [State.SENDING] * 3


async def test_a_stale_move_has_no_effect(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.begun(await scene.delivery())
    await scene.moved(abandoned(row, AT, HOLD))
    for outcome in (Gone("kicked"), Limited(HOUR), Limited(HOUR, whole_bot=False), Moved("new")):
        assert await store.save(scene.lease, [settle(row, outcome, AT, HOLD, 1, 0.5)]) == [False]
    assert await store.paused_until(BOT) is None
    kept = await store.chat(chat())
    assert kept is not None
    assert kept.suspended is None


async def test_a_move_of_a_row_that_is_gone_is_not_stored(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row, other = await scene.delivery(), await scene.delivery("other")
    await store.forget(chat())
    moves = [begin(row, AT, 1, HOLD), begin(other, AT, 1, HOLD)]
    assert await store.save(scene.lease, moves) == [False, True]
    assert await store.delivery(row.id) is None


async def test_moves_of_one_row_are_made_in_their_order(store: AnyStore) -> None:
    scene = await begin_scene(store)
    first = begin(await scene.delivery(), AT, 1, HOLD)
    second = settle(first.after, Sent("5"), AT, HOLD, 1, 0.5)
    assert await store.save(scene.lease, [first, second, first]) == [True, True, False]
    assert await scene.now(second.after) == second.after


async def test_nothing_to_save_is_no_error(store: AnyStore) -> None:
    scene = await begin_scene(store)
    assert await store.save(scene.lease, []) == []


async def test_of_two_at_once_one_moves_the_row(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.delivery()
    moves = [begin(row, AT + n * SECOND, 1, HOLD) for n in range(4)]
    stored = await asyncio.gather(*(store.save(scene.lease, [move]) for move in moves))
    assert sorted(stored) == [[False], [False], [False], [True]]
    (made,) = [move for move, (was_made,) in zip(moves, stored, strict=True) if was_made]
    assert await scene.now(row) == made.after


async def test_only_what_was_sent_has_been_seen(store: AnyStore) -> None:
    scene = await begin_scene(store)
    shown = await store.keep_snapshot(snapshot())
    prepared = await scene.prepared("e", troops=shown, arms=shown)
    row = await scene.planned(await scene.subscribed(), prepared=prepared)
    for move in (
        begin(row, AT, 1, HOLD),
        settle(begin(row, AT, 1, HOLD).after, Sent("1"), AT, HOLD, 2, 0.5),
    ):
        row = await scene.moved(move)
        assert (await scene.subscription()).seen == SEEN_NOTHING
    await scene.sent(row)
    assert (await scene.subscription()).seen == {"troops": shown, "arms": shown}
    assert (await store.due(BOT, AT + DAY, 9))[0].seen == {"troops": shown, "arms": shown}


async def test_what_was_seen_never_goes_back(store: AnyStore) -> None:
    scene = await begin_scene(store)
    old, new = [await store.keep_snapshot(snapshot(words)) for words in ("old", "new")]
    first, second = await scene.prepared("first", troops=old), await scene.prepared("second", troops=new)
    row = await scene.planned(await scene.subscribed(), prepared=first)
    unknown = await scene.settled(row, Unclear("no answer"))
    await scene.sent(await scene.planned(await scene.subscription(), prepared=second), AT + DAY)
    assert (await scene.subscription()).seen == {"troops": new}
    assert await store.resolve(resolve(unknown, Verdict.SENT, AT + DAY))
    assert (await scene.now(unknown)).state is State.SENT
    assert (await scene.subscription()).seen == {"troops": new}


async def test_a_changed_subscription_keeps_what_it_has_seen(store: AnyStore) -> None:
    scene = await begin_scene(store)
    shown = await store.keep_snapshot(snapshot())
    prepared = await scene.prepared("e", troops=shown)
    await scene.sent(await scene.planned(await scene.subscribed(), prepared=prepared))
    again = await scene.subscribed(due=AT + HOUR)
    assert again.seen == {"troops": shown}


async def test_a_chat_that_is_gone_is_suspended_with_the_move(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.begun(await scene.delivery())
    move = settle(row, Gone("the bot was kicked"), AT, HOLD, 1, 0.5)
    assert move.effect == SuspendChat("the bot was kicked")
    await scene.moved(move)
    kept = await store.chat(chat())
    assert kept is not None
    assert kept.suspended == "the bot was kicked"
    assert (await scene.subscription()).chat == kept
    assert await scene.due(AT + DAY) == []


async def test_a_chat_that_moved_is_known_by_its_new_key_with_the_move(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.begun(await scene.delivery("-5"))
    move = settle(row, Moved("-1005"), AT, HOLD, 1, 0.5)
    assert move.effect == RekeyChat("-1005")
    await scene.moved(move)
    assert await store.chat(chat("-5")) is None
    assert (await scene.now(row)).chat == "-1005"
    assert await scene.ready() == ["-1005"]
    # The chat's next move is made of the row as it was read before: the key it has now stays.
    late = begin(move.after, AT, 1, HOLD)
    await scene.moved(late)
    assert (await scene.now(row)).chat == "-1005"


async def test_a_row_that_a_move_erases_is_not_moved_by_the_next(store: AnyStore) -> None:
    scene = await begin_scene(store)
    old = await scene.begun(await scene.delivery("old"))
    await scene.subscribed("new")
    moved = settle(old, Moved("new"), AT, HOLD, 1, 0.5)
    after = begin(moved.after, AT, 1, HOLD)
    assert await store.save(scene.lease, [moved, after]) == [True, False]
    assert await store.delivery(old.id) is None


async def test_effects_of_several_moves_are_all_taken(store: AnyStore) -> None:
    scene = await begin_scene(store)
    rows = [await scene.begun(await scene.delivery(key)) for key in "abc"]
    moves = [
        settle(row, outcome, AT, HOLD, 1, 0.5)
        for row, outcome in zip(rows, (Gone("kicked"), Limited(HOUR), Sent("5")), strict=True)
    ]
    assert moves[1].effect == PauseBot(AT + HOUR)
    assert await store.save(scene.lease, moves) == [True] * 3
    assert [(await scene.now(row)).state for row in rows] == [State.DEAD, State.PENDING, State.SENT]
    assert await store.paused_until(BOT) == AT + HOUR
    assert await scene.ready(AT + DAY) == ["b"]


@pytest.mark.parametrize("reason", ["NUL \0 in it", "half a pair \ud800", "« fin » 日本 🗞️", ""])
async def test_whatever_a_platform_says_is_recorded(store: AnyStore, reason: str) -> None:
    scene = await begin_scene(store)
    row, other = await scene.begun(await scene.delivery()), await scene.begun(await scene.delivery("b"))
    moves = [settle(one, Unclear(reason), AT, HOLD, 1, 0.5) for one in (row, other)]
    assert await store.save(scene.lease, moves) == [True, True]
    assert (await scene.now(row)).state is State.UNKNOWN


async def test_moves_of_many_rows_go_together(store: AnyStore) -> None:
    scene = await begin_scene(store)
    moves: list[Move] = [begin(await scene.delivery(str(n)), AT, 1, HOLD) for n in range(50)]
    assert await store.save(scene.lease, moves) == [True] * 50
    assert (await store.counts(BOT))[State.SENDING] == 50


async def test_rows_of_a_state_are_listed_by_id_from_where_one_left_off(store: AnyStore) -> None:
    scene = await begin_scene(store)
    rows = [await scene.begun(await scene.delivery(key)) for key in "abcd"]
    await scene.delivery("pending")
    assert await store.in_state(BOT, State.SENDING, 3) == rows[:3]
    assert await store.in_state(BOT, State.SENDING, 3, rows[2].id) == rows[3:]
    assert await store.in_state("discord:9", State.SENDING, 3) == []
    assert [row.chat for row in await store.in_state(BOT, State.PENDING, 3)] == ["pending"]
