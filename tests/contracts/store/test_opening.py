"""How a database is opened: made, migrated once and after a backup, refused when it is newer or odd."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from digests.errors import StoreError
from digests.store import Store, open_store
from digests.store.engine import connect
from digests.store.migrate import HISTORY, VERSION_TABLE, History, backup_of, migrate
from digests.store.tables import METADATA
from digests.subscription import ChatId, ChatKind
from tests.contracts.store.scene import AT, BOT, WISH, chat
from tests.postgres import Postgres

NEXT = "9999"
NEXT_REVISION = f'''"""Notes."""
import sqlalchemy as sa
from alembic import op
revision = "{NEXT}"
down_revision = "{HISTORY.head}"
def upgrade():
    op.add_column("chats", sa.Column("note", sa.Text()))
    op.execute("UPDATE chats SET note = key")
'''  # noqa: S608 - a file to be, not a statement


@pytest.fixture
def history(tmp_path: Path) -> History:
    """The history with one more migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(HISTORY.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"r{NEXT}.py").write_text(NEXT_REVISION, "utf-8")
    return History(folder, (*HISTORY.revisions, NEXT))


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that was never opened."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.sqlite'}"
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.create(re.sub(r"\W+", "_", tmp_path.name))


async def _revision(store: Store) -> str:
    async with store.database.glance() as connection:
        return str((await connection.execute(text("SELECT version_num FROM briefing_revision"))).scalar_one())


async def _do(url: str, statement: str) -> None:
    """Something done to a database without a store."""
    database = connect(url)
    async with database.write() as connection:
        await connection.execute(text(statement))
    await database.close()


async def test_a_new_database_is_made_and_found_again(new_url: str) -> None:
    async with open_store(new_url) as store:
        made = await store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
        assert await _revision(store) == HISTORY.head
    async with open_store(new_url) as store:
        assert await store.due(BOT, AT, 9) == [made]


async def test_migrations_lead_to_the_tables_of_the_code(new_url: str) -> None:
    def differences(connection: Connection) -> object:
        options = {"compare_type": True, "compare_server_default": True, "version_table": VERSION_TABLE}
        return compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)

    async with open_store(new_url) as store, store.database.view() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrations_lead_to_the_same_sql_as_the_code(tmp_path: Path) -> None:
    """Alembic compares no CHECK, no condition of an index and no ON DELETE; the SQL has them all."""
    migrated, made = tmp_path / "migrated.sqlite", tmp_path / "made.sqlite"
    async with open_store(f"sqlite:///{migrated}"):
        pass
    database = connect(f"sqlite:///{made}")
    async with database.write() as connection:
        await connection.run_sync(METADATA.create_all)
    await database.close()

    def schema(file: Path) -> dict[str, str]:
        with closing(sqlite3.connect(file)) as opened:
            rows = opened.execute("SELECT name, sql FROM sqlite_schema WHERE name != ?", (VERSION_TABLE,))
            # Constraints stand in the order of their making, which means nothing.
            return {name: "\n".join(sorted(re.split(r",?\s*\n", sql or ""))) for name, sql in rows}

    assert schema(migrated) == {
        **schema(made),
        **{name: "" for name in schema(migrated) if VERSION_TABLE in name},
    }


def test_the_history_is_alembics() -> None:
    scripts = ScriptDirectory(str(HISTORY.folder))
    assert [script.revision for script in scripts.walk_revisions()][::-1] == list(HISTORY.revisions)
    assert scripts.get_heads() == [HISTORY.head]


async def test_a_database_is_migrated_and_keeps_what_it_holds(new_url: str, history: History) -> None:
    async with open_store(new_url) as store:
        made = await store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
    async with open_store(new_url, history) as store:
        assert await _revision(store) == NEXT
        assert await store.due(BOT, AT, 9) == [made]
        async with store.database.glance() as connection:
            assert (await connection.execute(text("SELECT note FROM chats"))).scalar() == chat().key


async def test_a_database_of_the_first_version_gets_the_buttons_and_keeps_what_it_holds(new_url: str) -> None:
    first = History(HISTORY.folder, HISTORY.revisions[:1])
    database = connect(new_url)
    await migrate(database, first)
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO chats (bot, key, kind) VALUES ('telegram:1', '5', 2)"))
    await database.close()
    async with open_store(new_url) as store:
        assert await _revision(store) == HISTORY.head
        assert await store.chat(ChatId("telegram:1", "5")) is not None
        await store.keep_command("~key", "/search words", AT)
        assert await store.kept_command("~key", AT, AT) == "/search words"


async def test_an_sqlite_file_is_copied_before_it_is_migrated(tmp_path: Path, history: History) -> None:
    file = tmp_path / "store.sqlite"
    backup = backup_of(file, HISTORY.head)
    assert backup.name == f"store.sqlite.{HISTORY.head}.backup"
    async with open_store(f"sqlite:///{file}") as before:
        made = await before.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
        # Still open here, so the latest is in the write-ahead log only.
        async with open_store(f"sqlite:///{file}", history):
            pass
    async with open_store(f"sqlite:///{backup}") as copy:
        assert await copy.due(BOT, AT, 9) == [made]
        assert await _revision(copy) == HISTORY.head
    with closing(sqlite3.connect(backup)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_no_copy_is_made_where_nothing_is_migrated(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_store(f"sqlite:///{tmp_path / 'store.sqlite'}"):
            pass
    assert list(_bytes(tmp_path)) == ["store.sqlite"]


async def test_a_migration_that_fails_changes_nothing(new_url: str, history: History) -> None:
    with (history.folder / "versions" / f"r{NEXT}.py").open("a", encoding="utf-8") as script:
        script.write('    op.execute("DELETE FROM nothing")\n')
    async with open_store(new_url) as store:
        made = await store.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
    with pytest.raises(StoreError, match="nothing"):
        async with open_store(new_url, history):
            pass
    async with open_store(new_url) as store:
        assert await _revision(store) == HISTORY.head
        assert await store.due(BOT, AT, 9) == [made]
        async with store.database.view() as connection:
            columns = (await connection.execute(text("SELECT * FROM chats"))).keys()
            assert "note" not in columns


async def test_a_database_newer_than_the_code_is_refused_and_left_alone(
    new_url: str, history: History, tmp_path: Path
) -> None:
    async with open_store(new_url, history):
        pass
    if new_url.startswith("sqlite"):
        await asyncio.to_thread(_rest, tmp_path / "new.sqlite")
    before = _bytes(tmp_path)
    with pytest.raises(
        StoreError, match=rf"newer version .* \(revision {NEXT}, this one knows {HISTORY.head}\)"
    ):
        async with open_store(new_url):
            pass
    assert _bytes(tmp_path) == before


def _bytes(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def _rest(file: Path) -> None:
    """As after a restore: not in the mode in which we would leave it."""
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")


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
        assert await _revision(store) == HISTORY.head
