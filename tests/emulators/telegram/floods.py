"""How fast a bot may send: windows over all chats, over one chat, and over one group."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.emulators import windows
from tests.emulators.telegram.refusals import too_many


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second overall, seconds between two to a person or channel, messages a minute to a group."""

    per_second: int = 30
    chat_gap: float = 1.0
    group_per_minute: int = 20
    slack: float = 0.02
    """Seconds by which messages may come closer together than they were sent."""
    speed: float = 1.0
    """How many times as fast as real the windows pass."""


@dataclass(slots=True)
class Floods:
    """What was sent lately. No limits: everything passes."""

    limits: Limits | None = None
    clock: Callable[[], float] = time.monotonic
    refused: int = 0
    """How many were too many."""
    _sent: deque[float] = field(default_factory=deque)
    _chats: dict[int, float] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)

    def take(self, chat: int, *, group: bool) -> None:
        """One more message to a chat, or a refusal that says how long to wait."""
        if self.limits is None:
            return
        now = self.clock()
        if (wait := self._wait(self.limits, chat, group, now)) > 0:
            self.refused += 1
            raise too_many(max(1, math.ceil(wait)))
        self._sent.append(now)
        if group:
            self._groups.setdefault(chat, deque()).append(now)
        else:
            self._chats[chat] = now

    def _wait(self, limits: Limits, chat: int, group: bool, now: float) -> float:
        wait = windows.wait(self._sent, limits.per_second, 1.0 / limits.speed - limits.slack, now)
        if group:
            sent = self._groups.get(chat, deque())
            return max(
                wait, windows.wait(sent, limits.group_per_minute, 60.0 / limits.speed - limits.slack, now)
            )
        if chat in self._chats:
            gap = limits.chat_gap / limits.speed - limits.slack
            wait = max(wait, self._chats[chat] + gap - now)
        return wait
