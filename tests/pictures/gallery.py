"""The pictures of README, by file name."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.pictures import chats, discord, takes, telegram, terminal

FOLDER: Final = Path(__file__).parents[1] / "golden" / "pictures"
TELEGRAM: Final = (("en", "/troops"), ("fr", "/point"))
DISCORD: Final = (("fr", "/troupes"),)
SAYS: Final = "The briefing bot on {}, answering {}"


def drawn() -> Mapping[str, bytes]:
    """All of them, as the program would have them now."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        rows = takes.terminal("/troops", "Sources", folder)
        pictures = {
            "chart.png": takes.chart("troops", folder),
            "terminal.svg": terminal.drawn(
                rows, "briefing chat", SAYS.format("a terminal", "/troops")
            ).encode(),
        }
        told = asyncio.run(chats.on_telegram(TELEGRAM, folder))
        for (language, words), message in zip(TELEGRAM, told, strict=True):
            svg = telegram.drawn(words, message, SAYS.format("Telegram", words))
            pictures[f"telegram.{language}.svg"] = svg.encode()
        told = asyncio.run(chats.on_discord(DISCORD, folder))
        for (language, words), message in zip(DISCORD, told, strict=True):
            svg = discord.drawn(words, message, SAYS.format("Discord", words))
            pictures[f"discord.{language}.svg"] = svg.encode()
    return pictures
