"""Operators at work beside a real process that sends: they pause it, back it up, restore it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from digests.delivery import State
from digests.store.store import Store, open_store
from digests.store.tables import senders
from tests.faults.mailroom import Mailroom, open_mailroom
from tests.faults.real_sender import BOT
from tests.faults.test_processes import PATIENCE, compare, process, subscribe
from tests.postgres import Postgres, running

COUNT = 2000


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
async def posting(database: str) -> AsyncIterator[tuple[Store, Mailroom]]:
    """A store beside a process that is in the middle of its deliveries."""
    async with open_store(database) as store, open_mailroom() as room:
        await subscribe(store, COUNT)
        async with process(database, room, "one"):
            await room.until(lambda: room.arrived.total() > 200)
            yield store, room


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
        async with posting(database) as (store, room):
            await store.pause(BOT, datetime.now(UTC), "a wrong figure")
            stopped_at = await at_rest(store, room)
            assert stopped_at < COUNT
            assert (await store.counts(BOT))[State.PENDING] == COUNT - stopped_at
            await store.resume(BOT)
            counts = await compare(store, room, COUNT, 0)
            assert counts[State.SENT] == COUNT

    asyncio.run(main())
