"""The register as commands reach it: opened when one first needs it, and who asks for a chat's language."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Self

from bot.languages import Languages
from bot.logs import logger
from digests.errors import StoreError

if TYPE_CHECKING:
    from bot.request import Asker
    from digests.register import Records
    from digests.subscription import ChatId

PAUSE: Final = timedelta(seconds=10)
"""How long, after the database failed, no chat's language is asked for: answers are not to wait for it."""


class LazyRegister:
    """A register that nobody pays for before it is needed; used as a context, it closes what it opened."""

    def __init__(
        self, opening: Callable[[], AbstractAsyncContextManager[Records]], *, remembers: bool = True
    ) -> None:
        """`remembers`: chats are answered in the language that is stored for them.

        Without it in the configured one, until one is chosen in this run: so a script's answers do not depend
        on an earlier run, and its start does not wait for a database.
        """
        self._opening = opening
        self._remembers = remembers
        self._lock = asyncio.Lock()
        self._stack = AsyncExitStack()
        self._register: Records | None = None
        self._failed: datetime | None = None
        self._languages = Languages(self._look_up)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._register = None
        await self._stack.aclose()

    async def opened(self) -> Records:
        """The register; StoreError when it cannot be opened, and the next call tries again."""
        async with self._lock:
            if self._register is None:
                self._register = await self._stack.enter_async_context(self._opening())
            return self._register

    async def language(self, chat: ChatId, at: datetime) -> str | None:
        """The language that the chat chose; None if it chose none, and while nobody can tell."""
        if not self._remembers or (self._failed is not None and abs(at - self._failed) < PAUSE):
            return None
        try:
            return await self._languages.of(chat)
        except StoreError as error:
            if self._failed is None or abs(at - self._failed) >= PAUSE:  # others waited for the same answer
                logger().error("languages_unknown", reason=str(error))
            self._failed = at
            return None

    async def _look_up(self, chats: Collection[ChatId]) -> Mapping[ChatId, str]:
        return await (await self.opened()).languages(chats)

    async def choose_language(self, asker: Asker, language: str, at: datetime) -> None:
        """Answer the chat in this language from now on, its digests too; StoreError."""
        register = await self.opened()
        await register.choose_language(asker.chat, asker.kind, language, at)
        self._remembers = True
