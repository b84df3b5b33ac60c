"""A world from a seed: chats, schedules, processes that come and go, and at the end the accounts compared."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from digests.delivery import Delivery, Doubts, OnDoubt, State
from digests.schedule import DAILY, Schedule, next_due
from digests.subscription import ChatId, ChatKind, Wish
from tests.faults.accounts import Book, coverage, kept_pauses, seen
from tests.faults.platform import FakePlatform
from tests.faults.process import BEGINNING, Fate, Ported, Process, Surroundings
from tests.faults.virtual import VirtualLoop, run
from tests.faults.watched import Watched

BOT = "fake:1"
DOUBTS = {
    OnDoubt.HOLD: Doubts(OnDoubt.HOLD),
    OnDoubt.RESEND: Doubts(OnDoubt.RESEND),
    OnDoubt.NONCE: Doubts(OnDoubt.NONCE, timedelta(seconds=60)),
}
OpenStore = Callable[[], AbstractAsyncContextManager[Any]]
QUIET = 10 * 3600.0
"""Virtual seconds that the last process gets to finish everything."""


@dataclass(slots=True)
class Account:
    """What a run is judged by."""

    seed: int
    policy: OnDoubt
    kills: int = 0
    stops: int = 0
    rows: list[Delivery] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What must not be; empty when all is well."""

    doubled: int = 0
    """Messages that arrived twice; a fault but where the policy is to resend."""


def live(
    seed: int, policy: OnDoubt, open_store: OpenStore, *, real: bool = False, ported: type[Ported] = Ported
) -> Account:
    """One whole run; the same for the same seed, as far as the store's own timing is the same."""
    loop = VirtualLoop(polls=real)
    loop.set_exception_handler(lambda _loop, _context: None)  # of tasks of the dead
    account = Account(seed, policy)
    run(_World(account, random.Random(seed), ported).main(open_store), loop)
    return account


class _World:
    def __init__(self, account: Account, chance: random.Random, ported: type[Ported]) -> None:
        self.account, self.chance, self.ported = account, chance, ported
        self.surroundings: Surroundings
        self.platform = FakePlatform(
            random.Random(chance.random()), chance.choice((0.0, 0.1, 0.3)), account.policy is OnDoubt.NONCE
        )
        self.jumps: list[tuple[float, float]] = []
        self.meddled: set[str] = set()
        self.jumped = False

    async def main(self, open_store: OpenStore) -> None:
        outside = asyncio.get_running_loop().waiting_outside  # type: ignore[attr-defined]
        stack = AsyncExitStack()
        try:
            with outside():
                self.store = Watched(await stack.enter_async_context(open_store()), self.account.faults)
                await self._subscribe()
            await self._live()
            await self._settle_accounts()
        finally:
            with outside():
                await stack.aclose()

    async def _live(self) -> None:
        doubts = DOUBTS[self.account.policy]
        self.surroundings = Surroundings(self.store, self.platform, doubts, self._jumped, self.ported)
        for _ in range(self.chance.randint(1, 4)):
            await self._let_live()
        await self._finish()

    async def _subscribe(self) -> None:
        """Some chats, each with one to three times in the hour that is simulated."""
        for number in range(self.chance.randint(1, 4)):
            minutes = sorted(self.chance.sample(range(51, 66), self.chance.randint(1, 8)))
            times = tuple(time(7 + minute // 60, minute % 60) for minute in minutes)
            schedule = Schedule(DAILY, times, "UTC")
            chat = ChatId(BOT, f"c{number}")
            kind = self.chance.choice(tuple(ChatKind))
            await self.store.subscribe(chat, kind, Wish(schedule), next_due(schedule, BEGINNING), BEGINNING)

    async def _subscribe_again(self, at: datetime) -> None:
        """Somebody says once more what was said already."""
        chat = ChatId(BOT, "c0")
        with asyncio.get_running_loop().waiting_outside():  # type: ignore[attr-defined]
            subscription = await self.store.subscription(chat)
            if subscription is not None:
                wish = subscription.wish
                due = next_due(wish.schedule, at)
                await self.store.subscribe(chat, subscription.chat.kind, wish, due, at)
        self.meddled.add("c0")

    def _fate(self) -> Fate:
        chance = self.chance
        fate = Fate(random.Random(chance.random()), dies_at=int(chance.expovariate(1 / 150)) + 1)
        fate.database = chance.choice((0.0, 0.0, 0.02, 0.2))
        if chance.random() < 0.25:
            fate.stops_at, fate.stops_for = (
                int(chance.expovariate(1 / 100)) + 1,
                chance.choice((5.0, 45.0, 300.0)),
            )
        return fate

    def _process(self, fate: Fate) -> Process:
        return Process(f"p{self.chance.randrange(10**9)}", self.surroundings, fate)

    def _leaps(self) -> tuple[float, ...]:
        """By how much a clock is set.

        Not back where doubts are cleared up by a nonce: a new process cannot tell how old a doubt is, if the
        clock was set back while nobody ran (DECISIONS, "Delivery").
        """
        return (90.0, 7200.0) if self.account.policy is OnDoubt.NONCE else (-3600.0, -600.0, 90.0, 7200.0)

    def _jumped(self, now: float) -> float:
        return sum(by for at, by in self.jumps if at <= now)

    async def _let_live(self) -> None:
        """One process or two at once, until they are dead or time has passed; then nobody for a while."""
        loop = asyncio.get_running_loop()
        processes = [self._process(self._fate()) for _ in range(1 if self.chance.random() < 0.7 else 2)]
        if self.chance.random() < 0.15:
            self.jumped = True
            self.jumps.append(
                (loop.time() + self.chance.choice((10.0, 200.0)), self.chance.choice(self._leaps()))
            )
        for process in processes:
            process.start()
        ends = [asyncio.ensure_future(process.dead.wait()) for process in processes]
        await asyncio.wait(ends, timeout=self.chance.choice((60.0, 300.0, 900.0)))
        if self.chance.random() < 0.25:
            await self._subscribe_again(processes[0].clock.now())
        for end in ends:
            end.cancel()
        for process in processes:
            self.account.stops += process.fate.stops_at is not None
            process.kill()
            await process.end()
            self.account.kills += 1
        await asyncio.sleep(
            self.chance.choice((0.0, 1.0, 30.0, 400.0)) if self.chance.random() < 0.9 else 7 * 3600
        )

    async def _finish(self) -> None:
        """A last process, on a platform and a database that work, until nothing is left to do."""
        self.platform.trouble = 0.0
        if self.account.policy is not OnDoubt.NONCE:
            self.jumps = []
        process = self._process(Fate(random.Random(self.chance.random())))
        process.start()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + QUIET
        await asyncio.sleep(2 * 60.0 + 50.0)
        while await self._rows(State.PENDING, State.SENDING) and loop.time() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(60.0)
        with loop.waiting_outside():  # type: ignore[attr-defined]
            await process.sender.housekeep(process.clock.now())
        process.kill()
        await process.end()

    async def _rows(self, *states: State) -> list[Delivery]:
        with asyncio.get_running_loop().waiting_outside():  # type: ignore[attr-defined]
            rows = list(await self.store.listed(states or tuple(State), 10_000))
            suspended = {row.chat for row in rows if (await self.store.chat(ChatId(BOT, row.chat))).suspended}
        return [row for row in rows if states == () or row.chat not in suspended]

    async def _settle_accounts(self) -> None:
        account = self.account
        account.rows = await self._rows()
        with asyncio.get_running_loop().waiting_outside():  # type: ignore[attr-defined]
            texts = {row.id: await self.store.parts(row.parts) if row.parts else () for row in account.rows}
            chats = {row.chat for row in account.rows}
            subscriptions = [await self.store.subscription(ChatId(BOT, chat)) for chat in sorted(chats)]
        book = Book(self.platform, account.policy, texts)
        account.faults += book.compare(account.rows)
        account.doubled = book.doubled
        account.faults += [
            f"{row.id} is {row.state}" for row in await self._rows(State.PENDING, State.SENDING)
        ]
        for subscription in subscriptions:
            rows = [row for row in account.rows if row.subscription == subscription.id]
            # A clock that was set back makes instants due again that have their rows; and nothing was due
            # in a chat that was gone until it subscribed again.
            key = subscription.chat.id.key
            was_odd = self.jumped or key in self.platform.gone
            continuous = not (was_odd and key[:2] in self.meddled)
            account.faults += coverage(subscription, rows, continuous=continuous)
            account.faults += seen(subscription, rows, self.surroundings.shown)
        if not self.jumped:
            account.faults += kept_pauses(self.store.pauses, self.platform.calls)
