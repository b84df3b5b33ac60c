"""The bot as `briefing run` starts it, in this process, talking to the emulated Telegram."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.lives import Life
from bot.platforms.telegram.service import TelegramService
from bot.settings import Settings, load
from digests.register import Held
from digests.store.store import Store
from digests.subscription import ChatId, Subscription
from tests.dialogs import transcripts
from tests.emulators.telegram import Emulator, Limits
from tests.emulators.telegram.people import Person
from tests.serving import serving

BOT = "telegram:7000001"
AT = datetime(2036, 11, 21, 8, tzinfo=UTC)
"""When commands are answered: far ahead, so that no digest that a dialog asks for comes due in it."""
DIALOGS = Path(__file__).parent


@dataclass(frozen=True)
class Running:
    """Our bot."""

    service: TelegramService
    life: Life

    @property
    def store(self) -> Store:
        return self.service.given.store


@dataclass(frozen=True)
class At:
    """A Telegram and our bot on it."""

    telegram: Emulator
    bot: Running
    ada: Person
    """Who has written to the bot before."""

    @property
    def store(self) -> Store:
        return self.bot.store

    async def settled(self) -> None:
        """Every update was taken, and all that it asked for is done."""
        await self.telegram.drained()
        await self.bot.service.adapter.lanes.idle()

    async def held(self, key: int | str) -> Held | None:
        """What is kept about a chat."""
        return await self.store.held(ChatId(BOT, str(key)))

    async def subscription(self, key: int | str) -> Subscription:
        """The subscription of a chat that has one."""
        found = await self.store.subscription(ChatId(BOT, str(key)))
        assert found is not None
        return found

    def faultless(self) -> None:
        """The bot did nothing that Telegram refused or dropped."""
        assert [(one.method, one.description) for one in self.telegram.record.refused()] == []
        assert self.telegram.world.losses == []


def settings(telegram: Emulator, folder: Path, **more: str) -> Settings:
    """Settings as an operator would give them."""
    variables = {
        "BRIEFING_TELEGRAM__TOKEN": telegram.token,
        "BRIEFING_TELEGRAM__API_URL": telegram.url,
        "BRIEFING_HTTP__LISTEN": "127.0.0.1:0",
        "BRIEFING_DATABASE_URL": f"sqlite:///{folder / 'briefing.sqlite'}",
        "BRIEFING_CACHE": os.environ["BRIEFING_TEST_CACHE"],
        "BRIEFING_TIMEZONE": "Europe/Paris",
        "BRIEFING_OPERATOR": "a newsroom",
    }
    return load({**variables, **more})


@asynccontextmanager
async def scene(folder: Path, *, limits: Limits | None = None, **more: str) -> AsyncIterator[At]:
    """A Telegram with the bot ready on it; at the end the bot was stopped as by a signal."""
    async with Emulator(limits=limits) as telegram:
        ada = telegram.person("Ada", started=True)
        async with started(telegram, folder, **more) as bot:
            yield At(telegram, bot, ada)


@asynccontextmanager
async def started(
    telegram: Emulator, folder: Path, *, real_time: bool = False, **more: str
) -> AsyncIterator[Running]:
    """The bot on this Telegram, from when it takes updates; people may ask as fast as they like."""
    now = {} if real_time else {"now": lambda: AT}
    async with serving(settings(telegram, folder, **more), **now) as life:
        assert isinstance(life.service, TelegramService)
        ticks = itertools.count(0, 3600)
        life.service.adapter.seconds = lambda: float(next(ticks))
        async with asyncio.timeout(20):
            await life.service.ready.wait()
        yield Running(life.service, life)


def compare(name: str, said: str) -> None:
    """Compare a transcript with the one that is written down."""
    transcripts.compare(DIALOGS / f"{name}.dialog", said)
