"""Tells the operator's chat what is wrong, through the bot that the chat is of; else only the log."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.alerts import NOTHING, Knows, alerts
from bot.logs import logger
from bot.page import Code, Inline, Page, Paragraph, Text
from digests.outcomes import Limited, NotSent, Sent

if TYPE_CHECKING:
    from bot.condition import Watch

EVERY: Final = 60.0
"""Seconds between two looks."""
MOST: Final = 10
"""Lines that wait to be sent; older ones are in the log alone."""


@dataclass(slots=True)
class Alerting:
    """Looks every minute. What it sends is no delivery, so that no trouble of its own is told by it."""

    watch: Watch
    chat: str | None
    """As the setting has it: telegram:123456."""
    rest: Callable[[float], Awaitable[object]] = asyncio.sleep
    _knows: Knows = field(default_factory=lambda: NOTHING)
    _waiting: tuple[str, ...] = ()
    """What could not be sent yet."""

    async def run(self) -> None:
        """Look again and again until cancelled."""
        while True:
            await self.rest(EVERY)
            try:
                await self.look()
            except Exception as error:
                logger().exception("alerting_failed", error=type(error).__name__)

    async def look(self) -> None:
        """Tell what there is to tell; what surely did not arrive is sent again after the next look."""
        condition = await self.watch.look()
        lines, self._knows = alerts(condition, self._knows)
        for line in lines:
            logger().warning("alert", said=line)
        if self.chat is None:
            return
        waiting = (*self._waiting, *lines)[-MOST:]
        failure = await self._sent(self.chat, waiting, f"alert.{int(condition.at.timestamp())}")
        self._waiting = waiting if failure else ()
        if failure and lines:
            logger().warning("operator_not_told", reason=failure)

    async def _sent(self, chat: str, lines: Sequence[str], nonce: str) -> str:
        """Why nothing arrived; empty if that is done with, for who posts for the bot tells it."""
        platform, _, key = chat.partition(":")
        life = next((one for one in self.watch.lives if one.platform.id.startswith(f"{platform}:")), None)
        if not lines or life is None:
            return ""
        if life.service is None or life.sender is None:
            return "the bot of the operator's chat is not connected"
        if life.sender.keeper.lease() is None:
            return ""
        for number, part in enumerate(life.service.parts(_page(lines))):
            outcome = await life.service.courier.send(key, part, f"{nonce}.{number}")
            if isinstance(outcome, NotSent | Limited):
                return getattr(outcome, "reason", "it came too fast")
            if not isinstance(outcome, Sent):  # gone, refused or in doubt: once more would help nobody
                logger().warning("operator_not_told", reason=getattr(outcome, "reason", "the chat has moved"))
                break
        return ""


def _page(lines: Sequence[str]) -> Page:
    """The lines as paragraphs; what stands between backticks is to be typed."""
    return Page("en", tuple(Paragraph((tuple(_inlines(line)),)) for line in lines))


def _inlines(line: str) -> Iterator[Inline]:
    for at, words in enumerate(line.split("`")):
        if words:
            yield Code(words) if at % 2 else Text(words)
