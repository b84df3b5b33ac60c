"""A look at a database before anything is started on it: it tells what is there, and changes nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from digests.errors import StoreError
from digests.store import open_store
from digests.store.looking import look
from digests.store.migrate import HISTORY, VERSION_TABLE
from digests.store.sole import sole_sender
from digests.store.store import Store
from tests.contracts.store.scene import AT, BOT, LASTS, begin_scene


async def test_it_tells_the_revision_and_whose_leases_are_held(url: str) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        found = await look(url, AT)
        assert (found.revision, found.is_current, found.is_newer) == (HISTORY.head, True, False)
        assert (found.holders, found.process) == (((BOT, scene.lease.holder),), None)
        assert (await look(url, AT + LASTS)).holders == ()


async def test_it_tells_tables_that_are_older_or_newer_than_the_program(url: str) -> None:
    async with open_store(url) as store:
        try:
            for revision, is_newer in ((HISTORY.revisions[0], False), ("9999", True)):
                await set_revision(store, revision)
                found = await look(url, AT)
                assert (found.revision, found.is_current, found.is_newer) == (revision, False, is_newer)
        finally:  # another test may be given the same database
            await set_revision(store, HISTORY.head)


async def set_revision(store: Store, revision: str) -> None:
    to = text(f"UPDATE {VERSION_TABLE} SET version_num = :to")  # noqa: S608 -- a name of ours
    async with store.database.write() as connection:
        await connection.execute(to, {"to": revision})


async def test_of_a_file_that_is_not_there_it_makes_none(tmp_path: Path) -> None:
    file = tmp_path / "new.sqlite"
    found = await look(f"sqlite:///{file}", AT)
    assert (found.name, found.revision, found.holders) == (str(file), None, ())
    assert os.listdir(tmp_path) == []  # noqa: PTH208 -- nothing else runs in this loop


async def test_it_tells_which_process_holds_the_lock_and_does_not_take_it(sqlite_url: str) -> None:
    with sole_sender(sqlite_url):
        process = (await look(sqlite_url, AT)).process
    assert process is not None
    assert process.startswith("process ")
    assert (await look(sqlite_url, AT)).process is None
    with sole_sender(sqlite_url):
        pass


async def test_what_cannot_be_reached_is_told_without_a_password() -> None:
    with pytest.raises(StoreError) as told:
        await look("postgresql://me:pass-word@127.0.0.1:1/nowhere", AT)
    assert "127.0.0.1" in str(told.value)
    assert "pass-word" not in str(told.value)
