"""What the stories of the suite begin with: a lease, subscriptions, editions, deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from digests.delivery import TOO_LATE, Delivery, Doubts, OnDoubt, State
from digests.lease import Lease
from digests.moves import Move, begin, settle
from digests.outcomes import Outcome, Sent
from digests.ports import Ledger, Planned, Prepared
from digests.register import Archive, Overview, Register
from digests.schedule import Schedule
from digests.snapshot import Face, ItemKind, Snapshot
from digests.subscription import ChatId, ChatKind, Subscription, Wish

BOT = "telegram:8123456"
AT = datetime(2025, 3, 3, 8, tzinfo=UTC)
DAY, HOUR, MINUTE, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
INSTANT = timedelta(microseconds=1)
LASTS = 12 * SECOND
HOLD = Doubts(OnDoubt.HOLD)
NONCE = Doubts(OnDoubt.NONCE, MINUTE)
WISH = Wish(Schedule(frozenset({1, 4}), (time(8), time(18, 30)), "Europe/Paris"))


class AnyStore(Ledger, Register, Archive, Overview, Protocol):
    """What every store is."""


def chat(key: str = "-1001", bot: str = BOT) -> ChatId:
    return ChatId(bot, key)


def snapshot(words: str = "two thousand", dossier: str = "war", revision: int = 1) -> Snapshot:
    face = Face(
        ItemKind.CLAIM, ("troops",), {"en": words, "fr": f"« {words} »"}, hash=words, record='{"n":1}'
    )
    return Snapshot(dossier, revision, {"c1": face})


@dataclass
class Scene:
    """A store with a bot whose lease is held."""

    store: AnyStore
    lease: Lease

    async def subscribed(
        self, key: str = "-1001", due: datetime = AT, kind: ChatKind = ChatKind.GROUP, wish: Wish = WISH
    ) -> Subscription:
        return await self.store.subscribe(chat(key, self.lease.bot), kind, wish, due, AT - DAY)

    async def prepared(self, key: str = "first", **shows: int) -> Prepared:
        edition = await self.store.keep_edition(key, shows, '{"items":[]}')
        return Prepared(edition, await self.store.keep_parts(edition, "telegram", ["one", "two"]))

    async def planned(
        self, one: Subscription, following: datetime | None = None, prepared: Prepared | None = None
    ) -> Delivery:
        """The delivery of what is due of the subscription now."""
        assert one.next_due is not None
        due = one.next_due
        prepared = prepared or await self.prepared()
        moved = Planned(one, following or due + DAY, due, prepared, due + TOO_LATE)
        assert await self.store.plan(self.lease, [moved]) == 1
        (row,) = [row for row in await self.rows() if (row.subscription, row.due) == (one.id, due)]
        return row

    async def delivery(
        self, key: str = "-1001", due: datetime = AT, kind: ChatKind = ChatKind.GROUP
    ) -> Delivery:
        """A new subscription's first delivery."""
        return await self.planned(await self.subscribed(key, due, kind))

    async def moved(self, move: Move) -> Delivery:
        assert await self.store.save(self.lease, [move]) == [True]
        return move.after

    async def begun(self, row: Delivery, at: datetime = AT) -> Delivery:
        return await self.moved(begin(row, at, self.lease.epoch, HOLD))

    async def settled(self, row: Delivery, outcome: Outcome, at: datetime = AT, total: int = 1) -> Delivery:
        """A call's outcome, of a row that is not begun yet."""
        return await self.moved(settle(await self.begun(row, at), outcome, at, HOLD, total, 0.5))

    async def sent(self, row: Delivery, at: datetime = AT) -> Delivery:
        return await self.settled(row, Sent("77"), at)

    async def now(self, row: Delivery) -> Delivery:
        found = await self.store.delivery(row.id)
        assert found is not None
        return found

    async def rows(self) -> list[Delivery]:
        """All deliveries of the bot."""
        return [row for row in await self.store.listed(list(State), 1000) if row.bot == self.lease.bot]

    async def ready(self, at: datetime = AT, limit: int = 100, busy: tuple[str, ...] = ()) -> list[str]:
        return [row.chat for row in await self.store.ready(self.lease.bot, at, limit, busy)]

    async def due(self, at: datetime = AT, limit: int = 100) -> list[str]:
        return [one.chat.id.key for one in await self.store.due(self.lease.bot, at, limit)]

    async def subscription(self, key: str = "-1001") -> Subscription:
        found = await self.store.subscription(chat(key, self.lease.bot))
        assert found is not None
        return found


async def begin_scene(store: AnyStore, bot: str = BOT) -> Scene:
    lease = await store.acquire(bot, "we", AT, LASTS)
    assert lease is not None
    return Scene(store, lease)
