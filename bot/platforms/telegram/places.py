"""Where something is said on Telegram, and by whom: a chat or a topic of one, and its key in our records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from digests.subscription import ChatKind

KINDS: Final = {
    "private": ChatKind.PRIVATE,
    "group": ChatKind.GROUP,
    "supergroup": ChatKind.GROUP,
    "channel": ChatKind.CHANNEL,
}
"""Telegram's words for what a chat is."""


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or one forum topic of it: answers and digests stay in their topic."""

    chat: int
    kind: ChatKind
    thread: int | None = None

    @property
    def key(self) -> str:
        """The chat's key in our records: `-1001234`, `-1001234/5`."""
        return str(self.chat) if self.thread is None else f"{self.chat}/{self.thread}"

    @property
    def is_shared(self) -> bool:
        """Whether others read along."""
        return self.kind is not ChatKind.PRIVATE

    @property
    def whole(self) -> Place:
        """The chat that a topic is of."""
        return Place(self.chat, self.kind)


@dataclass(frozen=True, slots=True)
class Person:
    """Who did something: a number, and the language of their Telegram as far as we speak it."""

    id: int = 0
    """0 of an anonymous admin, of a channel's post, of who speaks as a channel."""
    language: str | None = None

    @property
    def private(self) -> Place:
        """The private chat with them: it has their number."""
        return Place(self.id, ChatKind.PRIVATE)


def parsed(key: str) -> tuple[int, int | None] | None:
    """The numbers of a chat and of a topic in a key; None where it is no key."""
    chat, slash, thread = key.partition("/")
    if not _is_number(chat) or (slash and not (_is_number(thread) and int(thread) > 0)):
        return None
    return int(chat), int(thread) if slash else None


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 20  # noqa: PLR2004 - 64 bits
