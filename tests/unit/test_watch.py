"""Watching: a report a save, none for a file that is being written, and nothing stops it but the editor."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.cli.authoring import follow
from corpus import watching
from corpus.marks import marks
from corpus.watching import reports
from tests.dossiers import Draft

NO_TOPIC = "claims/boats.yaml:2: reference: there is no topic `cars`"


def nothing() -> None:
    """Between two looks nothing happens."""


def waiting(steps: Iterable[Callable[[], object]]) -> Callable[[], bool]:
    """A wait in which the next thing happens; after the last it is over."""
    left = iter(steps)

    def wait() -> bool:
        step = next(left, None)
        if step is not None:
            step()
        return step is not None

    return wait


def watched(folder: Path, *steps: Callable[[], object]) -> list[list[str]]:
    """The findings of each report, or why there are none."""
    return [
        [report.failure] if report.failure else [str(finding) for finding in report.findings]
        for report in reports(folder, waiting(steps))
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Draft().write(tmp_path / "harbour")


def test_it_reports_at_once_and_then_each_time_the_content_changed(folder: Path) -> None:
    def breaking() -> None:
        Draft().set("b001", "topic", "cars").write(folder)

    def mending() -> None:
        Draft().write(folder)

    assert watched(folder) == [[]]
    assert watched(folder, nothing, nothing) == [[]]
    assert watched(folder, breaking, nothing, nothing, mending, nothing) == [[], [NO_TOPIC], []]


def test_it_waits_until_the_files_are_at_rest(folder: Path) -> None:
    file = folder / "events.yaml"
    whole = file.read_bytes()

    def writing(size: int) -> Callable[[], object]:
        return lambda: file.write_bytes(whole[:size])

    steps = [writing(size) for size in (10, 40, 90)]
    assert watched(folder, *steps, lambda: file.write_bytes(whole), nothing) == [[]]

    reported = watched(folder, *steps, nothing, lambda: file.write_bytes(whole), nothing)
    assert [len(report) > 0 for report in reported] == [False, True, False]


def test_a_file_saved_without_a_change_is_not_reported(folder: Path) -> None:
    touch = [lambda: os.utime(folder / "events.yaml", (1, 1)), nothing]
    resave = [lambda: Draft().write(folder), nothing]
    assert watched(folder, *touch, *resave) == [[]]


def test_a_change_that_leaves_the_findings_as_they_were_is_reported(folder: Path) -> None:
    def change() -> None:
        Draft().set("b001", "gloss", Draft().texts("Other words for 300.")).write(folder)

    assert watched(folder, change, nothing) == [[], []]


def test_a_stray_file_is_reported_though_no_answer_depends_on_it(folder: Path) -> None:
    stray = "claims/boats.yml:1: unknown-file: warning: no part of a dossier: rename it to .yaml"
    steps = (lambda: (folder / "claims/boats.yml").write_text("[]"), nothing)
    assert watched(folder, *steps) == [[], [stray]]


def test_a_folder_may_vanish_and_come_back(folder: Path, tmp_path: Path) -> None:
    def back() -> None:
        shutil.copytree(tmp_path / "elsewhere", folder)

    missing = f"There is no dossier folder {folder}: check the path, or make one there."
    gone = [lambda: folder.rename(tmp_path / "elsewhere"), nothing, nothing]
    assert watched(folder, *gone, back, nothing) == [[], [missing], []]


def test_a_file_that_vanishes_while_it_is_read_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanished(folder: Path) -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(watching, "content_hash", vanished)
    assert watched(folder) == [[f"{folder} cannot be read: No such file or directory."]]


def test_marks_tell_every_save_apart(folder: Path) -> None:
    seen = {marks(folder)}
    file = folder / "places.yaml"
    text = file.read_text("utf-8")
    for save in (
        lambda: file.write_text(text + "\n"),
        lambda: os.utime(file, (1, 1)),
        lambda: (folder / "documents/003.yaml").write_text(""),
        (folder / "claims/boats.yaml").unlink,
        lambda: shutil.rmtree(folder),
    ):
        save()
        assert marks(folder) not in seen
        seen.add(marks(folder))
    assert marks(folder) == ()


def test_what_editors_leave_lying_about_is_no_save(folder: Path) -> None:
    before = marks(folder)
    (folder / ".events.yaml.swp").write_text("")
    (folder / "notes").mkdir()
    (folder / "notes/todo.txt").write_text("")
    assert [name for name, *_ in set(marks(folder)) - set(before)] == ["/notes"]


def test_the_command_prints_findings_and_a_line_with_the_time(folder: Path) -> None:
    def breaking() -> None:
        Draft().set("b001", "topic", "cars").set("b002", "gloss.fr", "30 à  60; ici").write(folder)

    minutes = iter(range(60))
    lines: list[str] = []
    follow(
        folder,
        waiting([breaking, nothing, lambda: shutil.rmtree(folder), nothing]),
        lambda: datetime(2024, 6, 1, 14, next(minutes), tzinfo=UTC),
        lines.append,
    )
    assert lines == [
        "14:00:00 no findings",
        NO_TOPIC,
        "claims/boats.yaml:19: typography: warning: French has U+202F, a narrow no-break space,"
        " before “;”: near “30 à  60; ici”",
        "claims/boats.yaml:19: typography: warning: two spaces in a row: keep one",
        "14:01:00 1 error, 2 warnings",
        f"14:02:00 There is no dossier folder {folder}: check the path, or make one there.",
    ]


def test_ctrl_c_ends_it_without_a_word(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupted)
    result = CliRunner().invoke(app, ["dossier", "watch", str(folder)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(" no findings\n")
