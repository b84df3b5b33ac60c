"""The Ledger in the database: leases, what is due, what is ready, moves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
)

from digests.delivery import Delivery, State
from digests.errors import StoreError
from digests.lease import Lease
from digests.moves import Move, PauseBot
from digests.ports import Planned
from digests.store import leases
from digests.store.engine import Database
from digests.store.moving import make
from digests.store.planning import plan
from digests.store.reading import UNREADABLE, due, end_unreadable, readable
from digests.store.rows import DELIVERIES, AnyRow, delivery_of
from digests.store.tables import IS_PENDING, chats, deliveries, subscriptions
from digests.store.tables import parts as rendered
from digests.subscription import Subscription

_AT: Final = bindparam("at", type_=deliveries.c.due.type)
_BOT: Final[BindParameter[str]] = bindparam("of")
_MOST: Final[BindParameter[int]] = bindparam("most")
_IS_HEARD: Final = (
    chats.c.suspended.is_(None),
    or_(chats.c.paused_until.is_(None), chats.c.paused_until <= _AT),
)
_READY: Final = (
    DELIVERIES.where(deliveries.c.bot == _BOT, IS_PENDING, *_IS_HEARD)
    .order_by(deliveries.c.kind, deliveries.c.due, deliveries.c.id)
    .limit(_MOST)
)
# SQLite would go by not_before and sort them all; with a plus before it, it cannot.
_MAY_BE_TRIED: Final = {
    "sqlite": literal_column("+deliveries.not_before", deliveries.c.not_before.type) <= _AT,
    "postgresql": deliveries.c.not_before <= _AT,
}
_WAITING: Final = (
    select(deliveries.c.not_before)
    .join_from(deliveries, subscriptions)
    .join(chats)
    .where(deliveries.c.bot == _BOT, IS_PENDING, deliveries.c.not_before > _AT)
    .where(chats.c.suspended.is_(None))
    .where(or_(chats.c.paused_until.is_(None), chats.c.paused_until <= deliveries.c.not_before))
    .order_by(deliveries.c.not_before)
    .limit(1)
)
_SILENCED: Final = (
    select(func.min(chats.c.paused_until))
    .where(chats.c.bot == _BOT, chats.c.paused_until > _AT, chats.c.suspended.is_(None))
    .where(
        select(deliveries.c.id)
        .join_from(deliveries, subscriptions)
        .where(subscriptions.c.chat == chats.c.id, IS_PENDING)
        .where(deliveries.c.not_before < chats.c.paused_until)
        .exists()
    )
)


class SqlLedger:
    """Ledger (`digests.ports`); a mixin of Store."""

    database: Database

    async def acquire(
        self, bot: str, holder: str, at: datetime, lasts: timedelta, *, sole: bool = False
    ) -> Lease | None:
        """As in the protocol."""
        async with self.database.write() as connection:
            return await leases.acquire(connection, bot, holder, at, lasts, sole=sole)

    async def renew(self, lease: Lease, at: datetime, lasts: timedelta) -> Lease:
        """As in the protocol."""
        async with self.database.write() as connection:
            await leases.renew(connection, lease, at + lasts)
        return replace(lease, until=at + lasts)

    async def release(self, lease: Lease) -> None:
        """As in the protocol."""
        async with self.database.write() as connection:
            await leases.release(connection, lease)

    async def due(self, bot: str, at: datetime, limit: int) -> Sequence[Subscription]:
        """As in the protocol."""
        return await due(self.database, bot, at, limit)

    async def plan(self, lease: Lease, planned: Sequence[Planned]) -> int:
        """As in the protocol."""
        async with self.database.write() as connection:
            await leases.check(connection, lease)
            return await plan(connection, planned)

    async def ready(
        self, bot: str, at: datetime, limit: int, busy: Collection[str] = ()
    ) -> Sequence[Delivery]:
        """As in the protocol."""
        try:
            return await self._ready(bot, at, limit, busy)
        except UNREADABLE:
            await end_unreadable(self.database, bot, at)
            return await self._ready(bot, at, limit, busy)

    async def _ready(self, bot: str, at: datetime, limit: int, busy: Collection[str]) -> Sequence[Delivery]:
        taken, found = set(busy), list[Delivery]()
        async with self.database.view() as connection:
            ready = _READY.where(_MAY_BE_TRIED[connection.dialect.name])
            most = limit + len(taken)
            statement: Select[*tuple[object, ...]] | None = ready
            while statement is not None:
                rows = (await connection.execute(statement, {"of": bot, "at": at, "most": most})).all()
                found += _one_a_chat(rows, taken)
                is_done = len(found) >= limit or len(rows) < most
                statement = None if is_done else ready.where(_is_after(rows[-1]))
        return found[:limit]

    async def next_ready(self, bot: str, after: datetime) -> datetime | None:
        """As in the protocol."""
        async with self.database.view() as connection:
            times = [
                (await connection.execute(statement, {"of": bot, "at": after})).scalar()
                for statement in (_WAITING, _SILENCED)
            ]
        return min((time for time in times if time is not None), default=None)

    async def in_state(self, bot: str, state: State, limit: int, after: int = 0) -> Sequence[Delivery]:
        """As in the protocol."""
        wanted = (
            DELIVERIES.where(
                deliveries.c.bot == bot, deliveries.c.state == state.value, deliveries.c.id > after
            )
            .order_by(deliveries.c.id)
            .limit(limit)
        )
        async with self.database.glance() as connection:
            try:
                return [delivery_of(row) for row in await connection.execute(wanted)]
            except UNREADABLE:
                return await readable(connection, wanted)

    async def delivery(self, id_: int) -> Delivery | None:
        """As in the protocol."""
        async with self.database.glance() as connection:
            row = (await connection.execute(DELIVERIES.where(deliveries.c.id == id_))).first()
            return None if row is None else delivery_of(row)

    async def save(self, lease: Lease, moves: Sequence[Move]) -> Sequence[bool]:
        """As in the protocol."""
        pauses = any(isinstance(move.effect, PauseBot) for move in moves)
        async with self.database.write() as connection:
            await leases.check(connection, lease, pauses=pauses)
            return await make(connection, moves, is_sqlite=self.database.is_sqlite)

    async def paused_until(self, bot: str) -> datetime | None:
        """As in the protocol."""
        async with self.database.glance() as connection:
            return await leases.paused_until(connection, bot)

    async def parts(self, parts: int) -> tuple[str, ...]:
        """As in the protocol; StoreError if there are none of this id."""
        async with self.database.glance() as connection:
            texts = (
                await connection.execute(select(rendered.c.texts).where(rendered.c.id == parts))
            ).scalar()
        if texts is None:
            raise StoreError(f"There are no stored parts {parts}.")
        return tuple(texts)


def _is_after(row: AnyRow) -> ColumnElement[bool]:
    """Later in the order of _READY."""
    place = tuple_(deliveries.c.kind, deliveries.c.due, deliveries.c.id)
    return place > tuple_(literal(row.kind), literal(row.due, deliveries.c.due.type), literal(row.id))


def _one_a_chat(rows: Sequence[AnyRow], taken: set[str]) -> list[Delivery]:
    """The first row of each chat that is not taken; it is taken then."""
    found = []
    for row in rows:
        if row.key not in taken:
            taken.add(row.key)
            found.append(delivery_of(row))
    return found
