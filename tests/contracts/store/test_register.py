"""Chats and their subscriptions: made, changed, stopped, suspended, revived, moved, shown and erased."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from digests.delivery import State
from digests.outcomes import Limited, NotSent, Sent, Unclear
from digests.register import Held
from digests.schedule import Schedule
from digests.subscription import Chat, ChatId, ChatKind, Content, Subscription, Wish
from tests.contracts.store.scene import AT, BOT, DAY, HOUR, INSTANT, WISH, AnyStore, begin_scene, chat

OTHER_WISH = Wish(
    Schedule(frozenset({7}), (time(0), time(23, 59)), "America/Argentina/Buenos_Aires"),
    frozenset({"troops", "arms"}),
    "fr",
    Content.CHANGES,
)


async def test_nothing_is_known_about_a_chat_that_never_came(store: AnyStore) -> None:
    assert await store.chat(chat()) is None
    assert await store.subscription(chat()) is None
    assert await store.held(chat()) is None
    assert await store.stop(chat(), AT) is False
    assert await store.forget(chat()) is False
    assert await store.revive(chat(), AT) is False
    assert await store.rekey(chat(), chat("new")) is False
    await store.suspend(chat(), "kicked", AT)
    assert await store.chat(chat()) is None


async def test_the_languages_of_many_chats_are_those_that_were_chosen(store: AnyStore) -> None:
    other = ChatId("other:1", chat().key)
    await store.choose_language(chat("a"), ChatKind.GROUP, "fr", AT)
    await store.choose_language(chat("b"), ChatKind.GROUP, "en", AT)
    await store.choose_language(other, ChatKind.GROUP, "fr", AT)
    await store.subscribe(chat("c"), ChatKind.GROUP, WISH, AT, AT)
    asked = [chat("a"), chat("c"), chat("never came"), other]
    assert await store.languages(asked) == {chat("a"): "fr", other: "fr"}
    assert await store.languages([]) == {}


async def test_a_subscription_is_kept_as_it_was_wished(store: AnyStore) -> None:
    made = await store.subscribe(chat(), ChatKind.CHANNEL, OTHER_WISH, AT + HOUR, AT)
    kept = Chat(chat(), ChatKind.CHANNEL, None, AT)
    assert made == Subscription(made.id, kept, OTHER_WISH, AT + HOUR)
    assert await store.subscription(chat()) == made
    assert await store.chat(chat()) == kept


async def test_a_chat_has_one_subscription_which_changes(store: AnyStore) -> None:
    made = await store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
    changed = await store.subscribe(chat(), ChatKind.CHANNEL, OTHER_WISH, AT + HOUR, AT + DAY)
    kept = Chat(chat(), ChatKind.CHANNEL, None, AT)
    assert changed == Subscription(made.id, kept, OTHER_WISH, AT + HOUR)
    assert await store.due(BOT, AT + HOUR, 9) == [changed]


async def test_of_two_subscribing_one_chat_at_once_there_is_one_subscription(store: AnyStore) -> None:
    made = await asyncio.gather(
        *(store.subscribe(chat(), ChatKind.GROUP, WISH, AT + n * HOUR, AT) for n in range(4))
    )
    kept = await store.subscription(chat())
    assert kept in made
    assert await store.due(BOT, AT + DAY, 9) == [kept]


async def test_a_change_misses_what_was_not_begun_and_nothing_else(store: AnyStore) -> None:
    scene = await begin_scene(store)
    tried = await scene.settled(await scene.delivery("tried"), NotSent("no connection"))
    half = await scene.settled(await scene.delivery("half"), Sent("5"), total=2)
    begun = await scene.begun(await scene.delivery("begun"))
    other = await scene.delivery("other")
    for key in ("tried", "half", "begun"):
        await store.subscribe(chat(key), ChatKind.GROUP, OTHER_WISH, AT + HOUR, AT + INSTANT)
    missed = await scene.now(tried)
    assert (missed.state, missed.ended) == (State.MISSED, AT + INSTANT)
    assert missed.version == tried.version + 1
    assert [await scene.now(row) for row in (half, begun, other)] == [half, begun, other]


@pytest.mark.parametrize("change", ["changed", "stopped"])
async def test_what_came_due_and_was_not_planned_is_missed_by_a_change(store: AnyStore, change: str) -> None:
    wish = Wish(Schedule(frozenset(range(1, 8)), (AT.time().replace(second=0, microsecond=0),), "UTC"))
    first = AT.replace(second=0, microsecond=0)
    await store.subscribe(chat(), ChatKind.GROUP, wish, first, AT - HOUR)
    later = first + 2 * DAY + HOUR
    if change == "changed":
        await store.subscribe(chat(), ChatKind.GROUP, OTHER_WISH, later + DAY, later)
    else:
        await store.stop(chat(), later)
    [row] = await store.listed((State.MISSED,), 10)
    assert (row.due, row.skipped, row.reason) == (first + 2 * DAY, 2, f"the subscription was {change}")
    assert (row.parts, row.ended) == (None, later)


async def test_a_chat_of_another_kind_takes_its_deliveries_along(store: AnyStore) -> None:
    scene = await begin_scene(store)
    half = await scene.settled(await scene.delivery("b"), Sent("5"), total=2)
    await scene.delivery("a", AT - HOUR)
    await store.choose_language(chat("b"), ChatKind.CHANNEL, "fr", AT)
    assert await scene.now(half) == replace(half, kind=ChatKind.CHANNEL)
    assert await scene.ready() == ["b", "a"]


async def test_a_stopped_subscription_is_kept_but_never_due(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.delivery()
    assert await store.stop(chat(), AT) is True
    stopped = await scene.subscription()
    assert (stopped.next_due, stopped.wish) == (None, WISH)
    assert await scene.due(AT + 99 * DAY) == []
    missed = await scene.now(row)
    assert (missed.state, missed.ended) == (State.MISSED, AT)
    assert await store.stop(chat(), AT) is False
    again = await scene.subscribed(due=AT + HOUR)
    assert again.id == stopped.id
    assert await scene.due(AT + HOUR) == ["-1001"]


async def test_a_chosen_language_is_the_chats_and_its_editions(store: AnyStore) -> None:
    await store.choose_language(chat(), ChatKind.PRIVATE, "fr", AT)
    assert await store.chat(chat()) == Chat(chat(), ChatKind.PRIVATE, "fr", AT)
    assert await store.subscription(chat()) is None
    made = await store.subscribe(chat(), ChatKind.PRIVATE, WISH, AT, AT + DAY)
    assert (made.wish.language, made.chat.language, made.chat.since) == ("en", "fr", AT)
    await store.choose_language(chat(), ChatKind.PRIVATE, "fr", AT + DAY)
    kept = await store.subscription(chat())
    assert kept == replace(made, wish=replace(WISH, language="fr"))


async def test_a_suspended_chat_says_why(store: AnyStore) -> None:
    made = await store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
    await store.suspend(chat(), "kicked", AT)
    await store.suspend(chat(), "deleted", AT)
    kept = await store.chat(chat())
    assert kept == replace(made.chat, suspended="deleted")
    assert await store.subscription(chat()) == replace(made, chat=kept)


async def test_a_revived_chat_is_next_due_after_its_return(store: AnyStore) -> None:
    made = await store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
    await store.suspend(chat(), "kicked", AT)
    back = datetime(2025, 6, 3, 12, tzinfo=UTC)  # a Tuesday
    assert await store.revive(chat(), back) is True
    following = datetime(2025, 6, 5, 6, tzinfo=UTC)  # Thursday, 8:00 in Paris
    assert await store.subscription(chat()) == replace(made, next_due=following)
    assert await store.revive(chat(), back) is False
    assert [one.id for one in await store.due(BOT, following, 9)] == [made.id]


async def test_a_revived_chat_that_had_stopped_stays_stopped(store: AnyStore) -> None:
    made = await store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
    await store.suspend(chat(), "kicked", AT)
    await store.stop(chat(), AT)
    assert await store.revive(chat(), AT) is True
    assert await store.subscription(chat()) == replace(made, next_due=None)


async def test_a_suspended_chat_that_subscribes_is_back(store: AnyStore) -> None:
    await store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
    await store.suspend(chat(), "kicked", AT)
    again = await store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
    assert again.chat.suspended is None
    assert await store.due(BOT, AT, 9) == [again]


async def test_everything_held_is_shown(store: AnyStore) -> None:
    scene = await begin_scene(store)
    await scene.sent(await scene.delivery())
    await scene.settled(await scene.planned(await scene.subscription()), Unclear("no answer"), AT + DAY)
    await scene.delivery("other")
    kept = await scene.subscription()
    counts = dict.fromkeys(State, 0) | {State.SENT: 1, State.UNKNOWN: 1}
    assert await store.held(chat()) == Held(kept.chat, kept, counts, AT, AT + DAY)


async def test_a_chat_that_only_chose_a_language_holds_just_that(store: AnyStore) -> None:
    await store.choose_language(chat(), ChatKind.PRIVATE, "fr", AT)
    kept = Chat(chat(), ChatKind.PRIVATE, "fr", AT)
    assert await store.held(chat()) == Held(kept, None, dict.fromkeys(State, 0), None, None)


async def test_a_forgotten_chat_leaves_nothing(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.sent(await scene.delivery())
    other = await scene.delivery("other")
    assert await store.forget(chat()) is True
    assert await store.chat(chat()) is None
    assert await store.subscription(chat()) is None
    assert await store.delivery(row.id) is None
    assert await scene.rows() == [other]
    assert await store.forget(chat()) is False
    made = await scene.subscribed()
    assert (made.seen, made.chat.since) == ({}, AT - DAY)


async def test_a_chat_keeps_all_that_is_its_under_a_new_key(store: AnyStore) -> None:
    scene = await begin_scene(store)
    await store.choose_language(chat("-5"), ChatKind.GROUP, "fr", AT)
    row = await scene.settled(await scene.delivery("-5"), Limited(HOUR, whole_bot=False))
    before = await scene.subscription("-5")
    assert await store.rekey(chat("-5"), chat("-1005")) is True
    after = await scene.subscription("-1005")
    assert after == replace(before, chat=replace(before.chat, id=chat("-1005")))
    assert await scene.now(row) == replace(row, chat="-1005")
    assert await store.chat(chat("-5")) is None
    assert await scene.ready(AT + HOUR - INSTANT) == []
    assert await scene.ready(AT + HOUR) == ["-1005"]


async def test_where_both_are_known_the_new_ones_records_stay(store: AnyStore) -> None:
    scene = await begin_scene(store)
    old = await scene.delivery("old")
    new = await scene.delivery("new")
    kept = await scene.subscription("new")
    assert await store.rekey(chat("old"), chat("new")) is True
    assert await scene.subscription("new") == kept
    assert await scene.rows() == [new]
    assert await store.delivery(old.id) is None
    assert await store.chat(chat("old")) is None


@pytest.mark.parametrize("suspended", [False, True])
async def test_a_new_one_without_a_subscription_gets_the_old_ones(store: AnyStore, suspended: bool) -> None:
    scene = await begin_scene(store)
    row = await scene.delivery("old")
    before = await scene.subscription("old")
    await store.choose_language(chat("new"), ChatKind.CHANNEL, "fr", AT)
    if suspended:
        await store.suspend(chat("new"), "muted", AT)
    assert await store.rekey(chat("old"), chat("new")) is True
    kept = await store.chat(chat("new"))
    assert kept is not None
    assert (kept.kind, kept.language) == (ChatKind.CHANNEL, "fr")
    assert await scene.subscription("new") == replace(before, chat=kept)
    assert await scene.now(row) == replace(row, chat="new", kind=ChatKind.CHANNEL)
    assert await scene.due(AT + DAY) == ([] if suspended else ["new"])


async def test_the_same_key_is_no_move(store: AnyStore) -> None:
    made = await store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
    assert await store.rekey(chat(), chat()) is False
    assert await store.subscription(chat()) == made
