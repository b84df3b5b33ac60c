"""What every part of the bot on Discord works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.platforms.discord.render import ROOM
from bot.request import Asker
from digests.subscription import ChatId

if TYPE_CHECKING:
    from bot.phrases.catalogue import Phrases
    from bot.platform import Ask
    from bot.platforms.discord.client import Gateway
    from bot.platforms.discord.places import Person, Place
    from bot.platforms.keys import StoredKeys
    from bot.services import Services
    from digests.store.store import Store


FORMS: Final = replace(ROOM, is_typed=False)
"""A slash command is a form, and words without one do not come to the bot."""


@dataclass(frozen=True, slots=True, repr=False)
class Here:
    """One bot: who it is, and what it reaches."""

    id: str
    """As our records call it: `discord:8123456`."""
    language: str
    """Of who chose none and whose own we do not speak."""
    client: Gateway
    services: Services
    ask: Ask
    keys: StoredKeys
    store: Store
    now: Callable[[], datetime]

    def chat(self, place: Place) -> ChatId:
        """The chat in our records."""
        return ChatId(self.id, place.key)

    def asker(self, place: Place, by: Person, *, admin: bool, alone: bool = False) -> Asker:
        """Who asks, and where; `alone`: nobody else reads the answer, so it is in their language."""
        language = by.language if alone and place.is_shared else None
        return Asker(self.chat(place), place.kind, str(by.id), admin, FORMS, language)

    def usual(self, place: Place, by: Person) -> str:
        """The language of a chat that chose none: alone with us the person's, else the server's."""
        if place.server is not None and place.is_ours:
            return place.language or self.language
        return place.language or by.language or self.language

    async def phrases(self, place: Place, by: Person) -> Phrases:
        """The words for who alone reads the answer."""
        if place.is_shared and by.language:
            return self.services.phrases(by.language)
        chosen = await self.services.register.language(self.chat(place), self.now())
        return self.services.phrases(chosen or self.usual(place, by))
