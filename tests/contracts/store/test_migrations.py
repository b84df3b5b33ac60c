"""Migrations: once, after a backup, all or nothing; a database newer than the code is refused."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from digests.errors import StoreError
from digests.store import open_store
from digests.store.engine import connect
from digests.store.migrate import HISTORY, VERSION_TABLE, History, backup_of, migrate
from digests.store.tables import METADATA
from digests.subscription import ChatId, ChatKind
from tests.contracts.store.databases import revision
from tests.contracts.store.scene import AT, BOT, WISH, chat

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
            return {name: "\n".join(sorted(re.split(r"[,\s]*\n\s*|, |\)$", sql or ""))) for name, sql in rows}

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
        assert await revision(store) == NEXT
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
        assert await revision(store) == HISTORY.head
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
        assert await revision(copy) == HISTORY.head
    assert stat.S_IMODE(backup.stat().st_mode) & 0o077 == 0
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
        assert await revision(store) == HISTORY.head
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
