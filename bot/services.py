"""What commands are given to work with: the dossier's index, the words, what is kept about chats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.phrases.catalogue import SPOKEN, Phrases
from bot.register import LazyRegister
from bot.remembered import Remembered
from corpus.index import Index
from digests.desk import Desk


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to every command; `index` is a call because a reload puts another one there."""

    index: Callable[[], Index]
    register: LazyRegister
    version: Callable[[], str]
    zone: Callable[[], str]
    """The time zone of chats that named none, a key of the tz database."""
    operator: str | None = None
    """Who runs this bot, in the operator's words, for `/about`."""
    desk: Desk = field(default_factory=Desk)
    """What the dossier holds, read for digests."""
    remembered: Remembered = field(default_factory=Remembered)
    """Answers that were given already."""
    _phrases: dict[str, Phrases] = field(default_factory=dict)

    def phrases(self, language: str) -> Phrases:
        """The bot's words in `language`, English when it does not speak it."""
        spoken = language if language in SPOKEN else "en"
        if spoken not in self._phrases:
            self._phrases[spoken] = Phrases(spoken)
        return self._phrases[spoken]
