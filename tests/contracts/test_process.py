"""The program as a process: a pipe in, plain text out, and nothing makes it fail loudly."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import SHIPPED

BRIEFING = [sys.executable, "-m", "bot"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    return clean | {"BRIEFING_CACHE": str(tmp_path_factory.mktemp("cache")), "PYTHONIOENCODING": "utf-8"}


def run(
    arguments: list[str], environment: dict[str, str], given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*BRIEFING, *arguments], input=given, env=environment, capture_output=True, timeout=60, check=False
    )


def test_each_line_is_answered_in_order_and_the_end_is_quiet(environment: dict[str, str]) -> None:
    done = run(["chat"], environment, b"/language\n\n# a comment\n/claim k7m2\n/nonesuch")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert done.stderr == b""
    assert text.startswith("This chat is answered in English.")
    assert text.index("CLAIM k7m2") < text.index("Unknown command /nonesuch.")
    assert "\x1b" not in text


def test_run_without_a_token_is_the_chat(environment: dict[str, str]) -> None:
    assert run(["run"], environment, b"/about\n").stdout == run(["chat"], environment, b"/about\n").stdout


def test_the_language_is_a_setting_and_an_option(environment: dict[str, str]) -> None:
    said = run(["chat"], environment | {"BRIEFING_LANGUAGE": "fr"}, b"/langue\n").stdout.decode()
    told = run(["chat", "--language", "fr"], environment, b"/langue\n").stdout.decode()
    assert said == told
    assert said.startswith("Langue de cette discussion")


def test_what_needs_no_database_opens_none(environment: dict[str, str]) -> None:
    nowhere = environment | {"BRIEFING_DATABASE_URL": "sqlite:////dev/null/briefing.sqlite"}
    done = run(["chat"], nowhere, b"/language\n/start\n")
    assert done.stderr == b""
    assert done.stdout.startswith(b"This chat is answered in English.")


def test_a_database_that_cannot_be_opened_stops_only_what_needs_it(environment: dict[str, str]) -> None:
    nowhere = environment | {"BRIEFING_DATABASE_URL": "sqlite:////dev/null/briefing.sqlite"}
    done = run(["chat"], nowhere, b"/subscribe\n/language fr\n/language\n")
    pages = done.stdout.decode().split("\n\n")
    assert done.returncode == 0
    assert [page.startswith("What is kept about this chat cannot be read") for page in pages[:2]] == [
        True
    ] * 2
    assert pages[2] == "This chat is answered in English."


@pytest.mark.parametrize(
    "line",
    [
        b"a" * 100_000,
        b"/troops " + b"9" * 100_000,
        b"\xff\xfe\x00\x80/troops",
        b"\x1b[31m/troops\x07\x08",
        "\u202e/troops \u0000 \ud7ff".encode(),
        b"/search \"' OR 1=1; -- * NEAR( ) ^ :",
        b"/timeline after:' OR 1",
        b"/claim " + "é".encode() * 900,
        b"/timeline 99999999999999999999-01-01",
        b"/" + b"x" * 1_990,
    ],
    ids=["long", "digits", "not utf-8", "escapes", "bidi", "query", "keyset", "wide", "year", "name"],
)
def test_odd_input_gets_an_answer_and_never_a_traceback(line: bytes, environment: dict[str, str]) -> None:
    done = run(["chat"], environment, line + b"\n/language\n")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert done.stderr == b""
    assert text.endswith("This chat is answered in English.\n\nFrançais /langue fr\n")
    assert not {character for character in text if ord(character) < 32 and character != "\n"}
    assert "went wrong" not in text


def test_help_lists_everything(environment: dict[str, str]) -> None:
    text = run(["--help"], environment | {"NO_COLOR": "1", "COLUMNS": "100"}).stdout.decode()
    for command in ("run", "chat", "chart", "dossier"):
        assert f" {command} " in text


def test_a_broken_dossier_is_refused_with_file_line_and_rule(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    broken = tmp_path / "dossier"
    shutil.copytree(SHIPPED, broken)
    events = broken / "events.yaml"
    events.write_text(events.read_text("utf-8").replace('"../2022-08-05"', '"../2022-02-30"', 1), "utf-8")
    line = next(n for n, text in enumerate(events.read_text("utf-8").splitlines(), 1) if "2022-02-30" in text)
    done = run(["chat"], environment | {"BRIEFING_DOSSIER": str(broken)}, b"/troops\n")
    assert (done.returncode, done.stdout) == (1, b"")
    assert f"events.yaml:{line}: " in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_wrong_settings_are_said_all_at_once(environment: dict[str, str]) -> None:
    wrong = environment | {"BRIEFING_LANGUAGE": "tlh", "BRIEFING_LANGAUGE": "fr"}
    done = run(["chat"], wrong, b"/troops\n")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 78, "which tells a supervisor that starting again is no use"
    assert len(lines) == 2
    assert lines[0].startswith("BRIEFING_LANGUAGE: ")
    assert lines[1].startswith("BRIEFING_LANGAUGE: there is no such setting.")


def test_a_chart_is_a_png_and_its_words(tmp_path: Path, environment: dict[str, str]) -> None:
    out = tmp_path / "troops.png"
    done = run(["chart", "troops", "--out", str(out)], environment)
    assert done.returncode == 0
    assert out.read_bytes().startswith(b"\x89PNG")
    assert done.stdout.decode().startswith("7 claims. Contested: 15,000: sent to Russia, total")


def test_no_chart_is_said_in_one_line(tmp_path: Path, environment: dict[str, str]) -> None:
    done = run(["chart", "treaty", "--out", str(tmp_path / "x.png")], environment)
    assert done.returncode == 1
    said = done.stderr.decode()
    assert said.startswith("There is no chart for “treaty”. Topics: troops, troupes, ")
    assert said.count("sanctions") == 1  # the same word in both languages
