"""What operators see of `briefing run`: an orderly end, one line where it cannot start, no secret."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from pathlib import Path

import pytest

from tests.dialogs.telegram.processes import environment, process
from tests.dialogs.telegram.test_ways import SECRET, free_port, hooked
from tests.emulators.telegram import Emulator

LOUD = """
import asyncio, logging, sys
logging.basicConfig(level=logging.DEBUG)
logging.getLogger("aiosqlite").setLevel(logging.INFO)
from bot import logs
from bot.__main__ import main
logs.hear_libraries = lambda: None  # they say it themselves, past all that would hide a secret
sys.argv = ["briefing", "run"]
main()
"""
"""The program with every logger at its loudest, and asyncio in debug mode."""


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(folder: Path, kind: signal.Signals) -> None:
    async def run() -> None:
        async with Emulator() as telegram:
            ada = telegram.person("Ada", started=True)
            async with process(environment(telegram, folder)) as child:
                ada.says("/about")
                await ada.private.reply(within=30)
                ada.says("/troops chart")
                await telegram.drained()
                child.send_signal(kind)
                said, _ = await asyncio.wait_for(child.communicate(), 20)
            assert child.returncode == 0, said.decode()
            assert (await ada.private.reply()).picture  # what was taken was answered
            assert "Traceback" not in said.decode()
            assert telegram.world.updates.pending == {}

    asyncio.run(run())


def test_a_supervisor_hears_that_it_stands_that_it_lives_and_that_it_ends(folder: Path) -> None:
    async def run(wire: socket.socket) -> None:
        wire.setblocking(False)

        async def heard() -> str:
            said = asyncio.get_running_loop().sock_recv(wire, 100)
            return (await asyncio.wait_for(said, 30)).decode()

        told = {"NOTIFY_SOCKET": str(folder / "notify"), "WATCHDOG_USEC": "120000000"}
        async with Emulator() as telegram, process(environment(telegram, folder, **told)) as child:
            assert {await heard(), await heard()} == {"READY=1", "WATCHDOG=1"}
            child.send_signal(signal.SIGTERM)
            assert await heard() == "STOPPING=1"
            await asyncio.wait_for(child.communicate(), 20)

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.bind(str(folder / "notify"))
        asyncio.run(run(wire))


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (
            {"BRIEFING_TELEGRAM__TOKEN": "7000001:wrong-token-of-the-right-shape"},
            "Telegram does not know this token. Is BRIEFING_TELEGRAM__TOKEN as @BotFather gave it?",
        ),
        (
            {"BRIEFING_TELEGRAM__MODE": "webhook"},
            "BRIEFING_TELEGRAM__WEBHOOK_URL: BRIEFING_TELEGRAM__MODE is webhook,"
            " which needs the public https address.\n"
            "BRIEFING_TELEGRAM__SECRET: BRIEFING_TELEGRAM__MODE is webhook,"
            " which needs a secret, so that only Telegram is heard.",
        ),
    ],
)
def test_what_cannot_work_is_one_line_a_problem(folder: Path, more: dict[str, str], line: str) -> None:
    async def run() -> None:
        async with Emulator() as telegram, process(environment(telegram, folder, **more)) as child:
            said, _ = await asyncio.wait_for(child.communicate(), 30)
            told = [one for one in said.decode().splitlines() if not one.startswith("{")]  # beside the log
            assert told == line.splitlines()
            assert child.returncode == 78

    asyncio.run(run())


def test_a_token_that_is_revoked_ends_it_with_one_line(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as telegram:
            ada = telegram.person("Ada", started=True)
            async with process(environment(telegram, folder)) as child:
                ada.says("/about")
                await ada.private.reply(within=30)
                telegram.server.token = "7000001:another"  # noqa: S105 -- the emulator's
                ada.says("/about")
                said, _ = await asyncio.wait_for(child.communicate(), 30)
            assert child.returncode == 78
            assert said.decode().splitlines()[-1].startswith("Telegram does not know this token.")
            assert "Traceback" not in said.decode()

    asyncio.run(run())


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_no_secret_is_in_anything_that_it_prints(folder: Path, mode: str) -> None:
    """At every level, with every kind of trouble on the way, in the page of an HTTP error too."""

    async def run() -> bytes:
        async with Emulator() as telegram:
            ada = telegram.person("Ada", started=True)
            more = hooked(free_port()) if mode == "webhook" else {}
            variables = environment(telegram, folder, PYTHONASYNCIODEBUG="1", **more)
            async with process(variables, "-c", LOUD) as child:
                ada.says("/about")
                await ada.private.reply(within=60)
                for kind in ("reset_before", "reset_after", "garbage", "garbage_after", "refuse"):
                    telegram.faults.add(kind, "sendMessage", times=1)
                    before = len(telegram.record.of("sendMessage"))
                    ada.says("/about")
                    await telegram.until(lambda n=before: len(telegram.record.of("sendMessage")) > n, kind)
                telegram.world.updates.put("message", {"message_id": "x"})
                refuse = {"code": 409, "description": "Conflict: terminated by other getUpdates request"}
                telegram.faults.add("refuse", "getUpdates", times=1, **refuse)
                ada.says("/troops chart")
                await ada.private.reply(within=30)
                await telegram.hang_up()
                child.send_signal(signal.SIGTERM)
                said, _ = await asyncio.wait_for(child.communicate(), 45)
            assert child.returncode == 0, said.decode()[-2000:]
            return said

    said = asyncio.run(run())
    assert len(said) > 10_000
    for secret in ("emulated-token-that-must-not-be-printed", SECRET):
        assert secret.encode() not in said


def test_for_a_service_each_line_is_a_json_object_with_ids_and_no_words_of_anybody(folder: Path) -> None:
    async def run() -> bytes:
        async with Emulator() as telegram:
            ada = telegram.person("Ada Lovelace", started=True)
            variables = environment(telegram, folder, BRIEFING_LOG_LEVEL="debug")
            async with process(variables) as child:
                ada.says("/about")
                await ada.private.reply(within=60)
                telegram.faults.add("reset_after", "sendMessage", times=1)
                ada.says("whatever became of the heliotrope submarine")
                await telegram.drained()
                telegram.world.updates.put("message", {"message_id": "a heliotrope number"})
                ada.says("/search heliotrope")
                await ada.private.reply(within=30)
                child.send_signal(signal.SIGTERM)
                said, _ = await asyncio.wait_for(child.communicate(), 45)
            assert child.returncode == 0, said.decode()[-2000:]
            return said

    said = asyncio.run(run()).decode()
    events = [json.loads(line) for line in said.splitlines()]
    assert {"telegram_ready", "listening", "answer_not_sent", "stopping"} <= {one["event"] for one in events}
    for words in ("heliotrope", "Lovelace", "emulated-token-that-must-not-be-printed", "No answer holds"):
        assert words not in said
