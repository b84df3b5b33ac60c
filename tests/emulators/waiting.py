"""Waiting, in a test, for something to happen in an emulated world."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")
DEADLINE: Final = 10.0
"""Seconds after which something that a test waits for has failed to happen."""


class Waiting:
    """A world that wakes those who wait whenever it changes."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def changed(self) -> None:
        """Something happened: those who wait look again."""
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for one in waiting:
                if not one.done():
                    one.set_result(None)

    async def until(self, condition: Callable[[], T | None], what: str = "", within: float = DEADLINE) -> T:
        """Wait until the condition gives something true, and give that; an AssertionError if not."""
        try:
            async with asyncio.timeout(within):
                while not (found := condition()):
                    waiter = asyncio.get_running_loop().create_future()
                    self._waiting.append(waiter)
                    await waiter
                return found
        except TimeoutError:
            raise AssertionError(f"not within {within} s: {what or condition}") from None
