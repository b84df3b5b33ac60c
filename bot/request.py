"""One way in: who asks what, where and when, the same for every platform."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from corpus.text import fold
from digests.subscription import ChatId, ChatKind


@dataclass(frozen=True, slots=True)
class Room:
    """How much one message of the platform holds, in things rather than characters."""

    figures: int = 7
    entries: int = 7
    pictures: bool = True
    is_typed: bool = True
    """People type commands as lines and words by themselves; not where a form asks for each option."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and where: opaque ids, never names."""

    chat: ChatId
    kind: ChatKind
    person: str
    admin: bool = True
    """Whether the person may change this chat's settings; true in a private chat."""
    room: Room = Room()
    language: str | None = None
    """The person's, where nobody else reads the answer; null where it is in the chat's."""

    @property
    def platform(self) -> str:
        """The platform's name: "telegram" of the bot "telegram:8123456"."""
        return self.chat.bot.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Request:
    """A command as it was asked; `words` are what follows its name."""

    asker: Asker
    at: datetime
    language: str
    command: str = ""
    words: tuple[str, ...] = ()
    chat_language: str = ""
    """What the chat is answered in; empty where the answer is, too."""

    @property
    def spoken(self) -> str:
        """What the chat is answered in, whatever this answer is in."""
        return self.chat_language or self.language

    @property
    def rest(self) -> str:
        """The words as one text."""
        return " ".join(self.words)

    def asking(self, command: str, words: tuple[str, ...]) -> Request:
        """The same request for another command."""
        return replace(self, command=command, words=words)


def split(line: str) -> tuple[str, tuple[str, ...]]:
    """A line's command, folded, without slash or `@bot`, and its words; free text has no command."""
    words = tuple(line.split())
    if not words or not words[0].startswith("/"):
        return "", words
    return fold(words[0][1:].partition("@")[0]), words[1:]
