"""Restores a backup into either kind of database, in such a way that nothing is sent twice."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import func, select, update

from digests.delivery import OPEN
from digests.errors import LeaseLost, StoreError
from digests.lease import Lease
from digests.restoring import closed, resumed
from digests.store.backup import back_up
from digests.store.copies import copy, settle
from digests.store.engine import Database, take_time
from digests.store.loading import load
from digests.store.migrate import HISTORY, VERSION_TABLE
from digests.store.moving import make
from digests.store.planning import resume
from digests.store.sealed import Facts, Seal, is_plain, room_beside, see_free, unseal
from digests.store.sole import sole_sender
from digests.store.store import Store, open_store
from digests.store.tables import chats, deliveries, senders, subscriptions

LASTS: Final = timedelta(minutes=30)
"""For how long no sender can start: as long as a restore takes, or until one that was killed is forgotten."""
_BATCH: Final = 5_000
_HOLDER: Final = select(senders.c.holder, senders.c.until)  # older tables have no more


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    seal: Seal
    open: int
    """How many deliveries of the backup were under way, and are not any more."""
    due: int
    """How many digests came due between the backup and now, and are recorded as missed."""
    back: int
    """How many chats are known again that the database did not know any more."""
    gone: int
    """How many chats it knew that the backup does not know."""
    kept: Path | None
    """The backup of what was there; null where nothing was."""
    paused: tuple[str, ...]
    """The bots that an operator paused, and that wait for a word."""


async def restore(
    url: str, file: Path, kept: Path, now: Facts, accept: Callable[[Seal], None] = lambda _: None
) -> Restored:
    """Put what a backup holds in place of what the database holds; StoreError, and then nothing is changed.

    What is there is backed up to `kept` first. `accept` may raise what it likes at what the backup says.
    """
    see_free(kept, replace=False)
    with sole_sender(url), room_beside(kept) as folder:
        taken = folder / "tables.sqlite"
        seal = await asyncio.to_thread(_take_out, file, taken)
        accept(seal)
        async with AsyncExitStack() as stack:
            backup = await stack.enter_async_context(open_store(f"sqlite:///{taken}"))
            store = await stack.enter_async_context(open_store(url))
            held = await stack.enter_async_context(no_sender(store, now.taken))
            was_used = bool(held)
            if was_used:
                await back_up(store.database, kept, now)
            since = max(now.taken, await _newest_due(store.database) or now.taken)
            open_ = await _close(backup, now.taken)
            due = await _set_aside(backup, since, now.taken)
            theirs, ours = await _chats(backup.database), await _chats(store.database)
            await _load(store.database, taken, held)
            return Restored(
                seal,
                open_,
                due,
                len(theirs - ours) if was_used else 0,
                len(ours - theirs),
                kept if was_used else None,
                tuple(one.bot for one in await store.paused(now.taken)),
            )


def _take_out(file: Path, taken: Path) -> Seal:
    """The backup's tables, or a copy of a database as it is; and what they are."""
    if is_plain(file):
        copy(file, taken)
        seal = Seal(None, "", None, "", {})
    else:
        seal = unseal(file, taken)
    rows = settle(taken)
    if rows.pop(VERSION_TABLE, None) is None:
        raise StoreError(f"{file} has no tables of this program. Is it the right one?")
    with closing(sqlite3.connect(taken)) as opened:
        (revision,) = opened.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608
    if revision not in HISTORY.revisions:
        raise StoreError(
            f"{file} was taken by a newer version of this program (revision {revision}, this one knows "
            f"{HISTORY.head}): restore it with that version."
        )
    return Seal(seal.taken, revision, seal.dossier, seal.program, rows)


@asynccontextmanager
async def no_sender(store: Store, at: datetime) -> AsyncIterator[Sequence[Lease]]:
    """Hold the leases of all bots, so that no process sends or begins to; StoreError if one does."""
    holder, held = f"restore:{os.getpid()}", list[Lease]()
    try:
        for bot in await store.bots():
            lease = await store.acquire(bot, holder, at, LASTS, sole=store.database.is_sqlite)
            if lease is None:
                raise StoreError(await _who_sends(store.database, bot))
            held.append(lease)
        yield held
    finally:
        for lease in held:
            with suppress(StoreError):
                await store.release(lease)


async def _who_sends(database: Database, bot: str) -> str:
    async with database.glance() as connection:
        row = (await connection.execute(_HOLDER.where(senders.c.bot == bot))).one()
    until = f" (its lease lasts until {row.until:%H:%M:%S} UTC)" if row.until is not None else ""
    return (
        f"A bot is running: {row.holder or 'a process'} sends for {bot}{until}. Stop it first; if it was "
        "killed, try again after that."
    )


async def _newest_due(database: Database) -> datetime | None:
    """The newest instant that has a delivery: after the clock was set back, it may be ahead."""
    async with database.glance() as connection:
        newest: datetime | None = (await connection.execute(select(func.max(deliveries.c.due)))).scalar()
        return newest


async def _close(backup: Store, at: datetime) -> int:
    """End every open delivery; how many."""
    count, last = 0, 0
    while rows := await backup.listed(tuple(OPEN), _BATCH, last):
        last = rows[-1].id
        moves = [move for row in rows if (move := closed(row, at)) is not None]
        async with backup.database.write() as connection:
            count += sum(await make(connection, moves, is_sqlite=True))
    return count


async def _set_aside(backup: Store, since: datetime, at: datetime) -> int:
    """Miss what came due by `since`, and go on after it; how many instants."""
    async with backup.database.write() as connection:
        await connection.execute(update(subscriptions).values(aside=None))
    count = 0
    for bot in await backup.bots():
        while batch := await backup.due(bot, since, _BATCH):
            moved = [resumed(one, since) for one in batch]
            count += sum(one.missed.number for one in moved)
            async with backup.database.write() as connection:
                await resume(connection, moved, at)
    return count


async def _chats(database: Database) -> set[tuple[str, str]]:
    async with database.glance() as connection:
        return {(row.bot, row.key) for row in await connection.execute(select(chats.c.bot, chats.c.key))}


async def _load(database: Database, taken: Path, held: Sequence[Lease]) -> None:
    try:
        async with database.write() as connection:
            await take_time(connection)
            await load(connection, taken, held)
    except LeaseLost as error:
        raise StoreError(f"{error} Stop it, then restore again: nothing was changed.") from None
