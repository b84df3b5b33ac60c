"""Who may change a chat's settings, and what it is called: asked of Telegram, remembered for minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from telegram.error import TelegramError

from bot.logs import logger
from bot.platforms.telegram.places import KINDS, Place

if TYPE_CHECKING:
    from telegram import Bot

FRESH: Final = 300.0
"""Seconds; where we are an admin ourselves we are told of changes, elsewhere this is how late we know."""
REMEMBERED: Final = 5000


@dataclass(frozen=True, slots=True)
class _Staff:
    ids: frozenset[int]
    at: float


@dataclass(frozen=True, slots=True)
class Known:
    """A chat as Telegram describes it."""

    place: Place
    title: str


@dataclass(slots=True, repr=False)
class Rights:
    """Asks Telegram; what it cannot say is None, and not remembered."""

    bot: Bot
    seconds: Callable[[], float]
    """Of any steady clock."""
    _staff: dict[int, _Staff] = field(default_factory=dict)

    async def is_admin(self, chat: int, person: int) -> bool | None:
        """Whether the person is an admin of the group or channel; None where nobody can tell now."""
        known = self._staff.get(chat)
        if known is None or self.seconds() - known.at > FRESH:
            try:
                members = await self.bot.get_chat_administrators(chat)
            except TelegramError as error:
                logger().info("admins_unknown", chat=chat, reason=type(error).__name__)
                return None
            if len(self._staff) >= REMEMBERED:
                self._staff.clear()
            known = self._staff[chat] = _Staff(frozenset(one.user.id for one in members), self.seconds())
        return person in known.ids

    async def known(self, chat: int) -> Known | None:
        """The chat; None where we are not in it, or nobody can tell now."""
        try:
            told = await self.bot.get_chat(chat)
        except TelegramError as error:
            logger().info("chat_unknown", chat=chat, reason=type(error).__name__)
            return None
        return Known(Place(chat, KINDS[told.type]), told.title or "")

    def forget(self, chat: int) -> None:
        """Somebody's standing there changed: ask anew."""
        self._staff.pop(chat, None)
