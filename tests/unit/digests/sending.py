"""What the tests of the sender share: a store in memory, a scripted courier, virtual time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from digests.delivery import Delivery, Doubts, OnDoubt
from digests.lease import Lease
from digests.outcomes import Outcome, Sent
from digests.pace import Limits
from digests.ports import Planned, Prepared
from digests.schedule import DAILY, Schedule
from digests.subscription import ChatId, ChatKind, Subscription, Wish
from tests.fakes.store import FakeStore
from tests.faults.virtual import VirtualLoop, run

BOT = "fake:1"
DUE = datetime(2026, 11, 20, 8, tzinfo=UTC)
EIGHT = Schedule(DAILY, (time(8),), "UTC")


@dataclass
class VirtualClock:
    """The loop's virtual seconds since DUE."""

    def now(self) -> datetime:
        return DUE + timedelta(seconds=asyncio.get_running_loop().time())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@dataclass
class FakeEditor:
    """The same edition for everybody; `fails` and `silent` name subscriptions by their chat's key."""

    store: FakeStore
    parts: tuple[str, ...] = ("one part",)
    fails: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    late: list[str] = field(default_factory=list)

    async def prepare(self, subscription: Subscription, due: datetime, *, late: bool) -> Prepared | None:
        key = subscription.chat.id.key
        if key in self.fails:
            raise RuntimeError("no edition")
        if key in self.silent:
            return None
        if late:
            self.late.append(key)
        edition = await self.store.keep_edition(f"at {due}", {}, "{}")
        return Prepared(edition, await self.store.keep_parts(edition, "plain", self.parts))

    def forget(self) -> None:
        """Nothing is remembered that could be gone."""


@dataclass
class FakeCourier:
    """Answers as it is told, chat by chat; then it sends."""

    answers: dict[str, list[Outcome]] = field(default_factory=dict)
    takes: float = 0.1
    """Seconds a call takes."""
    bot: str = BOT
    limits: Limits = field(default_factory=lambda: Limits(30))
    doubts: Doubts = field(default_factory=lambda: Doubts(OnDoubt.HOLD))
    calls: list[tuple[float, str, str, str]] = field(default_factory=list)
    """Virtual time, chat, text, nonce."""

    async def send(self, chat: str, part: str, nonce: str) -> Outcome:
        self.calls.append((asyncio.get_running_loop().time(), chat, part, nonce))
        await asyncio.sleep(self.takes)
        answers = self.answers.get(chat, [])
        return answers.pop(0) if answers else Sent(f"m{len(self.calls)}")


def virtually(main: Callable[[], Awaitable[None]]) -> None:
    """Run a test in virtual time."""

    async def whole() -> None:
        await main()

    run(whole(), VirtualLoop(polls=False))


async def subscribed(store: FakeStore, *keys: str, kind: ChatKind = ChatKind.PRIVATE) -> None:
    """Chats that get a digest at eight, due for the first time at DUE."""
    for key in keys:
        await store.subscribe(ChatId(BOT, key), kind, Wish(EIGHT), DUE, DUE - timedelta(hours=1))


async def leased(store: FakeStore, at: datetime = DUE, holder: str = "me") -> Lease:
    """The lease, for long."""
    lease = await store.acquire(BOT, holder, at, timedelta(days=30))
    assert lease is not None
    return lease


async def rows(store: FakeStore) -> Sequence[Delivery]:
    """Every delivery, by id."""
    return sorted(store.deliveries.values(), key=lambda row: row.id)


async def pending(store: FakeStore, lease: Lease, *keys: str, parts: tuple[str, ...] = ("one part",)) -> None:
    """A pending delivery for each chat."""
    await subscribed(store, *keys)
    editor = FakeEditor(store, parts)
    planned = []
    for key in keys:
        one = await store.subscription(ChatId(BOT, key))
        assert one is not None
        prepared = await editor.prepare(one, DUE, late=False)
        planned.append(Planned(one, DUE + timedelta(days=1), DUE, prepared, DUE + timedelta(hours=6)))
    await store.plan(lease, planned)
