"""`briefing check`: everything that the bot needs, tried out; each finding a line, none with a secret."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from bot.checkup import databases, discord, dossiers, machine, telegram
from bot.checkup.line import Check, Level, Line, error
from bot.errors import SettingsError
from bot.settings import Settings, load

PATIENCE: Final = 30.0
"""Seconds that each check is given; all run at the same time."""


def examined(environ: Mapping[str, str], now: Callable[[], datetime]) -> Sequence[Line]:
    """All lines, the settings' first; where those are wrong, nothing else can be told."""
    try:
        settings = load(environ)
    except SettingsError as wrong:
        return [error("settings", line) for line in str(wrong).splitlines()]
    return [*machine.settings(environ, settings), *asyncio.run(_examined(settings, now))]


def is_well(lines: Sequence[Line]) -> bool:
    """Whether the bot will work."""
    return all(line.level is not Level.ERROR for line in lines)


async def _examined(settings: Settings, now: Callable[[], datetime]) -> Sequence[Line]:
    checks: Mapping[str, Check] = {
        "telegram": partial(telegram.bot, settings),
        "discord": partial(discord.bot, settings),
        "dossier": partial(asyncio.to_thread, dossiers.dossier, settings),
        "database": partial(databases.database, settings, now),
        "folders": partial(asyncio.to_thread, machine.folders, settings),
        "clock": partial(machine.clock, settings, now),
        "time zones": partial(asyncio.to_thread, machine.zones, settings),
        "http": partial(machine.address, settings),
    }
    found = await asyncio.gather(*(_patiently(what, check) for what, check in checks.items()))
    return [line for lines in found for line in lines]


async def _patiently(what: str, check: Check) -> list[Line]:
    """A check's lines; one that breaks or takes too long is told, and stops no other."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await check()
    except TimeoutError:
        return [error(what, f"no answer in {PATIENCE:g} seconds. Is what it needs reachable from here?")]
    except Exception as broken:
        return [error(what, f"could not be checked: {type(broken).__name__}: {broken}")]
