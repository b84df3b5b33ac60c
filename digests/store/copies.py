"""Copies of an SQLite file, whole, while others may be writing to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from digests.errors import StoreError


def copy(file: Path, target: Path) -> None:
    """Copy the database as it is at this moment, or leave no copy; StoreError."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        unfinished.touch(0o600)  # for the owner's eyes alone
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as copied:
            source.backup(copied)
    except (sqlite3.Error, OSError) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreError(f"{file} cannot be copied to {target}: {error}.") from error
    unfinished.replace(target)


def settle(file: Path) -> dict[str, int]:
    """Make one file of a copy, see that it is sound, and count the rows of its tables; StoreError."""
    try:
        with closing(sqlite3.connect(file)) as opened:
            opened.execute("PRAGMA journal_mode=DELETE")  # its log would be left out
            for check in ("integrity_check", "foreign_key_check"):
                found = opened.execute(f"PRAGMA {check}").fetchone()
                if found not in (None, ("ok",)):
                    raise StoreError(f"The database is damaged ({check}: {found[0]}): restore a backup.")
            return {name: _count(opened, name) for name in tables(opened)}
    except sqlite3.Error as error:
        raise StoreError(f"The database is damaged ({error}): restore a backup.") from error


def tables(opened: sqlite3.Connection) -> list[str]:
    """The names of its tables, without SQLite's own."""
    rows = opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return sorted(name for (name,) in rows)


def _count(opened: sqlite3.Connection, table: str) -> int:
    return int(opened.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608
