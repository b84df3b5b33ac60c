"""Rows that cannot be read are set aside or ended, and never keep the others from being read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.delivery import Delivery, State
from digests.journal import journal
from digests.store.engine import Database
from digests.store.rows import DELIVERIES, SUBSCRIPTIONS, chunks, delivery_of, subscriptions_of
from digests.store.tables import IS_PENDING, deliveries, subscriptions
from digests.subscription import ASIDE, Subscription

UNREADABLE: Final = (ValueError, TypeError, LookupError, ArithmeticError)
"""What reading values raises that nobody of ours has written."""
_AT: Final = bindparam("at", type_=subscriptions.c.next_due.type)
_DUE: Final = (
    SUBSCRIPTIONS.where(
        subscriptions.c.bot == bindparam("of"),
        subscriptions.c.is_suspended.is_(False),
        subscriptions.c.next_due <= _AT,
        or_(subscriptions.c.aside.is_(None), subscriptions.c.aside <= _AT),
    )
    .order_by(subscriptions.c.next_due, subscriptions.c.id)
    .limit(bindparam("most"))
)
_DUE_IDS: Final = _DUE.with_only_columns(subscriptions.c.id)
_PENDING_IDS: Final = select(deliveries.c.id).where(deliveries.c.bot == bindparam("of"), IS_PENDING)
_ONE: Final = SUBSCRIPTIONS.where(subscriptions.c.id == bindparam("row"))


async def due(database: Database, bot: str, at: datetime, limit: int) -> Sequence[Subscription]:
    """Subscriptions that are due, the longest due first; those that cannot be read are logged."""
    given = {"of": bot, "at": at, "most": limit}
    try:
        return await _read(database, _DUE, given)
    except UNREADABLE:
        return await _one_by_one(database, given)


async def _one_by_one(database: Database, given: dict[str, Any]) -> Sequence[Subscription]:
    async with database.glance() as connection:
        ids = (await connection.execute(_DUE_IDS, given)).scalars().all()
    found, unreadable = list[Subscription](), list[int]()
    for id_ in ids:
        try:
            found += await _read(database, _ONE, {"row": id_})
        except UNREADABLE as error:
            journal().error("subscription_set_aside", subscription=id_, error=type(error).__name__)
            unreadable.append(id_)
    async with database.write() as connection:
        for id_ in unreadable:
            later = {"aside": given["at"] + ASIDE}
            await connection.execute(update(subscriptions).where(subscriptions.c.id == id_).values(**later))
    return found if found or not unreadable else await due(database, given["of"], given["at"], given["most"])


async def _read(database: Database, statement: Any, given: dict[str, Any]) -> Sequence[Subscription]:
    async with database.view() as connection:
        rows = (await connection.execute(statement, given)).all()
        return await subscriptions_of(connection, rows)


async def end_unreadable(database: Database, bot: str, at: datetime) -> None:
    """Pending deliveries whose rows cannot be read are dead; each is logged."""
    async with database.write() as connection:
        ids = (await connection.execute(_PENDING_IDS, {"of": bot})).scalars().all()
        found = [id_ for some in chunks(ids) for id_ in await _unreadable(connection, some)]
        for id_ in found:
            journal().error("delivery_unreadable", delivery=id_)
            ended = {"state": State.DEAD.value, "ended": at, "reason": "its row cannot be read"}
            await connection.execute(
                update(deliveries)
                .where(deliveries.c.id == id_)
                .values(**ended, version=deliveries.c.version + 1)
            )


async def readable(connection: AsyncConnection, rows: Select[Any]) -> list[Delivery]:
    """The deliveries of a statement but for those that cannot be read; each of them is logged."""
    ids = (await connection.execute(rows.with_only_columns(deliveries.c.id))).scalars().all()
    wrong = set(await _unreadable(connection, ids))
    for id_ in sorted(wrong):
        journal().error("delivery_unreadable", delivery=id_)
    kept = [id_ for id_ in ids if id_ not in wrong]
    return [delivery_of(row) for row in await connection.execute(rows.where(deliveries.c.id.in_(kept)))]


async def _unreadable(connection: AsyncConnection, ids: Sequence[int]) -> list[int]:
    """Those of the deliveries that cannot be read: by halves, for they are few."""
    try:
        for row in await connection.execute(DELIVERIES.where(deliveries.c.id.in_(ids))):
            delivery_of(row)
    except UNREADABLE:
        if len(ids) == 1:
            return list(ids)
        half = len(ids) // 2
        return [*await _unreadable(connection, ids[:half]), *await _unreadable(connection, ids[half:])]
    return []
