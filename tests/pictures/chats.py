"""What messengers show: the bot as `briefing run` starts it, on emulated platforms, at one moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bot.platforms.discord.service import DiscordService
from bot.platforms.telegram.service import TelegramService
from bot.settings import load
from tests.emulators import discord, telegram
from tests.pictures.takes import PATIENCE, environment
from tests.serving import serving

AT: Final = datetime(2026, 11, 23, 7, tzinfo=UTC)
"""When all is asked."""

Wire = dict[str, Any]
Asked = Sequence[tuple[str, str]]
"""The language of each person's client, and what they type."""


async def on_telegram(asked: Asked, folder: Path) -> list[Wire]:
    """The bot's answers as Telegram keeps them."""
    async with telegram.Emulator() as emulated, _bot("TELEGRAM", emulated.token, emulated.url, folder):
        answers = []
        for language, words in asked:
            person = emulated.person("Ada", language=language)
            person.says(words)
            answers.append((await person.private.reply("sent", within=PATIENCE)).raw)
        return answers


async def on_discord(asked: Asked, folder: Path) -> list[Wire]:
    """The bot's answers as Discord keeps them."""
    async with discord.Emulator() as emulated, _bot("DISCORD", emulated.token, emulated.url, folder):
        return [
            (await emulated.person("Ada", locale=language).asks(words, within=PATIENCE)).seen.raw
            for language, words in asked
        ]


@asynccontextmanager
async def _bot(platform: str, token: str, url: str, folder: Path) -> AsyncIterator[None]:
    """The bot, once it is ready on that platform."""
    ours = {f"BRIEFING_{platform}__TOKEN": token, f"BRIEFING_{platform}__API_URL": url}
    settings = load({**environment(folder), **ours, "BRIEFING_HTTP__LISTEN": "off"})
    async with serving(settings, now=lambda: AT) as life:
        assert isinstance(life.service, TelegramService | DiscordService)
        await asyncio.wait_for(life.service.ready.wait(), PATIENCE)
        yield
