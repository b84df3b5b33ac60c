"""What operators watch in the database: every question is answered along an index, in bounded time."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, literal, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.delivery import State
from digests.outbox import MOST, Outbox
from digests.store.engine import Database
from digests.store.migrate import VERSION_TABLE
from digests.store.tables import IS_PENDING, deliveries, senders, subscriptions
from digests.subscription import ChatKind

_BOT: Final = bindparam("of", type_=deliveries.c.bot.type)
_AT: Final = bindparam("at", type_=deliveries.c.due.type)
_SOME: Final = (
    select(literal(1).label("one"))
    .where(deliveries.c.bot == _BOT, deliveries.c.state == bindparam("state", type_=deliveries.c.state.type))
    .limit(MOST)
)
_COUNTED: Final = select(func.count()).select_from(_SOME.subquery())
_OLDEST: Final = (
    select(deliveries.c.due)
    .join_from(deliveries, subscriptions)
    .where(deliveries.c.bot == _BOT, deliveries.c.kind == bindparam("kind"), IS_PENDING)
    .where(subscriptions.c.is_suspended.is_(False))
    .order_by(deliveries.c.due, deliveries.c.id)
    .limit(1)
)
_UNPLANNED: Final = (
    select(subscriptions.c.next_due)
    .where(subscriptions.c.bot == _BOT, subscriptions.c.is_suspended.is_(False))
    .where(subscriptions.c.next_due <= _AT)
    .where(or_(subscriptions.c.aside.is_(None), subscriptions.c.aside <= _AT))
    .order_by(subscriptions.c.next_due, subscriptions.c.id)
    .limit(1)
)
_IS_PAUSED: Final = select(senders.c.is_paused).where(senders.c.bot == _BOT)


class SqlWatching:
    """A mixin of Store; StoreError as in all of it."""

    database: Database

    async def outbox(self, bot: str, at: datetime) -> Outbox:
        """What the bot has to post at `at`, whoever sends it."""
        async with self.database.view() as connection:
            pending, sending, unknown = [
                await _scalar(connection, _COUNTED, of=bot, state=state.value) or 0
                for state in (State.PENDING, State.SENDING, State.UNKNOWN)
            ]
            oldest = [await _scalar(connection, _OLDEST, of=bot, kind=kind.value) for kind in ChatKind]
            return Outbox(
                pending,
                sending,
                unknown,
                oldest=min((due for due in oldest if due is not None), default=None),
                unplanned=await _scalar(connection, _UNPLANNED, of=bot, at=at),
                is_paused=bool(await _scalar(connection, _IS_PAUSED, of=bot)),
            )

    async def revision(self) -> str:
        """The revision of the tables as they are now; a newer program may have changed them meanwhile."""
        async with self.database.glance() as connection:
            found = await connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608
            return str(found.scalar())


async def _scalar(connection: AsyncConnection, statement: Any, **given: object) -> Any:
    return (await connection.execute(statement, given)).scalar()
