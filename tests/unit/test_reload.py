"""Reload: what is saved is served at the next look; what is broken is refused, and told once."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot import reload, wiring
from bot.conversing import HERE
from bot.logs import logger
from bot.reload import PAUSE, LiveIndex
from bot.services import Services
from corpus.errors import CorpusError, DossierError
from corpus.index import Index
from tests.dossiers import Draft

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)
RELOADED = {"event": "dossier_reloaded", "log_level": "info", "dossier": "harbour"}
BROKEN = {
    "event": "dossier_refused",
    "log_level": "error",
    "first": "claims/boats.yaml:2: reference: there is no topic `cars`",
    "errors": 1,
    "still_serving": 3,
}


class Scene:
    """A dossier being served, a clock that moves on at every look, and the lines of the log."""

    def __init__(self, folder: Path, live: LiveIndex, lines: list[Any]) -> None:
        self.folder, self.live, self.lines = folder, live, lines
        self.at = NOON

    def save(self, draft: Draft) -> None:
        draft.write(self.folder)

    async def look(self) -> None:
        self.at += PAUSE
        await self.live.refresh(self.at)

    def looks(self, times: int = 1) -> int:
        """Look and give the revision served."""
        for _ in range(times):
            asyncio.run(self.look())
        return self.live.current().manifest.revision


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    folder = Draft().write(tmp_path / "harbour")
    logger()  # configured before its lines are caught
    with LiveIndex(folder, tmp_path / "cache") as live, capture_logs() as lines:
        yield Scene(folder, live, lines)


def revised(revision: int) -> Draft:
    return Draft().set("dossier.yaml", "revision", revision)


def broken(topic: str = "cars") -> Draft:
    return Draft().set("b001", "topic", topic)


def is_open(index: Index) -> bool:
    try:
        index.rows("SELECT 1")
    except CorpusError:
        return False
    return True


def test_a_saved_change_is_served_at_the_next_look(scene: Scene) -> None:
    before = scene.live.current()
    assert scene.looks() == 3
    assert scene.live.current() is before

    scene.save(revised(4))
    assert scene.looks() == 4
    assert not is_open(before)
    assert scene.lines == [RELOADED | {"revision": 4}]


def test_a_file_saved_without_a_change_changes_nothing(scene: Scene) -> None:
    before = scene.live.current()
    for step in (1, 2):
        os.utime(scene.folder / "claims/boats.yaml", (step, step))
        assert scene.looks() == 3
    assert scene.live.current() is before
    assert scene.lines == []


def test_it_looks_once_a_second_by_the_time_passed_in(scene: Scene) -> None:
    asyncio.run(scene.live.refresh(NOON))
    scene.save(revised(4))
    for early in (timedelta(), PAUSE / 2, -PAUSE / 2):
        asyncio.run(scene.live.refresh(NOON + early))
        assert scene.live.current().manifest.revision == 3
    asyncio.run(scene.live.refresh(NOON - timedelta(days=1)))  # a clock that was put back stops nothing
    assert scene.live.current().manifest.revision == 4


def test_a_broken_dossier_is_refused_with_one_line_and_the_last_good_one_serves(scene: Scene) -> None:
    scene.save(broken())
    assert scene.looks(3) == 3
    assert scene.lines == [BROKEN]

    os.utime(scene.folder / "claims/boats.yaml", (1, 1))
    assert scene.looks() == 3
    assert scene.lines == [BROKEN]


def test_it_is_told_again_when_the_content_changes_again(scene: Scene) -> None:
    scene.save(broken())
    scene.looks()
    scene.save(broken("trains"))
    scene.looks(2)
    scene.save(Draft())
    assert scene.looks(2) == 3
    scene.save(broken())
    scene.looks()

    trains = {"first": "claims/boats.yaml:2: reference: there is no topic `trains`"}
    assert scene.lines == [BROKEN, BROKEN | trains, RELOADED | {"revision": 3}, BROKEN]


def test_half_a_file_is_refused_and_the_whole_of_it_served(scene: Scene) -> None:
    whole = (scene.folder / "events.yaml").read_bytes()
    (scene.folder / "events.yaml").write_bytes(whole[: len(whole) // 2])
    assert scene.looks() == 3
    scene.save(revised(4))
    assert scene.looks() == 4
    assert [line["event"] for line in scene.lines] == ["dossier_refused", "dossier_reloaded"]


def test_a_folder_that_is_gone_is_told_once_and_found_again(scene: Scene, tmp_path: Path) -> None:
    scene.folder.rename(tmp_path / "elsewhere")
    assert scene.looks(2) == 3
    shutil.copytree(tmp_path / "elsewhere", scene.folder)
    assert scene.looks(2) == 3

    missing = f"There is no dossier folder {scene.folder}: check the path, or make one there."
    assert scene.lines == [
        {**BROKEN, "first": missing, "errors": 0},
        RELOADED | {"revision": 3},
    ]


def test_a_request_reads_one_index_from_beginning_to_end(scene: Scene) -> None:
    async def story() -> None:
        with scene.live.reading() as mine:
            scene.save(revised(4))
            await asyncio.create_task(scene.look())
            assert scene.live.current() is mine
            assert is_open(mine)
            assert mine.manifest.revision == 3
        assert not is_open(mine)
        assert scene.live.current().manifest.revision == 4

    asyncio.run(story())


def test_the_last_of_several_requests_closes_what_is_no_longer_served(scene: Scene) -> None:
    before = scene.live.current()
    with scene.live.reading():
        with scene.live.reading():
            scene.save(revised(4))
            scene.looks()
        assert is_open(before)
    assert not is_open(before)
    with scene.live.reading() as served:
        assert served.manifest.revision == 4
    assert is_open(served)


def test_what_was_refused_is_not_read_again_until_something_is_saved(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []
    ensure = reload.ensure

    def spied(folder: Path, cache: Path) -> Path:
        tries.append(folder)
        return ensure(folder, cache)

    monkeypatch.setattr(reload, "ensure", spied)
    scene.save(broken())
    scene.looks(3)
    assert len(tries) == 1


def test_it_compiles_in_another_thread_and_once_for_all_who_wait(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []
    ensure = reload.ensure

    def spied(folder: Path, cache: Path) -> Path:
        threads.append(threading.current_thread())
        return ensure(folder, cache)

    monkeypatch.setattr(reload, "ensure", spied)
    scene.save(revised(4))

    async def all_at_once() -> None:
        await asyncio.gather(*(scene.live.refresh(NOON + n * PAUSE) for n in range(5)))

    asyncio.run(all_at_once())
    assert scene.live.current().manifest.revision == 4
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


def test_what_is_not_the_dossiers_fault_is_tried_again_and_told_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure = reload.ensure

    def full(folder: Path, cache: Path) -> Path:
        raise CorpusError("The dossier cannot be compiled: No space left on device.")

    monkeypatch.setattr(reload, "ensure", full)
    scene.save(revised(4))
    assert scene.looks(3) == 3
    monkeypatch.setattr(reload, "ensure", ensure)
    assert scene.looks() == 4
    assert [line.get("first", line["event"]) for line in scene.lines] == [
        "The dossier cannot be compiled: No space left on device.",
        "dossier_reloaded",
    ]


def test_a_file_that_vanishes_while_it_is_read_is_no_accident(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanished(folder: Path) -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(reload, "content_hash", vanished)
    scene.save(revised(4))
    assert scene.looks(2) == 3
    assert [line["first"] for line in scene.lines] == [
        f"{scene.folder} cannot be read: No such file or directory."
    ]


def test_a_compiled_file_that_cannot_be_opened_is_told_and_not_served(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reload, "ensure", lambda folder, cache: cache / "nowhere.sqlite")
    scene.save(revised(4))
    assert scene.looks(2) == 3
    assert [line["event"] for line in scene.lines] == ["dossier_refused"]
    assert "cannot be opened" in scene.lines[0]["first"]


def test_the_bot_does_not_start_on_a_broken_dossier(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="has 1 error"):
        LiveIndex(broken().write(tmp_path / "harbour"), tmp_path / "cache")


def test_the_chat_answers_from_the_files_as_they_are_and_a_pipe_from_the_start(
    scene: Scene, services: Services
) -> None:
    services = replace(services, index=scene.live.current)

    def told(live: LiveIndex | None) -> bool:
        page = asyncio.run(wiring.ask("/boats_en", HERE, datetime.now(UTC), services, "en", live))
        return "4,200" in str(page)

    scene.save(Draft().set("c001", "new", 4200).set("b003", "gloss", Draft().texts("4200 boats.")))
    assert not told(None)
    assert told(scene.live)


def test_it_keeps_fresh_by_itself_until_cancelled(scene: Scene) -> None:
    rests: list[tuple[float, int]] = []

    async def rest(seconds: float) -> None:
        """What an hour is in a test: the third time it is over, the process stops."""
        rests.append((seconds, scene.live.current().manifest.revision))
        scene.save(revised(3 + len(rests)))
        scene.at += timedelta(seconds=seconds)
        if len(rests) == 3:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(scene.live.keep_fresh(timedelta(hours=1), lambda: scene.at, rest))
    assert rests == [(3600, 3), (3600, 4), (3600, 5)]


def test_a_broken_save_does_not_end_the_keeping(scene: Scene) -> None:
    drafts = iter([broken(), revised(7)])

    async def rest(seconds: float) -> None:
        scene.at += timedelta(seconds=seconds)
        draft = next(drafts, None)
        if draft is None:
            raise asyncio.CancelledError
        scene.save(draft)

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(scene.live.keep_fresh(PAUSE, lambda: scene.at, rest))
    assert scene.live.current().manifest.revision == 7
    assert [line["event"] for line in scene.lines] == ["dossier_refused", "dossier_reloaded"]
