"""What every part of the bot on Telegram works with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.platforms.telegram.render import ROOM
from bot.request import Asker
from digests.subscription import ChatId

if TYPE_CHECKING:
    from telegram import Bot

    from bot.phrases.catalogue import Phrases
    from bot.platform import Ask
    from bot.platforms.keys import StoredKeys
    from bot.platforms.telegram.places import Person, Place
    from bot.platforms.telegram.replies import Replies
    from bot.platforms.telegram.rights import Rights
    from bot.services import Services


@dataclass(frozen=True, slots=True, repr=False)
class Here:
    """One bot: who it is, and what it reaches."""

    id: str
    """As our records call it: `telegram:8123456`."""
    name: str
    """Its username, without @."""
    language: str
    """Of who chose none and whose own we do not speak."""
    bot: Bot
    services: Services
    ask: Ask
    replies: Replies
    rights: Rights
    keys: StoredKeys
    places_of: Callable[[ChatId], Awaitable[Sequence[ChatId]]]
    """Those of a chat and its topics that are kept; StoreError."""
    now: Callable[[], datetime]

    def chat(self, place: Place) -> ChatId:
        """The chat in our records."""
        return ChatId(self.id, place.key)

    def asker(self, place: Place, by: Person, *, admin: bool) -> Asker:
        """Who asks, and where."""
        return Asker(self.chat(place), place.kind, str(by.id), admin, ROOM)

    async def usual(self, place: Place, by: Person) -> str:
        """The language of a chat that chose none: in private the person's, in a topic the whole group's."""
        if not place.is_shared:
            return by.language or self.language
        if place.thread is not None:
            whole = await self.services.register.language(self.chat(place.whole), self.now())
            return whole or self.language
        return self.language

    async def phrases(self, place: Place, by: Person) -> Phrases:
        """The words that the chat is answered in."""
        chosen = await self.services.register.language(self.chat(place), self.now())
        return self.services.phrases(chosen or await self.usual(place, by))
