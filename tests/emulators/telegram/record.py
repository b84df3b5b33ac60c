"""What the bot asked for, call by call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Call:
    """One request: method, parameters (typed when they could be read), when it came, what was answered."""

    number: int
    method: str
    given: dict[str, Any]
    at: float
    """Seconds of `time.monotonic`, one clock for all processes of a machine."""
    code: int = 0
    """200, or the code of the refusal; 0 while it is under way, and when the connection was reset."""
    description: str = ""

    @property
    def chat(self) -> int | str | None:
        """The chat that it is about."""
        return self.given.get("chat_id")

    def told(self) -> dict[str, Any]:
        """As JSON can say it."""
        given = {
            key: value if isinstance(value, str | int | float | list | dict) else repr(value)[:60]
            for key, value in self.given.items()
        }
        return {
            "number": self.number,
            "method": self.method,
            "given": given,
            "at": self.at,
            "code": self.code,
            "description": self.description,
        }


@dataclass(slots=True)
class Record:
    """All calls, in order."""

    calls: list[Call] = field(default_factory=list)

    def add(self, method: str, given: dict[str, Any], at: float) -> Call:
        """One more."""
        call = Call(len(self.calls), method, given, at)
        self.calls.append(call)
        return call

    def of(self, *methods: str, chat: int | str | None = None) -> list[Call]:
        """Those of these methods, in that chat."""
        return [
            one
            for one in self.calls
            if (not methods or one.method in methods) and (chat is None or one.chat == chat)
        ]

    def refused(self) -> list[Call]:
        """What the bot did wrong, or was told so."""
        return [one for one in self.calls if one.code >= 400]
