"""A database that goes away or is full: a StoreError says so, nothing is half done, and it works again."""

from __future__ import annotations

import asyncio
import traceback

import pytest
from sqlalchemy import make_url, text

from digests.delivery import State
from digests.errors import StoreError
from digests.moves import begin
from digests.store import open_store
from digests.store.engine import take_time
from digests.subscription import ChatKind
from tests.contracts.store.scene import AT, BOT, HOLD, LASTS, WISH, begin_scene, chat
from tests.contracts.store.waiting import until
from tests.postgres import Postgres


async def test_every_call_says_that_the_server_is_away_and_works_when_it_is_back(
    postgres: Postgres, postgresql_url: str
) -> None:
    async with open_store(postgresql_url) as store:
        scene = await begin_scene(store)
        row = await scene.delivery()
        await asyncio.to_thread(postgres.stop)
        try:
            for _ in range(2):
                for call in (
                    store.due(BOT, AT, 9),
                    store.delivery(row.id),
                    store.save(scene.lease, [begin(row, AT, 1, HOLD)]),
                    store.renew(scene.lease, AT, LASTS),
                    store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT),
                ):
                    with pytest.raises(StoreError, match="cannot be used"):
                        await call
        finally:
            await asyncio.to_thread(postgres.start)

        async def works() -> bool:
            try:
                return await store.delivery(row.id) == row
            except StoreError:
                return False

        await until(works)
        assert await store.save(scene.lease, [begin(row, AT, 1, HOLD)]) == [True]


async def test_a_connection_that_is_cut_within_a_write_writes_nothing(postgresql_url: str) -> None:
    async with open_store(postgresql_url) as store, open_store(postgresql_url) as other:

        async def write_and_be_cut() -> None:
            async with store.database.write() as connection:
                pid = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar()
                await connection.execute(text("INSERT INTO senders VALUES ('b', 'h', 1, 1, NULL, false)"))
                async with other.database.glance() as theirs:
                    await theirs.execute(text("SELECT pg_terminate_backend(:pid, 9000)"), {"pid": pid})
                await connection.execute(text("SELECT 1"))

        with pytest.raises(StoreError):
            await write_and_be_cut()
        lease = await store.acquire("b", "h", AT, LASTS)
        assert lease is not None
        assert lease.epoch == 1


async def test_a_full_disk_is_told_and_nothing_is_half_done(sqlite_url: str) -> None:
    async with open_store(sqlite_url) as store:
        scene = await begin_scene(store)
        row = await scene.delivery()
        async with store.database.write() as connection:
            await connection.execute(text("PRAGMA max_page_count = 1"))  # no more than there are already
        with pytest.raises(StoreError, match="disk is full"):
            await store.keep_edition("large", {}, "x" * 1_000_000)
        assert await store.found_parts("large", "telegram") is None
        async with store.database.write() as connection:
            await connection.execute(text("PRAGMA max_page_count = 4294967294"))
        assert await store.keep_edition("large", {}, "x" * 1_000_000) > 0
        assert await store.save(scene.lease, [begin(row, AT, 1, HOLD)]) == [True]


async def test_a_call_that_is_cancelled_leaves_the_store_in_order(url: str) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        rows = [await scene.delivery(str(n)) for n in range(20)]
        for n, row in enumerate(rows):
            saving = asyncio.create_task(store.save(scene.lease, [begin(row, AT, 1, HOLD)]))
            for _ in range(n):
                await asyncio.sleep(0)
            saving.cancel()
            await asyncio.gather(saving, return_exceptions=True)
        for row in rows:
            now = await scene.now(row)
            assert now in {row, begin(row, AT, 1, HOLD).after}
            await store.save(scene.lease, [begin(row, AT, 1, HOLD)])
        assert (await store.counts(BOT))[State.SENDING] == 20


async def test_no_message_holds_the_password_or_what_was_to_be_stored(
    postgres: Postgres, postgresql_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    secret = make_url(postgresql_url).set(password="s3cret")  # noqa: S106
    words = " ".join(["what", "readers", "read"])  # not as the source says it, which a traceback quotes
    caplog.set_level("DEBUG")
    async with open_store(secret.render_as_string(hide_password=False)) as store:
        assert "s3cret" not in repr(store) + repr(store.database.engine)
        with pytest.raises(StoreError) as refused:
            await store.keep_parts(99, "telegram", [words])
        await asyncio.to_thread(postgres.stop)
        try:
            with pytest.raises(StoreError) as away:
                await store.due(BOT, AT, 9)
            with pytest.raises(StoreError) as still:
                await store.due(BOT, AT, 9)
        finally:
            await asyncio.to_thread(postgres.start)
    told = "".join(line for one in (refused, away, still) for line in traceback.format_exception(one.value))
    assert "s3cret" not in told + caplog.text
    assert words not in told + caplog.text


async def test_the_server_ends_every_transaction_that_lasts_too_long_but_for_those_that_may(
    postgresql_url: str,
) -> None:
    asked = text("SHOW transaction_timeout")  # PostgreSQL's, from version 17 on
    async with open_store(postgresql_url) as store:
        async with store.database.write() as connection:
            assert await connection.scalar(asked) == "1min"
            await take_time(connection)
            assert await connection.scalar(asked) == "0"
        async with store.database.write() as connection:
            assert await connection.scalar(asked) == "1min"
