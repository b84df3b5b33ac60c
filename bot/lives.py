"""The life of each bot of a process, from connecting to its end; what ails one leaves the others be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.errors import BotError, SettingsError
from bot.logs import logger
from bot.posting import Post

if TYPE_CHECKING:
    from bot.platform import Given, Platform, Service
    from bot.posting import PostOffice
    from digests.sender import Sender

DRAINS: Final = 15.0
"""Seconds that answers under way are given; digests have theirs (`bot.posting`) at the same time."""
FIRST: Final = 1.0
MOST: Final = 60.0
"""Seconds until a bot that failed is begun anew: twice as long each time."""


class Stage(StrEnum):
    """How far a bot is."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    REFUSED = "refused"
    """Its token is not known: that mends itself as little as a password does."""
    FAILED = "failed"
    """Something of ours broke; it is begun anew soon."""
    CLOSED = "closed"


@dataclass(slots=True, repr=False)
class Life:
    """One bot, from its first attempt to connect on."""

    platform: Platform
    given: Given
    office: PostOffice
    tell: Callable[[Life], None] = lambda _: None
    """Called each time it is connected, before it takes anything."""
    stage: Stage = Stage.CONNECTING
    refusal: str = ""
    """Why its token was refused, a sentence for the operator."""
    service: Service | None = None
    """While it is connected."""
    sender: Sender | None = None
    _stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Live until `stop` is called, or the token is refused."""
        pause = FIRST
        while not self._stop.is_set():
            self.stage = Stage.CONNECTING
            try:
                await self._once()
                self.stage = Stage.CLOSED
            except Exception as error:
                refused = _refusal(error)
                if refused is not None:
                    self.stage, self.refusal = Stage.REFUSED, str(refused)
                    return
                self.stage = Stage.FAILED
                logger().exception("platform_failed", bot=self.platform.id, again=pause)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), pause)
                pause = min(2 * pause, MOST)

    async def _once(self) -> None:
        """Connect, then serve; from when it is connected it ends in order, never by being cancelled."""
        async with self.platform.connected(self.given) as service:
            self.service, self.stage = service, Stage.CONNECTED
            try:
                await self._serve(service)
            finally:
                self.service = self.sender = None

    async def _serve(self, service: Service) -> None:
        """Answer and post until it is to stop; then take nothing more, and finish what was taken."""
        post = Post(service.courier, service.render)
        async with asyncio.TaskGroup() as group, self.office.sending(post) as sender:
            self.sender = sender
            self.tell(self)
            taking = group.create_task(service.run(lambda: sender.keeper.lease() is not None))
            await self._stop.wait()
            taking.cancel()
            with suppress(asyncio.CancelledError):
                await taking
            group.create_task(service.close(DRAINS))  # while deliveries under way are finished

    def stop(self, task: asyncio.Task[None]) -> None:
        """End it in order; while it is not connected, its task has nothing to finish."""
        self._stop.set()
        if self.service is None:
            task.cancel()


@asynccontextmanager
async def live_all(lives: Sequence[Life]) -> AsyncIterator[asyncio.Event]:
    """Let them live as long as the context is open; the event says that all of them were refused.

    Then the end is a SettingsError, a line each.
    """
    over = asyncio.Event()

    async def lived(life: Life) -> None:
        await life.run()
        if all(one.stage is Stage.REFUSED for one in lives):
            over.set()
        elif life.stage is Stage.REFUSED:
            logger().error("platform_refused", bot=life.platform.id, reason=life.refusal)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(lived(one)) for one in lives]
        try:
            yield over
        finally:
            for one, task in zip(lives, tasks, strict=True):
                one.stop(task)
            if tasks:  # the group would cancel them, in the middle of a transaction perhaps
                await asyncio.wait(tasks)
    if lives and all(one.stage is Stage.REFUSED for one in lives):
        raise SettingsError("\n".join(one.refusal for one in lives))


def _refusal(error: BaseException) -> BotError | None:
    """Ours, alone or in groups of several tasks' errors; None where anything else is wrong as well."""
    if isinstance(error, BaseExceptionGroup):
        found = [_refusal(one) for one in error.exceptions]
        return found[0] if all(found) else None
    return error if isinstance(error, BotError) else None
