"""The bot as `briefing run` starts it, in this process, talking to the emulated Discord."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.lives import Life
from bot.platforms.discord.service import DiscordService
from bot.settings import Settings, load
from digests.register import Held
from digests.store.store import Store
from digests.subscription import ChatId, Subscription
from tests.dialogs import transcripts
from tests.emulators.discord import Emulator, Limits
from tests.emulators.discord.people import Person
from tests.emulators.discord.rooms import Room, Server
from tests.serving import serving

BOT = "discord:700000"
AT = datetime(2036, 11, 21, 8, tzinfo=UTC)
"""When commands are answered: far ahead, so that no digest that a dialog asks for comes due in it."""
DIALOGS = Path(__file__).parent


@dataclass(frozen=True)
class Running:
    """Our bot."""

    service: DiscordService
    life: Life

    @property
    def store(self) -> Store:
        return self.service.given.store


@dataclass(frozen=True)
class At:
    """A Discord and our bot on it, in a server of Ada's where Bob is too."""

    discord: Emulator
    bot: Running
    ada: Person
    bob: Person
    server: Server
    talk: Room

    @property
    def store(self) -> Store:
        return self.bot.store

    async def settled(self) -> None:
        """All that was taken is done."""
        await self.bot.service.adapter.lanes.idle()

    async def held(self, room: Room) -> Held | None:
        """What is kept about a channel."""
        return await self.store.held(ChatId(BOT, str(room.id)))

    async def subscription(self, room: Room) -> Subscription:
        """The subscription of a channel that has one."""
        found = await self.store.subscription(ChatId(BOT, str(room.id)))
        assert found is not None
        return found

    async def suspended(self, room: Room) -> str | None:
        """Why a channel waits."""
        return (await self.subscription(room)).chat.suspended

    async def waits(self, room: Room, reason: str | None) -> None:
        """Wait until a channel waits for this reason, or for none."""
        async with asyncio.timeout(10):
            while await self.suspended(room) != reason:  # noqa: ASYNC110 - what comes of an event shows here only
                await asyncio.sleep(0.01)

    def faultless(self) -> None:
        """The bot did nothing that Discord refused or hides."""
        assert [(one.route, one.description) for one in self.discord.record.refused()] == []
        assert self.discord.world.losses == []


def settings(discord: Emulator, folder: Path, **more: str) -> Settings:
    """Settings as an operator would give them."""
    variables = {
        "BRIEFING_DISCORD__TOKEN": discord.token,
        "BRIEFING_DISCORD__API_URL": discord.url,
        "BRIEFING_HTTP__LISTEN": "off",
        "BRIEFING_DATABASE_URL": f"sqlite:///{folder / 'briefing.sqlite'}",
        "BRIEFING_CACHE": os.environ["BRIEFING_TEST_CACHE"],
        "BRIEFING_TIMEZONE": "Europe/Paris",
        "BRIEFING_OPERATOR": "a newsroom",
    }
    return load({**variables, **more})


@asynccontextmanager
async def scene(
    folder: Path, *, limits: Limits | None = None, locale: str = "en-US", language: str = "en-US", **more: str
) -> AsyncIterator[At]:
    """A Discord with the bot ready on it; at the end the bot was stopped as by a signal.

    `locale`: Ada's; `language`: the server's.
    """
    async with Emulator(limits=limits) as discord:
        ada, bob = discord.person("Ada", locale=locale), discord.person("Bob", locale=locale)
        server = discord.guild("Newsroom", ada, bob, locale=language)
        talk = server.text("talk")
        async with started(discord, folder, **more) as bot:
            yield At(discord, bot, ada, bob, server, talk)


@asynccontextmanager
async def started(
    discord: Emulator, folder: Path, *, real_time: bool = False, **more: str
) -> AsyncIterator[Running]:
    """The bot on this Discord, from when it takes interactions; people may ask as fast as they like."""
    now = {} if real_time else {"now": lambda: AT}
    async with serving(settings(discord, folder, **more), **now) as life:
        assert isinstance(life.service, DiscordService)
        ticks = itertools.count(0, 3600)
        life.service.adapter.seconds = lambda: float(next(ticks))
        async with asyncio.timeout(20):
            await life.service.ready.wait()
        yield Running(life.service, life)


def compare(name: str, said: str) -> None:
    """Compare a transcript with the one that is written down; channels have new numbers each time."""
    said = re.sub(r"(discord:700000/|/at )[0-9]+", r"\1CHANNEL", said)
    transcripts.compare(DIALOGS / f"{name}.dialog", said)
