"""The fake store's part as a Ledger."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digests.delivery import Delivery, State
from digests.errors import StoreError, StoreRefused
from digests.lease import FOREVER, Lease
from digests.moves import Move
from digests.ports import Planned
from digests.subscription import ChatId, Subscription
from tests.fakes.records import FakeRecords, FakeSender

SUPERSEDED = "a newer edition took its place"


class FakeLedger(FakeRecords):
    """Subscriptions that are due and deliveries under way, in memory."""

    async def acquire(
        self, bot: str, holder: str, at: datetime, lasts: timedelta, *, sole: bool = False
    ) -> Lease | None:
        await self._before("acquire")
        sender = self.senders.get(bot) or FakeSender()
        is_held = sender.holder not in (None, holder) and sender.until is not None and sender.until > at
        if is_held and not sole:
            return None
        self.senders[bot] = sender
        sender.holder, sender.epoch, sender.until = holder, sender.epoch + 1, at + lasts
        lease = Lease(bot, holder, sender.epoch, sender.until)
        await self._after("acquire")
        return lease

    async def renew(self, lease: Lease, at: datetime, lasts: timedelta) -> Lease:
        await self._before("renew")
        self._check_lease(lease)
        self.senders[lease.bot].until = at + lasts
        await self._after("renew")
        return replace(lease, until=at + lasts)

    async def release(self, lease: Lease) -> None:
        await self._before("release")
        sender = self.senders.get(lease.bot)
        if sender is not None and (sender.epoch, sender.holder) == (lease.epoch, lease.holder):
            sender.holder = sender.until = None
        await self._after("release")

    async def due(self, bot: str, at: datetime, limit: int) -> Sequence[Subscription]:
        await self._reading("due")
        found = [
            (one.next_due, one.id)
            for one in self.subscriptions.values()
            if one.next_due is not None
            and one.next_due <= at
            and one.chat.id.bot == bot
            and one.chat.suspended is None
            and not self._is_aside(one.id, at)
        ]
        return [self.subscriptions[id_] for _, id_ in sorted(found)[:limit]]

    def _is_aside(self, subscription: int, at: datetime) -> bool:
        aside = self.asides.get(subscription)
        return aside is not None and aside > at

    async def plan(self, lease: Lease, planned: Sequence[Planned]) -> int:
        await self._before("plan")
        self._check_lease(lease)
        for one in planned:
            if one.prepared is not None and one.prepared.parts not in self.rendered:
                raise StoreRefused("The database refuses this: it refers to parts that are not there.")
        moved = sum(self._plan(one) for one in planned)
        await self._after("plan")
        return moved

    def _plan(self, one: Planned) -> bool:
        now = self.subscriptions.get(one.subscription.id)
        if now is None or now.next_due is None or now.next_due != one.subscription.next_due:
            return False
        if one.next_due is None:
            if one.aside is not None:
                self.asides[now.id] = one.aside
            return True
        self.asides.pop(now.id, None)
        self._change(now.id, next_due=one.next_due)
        if one.due is not None:
            if not self._is_taken(now.id, one.due):
                self._put(self._new(one, one.due))
            self._miss_untouched(now.id, one.due, SUPERSEDED, before=one.due)
        return True

    async def ready(
        self, bot: str, at: datetime, limit: int, busy: Collection[str] = ()
    ) -> Sequence[Delivery]:
        await self._reading("ready")
        rows = [
            row
            for row in self.pending.values()
            if row.not_before <= at
            and row.bot == bot
            and row.chat not in busy
            and not self._is_silenced(ChatId(bot, row.chat), at)
        ]
        rows.sort(key=lambda row: (row.kind, row.due, row.id))
        first: dict[str, Delivery] = {}
        for row in rows:
            first.setdefault(row.chat, row)
        return list(first.values())[:limit]

    async def next_ready(self, bot: str, after: datetime) -> datetime | None:
        await self._reading("next_ready")
        times = []
        for row in self.pending.values():
            chat = ChatId(bot, row.chat)
            if row.bot == bot and self.chats[chat].suspended is None:
                times.append(max(row.not_before, self._pause(chat)))
        return min((time for time in times if time > after), default=None)

    async def in_state(self, bot: str, state: State, limit: int, after: int = 0) -> Sequence[Delivery]:
        await self._reading("in_state")
        rows = self.pending if state is State.PENDING else self.deliveries
        ids = sorted(
            id_ for id_, row in rows.items() if row.state is state and row.bot == bot and id_ > after
        )
        return [rows[id_] for id_ in ids[:limit]]

    async def delivery(self, id_: int) -> Delivery | None:
        await self._reading("delivery")
        return self.deliveries.get(id_)

    async def save(self, lease: Lease, moves: Sequence[Move]) -> Sequence[bool]:
        await self._before("save")
        self._check_lease(lease)
        stored = [self._make(move) for move in moves]
        await self._after("save")
        return stored

    async def paused_until(self, bot: str) -> datetime | None:
        await self._reading("paused_until")
        sender = self.senders.get(bot)
        if sender is None:
            return None
        return FOREVER if sender.is_paused else sender.paused_until

    async def parts(self, parts: int) -> tuple[str, ...]:
        await self._reading("parts")
        if parts not in self.rendered:
            raise StoreError(f"There are no stored parts {parts}.")
        return self.rendered[parts]
