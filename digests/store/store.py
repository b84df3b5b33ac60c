"""The whole store on one database, and how it is opened."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import text

from digests.errors import StoreError
from digests.store.archive import SqlArchive
from digests.store.buttons import SqlButtons
from digests.store.engine import BUSY, Database, connect
from digests.store.ledger import SqlLedger
from digests.store.migrate import HISTORY, History, migrate
from digests.store.overview import SqlOverview
from digests.store.register import SqlRegister
from digests.store.watching import SqlWatching

_TRIES: Final = 600


@dataclass(frozen=True, slots=True)
class Store(SqlLedger, SqlRegister, SqlArchive, SqlOverview, SqlButtons, SqlWatching):
    """Ledger, Register, Archive and Overview on an open database; and what buttons stand for.

    Each call that writes is one transaction, but for `clean`, which is several.
    """

    database: Database


@asynccontextmanager
async def open_store(url: str, history: History = HISTORY) -> AsyncIterator[Store]:
    """The store on a database, `sqlite:///file` or `postgresql://...`, which is made or migrated if need be.

    StoreError if it cannot be opened or is newer than this code; any number of processes may have it open.
    """
    database = connect(url)
    try:
        if database.file is not None:
            _see(database.file)
        await migrate(database, history)
        if database.is_sqlite:
            await _log_ahead(database)
        yield Store(database)
    finally:
        await database.close()


async def _log_ahead(database: Database) -> None:
    """Put SQLite into WAL mode, which it keeps.

    For this alone SQLite does not wait while another process, which opens the same new file, does it.
    """
    for left in range(_TRIES, -1, -1):
        try:
            async with database.glance() as connection:
                await connection.execute(text("PRAGMA journal_mode=WAL"))
                return
        except StoreError as error:
            cause = getattr(error.__cause__, "orig", None)
            if not left or not getattr(cause, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise
        await asyncio.sleep(BUSY / _TRIES)


def _see(file: Path) -> None:
    """StoreError if SQLite cannot open the file.

    Found out here, because a thread of aiosqlite outlives a failure to connect, and complains of its own.
    """
    if not file.parent.is_dir():
        raise StoreError(f"{file} cannot be made: there is no folder {file.parent}.")
    try:
        sqlite3.connect(file).close()
    except sqlite3.Error as error:
        raise StoreError(f"{file} cannot be opened: {error}.") from None
