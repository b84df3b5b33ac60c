"""The row of a bot's sender: who holds the lease, under which epoch, and what pauses it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, bindparam, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.errors import LeaseLost
from digests.lease import FOREVER, Lease
from digests.store.tables import senders

_FENCE: Final = select(senders.c.epoch, senders.c.holder).where(senders.c.bot == bindparam("of"))


async def know(connection: AsyncConnection, bot: str) -> None:
    """The bot has a row."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row = {"bot": bot, "epoch": 0, "is_paused": False}
    await connection.execute(insert(senders).values(row).on_conflict_do_nothing())


async def acquire(
    connection: AsyncConnection, bot: str, holder: str, at: datetime, lasts: timedelta, *, sole: bool = False
) -> Lease | None:
    """A new epoch for the holder, unless another's lease is still good at `at`; `sole`: in any case."""
    await know(connection, bot)
    is_free = (
        true() if sole else or_(senders.c.holder.is_(None), senders.c.holder == holder, senders.c.until <= at)
    )
    taken = await connection.execute(
        update(senders)
        .where(senders.c.bot == bot, is_free)
        .values(holder=holder, epoch=senders.c.epoch + 1, until=at + lasts)
        .returning(senders.c.epoch)
    )
    epoch = taken.scalar()
    return None if epoch is None else Lease(bot, holder, epoch, at + lasts)


async def renew(connection: AsyncConnection, lease: Lease, until: datetime) -> None:
    """It ends at `until` now; LeaseLost."""
    renewed = await connection.execute(update(senders).where(_is_newest(lease)).values(until=until))
    if not renewed.rowcount:
        raise _lost(lease)


async def release(connection: AsyncConnection, lease: Lease) -> None:
    """Nobody holds it."""
    await connection.execute(update(senders).where(_is_newest(lease)).values(holder=None, until=None))


async def check(connection: AsyncConnection, lease: Lease, *, pauses: bool = False) -> None:
    """LeaseLost if it is not the newest; if it is, no other is given out before the transaction ends.

    `pauses`: the transaction will write to this row; to say so at once avoids a deadlock of two of them.
    """
    fence = _FENCE.with_for_update(key_share=True) if pauses else _FENCE.with_for_update(read=True)
    row = (await connection.execute(fence, {"of": lease.bot})).first()
    if row is None or (row.epoch, row.holder) != (lease.epoch, lease.holder):
        raise _lost(lease)


async def pause(connection: AsyncConnection, bot: str, until: datetime) -> None:
    """The whole bot waits until then, or longer if it was told to."""
    await know(connection, bot)
    later = bindparam("later", until, senders.c.paused_until.type)
    is_shorter = or_(senders.c.paused_until.is_(None), senders.c.paused_until < later)
    await connection.execute(
        update(senders).where(senders.c.bot == bot, is_shorter).values(paused_until=until)
    )


async def paused_until(connection: AsyncConnection, bot: str) -> datetime | None:
    """Until when the whole bot waits; FOREVER if an operator paused it."""
    found = select(senders.c.is_paused, senders.c.paused_until).where(senders.c.bot == bot)
    row = (await connection.execute(found)).first()
    if row is None:
        return None
    until: datetime | None = FOREVER if row.is_paused else row.paused_until
    return until


def _is_newest(lease: Lease) -> ColumnElement[bool]:
    return (
        (senders.c.bot == lease.bot) & (senders.c.epoch == lease.epoch) & (senders.c.holder == lease.holder)
    )


def _lost(lease: Lease) -> LeaseLost:
    return LeaseLost(f"Another process sends for {lease.bot} now.")
