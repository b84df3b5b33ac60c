"""What one chat asks is answered in order, what others ask meanwhile; at the end all is finished in time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from bot.logs import logger

AT_ONCE: Final = 128
"""Answers under way; more wait."""
Work = Callable[[], Awaitable[None]]


class Lanes:
    """A queue a key; what fails in one is logged, and the next goes on."""

    def __init__(self, group: asyncio.TaskGroup) -> None:
        self._group = group
        self._waiting: dict[object, deque[Work]] = {}
        self._room = asyncio.Semaphore(AT_ONCE)
        self._idle = asyncio.Event()
        self._idle.set()
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, key: object, work: Work) -> None:
        """Do it after what was put under the same key before."""
        if key in self._waiting:
            self._waiting[key].append(work)
            return
        self._waiting[key] = deque((work,))
        self._idle.clear()
        task = self._group.create_task(self._run(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        """Wait until nothing is to be done."""
        await self._idle.wait()

    async def drain(self, seconds: float) -> None:
        """Wait until all is done, so long at most; what is not done then is given up."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            logger().warning("answers_given_up", chats=len(self._waiting))
            for task in self._tasks:
                task.cancel()

    async def _run(self, key: object) -> None:
        queue = self._waiting[key]
        try:
            while queue:
                async with self._room:
                    await _done(queue.popleft())
        finally:
            del self._waiting[key]
            if not self._waiting:
                self._idle.set()


async def _done(work: Work) -> None:
    try:
        await work()
    except Exception as error:
        logger().exception("update_failed", error=type(error).__name__)
