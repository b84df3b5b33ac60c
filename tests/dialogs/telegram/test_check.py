"""`briefing check` as an operator runs it: a line a finding, what to do, and no secret."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
from pathlib import Path

import pytest

from digests.store.migrate import HISTORY
from tests.dialogs.telegram.processes import environment, process
from tests.dialogs.telegram.running import started
from tests.dialogs.telegram.test_ways import free_port
from tests.emulators.discord import Emulator as Discord
from tests.emulators.telegram import Emulator

CHECKOUT = Path(__file__).parents[3]
TOKEN = "emulated-token-that-must-not-be-printed"  # noqa: S105 -- the emulator's
LATE = """
from datetime import UTC, datetime, timedelta
from bot.checkup import examined
import os
print(*examined(os.environ, lambda: datetime.now(UTC) - timedelta(seconds=42)), sep="\\n")
"""


async def told(variables: dict[str, str], *program: str) -> tuple[int | None, str]:
    """The exit code, and the lines with what differs between machines named."""
    async with process({**variables, "NO_COLOR": "1"}, *(program or ("-m", "bot", "check"))) as child:
        said, _ = await asyncio.wait_for(child.communicate(), 120)
    text = said.decode()
    assert TOKEN not in text
    text = text.replace(os.environ["BRIEFING_TEST_CACHE"], "CACHE").replace(str(CHECKOUT), "CHECKOUT")
    text = re.sub(r"\d+ are known \(tzdata \w+(\.\w+)?\)", "N are known (tzdata V)", text)
    text = re.sub(r"and \d+ variables", "and N variables", text)
    return child.returncode, re.sub(r"process \d+", "process N", text)


def of(text: str, *what: str) -> list[str]:
    """The lines about these things, without the spaces that align them."""
    lines = [re.sub(r"  +", " ", line) for line in text.splitlines()]
    return [line for line in lines if line.split(" ", 1)[1].startswith(what)]


def test_where_all_is_well_every_line_says_so(folder: Path) -> None:
    async def run() -> tuple[int | None, str]:
        async with Emulator() as telegram:
            ada = telegram.person("Ada", started=True)
            more = {"BRIEFING_TIMEZONE": "Europe/Paris", "BRIEFING_OPERATOR_CHAT": f"telegram:{ada.id}"}
            return await told(environment(telegram, folder, **more))

    code, text = asyncio.run(run())
    assert code == 0
    assert text.replace(str(folder), "FOLDER").splitlines() == [
        "ok       settings   no file and N variables.",
        "ok       telegram   the token is that of @briefing_bot.",
        "ok       telegram   updates are polled.",
        "ok       telegram   the operator's chat can be reached.",
        "ok       discord    not set up: BRIEFING_DISCORD__TOKEN is not set.",
        "warning  dossier    dprk_russia, revision 1, without errors; 2 warnings, which"
        " `briefing dossier check` lists.",
        "ok       dossier    240 of 240 claims are verified as they stand.",
        "ok       database   FOLDER/briefing.sqlite: empty; its tables are made at the first start.",
        "ok       folders    CACHE (cache) can be written.",
        "ok       folders    FOLDER (database) can be written.",
        "ok       clock      as that of 127.0.0.1.",
        "ok       time zones N are known (tzdata V); chats that name none are taken to be in Europe/Paris.",
        "ok       http       127.0.0.1:0 is free.",
    ]
    assert list(folder.iterdir()) == []  # nothing was made


def test_beside_a_bot_that_runs_it_says_so_and_changes_nothing(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as telegram:
            listen = {"BRIEFING_HTTP__LISTEN": f"127.0.0.1:{free_port()}"}
            variables = environment(telegram, folder, **listen)
            async with process(variables) as bot:
                assert bot.stdout is not None
                async with asyncio.timeout(60):
                    while b"telegram_ready" not in await bot.stdout.readline():
                        pass
                code, text = await told(variables)
            assert code == 0
            database, lease, lock = of(text.replace(str(folder), "FOLDER"), "database")
            revision = f"revision {HISTORY.head}, up to date."
            assert database == f"ok database FOLDER/briefing.sqlite: {revision}"
            assert lease.startswith(f"ok database telegram:7000001 is posted by {socket.gethostname()}:")
            assert lock.startswith("ok database process N sends from it: it is the bot")
            assert of(text, "http") == [
                f"ok http {listen['BRIEFING_HTTP__LISTEN']} is in use by a bot that runs."
            ]

    asyncio.run(run())


def test_all_that_is_wrong_is_told_with_what_to_do(folder: Path) -> None:
    broken = folder / "dossier"
    shutil.copytree(CHECKOUT / "corpus" / "dossiers" / "dprk-russia", broken)
    events = broken / "events.yaml"
    events.write_text(events.read_text("utf-8").replace('"../2022-08-05"', '"../2022-02-30"', 1), "utf-8")
    (folder / "file").write_text("This is no database.\n" * 100)
    token = folder / "token"
    token.write_text("7000001:wrong-token-of-the-right-shape")
    token.chmod(0o644)

    async def run() -> tuple[int | None, str]:
        async with Emulator() as telegram:
            with socket.create_server(("127.0.0.1", 0)) as taken:
                taken.settimeout(0)
                variables = environment(telegram, folder)
                del variables["BRIEFING_TELEGRAM__TOKEN"]
                more = {
                    "BRIEFING_TELEGRAM__TOKEN_FILE": str(token),
                    "BRIEFING_DOSSIER": str(broken),
                    "BRIEFING_DATABASE_URL": f"sqlite:///{folder}/file",
                    "BRIEFING_CACHE": str(folder / "file"),
                    "BRIEFING_HTTP__LISTEN": "203.0.113.1:8080",
                }
                return await told({**variables, **more})

    code, text = asyncio.run(run())
    text = text.replace(str(folder), "FOLDER")
    assert code == 1
    assert of(text, "settings")[1:] == [
        "warning settings FOLDER/token holds a secret and others can read it: `chmod 600 FOLDER/token`."
    ]
    assert of(text, "telegram") == [
        "error telegram Telegram does not know this token. Is BRIEFING_TELEGRAM__TOKEN as @BotFather gave it?"
    ]
    (dossier,) = of(text, "dossier")
    assert dossier.startswith("error dossier 1 error: events.yaml:")
    assert dossier.endswith("2024-06/2024-11-01. `briefing dossier check` lists all.")
    assert of(text, "database") == [
        "error database The database (FOLDER/file) cannot be used: file is not a database."
        " Is BRIEFING_DATABASE_URL right, and may this user use it?"
    ]
    assert of(text, "folders") == [
        "error folders FOLDER/file (cache) cannot be written: Not a directory."
        " Give this user the right, or name another with BRIEFING_CACHE.",
        "ok folders FOLDER (database) can be written.",
    ]
    assert of(text, "http") == [
        "error http 203.0.113.1:8080 cannot be had: Cannot assign requested address."
        " Name another with BRIEFING_HTTP__LISTEN."
    ]


def test_a_clock_that_is_off_and_a_chat_that_is_not_there_are_told(folder: Path) -> None:
    async def run() -> tuple[int | None, str]:
        async with Emulator() as telegram:
            more = {"BRIEFING_OPERATOR_CHAT": "telegram:99999"}
            return await told(environment(telegram, folder, **more), "-c", LATE)

    _, text = asyncio.run(run())
    (clock,) = of(text, "clock")
    assert re.fullmatch(
        r"warning clock 4[123] s behind 127\.0\.0\.1: digests come at wrong times\."
        r" Let NTP keep it: `timedatectl set-ntp true`\.",
        clock,
    )
    assert of(text, "telegram")[-1].startswith("error telegram BRIEFING_OPERATOR_CHAT: Chat not found")


@pytest.mark.parametrize("kind", ["refuse", "garbage"])
def test_a_platform_that_does_not_answer_is_told(folder: Path, kind: str) -> None:
    async def run() -> tuple[int | None, str]:
        async with Emulator() as telegram:
            telegram.faults.add(kind, "getMe", times=9, **({"code": 502} if kind == "refuse" else {}))
            return await told(environment(telegram, folder))

    code, text = asyncio.run(run())
    assert code == 1
    (line,) = of(text, "telegram")
    assert line.startswith("error telegram 127.0.0.1 does not answer: ")
    assert line.endswith("Is it reachable from here, and BRIEFING_TELEGRAM__API_URL right?")


def test_wrong_settings_are_a_line_each_and_nothing_else(folder: Path) -> None:
    async def run() -> tuple[int | None, str]:
        async with Emulator() as telegram:
            more = {"BRIEFING_LANGUAGE": "tlh", "BRIEFING_TELEGRAM__MODE": "webhook"}
            return await told(environment(telegram, folder, **more))

    code, text = asyncio.run(run())
    assert code == 1
    assert [line.split(":")[0] for line in text.splitlines()] == [
        "error    settings   BRIEFING_LANGUAGE",
        "error    settings   BRIEFING_TELEGRAM__WEBHOOK_URL",
        "error    settings   BRIEFING_TELEGRAM__SECRET",
    ]


def test_a_webhook_that_another_set_is_told(folder: Path) -> None:
    async def run() -> tuple[int | None, str]:
        async with Emulator() as telegram, started(telegram, folder) as bot:
            await bot.service.bot.set_webhook("https://elsewhere.example/hook")
            return await told(environment(telegram, folder / "other"))

    _, text = asyncio.run(run())
    assert of(text, "telegram")[1] == (
        "warning telegram a webhook is set (elsewhere.example); the bot removes it when it starts."
        " Does another program use this token?"
    )


def test_discords_token_is_tried_and_its_clock_compared(folder: Path) -> None:
    async def run() -> None:
        async with Discord() as discord:
            ours = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
            variables = ours | {
                "BRIEFING_DATABASE_URL": f"sqlite:///{folder / 'briefing.sqlite'}",
                "BRIEFING_HTTP__LISTEN": "off",
                "BRIEFING_DISCORD__API_URL": discord.url,
                "BRIEFING_DISCORD__TOKEN": discord.token,
            }
            code, text = await told(variables)
            assert code == 0, text
            assert of(text, "discord", "clock", "http") == [
                "ok discord the token is that of briefing.",
                "ok clock as that of 127.0.0.1.",
                "ok http off: nothing is listened for.",
            ]
            assert discord.token not in text
            another = f"{discord.token[:-3]}xyz"
            code, text = await told({**variables, "BRIEFING_DISCORD__TOKEN": another})
            assert code == 1
            assert of(text, "discord") == [
                "error discord Discord does not know this token."
                " Is BRIEFING_DISCORD__TOKEN as the portal gave it?"
            ]

    asyncio.run(run())
