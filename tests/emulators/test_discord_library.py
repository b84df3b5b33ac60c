"""The real library talks to the emulated Discord as it does to the real one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.emulators.discord import Emulator

DIALOG = """\
Ada: /troops as_of:2024-11
bot: # Troops 2024-11
  ‹More›
Ada ▸: ‹More›
bot → Ada: 15,000 sent
"""
SLOW = """\
Ada: /slow
bot → Ada: done
bot ✎ → Ada: edited
"""


class More(ui.Button["Troops"]):
    def __init__(self) -> None:
        super().__init__(label="More", custom_id="more")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message("15,000 sent", ephemeral=True)


class Troops(ui.LayoutView):
    def __init__(self, as_of: str = "") -> None:
        super().__init__(timeout=None)
        text: ui.TextDisplay[Troops] = ui.TextDisplay(f"# Troops {as_of}")
        row: ui.ActionRow[Troops] = ui.ActionRow(More())
        self.add_item(ui.Container(text, row))


class Bot(discord.Client):
    """A small bot of the kind that ours is."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0.01)
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="troops", description="Figures")(_troops)
        self.tree.command(name="slow", description="Takes its time")(_slow)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Not five seconds of patience before a second session, as the library has."""

    async def setup_hook(self) -> None:
        self.add_view(Troops())
        await self.tree.sync()


async def _troops(interaction: discord.Interaction[Any], as_of: str = "") -> None:
    await interaction.response.send_message(view=Troops(as_of))


async def _slow(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send("done")
    await interaction.edit_original_response(content="edited")


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """What the library knows Discord by, back in place afterwards."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    return monkeypatch


@asynccontextmanager
async def _running(emulator: Emulator) -> AsyncIterator[Bot]:
    Route.BASE = emulator.url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(emulator.gateway_url)
    async with Bot() as bot:
        running = asyncio.create_task(bot.start(emulator.token))
        await emulator.connected()
        await bot.wait_until_ready()
        yield bot
        await bot.close()
        await running


@pytest.mark.usefixtures("addresses")
def test_a_command_a_button_and_a_deferred_answer() -> None:
    async def run() -> None:
        async with Emulator() as emulator:
            ada = emulator.person("Ada")
            news = emulator.guild("Talk", ada).text("news")
            async with _running(emulator):
                await ada.asks("/troops as_of:2024-11", news)
                await ada.presses("More", news)
                asked = await ada.asks("/slow")
                await emulator.until(lambda: asked.seen.text == "edited")
                assert news.transcript() == DIALOG
                assert ada.private.transcript() == SLOW
                assert emulator.record.refused() == []
                assert emulator.world.losses == []

    asyncio.run(run())


@pytest.mark.usefixtures("addresses")
def test_a_dropped_socket_is_resumed_and_nothing_is_lost() -> None:
    async def run() -> None:
        async with Emulator() as emulator:
            ada = emulator.person("Ada")
            async with _running(emulator):
                emulator.gateway.drop()
                await emulator.until(lambda: not emulator.gateway.sockets)
                asked = ada.types("/troops")
                await emulator.until(lambda: asked.settled)
                assert asked.seen.labels == ["More"]
                assert (emulator.gateway.identified, emulator.gateway.resumed) == (1, 1)

    asyncio.run(run())
