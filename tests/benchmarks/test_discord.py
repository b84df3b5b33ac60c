"""From an interaction to its answer on Discord, beside a bare command of the library on the same emulator."""

from __future__ import annotations

import asyncio
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

from bot.platforms.discord.components import Component
from bot.platforms.discord.render import Message
from bot.platforms.discord.views import MessageView
from tests.dialogs.discord.running import started
from tests.emulators.discord import Emulator
from tests.emulators.discord.people import Person
from tests.emulators.discord.rooms import Room

ROUNDS = 200
"""Of each block; blocks of the two alternate."""
BLOCKS = 3
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
LINES = ("/about", "/claim id:k7m2", "/troops", "/timeline")
logging.getLogger("discord").setLevel(logging.CRITICAL)


@asynccontextmanager
async def bare(emulator: Emulator, message: Message) -> AsyncIterator[None]:
    """The library’s own client: one command says a word, one a message of ours that was made before."""
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = (
        emulator.url,
        URL(f"ws://127.0.0.1:{emulator.port}/gateway/"),
    )
    client = discord.Client(intents=discord.Intents(guilds=True), max_messages=None)
    tree = app_commands.CommandTree(client)

    @tree.command(name="bare", description="bare")
    async def say(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("bare")

    @tree.command(name="same", description="same")
    async def repeat(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=MessageView(message))

    assert say
    assert repeat
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
    taken: dict[str, list[float]] = {line: [] for line in ("/bare", "/same", *LINES)}

    said: dict[str, list[Component]] = {}

    async def run() -> None:
        async with Emulator() as emulator:
            ada = emulator.person("Ada")
            talk = emulator.guild("Newsroom", ada).text("talk")
            for _ in range(BLOCKS):
                async with started(emulator, tmp_path):
                    for line in LINES:
                        taken[line] += await block(ada, talk, line)
                        said[line] = emulator.record.of(CALLBACK)[-1].body["data"]["components"]
                async with bare(emulator, Message(tuple(said["/troops"]))):
                    for line in ("/bare", "/same"):
                        taken[line] += await block(ada, talk, line)
                emulator.record.calls.clear()

    asyncio.run(run())
    usual = statistics.median(taken["/bare"])
    with capsys.disabled():
        print(f"\nDiscord, interaction to answer, {BLOCKS} x {ROUNDS} rounds each, ms (goal: 3 more at p50)")
        for line, each in taken.items():
            p50, p99 = statistics.median(each), statistics.quantiles(each, n=100)[98]
            print(f"  {line:16} p50 {p50:6.2f}  p99 {p99:6.2f}  more at p50 {p50 - usual:6.2f}")
