"""Asks Telegram for updates, again and again; who else asks for the same bot's is waited out, not fought."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.logs import logger
from bot.platforms.telegram.failures import TooFastError
from bot.platforms.telegram.incoming import ALLOWED

if TYPE_CHECKING:
    from telegram import Bot

LONG: Final = 30
"""Seconds that Telegram holds a question for updates when there are none."""
READ: Final = LONG + 15.0
"""Seconds for an answer to such a question."""
FIRST: Final = 1.0
MOST: Final = 60.0
"""Seconds between two questions while something is wrong: twice as long each time."""
ASIDE: Final = 1.0
"""Seconds between two looks whether it is this process's turn."""
LAST_WORD: Final = 5.0
"""Seconds for the question that confirms, at the end, what was taken."""


@dataclass(slots=True, repr=False)
class Polling:
    """Long polling of one bot by one process at a time."""

    bot: Bot
    take: Callable[[Update], None]
    is_turn: Callable[[], bool]
    """Whether this process is the one that polls: it holds the bot's lease."""
    offset: int = 0

    async def run(self) -> None:
        """Until cancelled; InvalidToken when Telegram does not know the token any more."""
        pause, conflicts = FIRST, False
        while True:
            if not self.is_turn():
                await asyncio.sleep(ASIDE)
                continue
            try:
                await self._ask(LONG)
            except InvalidToken:
                raise
            except Conflict as error:
                if not conflicts:
                    logger().error("another_process_polls", bot=self.bot.id, reason=error.message)
                conflicts = True
            except TooFastError as error:
                pause = max(pause, error.retry_after.total_seconds())
            except TelegramError as error:
                logger().warning("poll_failed", error=type(error).__name__, reason=error.message, again=pause)
            else:
                if conflicts:
                    logger().info("polls_again", bot=self.bot.id)
                pause, conflicts = FIRST, False
                continue
            await asyncio.sleep(pause)
            pause = min(2 * pause, MOST)

    async def confirm(self) -> None:
        """Tell Telegram what was taken, so that the next process is not given it again."""
        if self.offset:
            try:
                async with asyncio.timeout(LAST_WORD):
                    await self._told({"offset": self.offset, "limit": 1, "timeout": 0})
            except (TelegramError, TimeoutError) as error:
                logger().info("updates_not_confirmed", error=type(error).__name__)

    async def _ask(self, seconds: int) -> None:
        """One question. Each update is read by itself: one that the library cannot read stops no other."""
        asked: dict[str, Any] = {"timeout": seconds, "allowed_updates": list(ALLOWED)}
        if self.offset:
            asked["offset"] = self.offset
        for told in await self._told(asked):
            self.offset = told["update_id"] + 1
            try:
                self.take(Update.de_json(told, self.bot))
            except Exception as error:
                logger().exception("update_not_understood", error=type(error).__name__)

    async def _told(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        """The updates as they come: the library's own way reads all of them at once, or none."""
        told: list[dict[str, Any]] = await self.bot._post("getUpdates", asked, read_timeout=READ)
        return told
