"""Who gets digests, and what they asked for: a chat, and the one subscription it may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final

from digests.schedule import Schedule

ASIDE: Final = timedelta(hours=1)
"""How long a subscription that cannot be read, computed or stored waits to be tried again."""


class ChatKind(IntEnum):
    """What a chat is; digests go out in this order, because more people wait in the first."""

    CHANNEL = 0
    GROUP = 1
    PRIVATE = 2


class Content(StrEnum):
    """What a subscription's editions hold."""

    BRIEF = "brief"
    """What changed, then the key developments: never empty."""
    CHANGES = "changes"
    """Only what changed; nothing is sent when nothing did."""


@dataclass(frozen=True, slots=True)
class ChatId:
    """A chat as its platform knows it, under one bot: the platforms' limits and names are per bot."""

    bot: str
    """The platform and the bot's public id there: "telegram:8123456"; "terminal"."""
    key: str
    """The platform's id of the chat; "chat/topic" for a topic or thread in it."""

    def __str__(self) -> str:
        return f"{self.bot}/{self.key}"


def room_of(key: str) -> str:
    """The chat of a key, without its topic: platforms count messages by the chat."""
    return key.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Chat:
    """What is kept about a chat."""

    id: ChatId
    kind: ChatKind
    language: str | None = None
    """The language it chose; null where it chose none."""
    since: datetime | None = None
    """When it was first kept."""
    suspended: str | None = None
    """Why nothing can be sent there for now (the bot was removed, say); null while it can be."""


SEEN_NOTHING: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a chat asked for: when, about what, in which language and how much."""

    schedule: Schedule
    topics: frozenset[str] = frozenset()
    """Ids of the dossier's topics; empty for all of them, those to come included."""
    language: str = "en"
    content: Content = Content.BRIEF


@dataclass(frozen=True, slots=True)
class Subscription:
    """A chat's subscription; a chat has one at most."""

    id: int
    chat: Chat
    wish: Wish
    next_due: datetime | None
    """The next instant it is due, aware UTC; null when it was stopped."""
    seen: Mapping[str, int] = field(default_factory=lambda: SEEN_NOTHING)
    """Per topic, the snapshot (`digests.snapshot`) that the last edition *sent* there told of."""
