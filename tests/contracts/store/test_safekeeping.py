"""`briefing backup`, `restore` and `migrate` from the command line, on either database."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.errors import BotError
from digests.store import open_store
from digests.store.engine import connect
from digests.store.migrate import HISTORY, History, migrate
from digests.store.sealed import unseal
from digests.subscription import ChatKind
from tests.contracts.store.scene import AT, begin_scene, chat

Run = Callable[..., str]
TOKEN = ":".join(("123456", "ABCdefGHIjklMNOpqrSTUvwxYZ"))
CALM = re.compile(r"\d{8}T\d{6}Z|\d{4}-\d\d-\d\d \d\d:\d\d UTC")


@pytest.fixture
def run(new_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the program on a new database; its words, with every time as WHEN; BotError."""
    monkeypatch.setenv("BRIEFING_DATABASE_URL", new_url)
    monkeypatch.setenv("BRIEFING_TELEGRAM__TOKEN", TOKEN)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def run(*words: object) -> str:
        done = CliRunner().invoke(app, [str(word) for word in words])
        if done.exception is not None:
            raise done.exception
        return CALM.sub("WHEN", done.stdout)

    return run


async def _filled(url: str, *keys: str) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        for key in keys:
            await scene.delivery(key)
        await store.release(scene.lease)


def _kept(url: str, folder: Path, what: str) -> str:
    """Where what was there is backed up to."""
    beside = (
        folder / "new.sqlite" if url.startswith("sqlite") else folder / "state" / "briefing-bot" / "briefing"
    )
    return f"{beside}.before-{what}-WHEN.backup"


def test_a_backup_and_its_restore(run: Run, new_url: str, tmp_path: Path) -> None:
    file = tmp_path / "war.backup"
    asyncio.run(_filled(new_url, "a", "b"))
    assert run("backup", file) == (
        f"Backed up to {file}: chats 2, subscriptions 2, deliveries 2. "
        f"`briefing restore {file}` brings it back.\n"
    )
    said = unseal(file, tmp_path / "tables.sqlite")
    assert (said.dossier, said.revision) == ("dprk_russia", HISTORY.head)
    assert TOKEN.encode() not in (tmp_path / "tables.sqlite").read_bytes()
    with pytest.raises(BotError, match="is there already"):
        run("backup", file)
    run("backup", file, "--replace")

    async def change() -> None:
        async with open_store(new_url) as store:
            await store.forget(chat("a"))
            await store.choose_language(chat("c"), ChatKind.GROUP, "fr", AT)

    asyncio.run(change())
    run("pause")
    lines = run("restore", file).splitlines()
    (due,) = re.findall(r"^Set aside, .* under way 2, digests that came due since ([\d,]+)\.", lines[1])
    assert int(due.replace(",", "")) > 100
    assert [lines[0], *lines[2:]] == [
        f"Restored {file} of WHEN: chats 2, subscriptions 2, deliveries 2.",
        "Chats that are known again: 1. Some may have asked to be forgotten since then.",
        "Chats that came since the backup, and are not known any more: 1.",
        f"What was there before is in {_kept(new_url, tmp_path, 'restore')}.",
        "telegram:8123456 is paused. `briefing resume --bot telegram:8123456` ends it.",
    ]
    assert "missed 4." in run("deliveries")


def test_a_backup_of_another_dossier_is_restored_only_if_that_is_meant(
    run: Run, new_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "war.backup"
    asyncio.run(_filled(new_url, "a"))
    run("backup", file)
    monkeypatch.setenv("BRIEFING_DOSSIER", "tests/data/varnsund")
    said = (
        f"{file} is a backup of a bot with the dossier dprk_russia, and the one configured is varnsund. "
        "If that is meant, say --other-dossier."
    )
    with pytest.raises(BotError, match=re.escape(said)):
        run("restore", file)
    assert "Restored" in run("restore", file, "--other-dossier")
    monkeypatch.setenv("BRIEFING_DOSSIER", str(tmp_path / "none"))
    assert "Restored" in run("restore", file, "--backup", tmp_path / "kept")
    assert unseal(tmp_path / "kept", tmp_path / "tables.sqlite").dossier is None


def test_what_cannot_be_done_is_a_sentence(run: Run, new_url: str, tmp_path: Path) -> None:
    nothing = "There is no database" if new_url.startswith("sqlite") else "has no tables of this program"
    with pytest.raises(BotError, match=nothing):
        run("backup", tmp_path / "war.backup")
    with pytest.raises(BotError, match="cannot be read: No such file or directory"):
        run("restore", tmp_path / "war.backup")


def test_tables_are_brought_up_to_date_and_back(run: Run, new_url: str, tmp_path: Path) -> None:
    async def first() -> None:
        database = connect(new_url)
        await migrate(database, History(HISTORY.folder, ("0001",)))
        await database.close()

    asyncio.run(first())
    name = (
        tmp_path / "new.sqlite"
        if new_url.startswith("sqlite")
        else f"“{connect(new_url).engine.url.database}”"
    )
    steps = (
        f"The database {name} is at revision 0001; this program knows {HISTORY.head}.\n"
        "  0002: Commands that are too long for a platform's buttons.\n"
        "  0003: Since when and why an operator paused a bot.\n"
    )
    assert run("migrate", "--dry-run") == f"{steps}Nothing was done: this was a dry run.\n"
    kept = _kept(new_url, tmp_path, "migration")
    assert (
        run("migrate")
        == f"{steps}The tables are at revision 0003 now.\nWhat was there before is in {kept}.\n"
    )
    assert run("migrate") == (
        f"The database {name} is at revision 0003; this program knows 0003.\nThere is nothing to do.\n"
    )
    assert run("migrate", "--to", "0002", "--backup", tmp_path / "k") == (
        f"The database {name} is at revision 0003; this program knows 0003.\n"
        "  undo 0003: Since when and why an operator paused a bot. "
        "(Forget both; what is paused stays paused.)\n"
        "The tables are at revision 0002 now. Start the version that knows it: this one would bring them up "
        "to date again.\n"
        f"What was there before is in {tmp_path / 'k'}.\n"
    )
    assert unseal(tmp_path / "k", tmp_path / "tables.sqlite").revision == "0003"
    with pytest.raises(BotError, match="There is no revision 0009"):
        run("migrate", "--to", "0009")


def test_a_dry_run_makes_nothing_and_a_migration_makes_what_is_not_there(run: Run, new_url: str) -> None:
    assert "has no tables yet; this program knows" in run("migrate", "--dry-run")
    if new_url.startswith("sqlite"):
        assert not Path(new_url.removeprefix("sqlite:///")).exists()
    assert run("migrate").endswith(f"The tables are at revision {HISTORY.head} now.\n")
    assert run("deliveries") == "Deliveries: none.\n"


def test_tables_are_not_taken_from_under_a_sender(run: Run, new_url: str) -> None:
    async def lease() -> None:
        async with open_store(new_url) as store:
            await store.acquire("telegram:1", "we", AT.replace(year=9000), AT - AT)

    asyncio.run(lease())
    if new_url.startswith("sqlite"):  # there the lock decides, and nobody holds it
        assert "revision 0001 now" in run("migrate", "--to", "0001")
    else:
        with pytest.raises(BotError, match="A bot is running: we sends for telegram:1"):
            run("migrate", "--to", "0001")
        assert f"at revision {HISTORY.head}" in run("migrate", "--dry-run")
