"""Values at their limits come back as they went in; the real stores refuse what is no instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from digests.delivery import State
from digests.snapshot import Snapshot
from digests.store import open_store
from digests.subscription import ChatKind
from tests.contracts.store.scene import AT, BOT, INSTANT, WISH, AnyStore, begin_scene, chat

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


async def test_the_first_and_the_last_instant_are_kept(store: AnyStore) -> None:
    for key, due in {"last": LAST, "first": FIRST, "1969": datetime(1969, 12, 31, 23, tzinfo=UTC)}.items():
        made = await store.subscribe(chat(key), ChatKind.GROUP, WISH, due, FIRST)
        assert made.next_due == due
        assert made.chat.since == FIRST
    assert [one.chat.id.key for one in await store.due(BOT, LAST, 9)] == ["first", "1969", "last"]
    assert [one.chat.id.key for one in await store.due(BOT, LAST - INSTANT, 9)] == ["first", "1969"]
    assert [one.chat.id.key for one in await store.due(BOT, FIRST, 9)] == ["first"]


async def test_a_microsecond_makes_the_difference(store: AnyStore) -> None:
    scene = await begin_scene(store)
    for n in (3, 1, 2):
        await scene.subscribed(str(n), AT + n * INSTANT)
    assert await scene.due(AT + 2 * INSTANT) == ["1", "2"]


@pytest.mark.parametrize(
    "key", ["-1002147483648123", "4503599627370495", "777/42", "a'b\"c;--%_\\", "日本🗞️", " ", "é", "e\u0301"]
)
async def test_a_chats_key_is_any_text(store: AnyStore, key: str) -> None:
    scene = await begin_scene(store)
    row = await scene.delivery(key)
    assert row.chat == key
    assert await scene.now(row) == row
    assert await scene.ready(busy=("x", "y")) == [key]
    assert await scene.ready(busy=(key,)) == []


async def test_keys_that_only_look_alike_are_different_chats(store: AnyStore) -> None:
    for key in ("é", "e\u0301", "E\u0301", "a", "A", "a "):
        await store.subscribe(chat(key), ChatKind.GROUP, WISH, AT, AT)
    assert len(await store.due(BOT, AT, 99)) == 6


async def test_numbers_may_be_large(store: AnyStore) -> None:
    large = Snapshot("war", 2**52, {})
    id_ = await store.keep_snapshot(large)
    kept = await store.snapshot(id_)
    assert kept is not None
    assert kept.revision == 2**52


@pytest.mark.parametrize("at", [datetime(2025, 3, 3), AT.astimezone(timezone(timedelta(hours=1)))])  # noqa: DTZ001
async def test_what_is_not_in_utc_is_refused(url: str, at: datetime) -> None:
    async with open_store(url) as opened:
        with pytest.raises(StatementError, match="not an instant in UTC"):
            await opened.subscribe(chat(), ChatKind.GROUP, WISH, at, AT)
        assert await opened.chat(chat()) is None


async def test_a_zone_this_machine_does_not_know_stops_nobody_else(url: str) -> None:
    async with open_store(url) as opened:
        scene = await begin_scene(opened)
        await scene.subscribed("odd")
        await scene.subscribed("even")
        async with opened.database.write() as connection:
            await connection.execute(text("UPDATE subscriptions SET zone = 'Mars/Olympus' WHERE id = 1"))
        assert [one.wish.schedule.zone for one in await opened.due(BOT, AT, 9)] == [
            "Mars/Olympus",
            "Europe/Paris",
        ]
        await opened.suspend(chat("odd"), "kicked", AT)
        assert await opened.revive(chat("odd"), AT) is True
        assert await scene.due() == ["odd", "even"]


@pytest.mark.parametrize(
    "broken",
    [
        "topics = '{'",
        "topics = '5'",
        "times = 'noon'",
        "weekdays = 'x'",
        "content = 'all'",
        "next_due = -100000000000000000",
    ],
)
async def test_a_row_that_cannot_be_read_is_set_aside_and_stops_nobody_else(
    url: str, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_store(url) as opened:
        scene = await begin_scene(opened)
        for name in ("first", "broken", "last"):
            await scene.subscribed(name)
        async with opened.database.write() as connection:
            await connection.exec_driver_sql(f"UPDATE subscriptions SET {broken} WHERE id = 2")  # noqa: S608
        assert await scene.due() == ["first", "last"]
        assert [one.chat.id.key for one in await opened.due(BOT, AT, 1)] == ["first"]
        await opened.suspend(chat("first"), "kicked", AT)
        await opened.suspend(chat("last"), "kicked", AT)
        assert await opened.due(BOT, AT, 1) == []
        assert await opened.due(BOT, AT + timedelta(hours=1), 1) == []
        assert "".join(capsys.readouterr()).count("subscription_set_aside") == 2


@pytest.mark.parametrize(
    "broken", ["messages = '['", "messages = '5'", "kind = 9", "began = -100000000000000000"]
)
@pytest.mark.parametrize("state", [State.PENDING, State.SENDING])
async def test_a_delivery_that_cannot_be_read_stops_nobody_else(
    url: str, state: State, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_store(url) as opened:
        scene = await begin_scene(opened)
        rows = [await scene.delivery(name) for name in ("first", "broken", "last")]
        async with opened.database.write() as connection:
            change = f"UPDATE deliveries SET state = '{state.value}'"  # noqa: S608 - see above
            await connection.exec_driver_sql(change)
            await connection.exec_driver_sql(f"UPDATE deliveries SET {broken} WHERE id = {rows[1].id}")  # noqa: S608
        if state is State.PENDING:
            assert await scene.ready() == ["first", "last"]
            assert await scene.ready() == ["first", "last"]
            assert (await opened.counts(BOT))[State.DEAD] == 1
        else:
            found = await opened.in_state(BOT, State.SENDING, 9)
            assert [row.chat for row in found] == ["first", "last"]
        assert "".join(capsys.readouterr()).count("delivery_unreadable") == 1
