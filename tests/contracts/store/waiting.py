"""Waiting for something to become true, with a deadline instead of a guess."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


async def until(is_so: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    """Look again until it is so; TimeoutError after so many seconds."""
    async with asyncio.timeout(seconds):
        while not await is_so():  # noqa: ASYNC110 - nobody sets an event: it is the database that is asked
            await asyncio.sleep(0.005)
