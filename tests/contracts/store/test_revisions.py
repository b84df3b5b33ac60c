"""The way up from every revision and back down to it: what is in the tables comes along."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, Table

from digests.errors import StoreError
from digests.store import open_store
from digests.store.engine import Database, connect
from digests.store.migrate import (
    HISTORY,
    VERSION_TABLE,
    History,
    Step,
    migrate,
    migrate_to,
    revision_of,
    steps,
)
from tests.contracts.store.scene import AT, BOT, begin_scene, chat, snapshot

Rows = dict[str, dict[str, list[object]]]

AT_FIRST = {
    "chats": {"id": 1, "bot": BOT, "key": "-1001", "kind": 1, "language": "fr", "since": 5},
    "editions": {"id": 3, "key": "« un » 🗞️", "body": "{}"},
    "faces": {"print": b"\0\xff", "face": "{}"},
    "senders": {"bot": BOT, "holder": "we", "epoch": 7, "until": 9, "is_paused": True},
    "snapshots": {"id": 4, "dossier": "war", "revision": 2, "digest": "abc"},
    "items": {"snapshot": 4, "item": "c1", "face": b"\0\xff"},
    "parts": {"id": 5, "edition": 3, "shape": "telegram", "texts": '["one"]'},
    "shown": {"edition": 3, "topic": "troops", "snapshot": 4},
    "subscriptions": {
        "id": 6, "chat": 1, "bot": BOT, "is_suspended": False, "next_due": 9, "weekdays": "14",
        "times": "08:00", "zone": "Europe/Paris", "topics": "[]", "language": "fr",
        "content": "brief", "seen": 3,
    },
    "deliveries": {
        "id": 8, "subscription": 6, "bot": BOT, "kind": 1, "due": 9, "edition": 3, "parts": 5,
        "not_before": 9, "until": 99, "state": "unknown", "version": 2, "part": 0, "messages": "[]",
        "attempts": 1, "epoch": 7,
        "began": 9, "doubted": 9, "ended": 10, "reason": "no answer", "skipped": 0,
    },
}  # fmt: skip
SINCE = {
    "0002": {"buttons": {"key": "~key", "command": "/search words", "used": 9}},
    "0003": {"senders": {"paused_since": 9, "paused_why": "a wrong figure"}},
}
"""What each later revision has a place for."""


def _tables(connection: Connection) -> dict[str, Table]:
    found = MetaData()
    found.reflect(connection)
    return {name: table for name, table in found.tables.items() if name != VERSION_TABLE}


async def _held(database: Database) -> Rows:
    """What is in every table, column by column."""
    async with database.view() as connection:
        tables = await connection.run_sync(_tables)
        found: Rows = {}
        for name, table in tables.items():
            rows = (await connection.execute(table.select())).all()
            found[name] = {
                column: [bytes(value) if isinstance(value, memoryview) else value for value in values]
                for column, *values in zip(table.columns.keys(), *rows, strict=True)
            }
        return found


async def _at(url: str, revision: str) -> Database:
    """A database of that revision with a row in each of its tables, and something in each of its columns."""
    known = HISTORY.revisions[: HISTORY.revisions.index(revision) + 1]
    database = connect(url)
    await migrate(database, History(HISTORY.folder, known))
    rows = {name: dict(row) for name, row in AT_FIRST.items()}
    for later in known[1:]:
        for name, row in SINCE.get(later, {}).items():
            rows[name] = {**rows.get(name, {}), **row}
    async with database.write() as connection:
        tables = await connection.run_sync(_tables)
        assert rows.keys() == tables.keys()
        for name, row in rows.items():
            await connection.execute(tables[name].insert(), row)
    return database


def _kept(after: Rows, before: Rows) -> Rows:
    """What `after` holds in the columns that were there before."""
    return {name: {column: after[name][column] for column in columns} for name, columns in before.items()}


def test_every_revision_is_told_what_it_has_a_place_for() -> None:
    assert list(SINCE) == list(HISTORY.revisions[1:])


@pytest.mark.parametrize("revision", HISTORY.revisions)
async def test_what_is_there_comes_along_up_and_back_down(new_url: str, revision: str) -> None:
    database = await _at(new_url, revision)
    before = await _held(database)
    await migrate(database)
    assert _kept(await _held(database), before) == before
    await migrate_to(database, revision)
    assert await _held(database) == before
    async with database.glance() as connection:
        assert await revision_of(connection) == revision
    await migrate_to(database, HISTORY.head)
    assert _kept(await _held(database), before) == before
    await database.close()
    async with open_store(new_url) as store:  # and it works
        held = await store.held(chat())
        assert held is not None
        assert held.subscription is not None
        assert held.subscription.seen == {"troops": 4}
        assert (await store.paused(AT))[0].bot == BOT


@pytest.mark.parametrize("revision", HISTORY.revisions[:-1])
async def test_down_only_what_the_older_tables_have_no_place_for_is_lost(new_url: str, revision: str) -> None:
    async with open_store(new_url) as store:
        scene = await begin_scene(store)
        shown = await store.keep_snapshot(snapshot())
        await scene.sent(
            await scene.planned(await scene.subscribed(), prepared=await scene.prepared(troops=shown))
        )
        await store.keep_command("~key", "/search words", AT)
        await store.pause(BOT, AT, "a wrong figure")
        before = await _held(store.database)
        await migrate_to(store.database, revision)
        after = await _held(store.database)
    assert _kept(before, after) == after
    known = HISTORY.revisions
    lost = {
        (name, column)
        for later in known[known.index(revision) + 1 :]
        for name, row in SINCE[later].items()
        for column in row
    }
    assert {(name, column) for name, row in before.items() for column in row} - lost == {
        (name, column) for name, row in after.items() for column in row
    }


async def test_a_migration_down_that_fails_changes_nothing(new_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(HISTORY.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "versions" / "r0002.py").open("a", encoding="utf-8") as script:
        script.write('    op.execute("DELETE FROM nothing")\n')
    database = await _at(new_url, HISTORY.head)
    before = await _held(database)
    with pytest.raises(StoreError, match="nothing"):
        await migrate_to(database, "0001", History(folder, HISTORY.revisions))
    assert await _held(database) == before
    async with database.glance() as connection:
        assert await revision_of(connection) == HISTORY.head
    await database.close()


async def test_the_steps_are_told_up_and_down(new_url: str) -> None:
    database = connect(new_url)
    assert [(step.revision, step.undone) for step in steps(database, None)] == [
        (revision, None) for revision in HISTORY.revisions
    ]
    assert steps(database, HISTORY.head) == []
    assert steps(database, "0001", "0003") == [
        Step("0002", "Commands that are too long for a platform's buttons.", None),
        Step("0003", "Since when and why an operator paused a bot.", None),
    ]
    assert steps(database, "0003", "0001") == [
        Step(
            "0003",
            "Since when and why an operator paused a bot.",
            "Forget both; what is paused stays paused.",
        ),
        Step(
            "0002",
            "Commands that are too long for a platform's buttons.",
            "Forget them: a press of such a button is told that it is too old.",
        ),
    ]
    with pytest.raises(StoreError, match=r"There is no revision 0; this program knows 0001, 0002"):
        steps(database, "0001", "0")
    with pytest.raises(StoreError, match="newer version of this program"):
        steps(database, "9999", "0001")
