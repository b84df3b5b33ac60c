"""Brings a database to this code's tables, or back to older ones, under a lock; refuses a newer one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.errors import StoreError
from digests.store.copies import copy
from digests.store.engine import Database, take_time

VERSION_TABLE: Final = "briefing_revision"
"""Not Alembic's own name, so that another program's history in the same PostgreSQL database is not ours."""
_LOCK: Final = 0x62726965666E67
"""PostgreSQL's advisory lock: any number that nobody else takes."""


@dataclass(frozen=True, slots=True)
class History:
    """The migrations of a database, the first one first; `folder` is Alembic's."""

    folder: Path
    revisions: tuple[str, ...]

    @property
    def head(self) -> str:
        """The last one."""
        return self.revisions[-1]


HISTORY: Final = History(Path(__file__).parent / "migrations", ("0001", "0002", "0003"))


@dataclass(frozen=True, slots=True)
class Step:
    """One migration, as it is made or undone."""

    revision: str
    words: str
    """What it is about, a sentence."""
    undone: str | None
    """What is lost when it is undone, a sentence; null of one that is made."""


async def migrate(database: Database, history: History = HISTORY) -> None:
    """Bring the tables up to date; StoreError, and nothing done, if the database is newer than the history.

    An SQLite file with tables in it is copied first, to a file beside it that is named by its old revision.
    """
    async with database.glance() as connection:
        stored = await revision_of(connection)
    if _is_current(database, history, stored):
        return
    async with database.write() as connection:
        await _lock(connection)
        stored = await revision_of(connection)
        if not _is_current(database, history, stored):
            await _upgrade(database, connection, history, stored)


async def migrate_to(database: Database, revision: str, history: History = HISTORY) -> None:
    """Bring the tables to a revision of the history, a newer or an older one; StoreError, and nothing done.

    What an older one has no place for is lost: back the database up first.
    """
    async with database.write() as connection:
        await _lock(connection)
        stored = await revision_of(connection)
        made = steps(database, stored, revision, history)
        if made:
            await connection.run_sync(_run, history, revision, made[0].undone is not None)


def steps(
    database: Database, stored: str | None, revision: str | None = None, history: History = HISTORY
) -> list[Step]:
    """What leads from the stored revision to another, to the newest when left out; StoreError."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as in _run

    _is_current(database, history, stored)
    if revision is not None and revision not in history.revisions:
        raise StoreError(
            f"There is no revision {revision}; this program knows {', '.join(history.revisions)}."
        )
    known = [None, *history.revisions]
    at, to = known.index(stored), known.index(revision or history.head)
    scripts = ScriptDirectory(str(history.folder))
    found = [scripts.get_revision(str(one)) for one in known[min(at, to) + 1 : max(at, to) + 1]]
    made = [Step(one.revision, _first_line(one.doc), None) for one in found]
    if to >= at:
        return made
    undone = [_first_line(one.module.downgrade.__doc__) for one in found]
    return [replace(one, undone=words) for one, words in zip(made, undone, strict=True)][::-1]


def _first_line(doc: str | None) -> str:
    return (doc or "").strip().partition("\n")[0]


async def _lock(connection: AsyncConnection) -> None:
    """Others wait; on SQLite they do since the transaction began."""
    if connection.dialect.name != "sqlite":
        await take_time(connection)
        await connection.execute(text("SET LOCAL lock_timeout = 0"))
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


async def _upgrade(
    database: Database, connection: AsyncConnection, history: History, stored: str | None
) -> None:
    if stored is not None and database.file is not None:
        await asyncio.to_thread(copy, database.file, backup_of(database.file, stored))
    await connection.run_sync(_run, history, history.head, False)


def _is_current(database: Database, history: History, stored: str | None) -> bool:
    if stored is not None and stored not in history.revisions:
        where = database.file or f"“{database.engine.url.database}”"
        raise StoreError(
            f"The database {where} was made by a newer version of this program (revision {stored}, "
            f"this one knows {history.head}): install that version, or let it run `briefing migrate --to "
            f"{history.head}`, or restore a backup into an empty database."
        )
    return stored == history.head


def backup_of(file: Path, revision: str) -> Path:
    """Where the copy is kept that is made before a migration away from a revision."""
    return file.with_name(f"{file.name}.{revision}.backup")


async def revision_of(connection: AsyncConnection) -> str | None:
    """The revision of the database; None of an empty one."""
    return await connection.run_sync(_stored)


def _stored(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    stored: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return stored


def _run(connection: Connection, history: History, revision: str, is_down: bool) -> None:
    # Imported here: most starts have nothing to migrate, and it costs a quarter of a second.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection, "version_table": VERSION_TABLE})
    config.set_main_option("script_location", str(history.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    (command.downgrade if is_down else command.upgrade)(config, revision)
