"""What may be sent now: in its order, one a chat, and nothing that has to wait."""

from __future__ import annotations

from digests.moves import PauseBot, PauseChat, begin, settle
from digests.outcomes import Limited, NotSent, Sent
from digests.ports import Planned
from digests.subscription import ChatKind
from tests.contracts.store.scene import (
    AT,
    BOT,
    DAY,
    HOLD,
    HOUR,
    INSTANT,
    MINUTE,
    SECOND,
    AnyStore,
    begin_scene,
    chat,
)


async def test_channels_go_before_groups_before_people_then_by_instant_then_by_id(store: AnyStore) -> None:
    scene = await begin_scene(store)
    await scene.delivery("person", AT - HOUR, ChatKind.PRIVATE)
    await scene.delivery("group", AT - MINUTE)
    await scene.delivery("group two", AT - MINUTE)
    await scene.delivery("channel late", AT, ChatKind.CHANNEL)
    await scene.delivery("channel", AT - SECOND, ChatKind.CHANNEL)
    assert await scene.ready() == ["channel", "channel late", "group", "group two", "person"]
    assert await scene.ready(limit=2) == ["channel", "channel late"]
    assert await scene.ready(limit=2, busy=("channel", "group")) == ["channel late", "group two"]


async def test_ready_gives_the_delivery_as_it_is(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.settled(await scene.delivery(), Sent("5"), total=2)
    assert await store.ready(BOT, AT, 9) == [row]


async def test_ready_is_of_one_bot(store: AnyStore) -> None:
    scene, other = await begin_scene(store), await begin_scene(store, "discord:9")
    await other.delivery("x")
    assert (await scene.ready(), await other.ready()) == ([], ["x"])


async def test_what_is_not_pending_is_not_ready(store: AnyStore) -> None:
    scene = await begin_scene(store)
    await scene.begun(await scene.delivery("sending"))
    await scene.sent(await scene.delivery("sent"))
    assert await scene.ready() == []


async def test_a_delivery_waits_until_it_may_be_tried(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.settled(await scene.delivery(), NotSent("no connection"))
    assert row.not_before == AT + SECOND
    assert await scene.ready(AT + SECOND - INSTANT) == []
    assert await scene.ready(AT + SECOND) == ["-1001"]


async def test_a_chat_has_one_at_a_time_the_earliest_first(store: AnyStore) -> None:
    scene = await begin_scene(store)
    first = await scene.settled(await scene.delivery(), Sent("5"), total=2)
    second = await scene.planned(await scene.subscription())
    await scene.delivery("other", AT + DAY)
    assert [row.id for row in await store.ready(BOT, AT + DAY, 1)] == [first.id]
    assert await scene.ready(AT + DAY) == ["-1001", "other"]
    await scene.sent(first)
    assert [row.id for row in await store.ready(BOT, AT + DAY, 1)] == [second.id]


async def test_many_of_one_chat_do_not_hide_the_others(store: AnyStore) -> None:
    scene = await begin_scene(store)
    for n in range(4):
        half = await scene.delivery("crowded", AT + n * MINUTE)
        await scene.settled(half, Sent("5"), AT + n * MINUTE, total=2)
    for key in ("a", "b"):
        await scene.delivery(key, AT + HOUR)
    assert await scene.ready(AT + HOUR, limit=2) == ["crowded", "a"]
    assert await scene.ready(AT + HOUR, limit=2, busy=("crowded",)) == ["a", "b"]
    assert await scene.ready(AT + HOUR, limit=3) == ["crowded", "a", "b"]


async def test_a_suspended_chat_waits_until_it_is_revived(store: AnyStore) -> None:
    scene = await begin_scene(store)
    await scene.delivery()
    await store.suspend(chat(), "kicked", AT)
    assert await scene.ready() == []
    assert await store.next_ready(BOT, AT - HOUR) is None
    await store.revive(chat(), AT)
    assert await scene.ready() == ["-1001"]


async def test_a_paused_chat_waits_with_all_its_deliveries(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.begun(await scene.planned(await scene.subscribed(), following=AT + HOUR))
    await scene.planned(await scene.subscription())
    limited = settle(row, Limited(2 * HOUR, whole_bot=False), AT, HOLD, 1, 0.5)
    assert limited.effect == PauseChat(AT + 2 * HOUR)
    await scene.moved(limited)
    assert await scene.ready(AT + 2 * HOUR - INSTANT) == []
    assert await scene.ready(AT + 2 * HOUR) == ["-1001"]


async def test_a_shorter_pause_does_not_shorten_a_longer_one(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.settled(await scene.delivery(), Limited(HOUR, whole_bot=False))
    row = await scene.settled(row, Limited(MINUTE, whole_bot=False))
    assert row.not_before == AT + MINUTE
    assert await scene.ready(AT + HOUR - INSTANT) == []
    assert await scene.ready(AT + HOUR) == ["-1001"]


async def test_next_ready_is_the_next_instant_after_that(store: AnyStore) -> None:
    scene = await begin_scene(store)
    assert await store.next_ready(BOT, AT) is None
    await scene.delivery("a", AT + HOUR)
    await scene.delivery("b", AT + MINUTE)
    await scene.delivery("c", AT - MINUTE)
    assert await store.next_ready(BOT, AT) == AT + MINUTE
    assert await store.next_ready(BOT, AT + MINUTE) == AT + HOUR
    assert await store.next_ready(BOT, AT + HOUR) is None
    assert await store.next_ready("discord:9", AT) is None


async def test_next_ready_counts_a_chats_pause(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.begun(await scene.planned(await scene.subscribed(), following=AT + HOUR))
    await scene.planned(await scene.subscription())
    await scene.moved(settle(row, Limited(2 * HOUR, whole_bot=False), AT, HOLD, 1, 0.5))
    assert await store.next_ready(BOT, AT) == AT + 2 * HOUR
    await store.suspend(chat(), "kicked", AT)
    assert await store.next_ready(BOT, AT) is None


async def test_a_pause_of_a_chat_with_nothing_to_send_wakes_nobody(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.settled(await scene.delivery(), Limited(HOUR, whole_bot=False))
    await scene.sent(row, AT + HOUR)
    assert await store.next_ready(BOT, AT) is None


async def test_the_whole_bot_is_paused_for_the_longest_time_it_was_told(store: AnyStore) -> None:
    scene = await begin_scene(store)
    assert await store.paused_until(BOT) is None
    one, two = await scene.begun(await scene.delivery("a")), await scene.begun(await scene.delivery("b"))
    long = settle(one, Limited(HOUR), AT, HOLD, 1, 0.5)
    assert long.effect == PauseBot(AT + HOUR)
    await scene.moved(long)
    await scene.moved(settle(two, Limited(MINUTE), AT, HOLD, 1, 0.5))
    assert await store.paused_until(BOT) == AT + HOUR
    assert await store.paused_until("discord:9") is None


async def test_recorded_misses_are_never_ready(store: AnyStore) -> None:
    scene = await begin_scene(store)
    one = await scene.subscribed()
    await store.plan(scene.lease, [Planned(one, AT + DAY, AT, None, AT)])
    assert await scene.ready(AT + DAY) == []
    assert begin((await scene.rows())[0], AT, 1, HOLD).before.parts is None
