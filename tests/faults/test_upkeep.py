"""Operators at work beside a real process that sends: they pause it, back it up, restore it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from digests.delivery import State
from digests.errors import StoreError
from digests.schedule import DAILY, Schedule
from digests.store.backup import back_up
from digests.store.restore import restore
from digests.store.sealed import Facts
from digests.store.store import Store, open_store
from digests.store.tables import senders
from digests.subscription import ChatId, ChatKind, Wish
from tests.faults.mailroom import Mailroom, open_mailroom
from tests.faults.real_sender import BOT
from tests.faults.test_processes import PATIENCE, compare, finished, process, sound, subscribe
from tests.postgres import Postgres, running

COUNT = 2000
LASTS = timedelta(seconds=3)
"""More than a lease of the processes here."""


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with running() as postgres:
        yield postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database's address."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'briefing.sqlite'}"
    server: Postgres = request.getfixturevalue("server")
    return server.create(f"t{abs(hash(request.node.name))}")


@asynccontextmanager
async def posting(
    database: str, early: Path | None = None
) -> AsyncIterator[tuple[Store, Mailroom, asyncio.subprocess.Process]]:
    """A store beside a process that is in the middle of its deliveries; `early`: a backup from before."""
    async with open_store(database) as store, open_mailroom() as room:
        await subscribe(store, COUNT)
        if early is not None:
            await back_up(store.database, early, now())
        async with process(database, room, "one") as child:
            await room.until(lambda: room.arrived.total() > 200)
            yield store, room, child


async def at_rest(store: Store, room: Mailroom) -> int:
    """How many have arrived when the process lives on, renews its lease twice, and sends nothing."""
    renewals, arrived = set[datetime | None](), -1
    async with asyncio.timeout(PATIENCE):
        while len(renewals) < 3:
            if room.arrived.total() != arrived or (await store.counts(BOT))[State.SENDING]:
                renewals.clear()
            arrived = room.arrived.total()
            async with store.database.glance() as connection:
                renewals.add((await connection.execute(select(senders.c.until))).scalar_one())
            await asyncio.sleep(0.05)
    return arrived


def test_a_pause_from_another_process_stops_a_sender_and_a_resume_starts_it(database: str) -> None:
    async def main() -> None:
        async with posting(database) as (store, room, _):
            await store.pause(BOT, datetime.now(UTC), "a wrong figure")
            stopped_at = await at_rest(store, room)
            assert stopped_at < COUNT
            assert (await store.counts(BOT))[State.PENDING] == COUNT - stopped_at
            await store.resume(BOT)
            counts = await compare(store, room, COUNT, 0)
            assert counts[State.SENT] == COUNT

    asyncio.run(main())


@pytest.mark.parametrize("is_early", [True, False], ids=["before", "in the middle"])
def test_a_restore_of_a_backup_sends_nothing_twice(database: str, tmp_path: Path, is_early: bool) -> None:
    early, late, kept = (tmp_path / f"{name}.backup" for name in ("early", "late", "kept"))

    async def main() -> None:
        async with posting(database, early) as (store, room, child):
            await back_up(store.database, late, now())
            at_backup = 0 if is_early else room.arrived.total()
            backup = early if is_early else late
            await room.until(lambda: room.arrived.total() > at_backup + 500)
            with pytest.raises(StoreError, match=r"A bot is running|is in use"):
                await restore(database, backup, kept, now())
            child.kill()
            await child.wait()
            at_kill = room.arrived.total()
            restored = await restore(database, backup, kept, now(LASTS))
            assert (restored.open, restored.due)[is_early] >= COUNT - at_backup
            await new_chat(store)
            async with process(database, room, "two"):
                await room.until(lambda: "two" in room.senders)
                counts = await finished(store, COUNT + 1)
                await at_rest(store, room)
        assert room.senders.count("two") == 1
        assert room.arrived.total() == at_kill + 1
        assert max(room.read.values()) == 1
        assert counts[State.SENT] + counts[State.MISSED] + counts[State.EXPIRED] == COUNT + 1
        assert sound(database)

    asyncio.run(main())


def now(later: timedelta = timedelta(0)) -> Facts:
    """What those who back up or restore know."""
    return Facts(datetime.now(UTC) + later, "war", "0.1.0")


async def new_chat(store: Store) -> None:
    """Somebody who was not there before, and whose digest is due."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    wish = Wish(Schedule(DAILY, (now.time(),), "UTC"))
    await store.subscribe(ChatId(BOT, "new"), ChatKind.CHANNEL, wish, now, now)
