"""What the bot asked for, request by request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.discord import forms, rules
from tests.emulators.discord.contents import Upload


@dataclass(slots=True)
class Call:
    """One request: its route, what stood in its address and body, when it came, what was answered."""

    number: int
    route: str
    """As in the table of routes: `POST /channels/{channel_id}/messages`."""
    path: dict[str, str]
    at: float
    """Seconds of `time.monotonic`, one clock for all processes of a machine."""
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    files: Mapping[str, Upload] = field(default_factory=dict)
    code: int = 0
    """The HTTP status; 0 while it is under way, and when the connection was reset."""
    description: str = ""

    @property
    def chat(self) -> int | None:
        """The channel that it is about."""
        number = self.path.get("channel_id", "")
        return int(number) if number.isdigit() else None

    def id(self, name: str) -> int:
        """A number of the address."""
        return int(self.path[name])

    def form(self, kind: str = "") -> Any:
        """The body as the route's form, or as this one of its forms."""
        return forms.form(kind or rules.route(self.route).bodies[0], {} if self.body is None else self.body)

    def told(self) -> dict[str, Any]:
        """As JSON can say it."""
        return {
            "number": self.number,
            "route": self.route,
            "path": self.path,
            "body": self.body,
            "files": {name: one.name for name, one in self.files.items()},
            "at": self.at,
            "code": self.code,
            "description": self.description,
        }


@dataclass(slots=True)
class Record:
    """All calls, in order."""

    calls: list[Call] = field(default_factory=list)

    def add(self, route: str, path: dict[str, str], at: float) -> Call:
        """One more."""
        call = Call(len(self.calls), route, path, at)
        self.calls.append(call)
        return call

    def of(self, *routes: str, chat: int | None = None) -> list[Call]:
        """Those of these routes, in that channel."""
        return [
            one
            for one in self.calls
            if (not routes or one.route in routes) and (chat is None or one.chat == chat)
        ]

    def refused(self) -> list[Call]:
        """What the bot did wrong, or was told so."""
        return [one for one in self.calls if one.code >= 400]
