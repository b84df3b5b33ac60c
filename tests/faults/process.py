"""One life of a process in the simulation: the real sender, behind ports where it may be killed."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from digests.delivery import Doubts
from digests.errors import StoreError
from digests.outcomes import Outcome
from digests.pace import Limits
from digests.ports import Prepared
from digests.sender import Sender
from digests.snapshot import Snapshot
from digests.steady import SteadyClock
from digests.subscription import Subscription
from tests.faults.platform import FakePlatform
from tests.faults.virtual import VirtualLoop

BEGINNING = datetime(2026, 11, 20, 7, 50, tzinfo=UTC)
"""When the virtual time is zero."""
EVERY = 20.0
"""Seconds between two renewals of the lease here: seldom, so that a run is short."""
READS = frozenset({"due", "ready", "next_ready", "in_state", "delivery", "paused_until", "parts"})


class Killed(BaseException):
    """The process is no more: not an Exception, so that nothing can handle it."""


@dataclass(slots=True)
class Fate:
    """What happens to a process: at which of its steps it dies, and how often its database fails it."""

    chance: random.Random
    dies_at: int | None = None
    """The step at which it is killed."""
    stops_at: int | None = None
    stops_for: float = 0.0
    """The step at which it is stopped (SIGSTOP), and for how many seconds."""
    database: float = 0.0
    """The share of database calls that fail, half of them after the commit."""


class Ported:
    """A store as one process reaches it: before and after every call something may happen."""

    def __init__(self, store: Any, process: Process) -> None:
        self._store, self._process = store, process

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method, process = getattr(self._store, name), self._process

        async def call(*args: Any, **named: Any) -> Any:
            await process.step()
            fails = process.fate.database and process.fate.chance.random() < process.fate.database
            if fails and (name in READS or process.fate.chance.random() < 0.5):
                raise StoreError("the database is away")
            result = await process.asked(method(*args, **named))
            await process.step()
            if fails:
                raise StoreError("the answer was lost")
            return result

        setattr(self, name, call)
        return call


class _Clock(SteadyClock):
    """The real clock on virtual seconds; a stopped process sleeps on."""

    process: Process

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.process.step()


@dataclass(slots=True)
class Surroundings:
    """What all processes of a world share."""

    store: Any
    platform: FakePlatform
    doubts: Doubts
    jumped: Callable[[float], float]
    """By how many seconds the wall clock is off at a virtual time."""
    ported: type[Ported] = Ported
    shown: dict[int, int] = field(default_factory=dict)
    """By edition, the snapshot that it shows."""


class Process:
    """A process with its own clock, its own names for things, and its fate."""

    def __init__(self, name: str, world: Surroundings, fate: Fate) -> None:
        self.name, self.world, self.fate = name, world, fate
        self.dead = asyncio.Event()
        self.steps = 0
        self._stopped_until = 0.0
        self._loop = asyncio.get_running_loop()
        self.clock = _Clock(
            wall=lambda: BEGINNING + timedelta(seconds=self._loop.time() + world.jumped(self._loop.time())),
            running=self._loop.time,
        )
        self.clock.process = self
        self.store = world.ported(world.store, self)
        courier = _Courier(self, world.doubts)
        self.sender = Sender(
            self.store, courier, FakeEditor(self.store, self), self.clock, name, chance=fate.chance.random
        )
        self.sender.keeper.every, self.sender.keeper.lasts = timedelta(seconds=EVERY), timedelta(seconds=50)
        self.sender.deliverer.idle, self.sender.deliverer.lanes = 30.0, 3
        self._tasks: list[asyncio.Task[None]] = []
        self._calls: set[asyncio.Task[Any]] = set()

    async def asked(self, answer: Coroutine[Any, Any, Any]) -> Any:
        """The store's answer; time stands still while a real database is at it, and what it began ends."""
        loop = self._loop
        if not (isinstance(loop, VirtualLoop) and loop.polls):
            return await answer

        async def wait() -> Any:
            with loop.waiting_outside():
                return await answer

        call = asyncio.ensure_future(wait())
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)
        return await asyncio.shield(call)

    async def step(self) -> None:
        """A place where a process can die or stop; the dead never get past it."""
        if self.dead.is_set():
            raise Killed
        self.steps += 1
        if self.steps == self.fate.dies_at:
            self.kill()
            raise Killed
        if self.steps == self.fate.stops_at:
            self._stopped_until = self._loop.time() + self.fate.stops_for
        await self.stopped()

    async def stopped(self) -> None:
        """Wait while the process is stopped."""
        while (left := self._stopped_until - self._loop.time()) > 0:
            await asyncio.sleep(left)
            if self.dead.is_set():
                raise Killed

    def kill(self) -> None:
        """The process is gone; what it was doing is left as it is."""
        self.dead.set()
        for task in self._tasks:
            task.cancel()

    def start(self) -> None:
        """Run the sender and what calls it by the clock."""
        self._tasks = [
            asyncio.ensure_future(self._mortal(work)) for work in (self._send, self._tick, self._keep_house)
        ]

    async def end(self) -> None:
        """Wait until nothing of it is left."""
        outcomes = await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*self._calls, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome

    async def _mortal(self, work: Callable[[], Any]) -> None:
        try:
            await work()
        except (Killed, asyncio.CancelledError):
            pass
        except BaseExceptionGroup as group:
            if group.subgroup(lambda one: not isinstance(one, Killed | asyncio.CancelledError)):
                raise

    async def _send(self) -> None:
        await self.sender.run(asyncio.Event())

    async def _tick(self) -> None:
        while True:
            self.clock.observe()
            with suppress(StoreError):  # the next one comes; in production the clock's job logs it
                await self.sender.tick(self.clock.now())
            await self.clock.sleep(60.0)

    async def _keep_house(self) -> None:
        while True:
            await self.clock.sleep(1200.0)
            with suppress(StoreError):
                await self.sender.housekeep(self.clock.now())


@dataclass(slots=True)
class _Courier:
    """The real courier's place: it hands the call to the platform."""

    process: Process
    doubts: Doubts
    bot: str = "fake:1"
    limits: Limits = field(default_factory=lambda: Limits(per_second=20))

    async def send(self, chat: str, part: str, nonce: str) -> Outcome:
        # No step before the call: the sender looks at its lease and calls in one go.
        outcome = await self.process.world.platform.call(chat, part, nonce)
        await self.process.step()
        return outcome


@dataclass(slots=True)
class FakeEditor:
    """An edition a minute, in one part or in three."""

    store: Any
    process: Process

    async def prepare(self, subscription: Subscription, due: datetime, *, late: bool) -> Prepared | None:
        number = int((due - BEGINNING).total_seconds() // 60) + 1
        snapshot = await self.store.keep_snapshot(Snapshot("story", number, {}))
        edition = await self.store.keep_edition(f"edition {number} of {snapshot}", {"all": snapshot}, "{}")
        self.process.world.shown[edition] = snapshot
        count = 3 if subscription.id % 3 == 0 else 1
        texts = [f"edition {number}, part {part + 1} of {count}" for part in range(count)]
        parts = await self.store.keep_parts(edition, f"{count} parts{', late' if late else ''}", texts)
        return Prepared(edition, parts)

    def forget(self) -> None:
        """Nothing is remembered that could be gone."""
