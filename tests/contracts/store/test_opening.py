"""How a database is opened: made, found again, refused when it is none."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from digests.errors import StoreError
from digests.store import open_store
from digests.store.engine import connect
from digests.store.migrate import HISTORY
from digests.subscription import ChatKind
from tests.contracts.store.databases import made, revision
from tests.contracts.store.scene import AT, BOT, WISH, chat


async def _do(url: str, statement: str) -> None:
    """Something done to a database without a store."""
    database = connect(url)
    async with database.write() as connection:
        await connection.execute(text(statement))
    await database.close()


async def test_a_new_database_is_made_and_found_again(new_url: str) -> None:
    async with open_store(new_url) as store:
        made = await store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
        assert await revision(store) == HISTORY.head
    async with open_store(new_url) as store:
        assert await store.due(BOT, AT, 9) == [made]


async def test_a_new_file_that_another_is_writing_to_is_opened_when_that_is_done(tmp_path: Path) -> None:
    """Only for WAL mode, SQLite does not wait."""
    file = tmp_path / "store.sqlite"
    async with open_store(f"sqlite:///{file}"):
        pass
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN IMMEDIATE")
        opening = asyncio.create_task(made(f"sqlite:///{file}"))
        await asyncio.wait({opening}, timeout=0.3)
        assert not opening.done()
        other.execute("ROLLBACK")
        await asyncio.wait_for(opening, 30)


async def test_a_start_with_nothing_to_migrate_does_not_load_alembic(sqlite_url: str) -> None:
    program = (
        "import asyncio, sys\nfrom digests.store import open_store\n"
        "async def main():\n    async with open_store(sys.argv[1]): pass\n"
        "asyncio.run(main())\nprint('alembic' in sys.modules)"
    )
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", program, sqlite_url],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


async def test_processes_that_open_a_new_database_at_once_all_succeed(new_url: str) -> None:
    program = (
        "import asyncio, sys\nfrom digests.store import open_store\n"
        "from tests.contracts.store.scene import *\n"
        "async def main():\n"
        "    async with open_store(sys.argv[1]) as store:\n"
        "        await store.subscribe(chat(sys.argv[2]), ChatKind.GROUP, WISH, AT, AT)\n"
        "asyncio.run(main())"
    )
    started = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, new_url, str(n), stderr=asyncio.subprocess.PIPE
        )
        for n in range(4)
    ]
    said = await asyncio.gather(*(process.communicate() for process in started))
    assert [process.returncode for process in started] == [0] * 4, said
    async with open_store(new_url) as store:
        assert len(await store.due(BOT, AT, 9)) == 4


async def test_sqlite_is_opened_to_lose_nothing(sqlite_url: str) -> None:
    async with open_store(sqlite_url) as store:
        for connection in (store.database.glance, store.database.view, store.database.write):
            async with connection() as opened:
                found = [
                    (await opened.execute(text(f"PRAGMA {name}"))).scalar()
                    for name in ("journal_mode", "synchronous", "foreign_keys")
                ]
            assert found == ["wal", 2, 1]


def _missing(folder: Path) -> str:
    return str(folder / "no" / "store.sqlite")


def _no_database(folder: Path) -> str:
    (folder / "odd.sqlite").write_text("This is no database, however long it is read. " * 50, "utf-8")
    return str(folder / "odd.sqlite")


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (_missing, "cannot be made: there is no folder"),
        (_no_database, "file is not a database"),
        (str, "unable to open database file"),
    ],
)
async def test_a_file_that_is_none_is_refused_by_name(
    tmp_path: Path, place: Callable[[Path], str], sentence: str
) -> None:
    with pytest.raises(StoreError, match=sentence) as told:
        async with open_store(f"sqlite:///{place(tmp_path)}"):
            pass
    assert str(tmp_path) in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://me:s3cret@host/x",
        "s3cret",
        "postgresql//me:s3cret@h",
        "x://:/s3cret",
    ],
)
async def test_an_address_that_is_none_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(StoreError) as told:
        async with open_store(url):
            pass
    assert "s3cret" not in "".join(traceback.format_exception(told.value))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
async def test_an_address_may_name_any_driver(postgresql_url: str, scheme: str) -> None:
    async with open_store(postgresql_url.replace("postgresql", scheme)) as store:
        assert await store.due(BOT, AT, 9) == []


async def test_a_database_of_another_program_is_not_taken_for_ours(new_url: str) -> None:
    await _do(new_url, "CREATE TABLE alembic_version (version_num TEXT)")
    await _do(new_url, "INSERT INTO alembic_version VALUES ('abc')")
    async with open_store(new_url) as store:
        assert await revision(store) == HISTORY.head
