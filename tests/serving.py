"""The bot as `briefing run` starts it, in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.lives import Life
from bot.serving import running
from bot.settings import Settings

ENDS = 30.0
"""Seconds that the end may take."""


def wall() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def serving(settings: Settings, now: Callable[[], datetime] = wall) -> AsyncIterator[Life]:
    """The first bot that is connected, before it takes anything; at the end all were stopped as by a signal.

    `now` is the time at which commands are answered. Raises what keeps it from running.
    """
    stop = asyncio.Event()
    connected: asyncio.Future[Life] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(running(settings, stop, connected.set_result, now))
    try:
        await asyncio.wait((task, connected), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        yield await connected
    finally:
        stop.set()
        async with asyncio.timeout(ENDS):
            await task
