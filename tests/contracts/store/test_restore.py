"""A restore: everything as it was in the backup, into either database, and nothing is sent twice."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digests.delivery import Delivery, State
from digests.errors import LeaseLost, StoreError
from digests.lease import FOREVER
from digests.moves import begin
from digests.outcomes import Limited, Sent, Unclear
from digests.ports import Planned
from digests.register import Pause
from digests.schedule import next_due
from digests.store import Store, open_store
from digests.store.backup import back_up
from digests.store.engine import connect
from digests.store.loading import GAP
from digests.store.migrate import HISTORY, History, migrate
from digests.store.restore import LASTS as HELD
from digests.store.restore import Restored, restore
from digests.store.sealed import Facts, Seal
from digests.store.tables import METADATA
from digests.subscription import ChatKind
from tests.contracts.store.scene import (
    AT,
    BOT,
    DAY,
    HOLD,
    HOUR,
    INSTANT,
    LASTS,
    WISH,
    Scene,
    begin_scene,
    chat,
    snapshot,
)
from tests.contracts.store.test_sole_sender import HOLD_IT

LATER = AT + 2 * DAY + HOUR
"""When it is restored: two days after the backup was taken, on a Wednesday."""
NEXT = datetime(2025, 3, 6, 7, tzinfo=UTC)
"""When WISH is due after that: on the Thursday, at eight in Paris."""


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where it is restored into: a database of either kind that was never opened."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'target.sqlite'}"
    name = re.sub(r"\W+", "_", f"target_{tmp_path.name}")
    return str(request.getfixturevalue("postgres").create(name))


@dataclass
class Files:
    """The files of a test."""

    folder: Path

    @property
    def backup(self) -> Path:
        return self.folder / "war.backup"

    @property
    def kept(self) -> Path:
        return self.folder / "kept.backup"

    async def taken(self, store: Store) -> Seal:
        return await back_up(store.database, self.backup, Facts(AT, "war", "0.1.0"))

    async def restored(self, url: str, at: datetime = LATER, file: Path | None = None) -> Restored:
        self.kept.unlink(missing_ok=True)
        return await restore(url, file or self.backup, self.kept, Facts(at, "war", "0.1.0"))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


async def _everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables but the senders."""
    async with store.database.view() as connection:
        return {
            name: sorted((tuple(row) for row in await connection.execute(table.select())), key=repr)
            for name, table in METADATA.tables.items()
            if name != "senders"
        }


async def test_everything_comes_back_as_it_was_in_either_database(
    url: str, target: str, files: Files
) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        shown = await store.keep_snapshot(snapshot("« un » \0 🗞️"))
        for number, key in enumerate(("-1", "-2")):
            prepared = await scene.prepared(f"e{number}", troops=shown)
            await scene.sent(await scene.planned(await scene.subscribed(key), LATER + DAY, prepared))
        await store.suspend(chat("-3"), "« kicked » \0 \ud800 🗞️", AT)
        await store.subscribe(chat("-4"), ChatKind.CHANNEL, WISH, AT, AT)
        await store.stop(chat("-4"), AT - DAY)
        await store.keep_command("~key", "/search words", AT)
        sealed = await files.taken(store)
        before = await _everything(store)
        seen = (await scene.subscription("-1")).seen
    assert await files.restored(target) == Restored(sealed, 0, 0, 0, 0, None, ())
    async with open_store(target) as store:
        assert await _everything(store) == before
        assert (await Scene(store, scene.lease).subscription("-1")).seen == seen == {"troops": shown}


async def test_open_deliveries_are_closed_and_what_ended_stays(url: str, files: Files) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        sent = await scene.sent(await scene.delivery("sent"))
        pending = await scene.delivery("pending")
        begun = await scene.begun(await scene.delivery("begun"))
        unknown = await scene.settled(await scene.delivery("unknown"), Unclear("no answer"))
        halfway = await scene.settled(await scene.delivery("halfway"), Sent("77"), total=2)
        await files.taken(store)
    assert (await files.restored(url, AT + HOUR)).open == 4

    def ended(row: Delivery, state: State, reason: str = "restored") -> Delivery:
        return replace(row, state=state, reason=reason, ended=AT + HOUR, version=row.version + 1)

    async with open_store(url) as store:
        scene = Scene(store, scene.lease)
        assert await scene.rows() == [
            sent,
            ended(pending, State.MISSED),
            ended(begun, State.EXPIRED),
            ended(unknown, State.EXPIRED),
            ended(halfway, State.DEAD, "restored, after 1 parts"),
        ]
        assert await scene.ready(LATER) == []


async def test_what_came_due_since_is_recorded_as_missed_and_the_next_is_after_now(
    url: str, files: Files
) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        due = datetime(2025, 3, 3, 17, 30, tzinfo=UTC)
        await scene.subscribed("due", due)
        await scene.subscribed("later", NEXT + 7 * DAY)
        await scene.subscribed("stopped", due)
        await store.stop(chat("stopped"), AT)
        await scene.subscribed("gone", due)
        await store.suspend(chat("gone"), "kicked", AT)
        await files.taken(store)
    restored = await files.restored(url, NEXT + HOUR)
    assert (restored.open, restored.due) == (0, 2)
    async with open_store(url) as store:
        scene = Scene(store, scene.lease)
        (row,) = await scene.rows()
        assert (row.chat, row.due, row.skipped) == ("due", NEXT, 1)
        assert (row.state, row.reason, row.edition) == (State.MISSED, "restored", None)
        assert await scene.due(NEXT + HOUR) == []
        nexts = {key: (await scene.subscription(key)).next_due for key in ("due", "later", "stopped", "gone")}
        assert nexts == {
            "due": next_due(WISH.schedule, NEXT + HOUR),
            "later": NEXT + 7 * DAY,
            "stopped": None,
            "gone": due,
        }


async def test_what_was_set_aside_is_looked_at_again(url: str, files: Files) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        one = await scene.subscribed()
        await store.plan(scene.lease, [Planned(one, None, aside=LATER + DAY)])
        await files.taken(store)
    assert (await files.restored(url)).due == 1
    async with open_store(url) as store:
        assert await Scene(store, scene.lease).due(NEXT) == ["-1001"]


async def test_a_zone_that_is_not_known_any_more_keeps_nobody_from_restoring(url: str, files: Files) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        await scene.subscribed()
        async with store.database.write() as connection:
            await connection.exec_driver_sql("UPDATE subscriptions SET zone = 'Mars/Olympus'")
        await files.taken(store)
    assert (await files.restored(url)).due == 0
    async with open_store(url) as store:
        assert (await Scene(store, scene.lease).subscription()).next_due == LATER + INSTANT


async def test_instants_that_a_clock_set_wrong_ran_ahead_to_are_not_sent_again(
    url: str, files: Files
) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        one = await scene.subscribed(due=NEXT)
        await files.taken(store)
        await scene.sent(await scene.planned(one, NEXT + DAY), NEXT)
    assert (await files.restored(url, NEXT - HOUR)).due == 1
    async with open_store(url) as store:
        assert await Scene(store, scene.lease).due(NEXT) == []


async def test_what_was_there_is_backed_up_and_comes_back_by_a_restore(url: str, files: Files) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        await scene.subscribed("both")
        await scene.subscribed("forgotten")
        await files.taken(store)
        await store.forget(chat("forgotten"))
        await scene.subscribed("new")
        await scene.subscribed("newer")
    restored = await files.restored(url)
    assert (restored.back, restored.gone, restored.kept) == (1, 2, files.kept)
    again = await restore(url, files.kept, files.folder / "k", Facts(LATER, "war", "0.1.0"))
    assert (again.back, again.gone) == (2, 1)
    async with open_store(url) as store:
        known = [key for key in ("both", "forgotten", "new", "newer") if await store.chat(chat(key))]
        assert known == ["both", "new", "newer"]


async def test_ids_that_were_given_out_since_are_not_given_out_again(
    url: str, target: str, files: Files
) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        first = await scene.delivery("a")
        await files.taken(store)
        later = await scene.delivery("b")
    for database in (url, target):
        await files.restored(database)
        async with open_store(database) as store:
            scene = await begin_scene(store)
            row = await scene.delivery("c")
            assert row.id >= first.id + GAP
            assert row.id > later.id
            assert (row.subscription, row.parts) >= (GAP, GAP) or database == url


async def test_no_old_process_writes_after_it(url: str, files: Files) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        row = await scene.delivery()
        await files.taken(store)
        await store.release(scene.lease)
        newest = await store.acquire(BOT, "they", AT, LASTS)
        assert newest is not None
        await store.release(newest)
    await files.restored(url)
    async with open_store(url) as store:
        lease = await store.acquire(BOT, "they", LATER, LASTS)
        assert lease is not None
        assert lease.epoch > newest.epoch
        for old in (scene.lease, newest, replace(newest, holder="we")):
            with pytest.raises(LeaseLost):
                await store.save(old, [begin(row, LATER, old.epoch, HOLD)])


async def test_pauses_stay_as_they_are_now(url: str, target: str, files: Files) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        await scene.settled(await scene.delivery(), Limited(DAY))
        await store.pause(BOT, AT, "then")
        await files.taken(store)
        await store.resume(BOT)
        await store.pause("discord:9", AT, "now")
    await files.restored(url)
    async with open_store(url) as store:
        assert await store.paused(AT) == [Pause("discord:9", AT, "now", 0)]
        assert await store.paused_until(BOT) == AT + DAY
    await files.restored(target)
    async with open_store(target) as store:
        assert await store.paused(AT) == [Pause(BOT, AT, "then", 0)]
        assert await store.paused_until(BOT) == FOREVER


async def test_a_sender_that_runs_keeps_it_from_anything(postgresql_url: str, files: Files) -> None:
    async with open_store(postgresql_url) as store:
        scene = await begin_scene(store)
        await scene.subscribed()
        await files.taken(store)
        before = await _everything(store)
        said = (
            f"A bot is running: we sends for {BOT} (its lease lasts until 08:00:12 UTC). Stop it first; "
            "if it was killed, try again after that."
        )
        with pytest.raises(StoreError, match=re.escape(said)):
            await files.restored(postgresql_url, AT + LASTS - INSTANT)
        assert await _everything(store) == before
        assert not files.kept.exists()
        assert await store.renew(scene.lease, AT, LASTS) == scene.lease
        await files.restored(postgresql_url, AT + LASTS)


def test_on_sqlite_the_lock_tells_that_a_sender_runs(sqlite_url: str, files: Files) -> None:
    async def take() -> None:
        async with open_store(sqlite_url) as store:
            await files.taken(store)

    asyncio.run(take())
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_IT, sqlite_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(StoreError, match=f"process {holder.pid} sends from it"):
            asyncio.run(files.restored(sqlite_url))
        holder.kill()
    asyncio.run(files.restored(sqlite_url))


async def test_a_sender_may_begin_when_it_failed(
    postgresql_url: str, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> int:
        raise StoreError("it fails when it holds the leases")

    monkeypatch.setattr("digests.store.restore._close", fails)
    async with open_store(postgresql_url) as store:
        scene = await begin_scene(store)
        await files.taken(store)
        await store.release(scene.lease)
        with pytest.raises(StoreError, match="it fails"):
            await files.restored(postgresql_url, AT)
        assert await store.acquire(BOT, "we", AT, LASTS) is not None


async def test_a_sender_that_began_in_spite_of_it_keeps_it_from_writing(
    postgresql_url: str, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_store(postgresql_url) as store:
        scene = await begin_scene(store)
        await scene.subscribed()
        await files.taken(store)
        await scene.subscribed("new")
        await store.release(scene.lease)

        async def meanwhile(*_: object) -> int:
            assert await store.acquire(BOT, "they", LATER, LASTS) is None
            assert await store.acquire(BOT, "they", LATER + HELD, LASTS) is not None
            return 0

        monkeypatch.setattr("digests.store.restore._close", meanwhile)
        before = await _everything(store)
        with pytest.raises(
            StoreError, match=r"Another process sends for .* now\. Stop it, then restore again"
        ):
            await files.restored(postgresql_url)
        assert await _everything(store) == before


async def test_nothing_is_done_where_what_is_there_could_not_be_kept(url: str, files: Files) -> None:
    async with open_store(url) as store:
        await files.taken(store)
        scene = await begin_scene(store)
        files.kept.write_text("precious")
        with pytest.raises(StoreError, match="is there already"):
            await restore(url, files.backup, files.kept, Facts(LATER, "war", "0.1.0"))
        assert files.kept.read_text() == "precious"
        with pytest.raises(StoreError, match="there is no folder"):
            await restore(url, files.backup, files.folder / "no" / "k", Facts(LATER, "war", "0.1.0"))
        await store.renew(scene.lease, AT, LASTS)


async def test_a_backup_that_is_damaged_changes_nothing(url: str, files: Files) -> None:
    async with open_store(url) as store:
        await files.taken(store)
        await begin_scene(store)
        await store.choose_language(chat(), ChatKind.GROUP, "fr", AT)
    files.backup.write_bytes(files.backup.read_bytes()[:-9])
    with pytest.raises(StoreError, match="is damaged"):
        await files.restored(url)
    async with open_store(url) as store:
        assert await store.chat(chat()) is not None


async def test_a_failure_in_the_middle_changes_nothing(
    url: str, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_store(url) as store:
        await files.taken(store)
        scene = await begin_scene(store)
        await scene.delivery()
        await store.release(scene.lease)
        before = await _everything(store)

        async def fails(*_: object) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr("digests.store.loading._pass_over", fails)
        with pytest.raises(StoreError, match="the disk is full"):
            await files.restored(url)
        assert await _everything(store) == before


async def test_a_backup_newer_than_the_code_is_refused(
    url: str, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_store(url) as store:
        await files.taken(store)
    older = History(HISTORY.folder, HISTORY.revisions[:-1])
    monkeypatch.setattr("digests.store.restore.HISTORY", older)
    said = rf"newer version of this program \(revision {HISTORY.head}, this one knows {older.head}\)"
    with pytest.raises(StoreError, match=said):
        await files.restored(url)


@pytest.mark.parametrize("count", range(1, len(HISTORY.revisions)))
async def test_a_backup_of_older_tables_is_migrated(
    new_url: str, target: str, files: Files, count: int
) -> None:
    database = connect(new_url)
    await migrate(database, History(HISTORY.folder, HISTORY.revisions[:count]))
    async with database.write() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO chats (bot, key, kind, language) VALUES ('telegram:8123456', '-1001', 2, 'fr')"
        )
    sealed = await back_up(database, files.backup, Facts(AT, "war", "0.1.0"))
    await database.close()
    assert (await files.restored(target)).seal == sealed
    async with open_store(target) as store:
        known = await store.chat(chat())
        assert known is not None
        assert known.language == "fr"


async def test_a_databases_own_file_can_be_restored_too(url: str, tmp_path: Path, files: Files) -> None:
    file = tmp_path / "old.sqlite"
    async with open_store(f"sqlite:///{file}") as store:
        scene = await begin_scene(store)
        await scene.delivery()
        restored = await files.restored(url, file=file)  # what is in its log only comes along
    assert (restored.seal.taken, restored.seal.dossier, restored.open) == (None, None, 1)
    async with open_store(url) as store:
        assert [row.state for row in await Scene(store, scene.lease).rows()] == [State.MISSED]


async def test_who_accepts_it_decides_on_what_it_says(url: str, files: Files) -> None:
    async with open_store(url) as store:
        sealed = await files.taken(store)
        await store.choose_language(chat(), ChatKind.GROUP, "fr", AT)

    def refuse(seal: Seal) -> None:
        assert seal == sealed
        raise StoreError("another dossier")

    with pytest.raises(StoreError, match="another dossier"):
        await restore(url, files.backup, files.kept, Facts(LATER, "war", "0.1.0"), refuse)
    async with open_store(url) as store:
        assert await store.chat(chat()) is not None
