"""Databases for the suite: made once, emptied for each test."""

from __future__ import annotations

from sqlalchemy import text

from digests.store import Store, open_store
from digests.store.tables import METADATA


async def made(url: str) -> None:
    """Make the tables."""
    async with open_store(url):
        pass


async def emptied(url: str) -> None:
    """Delete everything from a PostgreSQL database; ids begin at 1 again."""
    async with open_store(url) as opened, opened.database.write() as connection:
        names = ", ".join(METADATA.tables)
        await connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))


async def revision(store: Store) -> str:
    """Which migration the database has come to."""
    async with store.database.glance() as connection:
        return str((await connection.execute(text("SELECT version_num FROM briefing_revision"))).scalar_one())
