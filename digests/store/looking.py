"""Looks at a database without changing it, nor making it: for whoever is about to start on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, inspect, select, text

from digests.store.engine import connect, parsed
from digests.store.migrate import HISTORY, VERSION_TABLE
from digests.store.sole import holder_of
from digests.store.tables import senders


@dataclass(frozen=True, slots=True)
class Look:
    """What is there."""

    name: str
    """SQLite's file, or PostgreSQL's database and host."""
    revision: str | None
    """Of its tables; None where there are none yet."""
    process: str | None
    """The process that holds SQLite's lock."""
    holders: tuple[tuple[str, str], ...]
    """The bots whose lease is held, and by whom."""

    @property
    def is_current(self) -> bool:
        """This program would change nothing."""
        return self.revision == HISTORY.head

    @property
    def is_newer(self) -> bool:
        """It was made by a newer program than this."""
        return self.revision is not None and self.revision not in HISTORY.revisions


async def look(url: str, at: datetime) -> Look:
    """What is at this URL at `at`; StoreError if it cannot be reached."""
    target = parsed(url)
    database = connect(url)
    name = str(database.file or f"{target.database} at {target.host or 'its socket'}")
    try:
        if database.file is not None and not database.file.exists():
            return Look(name, None, None, ())
        async with database.glance() as connection:
            revision = await connection.run_sync(_revision)
            holders: tuple[tuple[str, str], ...] = ()
            if revision is not None:
                held = select(senders.c.bot, senders.c.holder).where(
                    senders.c.holder.is_not(None), senders.c.until > at
                )
                rows = await connection.execute(held.order_by(senders.c.bot))
                holders = tuple((row.bot, row.holder) for row in rows)
        return Look(name, revision, holder_of(url), holders)
    finally:
        await database.close()


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    stored: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return stored
