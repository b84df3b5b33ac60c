"""Answers on their way into a chat, as new messages or in place of the one that was pressed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from telegram.error import BadRequest

from bot.logs import logger
from bot.platforms.telegram.failures import TooFastError
from bot.platforms.telegram.render import Message, rendered
from bot.platforms.telegram.sender import Below, TelegramSender
from bot.platforms.telegram.turns import Turns

if TYPE_CHECKING:
    from bot.page import Page
    from bot.platforms.telegram.places import Place

PATIENCE: Final = 20.0
"""Seconds that an answer waits where Telegram says it came too fast; a longer wait is not worth it."""
LATELY: Final = 128
"""How many pages are kept as messages."""
Sent = TypeVar("Sent")


@dataclass(frozen=True, slots=True, repr=False)
class Replies:
    """Sends pages; the library's errors are raised, but for those that a second attempt helps."""

    sender: TelegramSender
    name: str
    """The bot's, without @: the buttons of messages that others read too lead to it."""
    turns: Turns = field(default_factory=Turns)
    """Shared with the digests."""
    _lately: OrderedDict[tuple[int, str], tuple[Page, tuple[Message, ...]]] = field(
        default_factory=OrderedDict
    )
    """Pages that were sent lately, as messages: the same page is given to many (`bot.remembered`)."""

    async def send(
        self, place: Place, page: Page, *, to: int | None = None, below: Below | None = None
    ) -> None:
        """The page as new messages; the first is an answer to the message `to`, if that is still there.

        `below`: what is below the text field from then on; only for a page without buttons.
        """
        for at, message in enumerate(self._messages(page, self.name if place.is_shared else "")):
            await self._post(place, message, to if at == 0 else None, below)

    async def edit(self, place: Place, number: int, page: Page, *, is_photo: bool) -> None:
        """The page in place of a message; what is more than one message comes below, as new ones.

        A picture stays, and what was asked of it comes below: people compare what they read with it.
        """
        first, *more = self._messages(page)
        is_there = not is_photo and first.photo is None and await self._put(place, number, first)
        for message in more if is_there else (first, *more):
            await self._post(place, message, None, None)

    def _messages(self, page: Page, bot: str = "") -> tuple[Message, ...]:
        """What `rendered` gives; a page that is kept here keeps its identity to itself."""
        key = id(page), bot
        if key not in self._lately:
            self._lately[key] = page, rendered(page, bot)
            if len(self._lately) > LATELY:
                self._lately.popitem(last=False)
        self._lately.move_to_end(key)
        return self._lately[key][1]

    async def _put(self, place: Place, number: int, message: Message) -> bool:
        """The text in place of another; False where that one is gone, or too old to be changed."""
        try:
            await _patiently(lambda: self.sender.edit(place.chat, number, message))
        except BadRequest as error:
            if "not modified" not in str(error).lower():
                logger().info("not_edited", chat=place.key, reason=str(error))
                return False
        return True

    async def _post(self, place: Place, message: Message, to: int | None, below: Below | None) -> None:
        async def send() -> None:
            async with self.turns.answer():
                await self.sender.send(place.chat, message, thread=place.thread, to=to, below=below)

        await _patiently(send)


async def _patiently(call: Callable[[], Awaitable[Sent]]) -> Sent:
    """The call, once more where Telegram asks for a little patience."""
    try:
        return await call()
    except TooFastError as error:
        seconds = error.retry_after.total_seconds()
        if seconds > PATIENCE:
            raise
        await asyncio.sleep(seconds)
    return await call()
