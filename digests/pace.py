"""How fast a bot may send: never over its platform's limits, slower when told so, faster again with time."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from digests.subscription import ChatKind, room_of

MARGIN: Final = 0.005
"""Seconds added to a window: what is sent evenly here may arrive a little closer together there."""
BEHIND: Final = 0.1
"""Seconds of lateness that is caught up with, where messages go out evenly."""
SLOWEST: Final = 0.2
"""The least share of the platform's limit that adapting goes down to."""
BACK: Final = 0.7
"""What is left of the pace after a refusal."""
FORTH: Final = 0.02
"""The share of the limit by which the pace rises with each second's worth of messages that passed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform takes from one bot."""

    per_second: int
    """Messages a second, over all chats."""
    reserve: int = 0
    """How many of them are kept for answers to commands."""
    chat_gap: float = 0.0
    """Seconds between two messages to one private chat."""
    group_gap: float = 0.0
    """The same for a group or a channel, all of its topics together; `chat_gap` if that is more."""

    even: bool = False
    """Whether messages go out evenly over a second, and not all at its beginning."""

    def gap(self, kind: ChatKind) -> float:
        """Seconds between two messages to one chat of this kind."""
        return self.chat_gap if kind is ChatKind.PRIVATE else max(self.group_gap, self.chat_gap)


@dataclass(slots=True)
class Pace:
    """Slots for messages, in seconds of any steady clock; a slot is taken when the message goes out."""

    limits: Limits
    share: float = 1.0
    """How much of the limit is used now."""
    _sent: deque[float] = field(default_factory=deque)
    _chats: dict[str, float] = field(default_factory=dict)
    """When each chat may have its next message."""
    _paused: float = float("-inf")
    _next: float = float("-inf")
    """When the next one goes, where they go evenly."""

    @property
    def allowed(self) -> int:
        """Messages a second at present, one at least."""
        return max(1, int((self.limits.per_second - self.limits.reserve) * self.share))

    def ready_at(self, now: float, chat: str = "") -> float:
        """The earliest instant, `now` or later, at which one more may go out to `chat` (a key)."""
        window = 1.0 + MARGIN
        while self._sent and self._sent[0] <= now - window:
            self._sent.popleft()
        instant = max(now, self._paused, self._next)
        if len(self._sent) >= self.allowed:
            instant = max(instant, self._sent[-self.allowed] + window)
        return max(instant, self._chats.get(room_of(chat), instant))

    def slots(self, now: float, ahead: float) -> int:
        """How many more may go out until `ahead` seconds from now, to chats that are free."""
        at = now + ahead
        if self._paused > at:
            return 0
        free = max(0, self.allowed - sum(sent > at - (1.0 + MARGIN) for sent in self._sent))
        evenly = int((at - max(now, self._next)) * self.allowed) + 1 if self.limits.even else free
        return max(0, min(free, evenly))

    def take(self, now: float, chat: str = "", kind: ChatKind = ChatKind.PRIVATE) -> None:
        """One goes out now, to a chat of this kind."""
        self._sent.append(now)
        if self.limits.even:
            self._next = max(self._next, now - BEHIND) + 1.0 / self.allowed
        if gap := self.limits.gap(kind):
            self._chats[room_of(chat)] = now + gap
            if len(self._chats) > 2 * len(self._sent) + 1000:
                self._chats = {key: free for key, free in self._chats.items() if free > now}

    def passed(self) -> None:
        """One was taken by the platform: a little faster."""
        self.share = min(1.0, self.share + FORTH / self.allowed)

    def refused(self, now: float, wait: float, *, whole_bot: bool) -> None:
        """The platform said that it was too fast, and to wait so many seconds."""
        if whole_bot:
            self._paused = max(self._paused, now + wait)
            self.share = max(SLOWEST, self.share * BACK)
