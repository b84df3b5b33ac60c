"""Puts the rows of a backup in place of those that a database has, inside a transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Boolean, Table, delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.errors import LeaseLost
from digests.lease import Lease
from digests.store import leases
from digests.store.tables import METADATA, senders

GAP: Final = 1_000_000
"""How many ids are passed over: those given out after the backup, which platforms know from nonces, and which
a process may have in memory, are not given out again for something else."""
_AT_ONCE: Final = 2_000
_LOCK: Final = text("LOCK TABLE senders, chats, subscriptions, deliveries IN EXCLUSIVE MODE")


async def load(connection: AsyncConnection, file: Path, held: Sequence[Lease]) -> None:
    """Replace everything by the rows of an SQLite file with the same tables.

    LeaseLost, and nothing done, if anybody but who holds these leases sends for a bot. What the senders' rows
    knew stays true: no lease given out before is good any more, and a paused bot stays paused.
    """
    if connection.dialect.name != "sqlite":
        await connection.execute(_LOCK)
    await _check(connection, held)
    known = [_named(senders, row) for row in await connection.execute(text(_all_of(senders)))]
    last = {table: await _last_id(connection, table) for table in METADATA.sorted_tables if _gives_ids(table)}
    for table in reversed(METADATA.sorted_tables):
        await connection.execute(delete(table))
    with closing(sqlite3.connect(file)) as opened:
        for table in METADATA.sorted_tables:
            if table is not senders:
                for some in _rows(opened, table):
                    await connection.execute(_given(table), some)
        restored = [row for some in _rows(opened, senders) for row in some]
    merged = _merged(known, restored)
    if merged:
        await connection.execute(_given(senders), merged)
    for table, number in last.items():
        await _pass_over(connection, table, max(number, await _last_id(connection, table)) + GAP)


async def _check(connection: AsyncConnection, held: Sequence[Lease]) -> None:
    for lease in held:
        await leases.check(connection, lease)
    others = select(senders.c.bot).where(
        senders.c.holder.is_not(None), senders.c.bot.not_in([lease.bot for lease in held])
    )
    bot = (await connection.execute(others)).scalar()
    if bot is not None:
        raise LeaseLost(f"Another process sends for {bot} now.")


def _rows(opened: sqlite3.Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The file's rows, some at a time."""
    found = opened.execute(_all_of(table))
    while some := found.fetchmany(_AT_ONCE):
        yield [_named(table, row) for row in some]


def _all_of(table: Table) -> str:
    return f'SELECT {_quoted(table)} FROM "{table.name}"'  # noqa: S608 - our names


def _quoted(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _named(table: Table, row: Sequence[Any]) -> dict[str, Any]:
    """A row's values as they are stored, no datetimes and lists; but what is true or false is no number."""
    return {
        column.name: bool(value) if isinstance(column.type, Boolean) else value
        for column, value in zip(table.columns, row, strict=True)
    }


def _given(table: Table) -> Any:
    """An INSERT of such rows."""
    marks = ", ".join(f":{column.name}" for column in table.columns)
    return text(f'INSERT INTO "{table.name}" ({_quoted(table)}) VALUES ({marks})')  # noqa: S608 - our names


def _merged(known: Sequence[dict[str, Any]], restored: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The senders' rows: what is known now goes before what was known then."""
    ours = {row["bot"]: row for row in known}
    theirs = {row["bot"]: row for row in restored}
    merged = []
    for bot in sorted({*ours, *theirs}):
        both = [rows[bot] for rows in (ours, theirs) if bot in rows]
        pauses = [row["paused_until"] for row in both if row["paused_until"] is not None]
        merged.append(
            {
                **both[0],
                "holder": None,
                "until": None,
                "epoch": max(row["epoch"] for row in both) + 1,
                "paused_until": max(pauses, default=None),
            }
        )
    return merged


def _gives_ids(table: Table) -> bool:
    return bool(table.dialect_options["sqlite"]["autoincrement"])


async def _last_id(connection: AsyncConnection, table: Table) -> int:
    return (await connection.execute(select(func.max(table.c.id)))).scalar() or 0


async def _pass_over(connection: AsyncConnection, table: Table, last: int) -> None:
    """The next id of the table is after this one."""
    sequence = {"name": table.name, "seq": last}
    if connection.dialect.name == "sqlite":
        await connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), sequence)
        await connection.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), sequence
        )
    else:
        await connection.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :seq)"), sequence)
