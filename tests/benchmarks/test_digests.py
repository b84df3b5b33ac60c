"""Digests at scale: an idle tick, many due at once, and how fast the loop sends, on both databases."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from digests.delivery import Doubts, OnDoubt, State
from digests.outcomes import Outcome, Sent
from digests.pace import Limits
from digests.ports import Prepared
from digests.sender import Sender
from digests.steady import SteadyClock
from digests.store.store import Store, open_store
from digests.store.tables import chats, subscriptions
from digests.subscription import Subscription
from digests.tick import tick
from tests.postgres import Postgres, running

MANY = int(os.environ.get("BENCH_SUBSCRIPTIONS", "1000000"))
DUE_AT_ONCE = int(os.environ.get("BENCH_DUE", "100000"))
SENT = int(os.environ.get("BENCH_SENT", "3000"))
BOT = "bench:1"
AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
CHUNK = 20_000


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with running() as postgres:
        yield postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bench.sqlite'}"
    server: Postgres = request.getfixturevalue("server")
    return server.create(f"b{abs(hash(request.node.name))}")


@dataclass
class OneEdition:
    """The same edition for everybody."""

    store: Store
    prepared: Prepared | None = None

    async def prepare(self, _subscription: Subscription, due: datetime, *, late: bool) -> Prepared:
        if self.prepared is None:
            edition = await self.store.keep_edition(f"at {due}", {}, "{}")
            self.prepared = Prepared(edition, await self.store.keep_parts(edition, f"{late}", ["news"]))
        return self.prepared

    def forget(self) -> None:
        """Nothing is remembered that could be gone."""


@dataclass
class FreeCourier:
    """Sends in no time, and notes when."""

    limits: Limits
    bot: str = BOT
    doubts: Doubts = field(default_factory=lambda: Doubts(OnDoubt.HOLD))
    times: list[float] = field(default_factory=list)

    async def send(self, _chat: str, _part: str, _nonce: str) -> Outcome:
        self.times.append(time.monotonic())
        return Sent("m")


async def subscribe(store: Store, count: int, due: datetime) -> None:
    """So many chats with a digest at eight, due at `due`."""
    wish = {
        "bot": BOT, "is_suspended": False, "next_due": due, "weekdays": "1234567", "zone": "UTC",
        "times": "08:00", "topics": [], "language": "en", "content": "brief",
    }  # fmt: skip
    for start in range(1, count + 1, CHUNK):
        ids = range(start, min(start + CHUNK, count + 1))
        async with store.database.write() as connection:
            people = [{"id": n, "bot": BOT, "key": f"c{n}", "kind": n % 3, "since": AT} for n in ids]
            await connection.execute(insert(chats), people)
            await connection.execute(insert(subscriptions), [{"id": n, "chat": n, **wish} for n in ids])


def test_an_idle_tick(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    async def main() -> list[float]:
        async with open_store(database) as store:
            await subscribe(store, MANY, AT + timedelta(days=1))
            lease = await store.acquire(BOT, "bench", AT, timedelta(days=1))
            assert lease is not None
            took = []
            for _ in range(50):
                start = time.perf_counter()
                await tick(store, OneEdition(store), lease, AT)
                took.append((time.perf_counter() - start) * 1000)
            return took

    took = asyncio.run(main())
    with capsys.disabled():
        print(
            f"\n{database[:10]} idle tick at {MANY:,} subscriptions: median {statistics.median(took):.2f} ms,"
            f" max {max(took):.2f} ms (goal: under 5 ms)"
        )


MEASURE = """
import asyncio, resource, sys, time
sys.path.insert(0, {checkout!r})
from tests.benchmarks.test_digests import due_at_once
took, peak = asyncio.run(due_at_once({database!r}))
print(took, peak)
"""


async def due_at_once(database: str) -> tuple[float, float]:
    """Seconds of the tick, and MiB by which it raised the process's peak of memory."""
    async with open_store(database) as store:
        lease = await store.acquire(BOT, "bench", AT, timedelta(days=1))
        assert lease is not None
        before = peak_mib()
        start = time.perf_counter()
        await tick(store, OneEdition(store), lease, AT)
        took = time.perf_counter() - start
        return took, peak_mib() - before


def peak_mib() -> float:
    """The most memory this process has had, in MiB; `ru_maxrss` would count its parent's too."""
    status = Path("/proc/self/status").read_text("utf-8")
    return float(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def test_many_due_in_one_minute(
    database: str, tmp_path: Path, server: Postgres, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each count in a process of its own, so that its memory is its own."""

    async def prepare(url: str, count: int) -> None:
        async with open_store(url) as store:
            await subscribe(store, count, AT)

    measured = []
    for count in (1000, DUE_AT_ONCE):
        is_sqlite = database.startswith("sqlite")
        url = f"sqlite:///{tmp_path / f'{count}.sqlite'}" if is_sqlite else server.create(f"due{count}")
        asyncio.run(prepare(url, count))
        code = MEASURE.format(checkout=str(Path(__file__).parents[2]), database=url)
        said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        took, peak = map(float, said.stdout.split())
        measured.append((count, took, peak))
    with capsys.disabled():
        for count, took, peak in measured:
            print(f"\n{database[:10]} {count:,} due at once: {took:.2f} s, {peak:.0f} MiB more", end="")
        more = measured[1][2] - measured[0][2]
        print(f"\n{more:.0f} MiB more than for 1,000 (goals: 10 s for 100,000, under 50 MiB more)")


async def sent_by_the_loop(database: str, count: int, limits: Limits) -> tuple[list[float], int]:
    """When each call was made, in seconds, and how many rows are `sent` in the end."""
    async with open_store(database) as store:
        clock, courier = SteadyClock(), FreeCourier(limits)
        now = clock.now().replace(hour=8, minute=0, second=0, microsecond=0)
        due = now if now <= clock.now() else now - timedelta(days=1)
        await subscribe(store, count, due)
        sender = Sender(store, courier, OneEdition(store), clock, "bench")
        await sender.keeper.turn()
        lease = sender.keeper.lease()
        assert lease is not None
        await tick(store, OneEdition(store), lease, due + timedelta(minutes=1))
        async with (
            store.database.write() as connection
        ):  # due long ago today, perhaps: not too late for a bench
            await connection.exec_driver_sql("UPDATE deliveries SET until = until + 90000000000")
        stop = asyncio.Event()
        running_ = asyncio.ensure_future(sender.run(stop))
        async with asyncio.timeout(300):
            while len(courier.times) < count:  # noqa: ASYNC110 - the loop under measure is left alone
                await asyncio.sleep(0.05)
        stop.set()
        await running_
        counts = await store.counts(BOT)
        return courier.times, counts[State.SENT]


def test_the_loop_with_a_sender_that_costs_nothing(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    times, sent = asyncio.run(sent_by_the_loop(database, SENT, Limits(10**6)))
    rate = (len(times) - 1) / (times[-1] - times[0])
    assert sent == SENT
    with capsys.disabled():
        print(f"\n{database[:10]} {SENT:,} sent, each transition committed: {rate:,.0f}/s (goal: 500/s)")


def test_the_loop_against_a_limit(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    limit, seconds = 30, 20
    times, _ = asyncio.run(sent_by_the_loop(database, limit * seconds, Limits(limit)))
    most = max(n + 1 - bisect_right(times, at - 1.0) for n, at in enumerate(times))
    # The first second's messages go out at once; what follows them takes the others' time.
    rate = (len(times) - limit) / (times[-1] - times[0])
    with capsys.disabled():
        print(
            f"\n{database[:10]} at most {limit}/s: {rate:.2f}/s, {rate / limit:.1%} of the limit (goal: 98%),"
            f" at most {most} in any second (goal: {limit})"
        )
