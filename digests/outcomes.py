"""How a call to a platform can end; couriers turn their platform's errors into these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has the message, under this id."""

    message: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not sent: no connection, no free one in time, refused before it was read."""

    reason: str


@dataclass(frozen=True, slots=True)
class Limited:
    """Refused for going too fast: nothing before `wait` has passed, for this chat or for the whole bot."""

    wait: timedelta
    whole_bot: bool = True


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat cannot be written to: kicked, blocked, deleted, no right to write."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another id now; nothing was sent."""

    key: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform will never take this message, though it takes others for this chat."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may have been sent: no answer in time, cut off after the request was written, a broken gateway."""

    reason: str


Outcome: TypeAlias = Sent | NotSent | Limited | Gone | Moved | Refused | Unclear
