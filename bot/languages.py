"""Which languages chats chose, asked for many at once: while one question is under way the next gathers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field

from digests.subscription import ChatId


@dataclass(slots=True)
class Languages:
    """A morning's worth of answers asks the database a few times, and not once each."""

    look_up: Callable[[Collection[ChatId]], Awaitable[Mapping[ChatId, str]]]
    _waiting: dict[ChatId, asyncio.Future[str | None]] = field(default_factory=dict)
    _looking: asyncio.Task[None] | None = None

    async def of(self, chat: ChatId) -> str | None:
        """The chat's, as it was chosen by now or later; None if none was. Raises what `look_up` raises."""
        if chat not in self._waiting:
            self._waiting[chat] = asyncio.get_running_loop().create_future()
        found = self._waiting[chat]
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        return await asyncio.shield(found)  # others may wait for it too

    async def _look(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, {}
            try:
                found = await self.look_up(asked)
            except Exception as error:
                for waiting in asked.values():
                    waiting.set_exception(error)
            else:
                for chat, waiting in asked.items():
                    waiting.set_result(found.get(chat))
            finally:
                for waiting in asked.values():
                    waiting.cancel()  # nothing, but when this task is cancelled
