"""From an interaction to its answer on Discord, beside a bare command of the library on the same emulator."""

from __future__ import annotations

import asyncio
import itertools
import logging
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import pytest
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.dialogs.discord.running import started
from tests.emulators.discord import Emulator
from tests.emulators.discord.people import Person
from tests.emulators.discord.rooms import Room

ROUNDS = 200
"""Of each block; blocks of the two alternate."""
BLOCKS = 3
LINES = ("/about", "/claim id:k7m2", "/troops", "/timeline")
logging.getLogger("discord").setLevel(logging.CRITICAL)


@asynccontextmanager
async def bare(emulator: Emulator) -> AsyncIterator[None]:
    """The library's own client with one command that says one word, nothing of ours."""
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = (
        emulator.url,
        URL(f"ws://127.0.0.1:{emulator.port}/gateway/"),
    )
    client = discord.Client(intents=discord.Intents(guilds=True), max_messages=None)
    tree = app_commands.CommandTree(client)

    @tree.command(name="bare", description="bare")
    async def say(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("bare")

    assert say
    await client.login(emulator.token)
    await tree.sync()
    task = asyncio.create_task(client.connect())
    try:
        await emulator.connected(20)
        yield
    finally:
        await client.close()
        await task


async def block(who: Person, room: Room, line: str) -> list[float]:
    """Milliseconds of each round."""
    await who.asks(line, room)
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        await who.asks(line, room)
        taken.append((time.perf_counter() - start) * 1000)
        room.channel.log.clear()
        room.channel.posts.clear()
    return taken


def test_from_interaction_to_answer_beside_a_bare_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_TEST_CACHE", str(tmp_path / "cache"))
    taken: dict[str, list[float]] = {line: [] for line in ("/bare", *LINES)}

    async def run() -> None:
        async with Emulator() as emulator:
            ada = emulator.person("Ada")
            talk = emulator.guild("Newsroom", ada).text("talk")
            for _ in range(BLOCKS):
                async with bare(emulator):
                    taken["/bare"] += await block(ada, talk, "/bare")
                async with started(emulator, tmp_path) as bot:
                    ticks = itertools.count(0, 3600)
                    bot.service.adapter.seconds = lambda ticks=ticks: float(next(ticks))
                    for line in LINES:
                        taken[line] += await block(ada, talk, line)

    asyncio.run(run())
    usual = statistics.median(taken["/bare"])
    with capsys.disabled():
        print(f"\nDiscord, interaction to answer, {BLOCKS} x {ROUNDS} rounds each, ms (goal: 3 more at p50)")
        for line, each in taken.items():
            p50, p99 = statistics.median(each), statistics.quantiles(each, n=100)[98]
            print(f"  {line:16} p50 {p50:6.2f}  p99 {p99:6.2f}  more at p50 {p50 - usual:6.2f}")
