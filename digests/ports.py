"""What the digests need from outside: a ledger that remembers, a courier that sends, an editor, a clock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from digests.delivery import Delivery, Doubts, State
from digests.lease import Lease
from digests.moves import Move
from digests.outcomes import Outcome
from digests.pace import Limits
from digests.subscription import Subscription


@dataclass(frozen=True, slots=True)
class Prepared:
    """A stored edition and its stored, rendered parts."""

    edition: int
    parts: int


@dataclass(frozen=True, slots=True)
class Planned:
    """What a tick decided about one due subscription."""

    subscription: Subscription
    next_due: datetime | None
    """The next instant; null of one that was set aside, which stays due since when it was."""
    due: datetime | None = None
    """The instant to record a delivery for; null when there is nothing to send."""
    prepared: Prepared | None = None
    """What to send; null where the instant is only recorded as missed."""
    until: datetime | None = None
    """When it is too old to be sent."""
    skipped: int = 0
    """How many instants before `due` passed with it."""
    aside: datetime | None = None
    """When to look again at a subscription that could not be computed; nothing else of it is changed."""


class Ledger(Protocol):
    """Subscriptions that are due and deliveries under way, for one sender at a time.

    Every method raises StoreError when the database cannot be reached or refuses: nothing was written, or
    nobody can tell. Those that take a lease raise LeaseLost, and write nothing, when it is not the newest.
    """

    async def acquire(
        self, bot: str, holder: str, at: datetime, lasts: timedelta, *, sole: bool = False
    ) -> Lease | None:
        """The lease with a new epoch, if nobody else holds it at `at`; else None.

        `sole`: no other process can be alive, whatever the row says, for this one has the database's lock.
        """

    async def renew(self, lease: Lease, at: datetime, lasts: timedelta) -> Lease:
        """The same lease for longer; LeaseLost if somebody else has taken it."""

    async def release(self, lease: Lease) -> None:
        """Give it back, so that the next need not wait; nothing if it is lost."""

    async def due(self, bot: str, at: datetime, limit: int) -> Sequence[Subscription]:
        """Subscriptions with `next_due` not after `at`, the longest due first.

        None in suspended chats, and none that are set aside beyond `at`.
        """

    async def plan(self, lease: Lease, planned: Sequence[Planned]) -> int:
        """Write deliveries and next instants in one transaction; how many subscriptions were moved on.

        A subscription whose `next_due` changed since it was read is left as it is. An instant that has a
        delivery already gets no other. Pending, untouched deliveries of an earlier instant are missed.
        """

    async def ready(
        self, bot: str, at: datetime, limit: int, busy: Collection[str] = ()
    ) -> Sequence[Delivery]:
        """Pending deliveries that may be tried at `at`, by kind of chat, then due, then id; one a chat.

        Without chats that are suspended, paused beyond `at` or `busy` (keys).
        """

    async def next_ready(self, bot: str, after: datetime) -> datetime | None:
        """When the next pending delivery may be tried, later than `after`; None if there is none."""

    async def in_state(self, bot: str, state: State, limit: int, after: int = 0) -> Sequence[Delivery]:
        """Deliveries in a state, by id, those with a greater id than `after`."""

    async def delivery(self, id_: int) -> Delivery | None:
        """One delivery as it is now; None if it is gone."""

    async def save(self, lease: Lease, moves: Sequence[Move]) -> Sequence[bool]:
        """Make the moves in one transaction; for each, whether the row still was what it started from.

        A move to `sent` makes the row's edition what its subscription has seen, unless that is newer.
        """

    async def paused_until(self, bot: str) -> datetime | None:
        """Until when the whole bot is to wait, or None; the last instant of 9999 if an operator paused it."""

    async def parts(self, parts: int) -> tuple[str, ...]:
        """Rendered parts by their id."""


class Courier(Protocol):
    """Sends rendered parts to the chats of one bot, and turns its platform's errors into outcomes."""

    bot: str
    limits: Limits
    doubts: Doubts

    async def send(self, chat: str, part: str, nonce: str) -> Outcome:
        """Send one part; never raises but for cancellation, and never waits longer than its own timeout."""


class Editor(Protocol):
    """Composes and prepares what a subscription gets."""

    async def prepare(self, subscription: Subscription, due: datetime, *, late: bool) -> Prepared | None:
        """The edition that is due, stored and rendered; None when there is nothing to tell."""

    def forget(self) -> None:
        """What is remembered of the store may not be there any more: look again."""


class Clock(Protocol):
    """What time it is, and waiting; the simulation has its own."""

    def now(self) -> datetime:
        """The instant, aware UTC; it never runs backwards."""

    async def sleep(self, seconds: float) -> None:
        """Wait so long."""


class Observer(Protocol):
    """Who watches senders, for figures and alerts; it returns at once and never raises."""

    def moved(self, move: Move) -> None:
        """A move that is stored."""

    def missed(self, bot: str, number: int) -> None:
        """So many digests were only recorded, for they were due too long ago."""

    def limited(self, bot: str) -> None:
        """The platform refused a call because it came too fast."""


class Nobody:
    """An Observer where nobody watches."""

    def moved(self, move: Move) -> None:
        """Nothing."""

    def missed(self, bot: str, number: int) -> None:
        """Nothing."""

    def limited(self, bot: str) -> None:
        """Nothing."""
