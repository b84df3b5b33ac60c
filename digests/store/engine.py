"""Connections to the database: how they are opened, what a transaction is, how a failure is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, event, make_url, text
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    SQLAlchemyError,
    StatementError,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from digests.errors import StoreError, StoreRefused

BUSY: Final = 30
"""Seconds that SQLite waits for another process's transaction, and PostgreSQL for a connection or a lock."""
IDLE: Final = 5
"""Seconds after which PostgreSQL ends a transaction in which nothing is asked any more."""
_DRIVERS: Final = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}


_TRANSACTION: Final = (
    "SELECT set_config('transaction_timeout', '{limit}', {local})"
    " WHERE current_setting('server_version_num')::int >= 170000"
)


@dataclass(frozen=True, slots=True)
class Database:
    """An open database; its three kinds of connections raise StoreError whatever goes wrong in them."""

    engine: AsyncEngine
    glances: AsyncEngine
    views: AsyncEngine
    turn: AbstractAsyncContextManager[Any]
    """Held while SQLite writes: it takes one writer at a time, and waiting here costs no thread."""

    @property
    def is_sqlite(self) -> bool:
        """SQLite, and not PostgreSQL."""
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """SQLite's file."""
        return Path(self.engine.url.database or "") if self.is_sqlite else None

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[AsyncConnection]:
        """For one statement that reads."""
        with _told(self.engine.url):
            async with self.glances.connect() as connection:
                yield connection

    @asynccontextmanager
    async def view(self) -> AsyncIterator[AsyncConnection]:
        """For several statements that read, all of them as of one moment."""
        with _told(self.engine.url):
            async with self.views.begin() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes: committed at the end, or rolled back with whatever was raised in it.

        On SQLite it holds the file's one write lock from its beginning. On PostgreSQL (READ COMMITTED) it
        must lock, in this order, what its decisions rest on: the bot's sender, subscriptions, the rest.
        """
        with _told(self.engine.url):
            async with self.turn, self.engine.begin() as connection:
                yield connection

    async def close(self) -> None:
        """Close every connection."""
        with _told(self.engine.url):
            await self.engine.dispose()


def connect(url: str) -> Database:
    """The database of a URL, `sqlite:///file` or `postgresql://...`; StoreError if it is neither.

    Nothing is opened yet.
    """
    target = parsed(url)
    if target.get_backend_name() == "sqlite":
        arguments = {"timeout": BUSY, "isolation_level": None}
        engine = create_async_engine(target, hide_parameters=True, pool_size=4, connect_args=arguments)
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        glances, views = (engine.execution_options(begins=begins) for begins in ("", "BEGIN"))
        return Database(engine, glances, views, asyncio.Lock())
    waits = {"connect_timeout": BUSY, "tcp_user_timeout": 1000 * BUSY, "keepalives_idle": BUSY}
    engine = create_async_engine(
        target,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        pool_timeout=BUSY,
        connect_args={**waits, **target.query},
    )
    event.listen(engine.sync_engine, "connect", _set_up_postgresql)
    glances, views = (
        engine.execution_options(isolation_level=level) for level in ("AUTOCOMMIT", "REPEATABLE READ")
    )
    return Database(engine, glances, views, nullcontext())


async def take_time(connection: AsyncConnection) -> None:
    """PostgreSQL: this transaction may take as long as it takes; SQLite's may anyway."""
    if connection.dialect.name != "sqlite":
        timeouts = ("statement_timeout", "idle_in_transaction_session_timeout")
        await connection.execute(text("; ".join(f"SET LOCAL {name} = 0" for name in timeouts)))
        await connection.execute(text(_TRANSACTION.format(limit="0", local="true")))


def parsed(url: str) -> URL:
    """The URL with the driver we use; StoreError, which does not repeat it, if it cannot be used."""
    try:
        target = make_url(url)
        driver = _DRIVERS.get(target.get_backend_name())
    except (ArgumentError, NoSuchModuleError, ValueError):
        driver = None
    if driver is None:
        raise StoreError(
            "The database’s address is not one we know: write sqlite:///FILE or postgresql://USER@HOST/NAME."
        )
    target = target.set(drivername=driver)
    if driver.startswith("sqlite"):
        if target.database in {None, "", ":memory:"}:
            raise StoreError("SQLite needs a file: write sqlite:///FILE, or sqlite:////FILE from the root.")
        target = target.set(database=str(Path(target.database or "").expanduser().resolve()))
    return target


def _set_up_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", "synchronous=FULL", f"busy_timeout={1000 * BUSY}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    """The driver begins nothing (`isolation_level` None); we do, and a write takes its lock at once."""
    if begins := connection.get_execution_options().get("begins", "BEGIN IMMEDIATE"):
        connection.exec_driver_sql(begins)


def _set_up_postgresql(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    # A process that was stopped in the middle of a transaction must not keep its locks: its lease runs out.
    cursor.execute(
        f"SET statement_timeout = '{2 * BUSY}s'; SET lock_timeout = '{BUSY}s';"
        f" SET idle_in_transaction_session_timeout = '{IDLE}s'"
    )
    # Stopped between the statements of a pipeline it is not idle to the server; 17 and newer have this.
    cursor.execute(_TRANSACTION.format(limit=f"{2 * BUSY}s", local="false"))
    # Our statements read a few rows along an index. Of a table that has just grown, the planner thinks that a
    # bitmap of all that match, then sorted, is as good.
    cursor.execute("SET enable_bitmapscan = off")
    cursor.close()
    connection.commit()


class _told:  # noqa: N801 - read as a word: with _told(url)
    """Turns what a driver raises into a StoreError with a sentence, without the URL's password."""

    def __init__(self, url: URL) -> None:
        self.url = url

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, StatementError) and not isinstance(error, DBAPIError):
            return  # a value that is none: a mistake of ours, not the database's
        if isinstance(error, IntegrityError | DataError):
            raise StoreRefused(sentence(error, self.url)) from error
        if isinstance(error, SQLAlchemyError | OSError | TimeoutError):
            raise StoreError(sentence(error, self.url)) from error


def sentence(error: BaseException, url: URL) -> str:
    """What went wrong, in one line."""
    said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0].rstrip(".")
    if url.password:
        said = said.replace(str(url.password), "***")
    where = (
        f"{url.database}"
        if url.get_backend_name() == "sqlite"
        else f"{url.database} at {url.host or 'its socket'}"
    )
    return f"The database ({where}) cannot be used: {said or type(error).__name__}."
