"""Telegram's thirty messages a second, shared by digests and answers: an answer goes first."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

PER_SECOND: Final = 30
WINDOW: Final = 1.0
"""Seconds, counted from Telegram's answer: only then it is sure that the message is counted there."""
LONGEST: Final = 5.0
"""Seconds after which a message that nobody answered holds its slot no longer."""
HURRY: Final = 4.0
"""Seconds that a digest's message waits while answers go first."""


class Busy(Exception):  # noqa: N818 - nothing is wrong
    """Answers took all slots for so long that the digest's message is better tried later."""


@dataclass(slots=True)
class Turns:
    """Slots of one bot. While no digest goes out, answers go at once, however many there are.

    Digests go evenly (`digests.pace`), so while they do there is soon a slot for an answer.
    """

    slots: int = PER_SECOND
    _taken: int = 0
    _digests: int = 0
    """How many of the taken slots are digests'."""
    _answering: deque[asyncio.Future[None]] = field(default_factory=deque)
    _posting: deque[asyncio.Future[None]] = field(default_factory=deque)

    @asynccontextmanager
    async def answer(self) -> AsyncIterator[None]:
        """While it is open, a message to somebody who waits for it is sent."""
        await self._turn(self._answering)
        async with self._held(digests=0):
            yield

    @asynccontextmanager
    async def digest(self) -> AsyncIterator[None]:
        """While it is open, a message of a digest is sent; Busy."""
        try:
            async with asyncio.timeout(HURRY):
                await self._turn(self._posting)
        except TimeoutError:
            raise Busy from None
        async with self._held(digests=1):
            yield

    async def _turn(self, queue: deque[asyncio.Future[None]]) -> None:
        turn = asyncio.get_running_loop().create_future()
        queue.append(turn)
        self._hand_out()
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it had come, and nobody takes it
                self._give_back(int(queue is self._posting))
            raise

    @asynccontextmanager
    async def _held(self, digests: int) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        unanswered = loop.call_later(LONGEST, self._give_back, digests)
        try:
            yield
        finally:
            if loop.time() < unanswered.when():
                unanswered.cancel()
                loop.call_later(WINDOW, self._give_back, digests)

    def _give_back(self, digests: int) -> None:
        self._taken -= 1
        self._digests -= digests
        self._hand_out()

    def _hand_out(self) -> None:
        """Those go whose turn it is."""
        while self._answering and (self._taken < self.slots or not self._digests):
            self._taken += _goes(self._answering)
        while self._posting and self._taken < self.slots:
            gone = _goes(self._posting)
            self._taken += gone
            self._digests += gone


def _goes(queue: deque[asyncio.Future[None]]) -> bool:
    """Let the first of the queue go; False where it waits no longer."""
    turn = queue.popleft()
    if turn.done():
        return False
    turn.set_result(None)
    return True
