"""What commands are given to work with: the dossier's index, the words, the chats' languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.phrases.catalogue import SPOKEN, Phrases
from corpus.index import Index


@dataclass(slots=True)
class ChatLanguages:
    """The language each chat chose; kept for as long as the process runs."""

    chosen: dict[tuple[str, str], str] = field(default_factory=dict)

    def get(self, platform: str, chat: str) -> str | None:
        """The chat's language, or nothing when it chose none."""
        return self.chosen.get((platform, chat))

    def choose(self, platform: str, chat: str, language: str) -> None:
        """From now on the chat is answered in `language`."""
        self.chosen[platform, chat] = language


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to every command; `index` is a call because a reload puts another one there."""

    index: Callable[[], Index]
    languages: ChatLanguages
    version: Callable[[], str]
    operator: str | None = None
    """Who runs this bot, in the operator's words, for `/about`."""
    _phrases: dict[str, Phrases] = field(default_factory=dict)

    def phrases(self, language: str) -> Phrases:
        """The bot's words in `language`, English when it does not speak it."""
        spoken = language if language in SPOKEN else "en"
        if spoken not in self._phrases:
            self._phrases[spoken] = Phrases(spoken)
        return self._phrases[spoken]
