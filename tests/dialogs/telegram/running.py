"""The bot as `briefing run` starts it, in this process, talking to the emulated Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.serving import Running, running
from bot.settings import Settings, load
from digests.store.store import Store
from digests.subscription import ChatId
from tests.emulators.telegram import Emulator, Limits
from tests.emulators.telegram.people import Person

BOT = "telegram:7000001"
SECRET = "of-the-webhook-in-tests"  # noqa: S105 -- this test's own


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

    async def kept(self, key: int | str) -> Any:
        """What is kept about a chat."""
        return await self.store.held(ChatId(BOT, str(key)))


def settings(telegram: Emulator, folder: Path, **more: str) -> Settings:
    """Settings as an operator would give them."""
    variables = {
        "BRIEFING_TELEGRAM__TOKEN": telegram.token,
        "BRIEFING_TELEGRAM__API_URL": telegram.url,
        "BRIEFING_DATABASE_URL": f"sqlite:///{folder / 'briefing.sqlite'}",
        "BRIEFING_CACHE": str(folder.parent / "cache"),
        "BRIEFING_TIMEZONE": "Europe/Paris",
        "BRIEFING_OPERATOR": "a newsroom",
        "BRIEFING_HTTP__LISTEN": "127.0.0.1:0",
        "BRIEFING_CONFIG": "",
    }
    return load({**variables, **{name: value for name, value in more.items()}})


@asynccontextmanager
async def scene(folder: Path, *, limits: Limits | None = None, **more: str) -> AsyncIterator[At]:
    """A Telegram with the bot ready on it; at the end the bot was stopped as by a signal."""
    async with Emulator(limits=limits) as telegram:
        ada = telegram.person("Ada", started=True)
        async with started(telegram, folder, **more) as bot:
            yield At(telegram, bot, ada)


@asynccontextmanager
async def started(telegram: Emulator, folder: Path, **more: str) -> AsyncIterator[Running]:
    """The bot on this Telegram, from when it takes updates."""
    stop = asyncio.Event()
    ready: asyncio.Future[Running] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(running(settings(telegram, folder, **more), stop, ready.set_result))
    try:
        await asyncio.wait((serving, ready), return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            await serving
        bot = await ready
        async with asyncio.timeout(20):
            await bot.service.ready.wait()
        yield bot
    finally:
        stop.set()
        async with asyncio.timeout(30):
            await serving
