"""The Overview in the database: what operators look at and decide, and what is deleted in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.delivery import Delivery, State
from digests.moves import Move
from digests.register import Pause
from digests.store import leases
from digests.store.engine import Database
from digests.store.moving import make
from digests.store.rows import DELIVERIES, delivery_of
from digests.store.tables import (
    HAS_ENDED,
    chats,
    deliveries,
    editions,
    faces,
    items,
    parts,
    senders,
    shown,
    snapshots,
    subscriptions,
)

_AT_ONCE: Final = 2_000
"""Deliveries deleted in a transaction: others wait that long."""


class SqlOverview:
    """Overview (`digests.register`); a mixin of Store, with SqlLedger's `delivery`."""

    database: Database

    async def counts(self, bot: str | None = None) -> Mapping[State, int]:
        """As in the protocol."""
        counted = select(deliveries.c.state, func.count().label("number")).group_by(deliveries.c.state)
        if bot is not None:
            counted = counted.where(deliveries.c.bot == bot)
        async with self.database.glance() as connection:
            found = {row.state: row.number for row in await connection.execute(counted)}
        return {state: found.get(state.value, 0) for state in State}

    async def listed(self, states: Sequence[State], limit: int, after: int = 0) -> Sequence[Delivery]:
        """As in the protocol."""
        is_meant = deliveries.c.state.in_([state.value for state in states])
        async with self.database.glance() as connection:
            rows = await connection.execute(
                DELIVERIES.where(is_meant, deliveries.c.id > after).order_by(deliveries.c.id).limit(limit)
            )
            return [delivery_of(row) for row in rows]

    async def resolve(self, move: Move) -> bool:
        """As in the protocol."""
        async with self.database.write() as connection:
            (made,) = await make(connection, [move], is_sqlite=self.database.is_sqlite)
            return made

    async def bots(self) -> Sequence[str]:
        """As in the protocol."""
        async with self.database.glance() as connection:
            return list(
                (
                    await connection.execute(
                        union(select(senders.c.bot), select(chats.c.bot)).order_by("bot")
                    )
                ).scalars()
            )

    async def pause(self, bot: str, at: datetime, why: str = "") -> bool:
        """As in the protocol."""
        its = update(senders).where(senders.c.bot == bot)
        async with self.database.write() as connection:
            await leases.know(connection, bot)
            paused = await connection.execute(
                its.where(senders.c.is_paused.is_(False)).values(is_paused=True, paused_since=at)
            )
            await connection.execute(its.values(paused_why=why))
            return bool(paused.rowcount)

    async def paused(self, at: datetime) -> Sequence[Pause]:
        """As in the protocol."""
        due = (
            select(func.count())
            .where(
                subscriptions.c.bot == senders.c.bot,
                subscriptions.c.is_suspended.is_(False),
                subscriptions.c.next_due <= at,
            )
            .scalar_subquery()
        )
        found = select(senders.c.bot, senders.c.paused_since, senders.c.paused_why, due.label("due"))
        async with self.database.glance() as connection:
            rows = await connection.execute(
                found.where(senders.c.is_paused.is_(True)).order_by(senders.c.bot)
            )
            return [Pause(row.bot, row.paused_since, row.paused_why or "", row.due) for row in rows]

    async def resume(self, bot: str) -> bool:
        """As in the protocol."""
        is_it = (senders.c.bot == bot) & senders.c.is_paused.is_(True)
        async with self.database.write() as connection:
            resumed = await connection.execute(
                update(senders).where(is_it).values(is_paused=False, paused_since=None, paused_why=None)
            )
            return bool(resumed.rowcount)

    async def clean(self, at: datetime, keep_days: int) -> int:
        """As in the protocol; in many short transactions."""
        old = (
            select(deliveries.c.id)
            .where(HAS_ENDED, deliveries.c.ended < at - timedelta(days=keep_days))
            .limit(_AT_ONCE)
        )
        gone = 0
        while True:
            async with self.database.write() as connection:
                deleted = await connection.execute(
                    delete(deliveries).where(deliveries.c.id.in_(old.scalar_subquery()))
                )
            gone += deleted.rowcount
            if deleted.rowcount < _AT_ONCE:
                break
        async with self.database.write() as connection:
            await _drop_editions(connection)
            await _drop_parts(connection)
        async with self.database.write() as connection:
            await _drop_snapshots(connection)
        return gone


async def _drop_editions(connection: AsyncConnection) -> None:
    """Those that nothing refers to; what is newer than all in use may be about to be used."""
    sent = select(subscriptions.c.seen).where(subscriptions.c.seen.is_not(None))
    due = select(parts.c.edition).where(
        select(deliveries.c.id).where(deliveries.c.parts == parts.c.id).exists()
    )
    newest = [
        (await connection.execute(select(func.max(column)))).scalar() or 0
        for column in (sent.subquery().c.seen, due.subquery().c.edition)
    ]
    await connection.execute(
        delete(editions).where(
            editions.c.id < max(newest), editions.c.id.not_in(sent), editions.c.id.not_in(due)
        )
    )


async def _drop_parts(connection: AsyncConnection) -> None:
    """Those that no delivery refers to, though their edition is what a chat has seen; likewise."""
    newest = (await connection.execute(select(func.max(deliveries.c.parts)))).scalar() or 0
    await connection.execute(
        delete(parts).where(
            parts.c.id < newest, ~select(deliveries.c.id).where(deliveries.c.parts == parts.c.id).exists()
        )
    )


async def _drop_snapshots(connection: AsyncConnection) -> None:
    """Those that no edition shows, but never a dossier's newest; then the faces that none has."""
    newest = select(func.max(snapshots.c.id)).group_by(snapshots.c.dossier)
    dropped = await connection.execute(
        delete(snapshots).where(
            snapshots.c.id.not_in(newest),
            ~select(shown.c.edition).where(shown.c.snapshot == snapshots.c.id).exists(),
        )
    )
    if dropped.rowcount:
        await connection.execute(
            delete(faces).where(~select(items.c.item).where(items.c.face == faces.c.print).exists())
        )
