"""`briefing init`: a settings file with every setting in it, after questions, piped answers or none."""

from __future__ import annotations

import os
import pty
import re
import select
import stat
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from bot.initial import QUESTIONS, SAMPLE
from bot.settings import PARTS, Settings, load

BRIEFING = [sys.executable, "-m", "bot"]
CHECKOUT = Path(__file__).parents[2]
TELEGRAM = "123456789:AAabcdefghijklmnopqrstuvwxyz-_01234"
DISCORD = "MTAwMDAwMDAwMDAwMDAwMDAwMA.GabcDE.abcdefghijklmnopqrstuvwxyz-_0123456789"
DATABASE = "postgresql://me:pass-word@db.example/briefing"
ANSWERS = ["fr", "paris", "A newsroom", TELEGRAM, DISCORD, "telegram:42", DATABASE]
PATIENCE = 60.0


def environment(folder: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    return clean | {"PYTHONPATH": str(CHECKOUT), "XDG_STATE_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}


def run(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*BRIEFING, *arguments],
        input=given,
        env=environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def read(folder: Path) -> Settings:
    return load({"BRIEFING_CONFIG": str(folder / "briefing.toml")})


def test_the_sample_says_every_setting_and_what_it_shows_is_right() -> None:
    text = SAMPLE.read_text("utf-8")
    shown = tomllib.loads(re.sub(r"(?m)^# (?=\w+ = )", "", text))
    settings = {
        name: set(PARTS[name].model_fields) if name in PARTS else None for name in Settings.model_fields
    }
    assert {
        name: set(value) if isinstance(value, dict) else None for name, value in shown.items()
    } == settings
    defaults = load({"BRIEFING_CONFIG": os.devnull})
    for name in ("language", "retention_days", "log", "log_level"):
        assert shown[name] == getattr(defaults, name)
    for table, name in (
        ("http", "listen"),
        ("telegram", "api_url"),
        ("telegram", "mode"),
        ("discord", "api_url"),
    ):
        assert shown[table][name] == getattr(getattr(defaults, table), name)
    assert all(len(line) <= 110 for line in text.splitlines())


def test_with_the_defaults_nothing_is_asked_or_set_and_check_accepts_it(tmp_path: Path) -> None:
    done = run(tmp_path, "init", "--defaults")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "briefing.toml is written.\nNext: `briefing check` tries them out, `briefing run` starts the bot.\n"
    )
    assert (tmp_path / "briefing.toml").read_text("utf-8") == SAMPLE.read_text("utf-8")
    assert read(tmp_path) == load({"BRIEFING_CONFIG": os.devnull})
    checked = run(tmp_path, "check")
    assert checked.stdout.startswith("ok       settings   briefing.toml and ")
    wrong = [line for line in checked.stdout.splitlines() if line.startswith("error")]
    assert [line for line in wrong if " http " not in line] == []  # somebody else may listen there


def test_what_is_there_is_only_written_over_when_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").write_text("mine")
    done = run(tmp_path, "init", "--defaults")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "briefing.toml is there already: it is only written over with --force.\n"
    assert (tmp_path / "briefing.toml").read_text() == "mine"
    assert run(tmp_path, "init", "--defaults", "--force").returncode == 0
    assert (tmp_path / "briefing.toml").read_text("utf-8") == SAMPLE.read_text("utf-8")


def test_answers_may_be_piped_in_and_secrets_go_to_files_of_their_own(tmp_path: Path) -> None:
    done = run(tmp_path, "init", given="\n".join([*ANSWERS, "y"]))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "briefing.toml is written.",
        "briefing.telegram.token holds a secret; only you can read it.",
        "briefing.discord.token holds a secret; only you can read it.",
        "briefing.database_url holds a secret; only you can read it.",
        "Next: `briefing check` tries them out, `briefing run` starts the bot.",
    ]
    text = (tmp_path / "briefing.toml").read_text("utf-8")
    for secret in (TELEGRAM, DISCORD, DATABASE):
        assert secret not in text + done.stdout
    for name in ("briefing.telegram.token", "briefing.discord.token", "briefing.database_url"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    settings = read(tmp_path)
    assert (settings.language, settings.timezone, settings.operator) == ("fr", "Europe/Paris", "A newsroom")
    assert (settings.operator_chat, settings.database_url) == ("telegram:42", DATABASE)
    assert settings.telegram.token is not None
    assert settings.telegram.token.get_secret_value() == TELEGRAM
    assert settings.discord.token is not None
    assert settings.discord.token.get_secret_value() == DISCORD


def test_secrets_may_be_put_aside(tmp_path: Path) -> None:
    done = run(tmp_path, "init", given="\n".join([*ANSWERS[:4], "", "", "", "no"]))
    assert done.returncode == 0
    assert done.stdout.splitlines()[1:-1] == [
        "Give BRIEFING_TELEGRAM__TOKEN, or BRIEFING_TELEGRAM__TOKEN_FILE with a file that holds it,"
        " to the bot yourself."
    ]
    assert [one.name for one in tmp_path.iterdir()] == ["briefing.toml"]
    assert TELEGRAM not in (tmp_path / "briefing.toml").read_text("utf-8")
    assert read(tmp_path).telegram.token is None


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        (["tlh"], "language: Input should be 'en' or 'fr'."),
        (["", "Europe/Pari"], "timezone: No time zone is called “Europe/Pari”: did you mean Europe/Paris?"),
        (
            ["", "", "", "s3cret"],
            "telegram.token: This is no bot token: @BotFather’s look like 123456:ABC-def.",
        ),
    ],
)
def test_a_wrong_answer_that_was_piped_in_is_told_and_nothing_is_written(
    answers: list[str], line: str, tmp_path: Path
) -> None:
    done = run(tmp_path, "init", given="\n".join(answers))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{line}\n")
    assert list(tmp_path.iterdir()) == []


def test_where_the_answers_end_the_rest_stays_as_it_is(tmp_path: Path) -> None:
    assert run(tmp_path, "init", given="fr").returncode == 0
    assert read(tmp_path) == load({"BRIEFING_CONFIG": os.devnull, "BRIEFING_LANGUAGE": "fr"})


class Terminal:
    """A terminal with `briefing init` in it."""

    def __init__(self, folder: Path) -> None:
        self.master, slave = pty.openpty()
        self.child = subprocess.Popen(
            [*BRIEFING, "init"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(folder),
            cwd=folder,
            start_new_session=True,
        )
        os.close(slave)
        self.seen = ""
        self.found = 0
        """Up to where of what was seen words were waited for already."""

    def until(self, words: str) -> None:
        """Read until the words were written after those that were waited for before."""
        deadline = time.monotonic() + PATIENCE
        while (at := self.seen.find(words, self.found)) < 0:
            readable, _, _ = select.select([self.master], [], [], max(0.0, deadline - time.monotonic()))
            assert readable, self.seen
            self.seen += os.read(self.master, 4096).decode()
        self.found = at + len(words)

    def types(self, text: str) -> None:
        os.write(self.master, f"{text}\n".encode())


def test_on_a_terminal_a_wrong_answer_is_asked_again_and_no_secret_is_shown(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    try:
        for question, answer in zip(QUESTIONS, ANSWERS, strict=True):
            terminal.until(f"{question.words}: ")
            if question.place == ("timezone",):
                terminal.types("Europe/Pari")
                terminal.until("did you mean Europe/Paris?")
                terminal.until(f"{question.words}: ")
            terminal.types(answer)
        terminal.until("that only you can read? [Y/n]: ")
        terminal.types("")
        terminal.until("starts the bot.")
        assert terminal.child.wait(PATIENCE) == 0
    finally:
        if terminal.child.poll() is None:
            terminal.child.kill()
            terminal.child.wait()
        os.close(terminal.master)
    for secret in (TELEGRAM, DISCORD, DATABASE):
        assert secret not in terminal.seen
    assert "A newsroom" in terminal.seen  # what is no secret is
    assert read(tmp_path).database_url == DATABASE
