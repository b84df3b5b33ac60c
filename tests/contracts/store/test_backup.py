"""Backups: all of a database at one moment, whole, in one format, for the owner's eyes alone."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from digests.errors import StoreError
from digests.store import Store, open_store
from digests.store.backup import back_up
from digests.store.engine import connect
from digests.store.migrate import HISTORY, History, migrate
from digests.store.sealed import Facts, Seal, unseal
from digests.subscription import ChatKind
from tests.contracts.store.scene import AT, BOT, begin_scene, chat, snapshot

FACTS = Facts(AT, "war", "0.1.0")


async def _filled(store: Store) -> None:
    """Something in every table."""
    scene = await begin_scene(store)
    shown = await store.keep_snapshot(snapshot("« un » \0 🗞️"))
    row = await scene.planned(await scene.subscribed(), prepared=await scene.prepared("e", troops=shown))
    await scene.sent(row)
    await scene.delivery("b")
    await store.suspend(chat("c"), "« kicked » \0 \ud800 🗞️", AT)
    await store.keep_command("~key", "/search words", AT)
    await store.pause(BOT, AT, "a wrong figure")


def _left(folder: Path) -> list[str]:
    """Everything in a folder but databases."""
    return sorted(one.name for one in folder.iterdir() if ".sqlite" not in one.name)


def _dumped(file: Path, folder: Path) -> list[str]:
    """The SQL that makes what is in a backup, without the order of constraints."""
    tables = folder / f"{file.name}.sqlite"
    unseal(file, tables)
    with closing(sqlite3.connect(tables)) as opened:
        return [line for line in opened.iterdump() if line.startswith("INSERT")]


async def test_it_says_what_it_is_on_its_first_line(url: str, tmp_path: Path) -> None:
    file = tmp_path / "war.backup"
    async with open_store(url) as store:
        await _filled(store)
        sealed = await back_up(store.database, file, FACTS)
    rows = dict.fromkeys(("buttons", "editions", "faces", "items", "senders", "shown", "snapshots"), 1)
    rows |= {"chats": 2, "deliveries": 2, "editions": 2, "parts": 2, "subscriptions": 2}
    assert sealed == Seal(AT, HISTORY.head, "war", "0.1.0", rows)
    with file.open("rb") as opened:
        said = json.loads(opened.readline())
    assert len(said.pop("sha256")) == 64
    assert said == {
        "briefing backup": 1,
        "taken": "2025-03-03 08:00:00+00:00",
        "revision": HISTORY.head,
        "dossier": "war",
        "program": "0.1.0",
        "rows": rows,
    }
    assert unseal(file, tmp_path / "tables.sqlite") == sealed
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert _left(tmp_path) == ["war.backup"]


async def test_both_databases_give_the_same_backup(
    sqlite_url: str, postgresql_url: str, tmp_path: Path
) -> None:
    dumps = []
    for number, url in enumerate((sqlite_url, postgresql_url)):
        async with open_store(url) as store:
            await _filled(store)
            await back_up(store.database, tmp_path / f"{number}.backup", FACTS)
        dumps.append(_dumped(tmp_path / f"{number}.backup", tmp_path))
    sequences = [line for line in dumps[0] if "sqlite_sequence" in line]
    assert len(dumps[0]) > 10
    assert sorted(set(dumps[0]) - set(sequences)) == sorted(
        line for line in dumps[1] if "sqlite_sequence" not in line
    )


async def test_a_transaction_under_way_is_in_it_whole_or_not_at_all(url: str, tmp_path: Path) -> None:
    file = tmp_path / "war.backup"
    async with open_store(url) as store, open_store(url) as other:
        await _filled(store)
        before = await back_up(store.database, file, FACTS)
        async with other.database.write() as connection:
            await connection.exec_driver_sql("DELETE FROM deliveries")
            assert await back_up(store.database, file, FACTS, replace=True) == before
        after = await back_up(store.database, file, FACTS, replace=True)
        assert after.rows == {**before.rows, "deliveries": 0}


async def test_writers_go_on_while_it_is_taken(url: str, tmp_path: Path) -> None:
    async with open_store(url) as store, open_store(url) as other:
        scene = await begin_scene(store)
        for n in range(50):
            await scene.subscribed(f"a{n}")

        async def write() -> None:
            for n in range(50):
                await other.choose_language(chat(f"b{n}"), ChatKind.GROUP, "fr", AT)

        sealed, _ = await asyncio.gather(back_up(store.database, tmp_path / "war.backup", FACTS), write())
    assert 50 <= sealed.rows["chats"] <= 100
    assert sealed.rows["subscriptions"] == 50


async def test_another_file_is_not_written_over_unless_that_is_said(url: str, tmp_path: Path) -> None:
    file = tmp_path / "war.backup"
    file.write_text("precious")
    async with open_store(url) as store:
        with pytest.raises(StoreError, match="is there already: name another file"):
            await back_up(store.database, file, FACTS)
        assert file.read_text() == "precious"
        await back_up(store.database, file, FACTS, replace=True)
        with pytest.raises(StoreError, match="is a folder: name a file in it"):
            await back_up(store.database, tmp_path, FACTS, replace=True)
        with pytest.raises(StoreError, match="there is no folder"):
            await back_up(store.database, tmp_path / "no" / "war.backup", FACTS)
    assert unseal(file, tmp_path / "tables.sqlite").dossier == "war"


@pytest.mark.parametrize("at", [5, 120, 400, -200, -1])
async def test_a_byte_that_changed_is_noticed(sqlite_url: str, tmp_path: Path, at: int) -> None:
    file = tmp_path / "war.backup"
    async with open_store(sqlite_url) as store:
        await _filled(store)
        await back_up(store.database, file, FACTS)
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
    with pytest.raises(StoreError, match=r"is damaged|is no backup"):
        unseal(file, tmp_path / "tables.sqlite")


async def test_a_file_that_was_cut_off_is_noticed(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "war.backup"
    async with open_store(sqlite_url) as store:
        await back_up(store.database, file, FACTS)
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(StoreError, match=r"is damaged: it is not as it was written\. Take another backup"):
        unseal(file, tmp_path / "tables.sqlite")


@pytest.mark.parametrize(
    "content", [b"", b"hello\n", b"[1]\n", b'{"briefing backup": 1}\n', b"7\n", b"\xff\n"]
)
def test_what_is_no_backup_is_told_from_one(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "war.backup"
    file.write_bytes(content)
    with pytest.raises(StoreError, match="is no backup: name a file that `briefing backup` has written"):
        unseal(file, tmp_path / "tables.sqlite")


def test_a_format_that_is_newer_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "war.backup"
    file.write_bytes(b'{"briefing backup": 2, "sha256": ""}\n')
    with pytest.raises(StoreError, match="was written by a newer version of this program"):
        unseal(file, tmp_path / "tables.sqlite")


async def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'none.sqlite'}")
    with pytest.raises(StoreError, match=r"There is no database .*none\.sqlite: nothing to back up"):
        await back_up(database, tmp_path / "war.backup", FACTS)
    await database.close()
    assert not (tmp_path / "none.sqlite").exists()
    assert _left(tmp_path) == []


async def test_a_database_without_our_tables_is_told(new_url: str, tmp_path: Path) -> None:
    database = connect(new_url)
    async with database.write() as connection:
        await connection.exec_driver_sql("CREATE TABLE others (id INTEGER)")
    with pytest.raises(StoreError, match="has no tables of this program"):
        await back_up(database, tmp_path / "war.backup", FACTS)
    await database.close()


async def test_a_damaged_database_is_not_passed_off_as_a_backup(sqlite_url: str, tmp_path: Path) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    async with open_store(sqlite_url) as store:
        await _filled(store)
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA foreign_keys=OFF")
        opened.execute("DELETE FROM chats")
        opened.commit()
    database = connect(sqlite_url)
    with pytest.raises(StoreError, match=r"is damaged \(foreign_key_check"):
        await back_up(database, tmp_path / "war.backup", FACTS)
    await database.close()
    assert not (tmp_path / "war.backup").exists()


@pytest.mark.parametrize("count", range(1, len(HISTORY.revisions)))
async def test_an_older_database_is_backed_up_as_it_is(new_url: str, tmp_path: Path, count: int) -> None:
    history = History(HISTORY.folder, HISTORY.revisions[:count])
    database = connect(new_url)
    await migrate(database, history)
    async with database.write() as connection:
        await connection.exec_driver_sql("INSERT INTO chats (bot, key, kind) VALUES ('telegram:1', '5', 2)")
    sealed = await back_up(database, tmp_path / "war.backup", FACTS)
    await database.close()
    assert (sealed.revision, sealed.rows["chats"]) == (history.head, 1)
    assert any("'telegram:1','5'" in line for line in _dumped(tmp_path / "war.backup", tmp_path))
