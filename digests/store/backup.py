"""Backups: all of a database at one moment, in a file that is restored into either kind of database."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.errors import StoreError
from digests.store.copies import copy, settle, tables
from digests.store.engine import Database, connect, take_time
from digests.store.migrate import HISTORY, VERSION_TABLE, History, migrate, revision_of
from digests.store.sealed import Facts, Seal, room_beside, seal, see_free

_AT_ONCE: Final = 2_000


async def back_up(database: Database, file: Path, facts: Facts, *, replace: bool = False) -> Seal:
    """Write all of the database as of one moment to the file, while others use it; StoreError.

    The file is whole, checked and synced when it gets its name; never over another unless `replace`.
    """
    see_free(file, replace=replace)
    with room_beside(file) as folder:
        made = folder / "tables.sqlite"
        revision = await _copy(database, made)
        rows = await asyncio.to_thread(settle, made)
        rows.pop(VERSION_TABLE, None)
        sealed = Seal(facts.taken, revision, facts.dossier, facts.program, rows)
        await asyncio.to_thread(seal, made, file, sealed, replace=replace)
        return sealed


async def _copy(database: Database, made: Path) -> str:
    """Its tables as an SQLite file; their revision."""
    if database.file is None:
        async with database.view() as connection:
            await take_time(connection)
            revision = await _known(connection, database)
            await _dump(connection, made, revision)
            return revision
    if not database.file.is_file():
        raise StoreError(f"There is no database {database.file}: nothing to back up. Is it the right one?")
    await asyncio.to_thread(copy, database.file, made)
    copied = connect(f"sqlite:///{made}")
    try:
        async with copied.glance() as connection:
            return await _known(connection, database)
    finally:
        await copied.close()


async def _known(connection: AsyncConnection, database: Database) -> str:
    revision = await revision_of(connection)
    where = database.file or f"“{database.engine.url.database}”"
    if revision is None:
        raise StoreError(f"The database {where} has no tables of this program. Is it the right one?")
    if revision not in HISTORY.revisions:
        raise StoreError(f"The database {where} was made by a newer version of this program: use that one.")
    return revision


async def _dump(connection: AsyncConnection, made: Path, revision: str) -> None:
    """Write the rows of PostgreSQL's tables into an SQLite file that has the same ones."""
    empty = connect(f"sqlite:///{made}")
    try:
        known = HISTORY.revisions
        await migrate(empty, History(HISTORY.folder, known[: known.index(revision) + 1]))
    finally:
        await empty.close()
    with closing(sqlite3.connect(made)) as opened:
        for table in tables(opened):
            if table == VERSION_TABLE:
                continue
            columns = [row[1] for row in opened.execute(f'PRAGMA table_info("{table}")')]
            names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
            found = await connection.stream(text(f'SELECT {names} FROM "{table}"'))  # noqa: S608 - our names
            insert = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
            async for some in found.partitions(_AT_ONCE):
                opened.executemany(insert, [tuple(row) for row in some])
        opened.commit()
