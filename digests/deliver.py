"""Sends what is pending: each delivery recorded as `sending`, then sent, then its outcome recorded."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from digests.delivery import Delivery, State
from digests.errors import LeaseLost, StoreError
from digests.journal import journal
from digests.lease import Lease
from digests.moves import Move, abandoned, begin, give_up, has_lapsed, put_back, settle
from digests.outcomes import Limited, Outcome, Sent, Unclear
from digests.pace import Pace
from digests.ports import Clock, Courier, Ledger, Nobody, Observer
from digests.recorder import Recorder

LANES: Final = 32
"""Deliveries under way at once; a crash leaves no more than these in doubt."""
HURRY: Final = 4.0
"""Seconds that a begun delivery waits for its slot; told to wait longer, it goes back to the queue."""
AHEAD: Final = 0.5
"""Seconds by which a delivery may be begun before its slot comes, so that the slot is used when it does."""
IDLE: Final = 5.0
"""Seconds after which an idle sender looks at the ledger again, unless it is woken."""
MARGIN: Final = timedelta(seconds=1)
"""No call begins in the last second of a lease."""
REMEMBERED: Final = 256
"""How many stored parts are kept at hand."""
LOST_AFTER: Final = timedelta(minutes=1)
"""How often rows are looked for that are `sending` though nobody is at them."""


@dataclass(slots=True)
class Deliverer:
    """The loop that sends for one bot, as long as it holds the bot's lease."""

    ledger: Ledger
    courier: Courier
    clock: Clock
    lease: Callable[[], Lease | None]
    """The lease that is held now, or None."""
    lanes: int = LANES
    idle: float = IDLE
    chance: Callable[[], float] = random.random
    on_turn: Callable[[], None] = lambda: None
    """Told that the loop turns, every `idle` seconds at least; not while it stands still."""
    observer: Observer = field(default_factory=Nobody)
    pace: Pace = field(init=False)
    _recorder: Recorder = field(init=False)
    _busy: dict[str, int] = field(default_factory=dict)
    """The chats with a delivery under way, and which."""
    _aiming: set[int] = field(default_factory=set)
    """Deliveries that are to have one of the next slots: no more are begun than there are slots."""
    _texts: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _recovered: tuple[int, datetime] | None = None
    """Under which epoch, and when, rows that somebody left as `sending` were last looked for."""

    def __post_init__(self) -> None:
        self.pace = Pace(self.courier.limits)
        self._recorder = Recorder(self.ledger, self.clock, self.lease, self.observer)

    def wake(self) -> None:
        """There may be something to send."""
        self._wake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set, then wait for what is under way."""
        try:
            async with asyncio.TaskGroup() as lanes:
                while not stop.is_set():
                    wait = await self._turn_safely(lanes)
                    self.on_turn()
                    await self._idle(wait, stop)
        finally:
            self._recorder.close()

    async def _turn_safely(self, lanes: asyncio.TaskGroup) -> float:
        try:
            return await self._turn(lanes)
        except LeaseLost:
            return self.idle
        except StoreError as error:
            journal().warning("store_unavailable", error=str(error))
            return self.idle
        except Exception as error:  # what is under way goes on, and the next turn may be better
            journal().exception("sender_failed", error=type(error).__name__)
            return self.idle

    async def _turn(self, lanes: asyncio.TaskGroup) -> float:
        """Start what may start now; how many seconds until it is worth looking again."""
        lease, at = self._held(), self.clock.now()
        if lease is None:
            return self.idle
        if (
            self._recovered is None
            or lease.epoch != self._recovered[0]
            or at - self._recovered[1] > LOST_AFTER
        ):
            await self.recover(lease)
            self._recovered = lease.epoch, at
        free = min(self.lanes - len(self._busy), self.pace.slots(_seconds(at), AHEAD) - len(self._aiming))
        if free <= 0:  # a lane that ends wakes the loop
            wait = self.pace.ready_at(_seconds(at)) - _seconds(at) - AHEAD
            return min(self.idle, wait) if wait > 0 else AHEAD
        paused = await self.ledger.paused_until(lease.bot)
        if paused is not None and paused > at:
            return min(self.idle, (paused - at).total_seconds())
        rows = await self.ledger.ready(lease.bot, at, free, tuple(self._busy))
        for row in rows:
            self._busy[row.chat] = row.id
            self._aiming.add(row.id)
            lanes.create_task(self._lane(row))
        if rows:
            return 0.0
        following = await self.ledger.next_ready(lease.bot, at)
        return self.idle if following is None else min(self.idle, max(0.0, (following - at).total_seconds()))

    async def recover(self, lease: Lease) -> int:
        """Settle what an earlier sender, or an earlier life of this one, left as `sending`; how many rows."""
        found, last = 0, 0
        while rows := await self.ledger.in_state(lease.bot, State.SENDING, 500, last):
            last = rows[-1].id
            left = [row for row in rows if row.id not in self._busy.values()]
            at = self.clock.now()
            moves = [abandoned(row, at, self.courier.doubts, self.chance()) for row in left]
            await self._recorder.store(lease, moves)
            found += len(left)
        if found:
            journal().warning("deliveries_in_doubt", bot=lease.bot, count=found)
        return found

    async def _idle(self, seconds: float, stop: asyncio.Event) -> None:
        """Wait so long, or until there is something to send, or until `stop`."""
        if seconds <= 0 or stop.is_set():
            await asyncio.sleep(0)
            return
        waits = [
            asyncio.ensure_future(waiting)
            for waiting in (self.clock.sleep(seconds), self._wake.wait(), stop.wait())
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._wake.clear()
            for one in waits:
                one.cancel()

    async def _lane(self, row: Delivery) -> None:
        """Deliver one row, come what may; the others never notice."""
        try:
            await self.deliver(row)
        except StoreError as error:
            journal().warning("store_unavailable", error=str(error), delivery=row.id)
            await self.clock.sleep(self.idle)
        except Exception as error:
            journal().exception("delivery_failed", delivery=row.id, error=type(error).__name__)
            await self.clock.sleep(self.idle)
        finally:
            self._busy.pop(row.chat, None)
            self._aiming.discard(row.id)
            self.wake()

    async def deliver(self, row: Delivery) -> None:
        """Send the parts that are left, as far as it goes; StoreError when the ledger cannot be used."""
        texts = await self._parts(row.parts) if row.parts is not None else ()
        following: Delivery | None = row
        while following is not None and following.state is State.PENDING:
            if following.not_before > self.clock.now():
                return
            following = await self._attempt(following, texts)

    async def _parts(self, id_: int) -> tuple[str, ...]:
        """Stored parts, which never change; most of a morning's deliveries have the same ones."""
        if id_ not in self._texts:
            if len(self._texts) >= REMEMBERED:
                self._texts.clear()
            self._texts[id_] = await self.ledger.parts(id_)
        return self._texts[id_]

    async def _attempt(self, row: Delivery, texts: tuple[str, ...]) -> Delivery | None:
        """One part, once; the row after it, or None when it is no longer ours."""
        at, lease, doubts = self.clock.now(), self._held(), self.courier.doubts
        if lease is None:
            return None
        if at > row.until or row.part >= len(texts):
            return await self._record(give_up(row, at, "too old" if at > row.until else "no text is left"))
        begun = await self._record(begin(row, at, lease.epoch, doubts))
        if begun is None or begun.state is not State.SENDING:
            return begun
        outcome = await self._call(begun, texts[row.part])
        if outcome is None:
            await self._record(put_back(begun, self.clock.now(), doubts))
            return None
        self._adapt(outcome)
        spread = self.chance()
        return await self._record(settle(begun, outcome, self.clock.now(), doubts, len(texts), spread))

    async def _call(self, row: Delivery, text: str) -> Outcome | None:
        """The call to the platform, when its slot comes; None if it is not made: too long to wait for, or
        the lease or the nonce has run out."""
        waited = 0.0
        while (wait := self.pace.ready_at(now := _seconds(self.clock.now()), row.chat) - now) > 0:
            waited += wait
            if waited > HURRY:
                return None
            await self.clock.sleep(wait)
        at = self.clock.now()
        if self._held() is None:
            return None
        if row.doubted is not None and has_lapsed(row.doubted, at, self.courier.doubts):
            return None
        self.pace.take(_seconds(at), row.chat, row.kind)
        self._aiming.discard(row.id)
        try:
            return await self.courier.send(row.chat, text, row.nonce)
        except Exception as error:
            journal().exception("courier_failed", delivery=row.id, error=type(error).__name__)
            return Unclear(f"the courier failed: {type(error).__name__}")

    def _adapt(self, outcome: Outcome) -> None:
        match outcome:
            case Sent():
                self.pace.passed()
            case Limited(wait, whole_bot):
                self.pace.refused(_seconds(self.clock.now()), wait.total_seconds(), whole_bot=whole_bot)
                self.observer.limited(self.courier.bot)
            case _:
                pass

    async def _record(self, move: Move) -> Delivery | None:
        """The row after the move, once that is stored; None when the row was another's."""
        stored = await self._recorder.record(move)
        after = move.after
        if stored and after.state is not State.SENDING:
            said = {"state": after.state.value, "part": after.part, "reason": after.reason}
            journal().info("delivery", id=after.id, bot=after.bot, **said)
        return after if stored else None

    def _held(self) -> Lease | None:
        lease = self.lease()
        return lease if lease is not None and self.clock.now() < lease.until - MARGIN else None


def _seconds(at: datetime) -> float:
    return at.timestamp()
