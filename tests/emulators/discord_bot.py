"""A small bot on the real library, of the kind that ours is, connected to an emulated Discord."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import yarl
from discord import app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.emulators.discord import Emulator
from tests.emulators.pictures import png

Asked = discord.Interaction[Any]
FRENCH = {"troops": "troupes", "claimant": "auteur", "Figures": "Effectifs", "look up": "chercher"}
OWNERS = ("Budanov", "Reuters", "Korotchenko")


class Translations(app_commands.Translator):
    """The names in French."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: Any
    ) -> str | None:
        """The French word, where there is one."""
        return FRENCH.get(str(string)) if locale is discord.Locale.french else None


class More(ui.Button["Troops"]):
    """Answers the presser alone."""

    def __init__(self) -> None:
        super().__init__(label="More", custom_id="more")

    async def callback(self, interaction: Asked) -> None:
        """One press."""
        await interaction.response.send_message("15,000 sent", ephemeral=True)


class Scope(ui.Select["Troops"]):
    """Changes the message that it stands on."""

    def __init__(self) -> None:
        options = [discord.SelectOption(label="In Kursk", value="kursk"), discord.SelectOption(label="All")]
        super().__init__(placeholder="Scope", custom_id="scope", options=options)

    async def callback(self, interaction: Asked) -> None:
        """One choice."""
        await interaction.response.edit_message(view=Troops(self.values[0]))


class Zone(ui.Modal, title="Zone"):
    """Asks for a word."""

    where: ui.Label[Zone] = ui.Label(text="Where", component=ui.TextInput())

    async def on_submit(self, interaction: Asked) -> None:
        """The word came."""
        assert isinstance(self.where.component, ui.TextInput)
        await interaction.response.send_message(f"It is {self.where.component.value}", ephemeral=True)


class Troops(ui.LayoutView):
    """Words, a button and a select, which go on working."""

    def __init__(self, about: str = "") -> None:
        super().__init__(timeout=None)
        title: ui.TextDisplay[Troops] = ui.TextDisplay(f"# Troops {about}".rstrip())
        section: ui.Section[Troops] = ui.Section(title, accessory=More())
        self.box: ui.Container[Troops] = ui.Container(section, ui.Separator())
        self.box.add_item(ui.ActionRow(Scope()))
        self.add_item(self.box)


async def troops(interaction: Asked, claimant: str = "") -> None:
    """At once."""
    await interaction.response.send_message(view=Troops(claimant))


async def owners(interaction: Asked, words: str) -> list[app_commands.Choice[str]]:
    """What `claimant` may be."""
    found = [one for one in OWNERS if words.lower() in one.lower()]
    return [app_commands.Choice(name=one, value=one) for one in found]


async def chart(interaction: Asked) -> None:
    """Later, with a picture."""
    await interaction.response.defer()
    view = Troops()
    media = discord.MediaGalleryItem("attachment://chart.png", description="Six claims")
    view.box.add_item(ui.MediaGallery(media))
    await interaction.followup.send(view=view, file=discord.File(io.BytesIO(png(4, 3)), "chart.png"))


async def slow(interaction: Asked) -> None:
    """Later, to the asker alone, and changed."""
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send("done")
    await interaction.edit_original_response(content="edited")


async def zone(interaction: Asked) -> None:
    """A modal."""
    await interaction.response.send_modal(Zone())


async def look_up(interaction: Asked, message: discord.Message) -> None:
    """From the menu of a message."""
    await interaction.response.send_message(f"{message.content!r} is not known", ephemeral=True)


class Bot(discord.Client):
    """All of it."""

    def __init__(self, intents: discord.Intents | None = None, **options: Any) -> None:
        intents = intents or discord.Intents(guilds=True)
        super().__init__(intents=intents, guild_ready_timeout=0.01, **options)
        self.tree = app_commands.CommandTree(self)
        command = self.tree.command(name="troops", description="Figures")(
            app_commands.allowed_installs(guilds=True, users=True)(troops)
        )
        command.autocomplete("claimant")(owners)
        for name, does in (("chart", chart), ("slow", slow), ("zone", zone)):
            self.tree.command(name=name, description="Something")(does)
        self.tree.context_menu(name="look up")(look_up)
        self.came_back = 0

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No five seconds of patience before a second session, as the library has."""

    async def setup_hook(self) -> None:
        """Old buttons work, and the commands are there."""
        await self.tree.set_translator(Translations())
        self.add_view(Troops())
        await self.tree.sync()

    async def on_resumed(self) -> None:
        """Its session goes on."""
        self.came_back += 1


@asynccontextmanager
async def addressed(emulator: Emulator) -> AsyncIterator[None]:
    """The library knows Discord at the emulator's addresses, for so long."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = emulator.url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(emulator.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@asynccontextmanager
async def running(emulator: Emulator, **options: Any) -> AsyncIterator[Bot]:
    """The bot, connected, for so long."""
    async with addressed(emulator), Bot(**options) as bot:
        going = asyncio.create_task(bot.start(emulator.token))
        await emulator.connected()
        await bot.wait_until_ready()
        yield bot
        await bot.close()
        await going
