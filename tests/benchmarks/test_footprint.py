"""What the service takes: seconds until it is ready, and memory while nobody asks, on both platforms."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
from pathlib import Path
from statistics import median

import aiohttp
import pytest

from tests.dialogs.discord.processes import environment as on_discord
from tests.dialogs.telegram.processes import environment as on_telegram
from tests.dialogs.telegram.processes import process
from tests.emulators.discord import Emulator as Discord
from tests.emulators.telegram import Emulator as Telegram

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS, MEBIBYTES = 3.0, 150.0
"""The goals: ready in so many seconds once the dossier is compiled, and so much memory at rest."""
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def resident(process_id: int) -> float:
    """MiB in memory now."""
    pages = int(Path(f"/proc/{process_id}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def both_connected(address: str) -> None:
    """Wait until /readyz says that two bots are connected."""
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(address) as answer:
                    if answer.status == 200 and (await answer.text()).count("connected") >= 2:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.01)


async def footprint(folder: Path) -> tuple[float, float]:
    """Seconds until both bots of a process are connected, and its MiB once each has answered and rests."""
    async with Telegram() as telegram, Discord() as discord:
        ada, bea = telegram.person("Ada", started=True), discord.person("Bea")
        port = free_port()
        variables = on_telegram(telegram, folder) | on_discord(discord, folder)
        variables["BRIEFING_HTTP__LISTEN"] = f"127.0.0.1:{port}"
        begun = time.perf_counter()
        async with process(variables, quiet=True) as child:
            await both_connected(f"http://127.0.0.1:{port}/readyz")
            taken = time.perf_counter() - begun
            await discord.until(lambda: discord.world.commands[0], "commands", PATIENCE)
            for word in ("/troops", "/timeline", "/sources"):
                ada.says(word)
                await ada.private.reply(within=PATIENCE)
                await bea.asks(word, within=PATIENCE)
            assert child.pid
            return taken, resident(child.pid)


def test_start_and_memory_of_the_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRIEFING_TEST_CACHE", str(tmp_path / "cache"))
    runs = [asyncio.run(footprint(tmp_path)) for _ in range(ROUNDS + 1)][1:]  # the first one compiles
    seconds, mebibytes = (median(figures) for figures in zip(*runs, strict=True))
    with capsys.disabled():
        sys.stdout.write(
            f"\nready in {seconds:.2f} s (goal {SECONDS:g}), {mebibytes:.0f} MiB at rest (goal"
            f" {MEBIBYTES:g}), both platforms, medians of {ROUNDS} warm starts\n"
        )
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES
