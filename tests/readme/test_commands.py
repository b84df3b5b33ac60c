"""Every command of README is run, in order, block by block, and prints what README says."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from digests.store import open_store
from tests.dialogs.telegram.test_ways import free_port
from tests.emulators import discord, telegram
from tests.readme.examples import CHECKOUT, ELSEWHERE, LASTING, Example, agrees, blocks
from tests.unit.digests.sending import leased, pending

PATIENCE = 60.0
TELEGRAM, DISCORD, READY, WATCH = LASTING
RUN_HERE = [
    [example for example in block if example.command not in {*ELSEWHERE, *LASTING}] for block in blocks()
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A folder with the program, an invented dossier, and a database with an unknown delivery, number 12."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    for name in ("varnsund", "varnsund-articles"):
        shutil.copytree(CHECKOUT / "tests" / "data" / name, tmp_path / name)

    async def fill() -> None:
        async with open_store(f"sqlite:///{tmp_path / 'briefing.sqlite'}") as store:
            await pending(store, await leased(store), "a")  # type: ignore[arg-type]

    asyncio.run(fill())
    with sqlite3.connect(tmp_path / "briefing.sqlite") as database:
        database.execute("UPDATE deliveries SET id = 12, state = 'unknown', ended = due")
    database.close()
    return tmp_path


@pytest.fixture
def environment(scratch: Path, cache: Path) -> dict[str, str]:
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BRIEFING_", "MAKE", "MFLAGS", "COLUMNS"))
    }
    return ours | {
        "HOME": str(scratch),
        "BRIEFING_CACHE": str(cache),
        "BRIEFING_DATABASE_URL": f"sqlite:///{scratch / 'briefing.sqlite'}",
        "BRIEFING_HTTP__LISTEN": "off",
        "PYTHONUTF8": "1",
    }


@pytest.mark.parametrize("block", RUN_HERE, ids=lambda block: block[0].command[:40] if block else "none")
def test_the_commands_of_a_block_do_what_they_say(
    block: list[Example], scratch: Path, environment: dict[str, str]
) -> None:
    for example in block:
        done = subprocess.run(
            ["sh", "-ec", example.real], cwd=CHECKOUT if example.command.startswith("make") else scratch,
            env=environment, input="", capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{example.command}\n{done.stdout}{done.stderr}"
        if example.shown is not None:
            assert agrees(example.shown, done.stdout), f"{example.command}\n{done.stdout}"


def test_every_command_is_run_or_has_its_test() -> None:
    listed = [example.command for block in blocks() for example in block]
    assert {*ELSEWHERE, *LASTING} <= set(listed), "these are not in README any more"
    assert [test for test in ELSEWHERE.values() if not (CHECKOUT / test).is_file()] == []
    assert len(listed) > 20


def test_what_is_shown_is_compared_but_for_what_is_left_out() -> None:
    assert agrees("one\n...\nfour\n", "one\ntwo\nthree\nfour\n")
    assert agrees("one\n...\n", "one\n")
    assert not agrees("one\n...\nfour\n", "one\ntwo\nthree\nfive\n")
    assert not agrees("one\n", "one\ntwo\n")


@asynccontextmanager
async def started(command: str, folder: Path, environment: dict[str, str]) -> AsyncIterator[None]:
    """A command with its settings before it, stopped at the end as a supervisor does it."""
    words = shlex.split(command)
    settings = dict(word.split("=", 1) for word in words if "=" in word)
    child = await asyncio.create_subprocess_exec(
        *(word for word in words if "=" not in word),
        cwd=folder, env=environment | settings,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
        child.terminate()
        assert await asyncio.wait_for(child.wait(), PATIENCE) == 0
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


def test_the_bot_runs_on_telegram_and_says_that_it_is_ready(
    scratch: Path, environment: dict[str, str]
) -> None:
    async def run() -> str:
        place = f"127.0.0.1:{free_port()}"
        url = READY.removeprefix("curl ").replace("127.0.0.1:8080", place)
        async with telegram.Emulator() as emulated:
            more = {"BRIEFING_TELEGRAM__API_URL": emulated.url, "BRIEFING_HTTP__LISTEN": place}
            command = TELEGRAM.replace("...", emulated.token)
            async with started(command, scratch, environment | more):
                ada = emulated.person("Ada", started=True)
                ada.says("/troops")
                answer = await ada.private.reply(within=PATIENCE)
                assert answer.plain.startswith("TROOPS")
                return await asyncio.to_thread(read, url)

    assert asyncio.run(run()).startswith("ready\n")


def test_the_bot_runs_on_discord(scratch: Path, environment: dict[str, str]) -> None:
    async def run() -> None:
        async with discord.Emulator() as emulated:
            more = {"BRIEFING_DISCORD__API_URL": emulated.url}
            command = DISCORD.replace("...", emulated.token)
            async with started(command, scratch, environment | more):
                ada = emulated.person("Ada")
                await emulated.world.until(
                    lambda: emulated.world.commands[0] and emulated.world.listeners, "commands", PATIENCE
                )
                answer = await ada.asks("/troops", within=PATIENCE)
                assert answer.seen.text.startswith("## TROOPS")

    asyncio.run(run())


def test_watching_reports_at_once_and_goes_on(scratch: Path, environment: dict[str, str]) -> None:
    def at_a_terminal() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # who runs the tests in the background ignores it

    with subprocess.Popen(
        shlex.split(WATCH), cwd=scratch, env=environment, stderr=subprocess.STDOUT, stdout=subprocess.PIPE,
        preexec_fn=at_a_terminal,  # noqa: PLW1509 - there are no threads yet
    ) as child:  # fmt: skip
        try:
            assert child.stdout is not None
            said = child.stdout.readline()
            while b"warnings" not in said:
                more = child.stdout.readline()
                assert more, said.decode()
                said += more
            assert child.poll() is None
            child.send_signal(signal.SIGINT)
            assert child.wait(PATIENCE) == 0
        finally:
            child.kill()


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - loopback
        return str(answer.read().decode())
