"""Reads what is due; a row that cannot be read is set aside, and never keeps the others from being read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, or_, update

from digests.journal import journal
from digests.store.engine import Database
from digests.store.rows import SUBSCRIPTIONS, subscriptions_of
from digests.store.tables import subscriptions
from digests.subscription import Subscription

ASIDE: Final = timedelta(hours=1)
"""How long a row that cannot be read waits to be tried again."""
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
