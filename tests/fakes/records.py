"""What the fake store remembers, and its rules, each a small method that a mutant can replace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, TypeAlias

from digests.delivery import TOO_LATE, Delivery, State
from digests.errors import LeaseLost, StoreRefused
from digests.lease import Lease
from digests.moves import Move, PauseBot, PauseChat, RekeyChat, SuspendChat
from digests.ports import Planned
from digests.snapshot import Snapshot
from digests.subscription import Chat, ChatId, ChatKind, Subscription

EARLIEST: Final = datetime.min.replace(tzinfo=UTC)

Around: TypeAlias = Callable[[str], Awaitable[None]]
"""Awaited with "read due", say, before a read, and with "before save" and "after save" around a write."""


@dataclass(slots=True)
class FakeSender:
    """The lease row of a bot."""

    holder: str | None = None
    epoch: int = 0
    until: datetime | None = None
    paused_until: datetime | None = None
    is_paused: bool = False
    paused_since: datetime | None = None
    paused_why: str = ""


@dataclass(frozen=True, slots=True)
class FakeEdition:
    """A stored edition."""

    key: str
    shows: Mapping[str, int]
    body: str


class FakeRecords:
    """Plain dictionaries; every change between two awaits is one transaction."""

    def __init__(self, around: Around | None = None) -> None:
        self.around = around
        self.chats: dict[ChatId, Chat] = {}
        self.chat_pauses: dict[ChatId, datetime] = {}
        self.subscriptions: dict[int, Subscription] = {}
        self.subscription_of: dict[ChatId, int] = {}
        self.asides: dict[int, datetime] = {}
        self.seen: dict[int, int] = {}
        self.deliveries: dict[int, Delivery] = {}
        self.pending: dict[int, Delivery] = {}
        self.by_due: dict[tuple[int, datetime], int] = {}
        self.senders: dict[str, FakeSender] = {}
        self.snapshots: dict[int, Snapshot] = {}
        self.newest_snapshots: dict[str, int] = {}
        self.editions: dict[int, FakeEdition] = {}
        self.edition_ids: dict[str, int] = {}
        self.rendered: dict[int, tuple[str, ...]] = {}
        self.rendered_ids: dict[tuple[int, str], int] = {}
        self._last: dict[str, int] = {}

    async def _reading(self, name: str) -> None:
        if self.around is not None:
            await self.around(f"read {name}")

    async def _before(self, name: str) -> None:
        if self.around is not None:
            await self.around(f"before {name}")

    async def _after(self, name: str) -> None:
        if self.around is not None:
            await self.around(f"after {name}")

    # The rules.

    def _check_lease(self, lease: Lease) -> None:
        """The lease is the newest, or LeaseLost."""
        sender = self.senders.get(lease.bot)
        if sender is None or (sender.epoch, sender.holder) != (lease.epoch, lease.holder):
            raise LeaseLost(f"Another process sends for {lease.bot} now.")

    def _is_as_read(self, move: Move) -> bool:
        """The row still is what the move started from."""
        row = self.deliveries.get(move.before.id)
        return row is not None and row.version == move.before.version

    def _is_taken(self, subscription: int, due: datetime) -> bool:
        """The instant has a delivery already."""
        return (subscription, due) in self.by_due

    def _is_silenced(self, chat: ChatId, at: datetime) -> bool:
        """The chat is suspended, or paused beyond `at`."""
        return self.chats[chat].suspended is not None or self._pause(chat) > at

    def _pause(self, chat: ChatId) -> datetime:
        return self.chat_pauses.get(chat, EARLIEST)

    def _is_untouched(self, row: Delivery) -> bool:
        """Nothing of it was sent, surely."""
        return row.state is State.PENDING and row.part == 0 and row.doubted is None

    def _advance_seen(self, row: Delivery) -> None:
        """A sent edition is what the subscription has seen, unless it has seen a newer one."""
        if row.edition is not None and row.edition > self.seen.get(row.subscription, 0):
            self.seen[row.subscription] = row.edition
            self._change(row.subscription, seen=self.editions[row.edition].shows)

    def _make(self, move: Move) -> bool:
        """One move and what is written with it; whether the row still was what it started from."""
        if not self._is_as_read(move):
            return False
        now = self.deliveries[move.before.id]
        row = replace(move.after, chat=now.chat, kind=now.kind)
        self._put(row)
        if row.state is State.SENT:
            self._advance_seen(row)
        chat = ChatId(row.bot, row.chat)
        match move.effect:
            case SuspendChat(reason):
                self._put_chat(replace(self.chats[chat], suspended=reason))
            case PauseChat(until):
                self.chat_pauses[chat] = max(until, self._pause(chat))
            case PauseBot(until):
                sender = self.senders.setdefault(row.bot, FakeSender())
                sender.paused_until = max(until, sender.paused_until or until)
            case RekeyChat(key):
                self._rekey(chat, ChatId(row.bot, key))
            case None:
                pass
        return True

    # The records.

    def _next_id(self, table: str) -> int:
        self._last[table] = self._last.get(table, 0) + 1
        return self._last[table]

    def _new(self, one: Planned, due: datetime) -> Delivery:
        chat, prepared = self.subscriptions[one.subscription.id].chat, one.prepared
        until = one.until if one.until is not None else due + TOO_LATE
        row = Delivery(
            id=self._next_id("deliveries"),
            subscription=one.subscription.id,
            bot=chat.id.bot,
            chat=chat.id.key,
            kind=chat.kind,
            due=due,
            edition=None if prepared is None else prepared.edition,
            parts=None if prepared is None else prepared.parts,
            not_before=due,
            until=until,
            skipped=one.skipped,
        )
        if prepared is None:
            return replace(row, state=State.MISSED, ended=until, reason="too old")
        return row

    def _put(self, row: Delivery) -> None:
        self.deliveries[row.id] = row
        self.by_due[row.subscription, row.due] = row.id
        if row.state is State.PENDING:
            self.pending[row.id] = row
        else:
            self.pending.pop(row.id, None)

    def _drop(self, row: Delivery) -> None:
        del self.deliveries[row.id]
        self.pending.pop(row.id, None)
        self.by_due.pop((row.subscription, row.due), None)

    def _miss_untouched(
        self, subscription: int, at: datetime, reason: str, before: datetime | None = None
    ) -> None:
        """Deliveries of a subscription that were not begun are missed; those due before `before` only."""
        for row in list(self.pending.values()):
            is_meant = row.subscription == subscription and (before is None or row.due < before)
            if is_meant and self._is_untouched(row):
                version = row.version + 1
                self._put(replace(row, state=State.MISSED, version=version, ended=at, reason=reason))

    def _change(self, id_: int, **changes: object) -> Subscription:
        changed = replace(self.subscriptions[id_], **changes)  # type: ignore[arg-type]
        self.subscriptions[id_] = changed
        return changed

    def _put_chat(self, chat: Chat) -> None:
        """Store it, and its subscription's and deliveries' copies of it."""
        known = self.chats.get(chat.id)
        self.chats[chat.id] = chat
        id_ = self.subscription_of.get(chat.id)
        if id_ is None:
            return
        self._change(id_, chat=chat)
        if known is None or known.kind is not chat.kind:
            for row in [row for row in self.deliveries.values() if row.subscription == id_]:
                self._put(replace(row, kind=chat.kind, chat=chat.id.key))

    def _know(self, id_: ChatId, kind: ChatKind, at: datetime) -> Chat:
        """The chat's record, made if there is none."""
        known = self.chats.get(id_) or Chat(id_, kind, since=at)
        return replace(known, kind=kind)

    def _forget(self, chat: ChatId) -> None:
        del self.chats[chat]
        self.chat_pauses.pop(chat, None)
        id_ = self.subscription_of.pop(chat, None)
        if id_ is not None:
            del self.subscriptions[id_]
            self.seen.pop(id_, None)
            self.asides.pop(id_, None)
            for row in [row for row in self.deliveries.values() if row.subscription == id_]:
                self._drop(row)

    def _rekey(self, old: ChatId, new: ChatId) -> bool:
        if old not in self.chats or old == new:
            return False
        if new not in self.chats:
            self.chats[new] = replace(self.chats[old], id=new)
            if old in self.chat_pauses:
                self.chat_pauses[new] = self.chat_pauses[old]
        subscription = self.subscription_of.get(old)
        if subscription is not None and new not in self.subscription_of:
            del self.subscription_of[old]
            self.subscription_of[new] = subscription
            kind = self.chats[new].kind
            self._change(subscription, chat=self.chats[new])
            for row in [row for row in self.deliveries.values() if row.subscription == subscription]:
                self._put(replace(row, chat=new.key, kind=kind))
        self._forget(old)
        return True

    def _require_edition(self, edition: int) -> None:
        if edition not in self.editions:
            raise StoreRefused("The database refuses this: it refers to an edition that is not there.")
