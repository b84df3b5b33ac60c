"""Digests to Telegram's chats: each stored part sent once, and what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from telegram.error import InvalidToken, TelegramError

from bot.logs import logger
from bot.platforms.telegram.outcomes import Floods, outcome_of
from bot.platforms.telegram.parts import read
from bot.platforms.telegram.places import parsed
from bot.platforms.telegram.sender import TelegramSender
from bot.platforms.telegram.turns import PER_SECOND, Busy, Turns
from digests.delivery import Doubts, OnDoubt
from digests.errors import StoreError
from digests.outcomes import NotSent, Outcome, Refused, Sent
from digests.pace import Limits

LIMITS: Final = Limits(per_second=PER_SECOND, chat_gap=1.0, group_gap=3.0, even=True)
"""30 a second over all chats, with answers (`turns`); one a second in a chat, 20 a minute in a group."""
PINS: Final = 1000
"""How many messages wait to be pinned, at most; a pin is worth no more."""


def _ignored() -> None:
    pass


@dataclass(slots=True)
class TelegramCourier:
    """The courier (`digests.ports`) of one Telegram bot."""

    bot: str
    """ "telegram:8123456"."""
    sender: TelegramSender
    limits: Limits = LIMITS
    doubts: Doubts = field(default_factory=lambda: Doubts(OnDoubt.HOLD))
    """Telegram knows no double: a doubtful message is held, unless the operator wants it sent again."""
    turns: Turns = field(default_factory=Turns)
    """Shared with the answers."""
    on_refused: Callable[[], None] = _ignored
    """Called when Telegram does not know the bot's token (any more)."""
    _floods: Floods = field(default_factory=Floods)
    _pins: asyncio.Queue[tuple[int, int]] = field(default_factory=lambda: asyncio.Queue(PINS))

    async def send(self, chat: str, part: str, nonce: str) -> Outcome:  # noqa: ARG002 - Telegram has no nonces
        """Send the part, once."""
        place = parsed(chat)
        if place is None:
            return Refused("that is no key of a Telegram chat")
        try:
            told = read(part)
        except ValueError as error:
            return Refused(str(error))
        number, thread = place
        try:
            async with self.turns.digest():
                message = await self.sender.send(number, told.message, thread=thread, silent=told.silent)
        except Busy:
            return NotSent("answers went first")
        except StoreError as error:
            return NotSent(str(error))
        except TelegramError as error:
            if isinstance(error, InvalidToken):
                self.on_refused()
            return outcome_of(error, chat, self._floods, asyncio.get_running_loop().time())
        if told.pin and not self._pins.full():
            self._pins.put_nowait((number, message))
        return Sent(str(message))

    async def run(self) -> None:
        """Pin what was sent, until cancelled: apart, so that no delivery waits or fails for a pin."""
        while True:
            chat, message = await self._pins.get()
            try:
                await self.sender.bot.pin_chat_message(chat, message, disable_notification=True)
            except TelegramError as error:
                logger().info("pin_failed", chat=chat, reason=error.message)
            finally:
                self._pins.task_done()

    async def pinned(self) -> None:
        """Wait until nothing waits to be pinned."""
        await self._pins.join()
