"""Real processes on real databases: killed, stopped, cut off, out of space; the platform's record decides."""

from __future__ import annotations

import asyncio
import os
import random
import resource
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from digests.deliver import LANES
from digests.delivery import State
from digests.store.store import Store, open_store
from digests.store.tables import chats, subscriptions
from tests.faults.mailroom import Mailroom, open_mailroom
from tests.faults.real_sender import BOT
from tests.postgres import Postgres, running

CHECKOUT = Path(__file__).parents[2]
KILLS = int(os.environ.get("FAULT_KILLS", "50"))
DELIVERIES = int(os.environ.get("FAULT_DELIVERIES", "20000"))
SEED = int(os.environ.get("FAULT_SEED", "0"))
PATIENCE = 120.0


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


async def subscribe(store: Store, count: int) -> None:
    """So many chats whose digest has just come due."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    people = [{"id": n, "bot": BOT, "key": f"c{n}", "kind": n % 3, "since": now} for n in range(1, count + 1)]
    wish = {
        "bot": BOT, "is_suspended": False, "next_due": now, "weekdays": "1234567", "zone": "UTC",
        "times": f"{now:%H:%M}", "topics": [], "language": "en", "content": "brief",
    }  # fmt: skip
    async with store.database.write() as connection:
        await connection.execute(insert(chats), people)
        await connection.execute(
            insert(subscriptions), [{"id": one["id"], "chat": one["id"], **wish} for one in people]
        )


@asynccontextmanager
async def process(
    database: str, room: Mailroom, name: str, *, preexec: Callable[[], None] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A sending process; killed at the end, if it still runs."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.real_sender", database, room.url, name,
        stdin=asyncio.subprocess.PIPE, cwd=CHECKOUT, preexec_fn=preexec,
    )  # fmt: skip
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


async def finished(store: Store, count: int) -> Counter[State]:
    """The states once all are planned and nothing is left to do; TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while True:
            counts = Counter(await store.counts(BOT))
            if counts.total() >= count and not counts[State.PENDING] and not counts[State.SENDING]:
                return counts
            await asyncio.sleep(0.1)


async def compare(store: Store, room: Mailroom, count: int, most_unknown: int) -> Counter[State]:
    """The ledger beside the platform's record: 0 lost, 0 doubled, few unknown."""
    counts = await finished(store, count)
    rows = await store.listed(tuple(State), count + 1)
    assert len(rows) == count
    assert {row.subscription for row in rows} == set(range(1, count + 1))
    doubled = {nonce: times for nonce, times in room.arrived.items() if times > 1}
    assert not doubled
    lost = [row.id for row in rows if row.state is State.SENT and not room.arrived[row.nonce_of(0)]]
    assert not lost
    unaccounted = [row.id for row in rows if row.state not in (State.SENT, State.UNKNOWN)]
    assert not unaccounted
    assert room.arrived.total() <= count
    assert counts[State.UNKNOWN] <= most_unknown
    return counts


def sound(database: str) -> bool:
    """SQLite's own check of the file."""
    if not database.startswith("sqlite"):
        return True
    with sqlite3.connect(database.removeprefix("sqlite:///")) as connection:
        [answer] = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return bool(answer == "ok")


def test_killed_again_and_again_it_loses_nothing_and_doubles_nothing(
    database: str, tell: Callable[[str], None]
) -> None:
    async def main() -> Counter[State]:
        chance = random.Random(SEED)
        async with open_store(database) as store, open_mailroom() as room:
            await subscribe(store, DELIVERIES)
            for number in range(KILLS):
                await kill_once(database, room, f"life {number}", chance)
            async with process(database, room, "the last"):
                return await compare(store, room, DELIVERIES, KILLS * LANES)

    counts = asyncio.run(main())
    assert sound(database)
    told = ", ".join(f"{state.value} {count:,}" for state, count in counts.items() if count)
    tell(f"{KILLS} kills, seed {SEED}, {DELIVERIES:,} deliveries: {told}")


async def kill_once(database: str, room: Mailroom, name: str, chance: random.Random) -> None:
    """Start a process and kill it at a request, before or after that one counts."""
    moment = chance.choice(("reached", "taken"))
    at = room.arrived.total() + chance.randint(1, 2 * DELIVERIES // (3 * KILLS))
    dead = asyncio.Event()
    async with process(database, room, name) as child:

        def cue(now: str, _number: int, _sender: str) -> None:
            if now == moment and room.arrived.total() >= at and not dead.is_set():
                child.kill()
                dead.set()

        room.cue = cue
        async with asyncio.timeout(PATIENCE):
            await child.wait()
    room.cue = lambda *_: None
    assert dead.is_set()


def test_a_holder_that_was_stopped_and_comes_back_does_no_harm(server: Postgres) -> None:
    count = 3000

    async def main() -> None:
        database = server.create("stopped")
        async with open_store(database) as store, open_mailroom() as room:
            await subscribe(store, count)
            async with process(database, room, "one") as one:
                await room.until(lambda: len(room.senders) > 200)
                async with process(database, room, "two"):
                    one.send_signal(signal.SIGSTOP)
                    await room.until(lambda: room.senders.count("two") > 200)
                    before = room.senders.count("one")
                    one.send_signal(signal.SIGCONT)
                    counts = await compare(store, room, count, LANES)
                    assert counts[State.SENT] >= count - LANES
                    assert room.senders.count("one") - before <= LANES

    asyncio.run(main())


def test_a_second_process_on_sqlite_is_refused_in_one_line(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'briefing.sqlite'}"

    async def main() -> None:
        async with open_store(database) as store, open_mailroom() as room:
            await subscribe(store, 10)
            async with process(database, room, "one"):
                await room.until(lambda: room.arrived.total() == 10)
                second = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "tests.faults.real_sender", database, room.url, "two",
                    stdin=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, cwd=CHECKOUT,
                )  # fmt: skip
                _, said = await asyncio.wait_for(second.communicate(), PATIENCE)
                assert second.returncode == 3
                assert said.decode().count("\n") == 1
                assert "is in use" in said.decode()

    asyncio.run(main())


def test_postgresql_restarted_on_the_way_loses_nothing(server: Postgres) -> None:
    count = 3000

    async def main() -> None:
        database = server.create("restarted")
        async with open_mailroom() as room:
            async with open_store(database) as store:
                await subscribe(store, count)
            async with process(database, room, "one"):
                await room.until(lambda: room.arrived.total() > 300)
                await asyncio.to_thread(server.stop)
                await asyncio.to_thread(server.start)
                async with open_store(database) as store:
                    counts = await compare(store, room, count, 0)
                    assert counts[State.SENT] == count

    asyncio.run(main())


def largest(folder: Path) -> int:
    """The size of the database's file or of its log, whichever is larger, in bytes."""
    return max(file.stat().st_size for file in folder.iterdir())


def test_a_disk_that_is_full_for_a_while_loses_nothing(tmp_path: Path) -> None:
    count = 3000
    file = tmp_path / "briefing.sqlite"
    database = f"sqlite:///{file}"

    async def main() -> None:
        async with open_mailroom() as room:
            async with open_store(database) as store:
                await subscribe(store, count)
            size = file.stat().st_size
            full = (size + 500_000, resource.RLIM_INFINITY)

            def limit() -> None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, full)

            async with process(database, room, "one", preexec=limit) as child:
                async with asyncio.timeout(PATIENCE):
                    while largest(tmp_path) < full[0]:  # noqa: ASYNC110 - the file system tells nobody
                        await asyncio.sleep(0.05)
                resource.prlimit(
                    child.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
                )
                async with open_store(database) as store:
                    counts = await compare(store, room, count, 0)
                    assert counts[State.SENT] == count
        assert sound(database)

    asyncio.run(main())
