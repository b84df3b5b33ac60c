"""Where something is said on Discord, and by whom: a channel, a thread or a private chat, by its number."""

from __future__ import annotations

from dataclasses import dataclass

from digests.subscription import ChatKind


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or thread of a server, or a private chat: its number is its key in our records."""

    channel: int
    kind: ChatKind = ChatKind.PRIVATE
    server: int | None = None
    is_ours: bool = True
    """The bot is there, and not only with the person who has it for themselves."""
    language: str | None = None
    """The server's, where it is one that a server does not have by itself."""

    @property
    def key(self) -> str:
        """The chat's key in our records."""
        return str(self.channel)

    @property
    def is_shared(self) -> bool:
        """Whether others read along."""
        return self.kind is not ChatKind.PRIVATE or not self.is_ours


@dataclass(frozen=True, slots=True)
class Person:
    """Who did something: a number, and the language of their Discord as far as we speak it."""

    id: int
    language: str | None = None
    is_admin: bool = False
    """Whether they may manage the server that they are in."""
