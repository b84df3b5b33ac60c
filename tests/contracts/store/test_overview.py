"""What operators see and decide, and what goes when it is old."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digests.delivery import State
from digests.errors import LeaseLost
from digests.moves import Verdict, begin, resolve, settle
from digests.outcomes import Gone, Limited, Unclear
from digests.ports import Planned, Prepared
from digests.register import Pause
from digests.subscription import ChatKind
from tests.contracts.store.scene import (
    AT,
    BOT,
    DAY,
    HOLD,
    HOUR,
    INSTANT,
    LASTS,
    AnyStore,
    Scene,
    begin_scene,
    chat,
    snapshot,
)


async def test_deliveries_are_counted_by_state_of_one_bot_or_all(store: AnyStore) -> None:
    scene, other = await begin_scene(store), await begin_scene(store, "discord:9")
    await scene.sent(await scene.delivery("a"))
    await scene.delivery("b")
    await other.delivery("c")
    none = dict.fromkeys(State, 0)
    assert await store.counts(BOT) == none | {State.SENT: 1, State.PENDING: 1}
    assert await store.counts() == none | {State.SENT: 1, State.PENDING: 2}
    assert await store.counts("terminal") == none


async def test_deliveries_of_every_bot_are_listed_by_id(store: AnyStore) -> None:
    scene, other = await begin_scene(store), await begin_scene(store, "discord:9")
    sent = await scene.sent(await scene.delivery("a"))
    pending = await other.delivery("b")
    begun = await scene.begun(await scene.delivery("c"))
    assert await store.listed([State.PENDING, State.SENT], 9) == [sent, pending]
    assert await store.listed(list(State), 2, sent.id) == [pending, begun]
    assert await store.listed([], 9) == []


async def test_a_persons_word_needs_no_lease_but_the_row_as_it_was(store: AnyStore) -> None:
    scene = await begin_scene(store)
    shown = await store.keep_snapshot(snapshot())
    row = await scene.planned(await scene.subscribed(), prepared=await scene.prepared("e", troops=shown))
    unknown = await scene.settled(row, Unclear("no answer"))
    await store.acquire(BOT, "they", AT + LASTS, LASTS)
    word = resolve(unknown, Verdict.SENT, AT + HOUR)
    assert await store.resolve(word) is True
    assert await scene.now(row) == word.after
    assert (await scene.subscription()).seen == {"troops": shown}
    assert await store.resolve(resolve(unknown, Verdict.RESEND, AT + HOUR)) is False
    assert await scene.now(row) == word.after


async def test_an_operators_pause_lasts_until_it_is_ended(store: AnyStore) -> None:
    assert await store.resume(BOT) is False
    assert await store.pause(BOT, AT) is True
    assert await store.paused_until(BOT) == datetime.max.replace(tzinfo=UTC)
    assert await store.paused_until("discord:9") is None
    assert await store.resume(BOT) is True
    assert await store.resume(BOT) is False
    assert await store.paused_until(BOT) is None


async def test_who_is_paused_is_told_with_the_reason_and_what_waits(store: AnyStore) -> None:
    scene, other = await begin_scene(store), await begin_scene(store, "discord:9")
    for key, due in (("a", AT), ("b", AT + DAY), ("gone", AT)):
        await scene.subscribed(key, due)
    await store.suspend(chat("gone"), "kicked", AT)
    await other.subscribed("c")
    assert await store.paused(AT) == []
    assert await store.pause(BOT, AT, "a wrong figure") is True
    assert await store.paused(AT) == [Pause(BOT, AT, "a wrong figure", 1)]
    assert await store.pause(BOT, AT + HOUR, "still wrong") is False
    assert await store.pause("discord:9", AT + HOUR) is True
    assert await store.paused(AT + DAY) == [
        Pause("discord:9", AT + HOUR, "", 1),
        Pause(BOT, AT, "still wrong", 2),
    ]
    assert await store.resume(BOT) is True
    assert await store.pause(BOT, AT + DAY) is True
    assert (await store.paused(AT))[-1] == Pause(BOT, AT + DAY, "", 1)


async def test_bots_are_those_that_sent_and_those_that_have_chats(store: AnyStore) -> None:
    assert await store.bots() == []
    await begin_scene(store)
    await store.choose_language(chat(bot="terminal"), ChatKind.PRIVATE, "fr", AT)
    assert await store.bots() == [BOT, "terminal"]


async def test_an_operator_does_not_end_a_platforms_pause(store: AnyStore) -> None:
    scene = await begin_scene(store)
    await scene.settled(await scene.delivery(), Limited(HOUR))
    await store.pause(BOT, AT)
    await store.resume(BOT)
    assert await store.paused_until(BOT) == AT + HOUR


async def test_a_pause_before_the_first_lease_takes_no_epoch(store: AnyStore) -> None:
    await store.pause(BOT, AT)
    scene = await begin_scene(store)
    assert scene.lease.epoch == 1
    assert await store.paused_until(BOT) == datetime.max.replace(tzinfo=UTC)


async def test_what_ended_long_ago_goes_and_what_may_go_on_stays(store: AnyStore) -> None:
    scene = await begin_scene(store)
    await scene.sent(await scene.delivery("old"), AT - INSTANT)
    await scene.settled(await scene.delivery("gone"), Gone("kicked"), AT - INSTANT)
    kept = [
        await scene.sent(await scene.delivery("new"), AT),
        await scene.settled(await scene.delivery("unknown"), Unclear("no answer"), AT - DAY),
        await scene.begun(await scene.delivery("sending"), AT - DAY),
        await scene.delivery("pending"),
    ]
    assert await store.clean(AT + 90 * DAY, 90) == 2
    assert await scene.rows() == kept
    assert await store.clean(AT + 90 * DAY, 90) == 0


async def test_recorded_misses_go_too(store: AnyStore) -> None:
    scene = await begin_scene(store)
    await store.plan(scene.lease, [Planned(await scene.subscribed(), AT + DAY, AT, until=AT + HOUR)])
    assert await store.clean(AT + HOUR + 7 * DAY, 7) == 0
    assert await store.clean(AT + HOUR + 7 * DAY + INSTANT, 7) == 1


async def _edition(scene: Scene, key: str, words: str) -> tuple[int, int]:
    """The ids of an edition and of the snapshot it shows."""
    shown = await scene.store.keep_snapshot(snapshot(words))
    return (await scene.prepared(key, troops=shown)).edition, shown


async def test_an_edition_goes_when_nothing_refers_to_it(store: AnyStore) -> None:
    scene = await begin_scene(store)
    for n, words in enumerate(("one", "two", "three")):
        shown = await store.keep_snapshot(snapshot(words))
        prepared = await scene.prepared(words, troops=shown)
        one = await scene.subscribed() if n == 0 else await scene.subscription()
        await scene.sent(await scene.planned(one, prepared=prepared), AT + n * DAY)
    await store.clean(AT + 90 * DAY, 30)
    # The third was the last one sent there; it tells what the chat has seen.
    assert [await store.found_parts(key, "telegram") is None for key in ("one", "two", "three")] == [
        True,
        True,
        False,
    ]
    assert [await store.snapshot(id_) is None for id_ in (1, 2, 3)] == [True, True, False]
    assert (await scene.subscription()).seen == {"troops": 3}


async def test_what_a_chat_has_seen_stays_however_old_it_is(store: AnyStore) -> None:
    scene = await begin_scene(store)
    shown = [await store.keep_snapshot(snapshot(words)) for words in ("old", "new")]
    for n, key in enumerate(("dormant", "lively")):
        prepared = await scene.prepared(key, troops=shown[n])
        await scene.sent(await scene.planned(await scene.subscribed(key), prepared=prepared))
    assert await store.clean(AT + 90 * DAY, 30) == 2
    assert [(await scene.subscription(key)).seen["troops"] for key in ("dormant", "lively")] == shown
    assert None not in [await store.snapshot(id_) for id_ in shown]


async def test_an_edition_that_may_be_about_to_be_used_stays(store: AnyStore) -> None:
    scene = await begin_scene(store)
    await _edition(scene, "early", "early")
    used, shown = await _edition(scene, "used", "used")
    parts = await store.found_parts("used", "telegram")
    assert parts is not None
    await scene.sent(await scene.planned(await scene.subscribed(), prepared=Prepared(*parts)))
    _, late = await _edition(scene, "late", "late")
    await store.clean(AT + DAY, 30)
    assert await store.found_parts("early", "telegram") is None
    assert await store.found_parts("used", "telegram") == (used, parts[1])
    assert await store.found_parts("late", "telegram") is not None
    assert await store.snapshot(shown) is not None
    assert await store.snapshot(late) is not None


async def test_parts_go_with_their_last_delivery_though_a_chat_has_seen_their_edition(
    store: AnyStore,
) -> None:
    scene = await begin_scene(store)
    kept = {}
    for key, sent in (("dormant", AT), ("lively", AT + 40 * DAY)):
        prepared = await scene.prepared(key)
        kept[key] = prepared.edition
        await scene.sent(await scene.planned(await scene.subscribed(key), prepared=prepared), sent)
    assert await store.clean(AT + 90 * DAY, 60) == 1
    assert await store.found_parts("dormant", "telegram") is None
    assert await store.found_parts("lively", "telegram") is not None
    assert await store.keep_edition("dormant", {}, "{}") == kept["dormant"]


async def test_the_newest_snapshot_of_a_dossier_stays(store: AnyStore) -> None:
    old, new = [await store.keep_snapshot(snapshot(words)) for words in ("old", "new")]
    other = await store.keep_snapshot(snapshot("other", dossier="trade"))
    await store.clean(AT, 30)
    assert await store.snapshot(old) is None
    assert await store.snapshot(new) is not None
    assert await store.snapshot(other) is not None
    assert await store.keep_snapshot(snapshot("old")) > other


async def test_an_edition_of_open_deliveries_stays(store: AnyStore) -> None:
    scene = await begin_scene(store)
    first = await scene.planned(await scene.subscribed("a"), prepared=await scene.prepared("first"))
    second = await scene.planned(await scene.subscribed("b"), prepared=await scene.prepared("second"))
    await scene.sent(second)
    await store.clean(AT + 90 * DAY, 30)
    assert await store.found_parts("first", "telegram") == (first.edition, first.parts)


async def test_a_stale_lease_keeps_nobody_from_forgetting(store: AnyStore) -> None:
    scene = await begin_scene(store)
    begun = await scene.begun(await scene.delivery())
    await store.forget(chat())
    await store.acquire(BOT, "they", AT + LASTS, LASTS)
    with pytest.raises(LeaseLost):
        await store.save(
            scene.lease, [settle(begun, Gone("kicked"), AT, HOLD, 1, 0.5), begin(begun, AT, 1, HOLD)]
        )
