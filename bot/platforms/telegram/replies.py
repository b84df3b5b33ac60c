"""Answers on their way into a chat, as new messages or in place of the one that was pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from telegram import ReplyKeyboardMarkup, ReplyKeyboardRemove, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.logs import logger
from bot.platforms.telegram.failures import TooFastError
from bot.platforms.telegram.render import Message, rendered
from bot.platforms.telegram.sender import NO_PREVIEW, TelegramSender, markup

if TYPE_CHECKING:
    from bot.page import Page
    from bot.platforms.telegram.places import Place

PATIENCE: Final = 20.0
"""Seconds that an answer waits where Telegram says it came too fast; a longer wait is not worth it."""
Sent = TypeVar("Sent")
Below = ReplyKeyboardMarkup | ReplyKeyboardRemove


@dataclass(frozen=True, slots=True, repr=False)
class Replies:
    """Sends pages; the library's errors are raised, but for those that a second attempt helps."""

    sender: TelegramSender
    name: str
    """The bot's, without @: the buttons of messages that others read too lead to it."""

    async def send(
        self, place: Place, page: Page, *, to: int | None = None, below: Below | None = None
    ) -> None:
        """The page as new messages; the first is an answer to the message `to`, if that is still there.

        `below`: what is below the text field from then on; only for a page without buttons.
        """
        for at, message in enumerate(rendered(page, self.name if place.is_shared else "")):
            await self._post(place, message, to if at == 0 else None, below)

    async def edit(self, place: Place, number: int, page: Page, *, is_photo: bool) -> None:
        """The page in place of a message; what is more than one message comes below, as new ones.

        A picture stays, and what was asked of it comes below: people compare what they read with it.
        """
        first, *more = rendered(page)
        is_there = not is_photo and first.photo is None and await self._put(place, number, first)
        for message in more if is_there else (first, *more):
            await self._post(place, message, None, None)

    async def _put(self, place: Place, number: int, message: Message) -> bool:
        """The text in place of another; False where that one is gone, or too old to be changed."""
        await self._keep(message)
        try:
            await _patiently(
                lambda: self.sender.bot.edit_message_text(
                    message.html,
                    place.chat,
                    number,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=markup(message.keyboard),
                )
            )
        except BadRequest as error:
            if "not modified" not in str(error).lower():
                logger().info("not_edited", chat=place.key, reason=str(error))
                return False
        return True

    async def _keep(self, message: Message) -> None:
        for command in message.kept:
            await self.sender.keys.keep(command)

    async def _post(self, place: Place, message: Message, to: int | None, below: Below | None) -> None:
        if message.photo is not None or (to is None and below is None):
            await _patiently(lambda: self.sender.send(place.chat, message, thread=place.thread))
            return
        await self._keep(message)
        reply = None if to is None else ReplyParameters(to, allow_sending_without_reply=True)
        await _patiently(
            lambda: self.sender.bot.send_message(
                place.chat,
                message.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                message_thread_id=place.thread,
                reply_parameters=reply,
                reply_markup=below or markup(message.keyboard),
            )
        )


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
