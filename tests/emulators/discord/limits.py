"""How fast a bot may ask: buckets over routes and over everything, and the headers that tell of them."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from tests.emulators import windows
from tests.emulators.discord.record import Call

_HOOK: Final = "/webhooks/{webhook_id}/{webhook_token}"
BUCKETS: Final = {
    "POST /channels/{channel_id}/messages": (5, 5.0),
    "PATCH /channels/{channel_id}/messages/{message_id}": (5, 5.0),
    "DELETE /channels/{channel_id}/messages/{message_id}": (5, 1.0),
    "GET /channels/{channel_id}/messages": (5, 5.0),
    "POST /channels/{channel_id}/typing": (5, 5.0),
    "POST /channels/{channel_id}/threads": (50, 300.0),
    "POST /users/@me/channels": (10, 60.0),
    f"POST {_HOOK}": (5, 2.0),
    f"PATCH {_HOOK}/messages/@original": (5, 2.0),
    f"PATCH {_HOOK}/messages/{{message_id}}": (5, 2.0),
}
"""Requests in so many seconds, as seen; Discord promises none of them, and tells them in headers."""
USUAL: Final = (50, 1.0)
UNLIMITED: Final = (10_000, 1.0)
_MAJOR: Final = ("channel_id", "guild_id", "webhook_id", "webhook_token")
_OUTSIDE: Final = "POST /interactions/"
"""Answers to interactions do not count towards what is allowed over everything."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests a second over everything, and how many times as fast as real the windows pass."""

    everywhere: int = 50
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request passes, and the headers of its answer."""

    headers: dict[str, str]
    wait: float = 0.0
    everywhere: bool = False


@dataclass(slots=True)
class Buckets:
    """What was asked lately. No limits: everything passes, and the headers say that there is much room."""

    limits: Limits | None = None
    clock: Callable[[], float] = time.monotonic
    refused: int = 0
    """How many were too many."""
    _all: deque[float] = field(default_factory=deque)
    _each: dict[tuple[str, ...], deque[float]] = field(default_factory=dict)

    def take(self, call: Call) -> Verdict:
        """One more request."""
        most, seconds = BUCKETS.get(call.route, USUAL) if self.limits else UNLIMITED
        name = hashlib.md5(call.route.encode(), usedforsecurity=False).hexdigest()
        if self.limits is None:
            return Verdict(_headers(name, most, most - 1, seconds))
        now, seconds = self.clock(), seconds / self.limits.speed
        outside = call.route.startswith(_OUTSIDE)
        if not outside and (
            wait := windows.wait(self._all, self.limits.everywhere, 1.0 / self.limits.speed, now)
        ):
            self.refused += 1
            return Verdict(_refused({}, wait, "global") | {"X-RateLimit-Global": "true"}, wait, True)
        key = (call.route, *(call.path.get(one, "") for one in _MAJOR))
        taken = self._each.setdefault(key, deque())
        if wait := windows.wait(taken, most, seconds, now):
            self.refused += 1
            return Verdict(_refused(_headers(name, most, 0, wait), wait, "user"), wait)
        taken.append(now)
        if not outside:
            self._all.append(now)
        return Verdict(_headers(name, most, most - len(taken), taken[0] + seconds - now))


def _headers(name: str, most: int, left: int, after: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(most),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": f"{time.time() + after:.3f}",
        "X-RateLimit-Reset-After": f"{after:.3f}",
        "X-RateLimit-Bucket": name,
    }


def _refused(headers: dict[str, str], wait: float, scope: str) -> dict[str, str]:
    return headers | {"Retry-After": str(max(1, round(wait))), "X-RateLimit-Scope": scope}
