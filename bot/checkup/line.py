"""One finding of `briefing check`: how bad it is, about what, and what to do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.redaction import redacted


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    """The bot will not work."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line for the operator; what it says of what is wrong ends with what to do."""

    level: Level
    what: str
    said: str

    def __str__(self) -> str:
        return redacted(f"{self.level:<8} {self.what:<10} {' '.join(self.said.split())}")


Check: TypeAlias = Callable[[], Awaitable[list[Line]]]


def ok(what: str, said: str) -> Line:
    """All is well."""
    return Line(Level.OK, what, said)


def warning(what: str, said: str) -> Line:
    """It works, but not as well as it could."""
    return Line(Level.WARNING, what, said)


def error(what: str, said: str) -> Line:
    """It does not work."""
    return Line(Level.ERROR, what, said)
