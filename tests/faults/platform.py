"""A platform that misbehaves as platforms do, and keeps its own record of what it took."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from digests.outcomes import Gone, Limited, Moved, NotSent, Outcome, Refused, Sent, Unclear

REMEMBERS = 100.0
"""Seconds for which a repeated nonce is known; more than the sender relies on, by a call's longest time."""
PATIENCE = 10.0
"""Seconds after which a call is given up without an answer."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that arrived in a chat."""

    chat: str
    text: str
    nonce: str
    at: float


@dataclass(slots=True)
class FakePlatform:
    """Chats that take messages; calls go wrong in the ways that real ones do."""

    chance: random.Random
    trouble: float
    """The share of calls that meet each trouble, before its weight."""
    dedupes: bool
    taken: list[Taken] = field(default_factory=list)
    calls: list[tuple[str, str, float]] = field(default_factory=list)
    """Chat, nonce and time of every call that was begun."""
    turned_down: set[str] = field(default_factory=set)
    """Nonces of messages that will never be taken, and those whose chat was gone."""
    gone: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    _paused: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _weights: dict[str, float] = field(default_factory=dict)
    """What this platform is prone to."""

    def count(self, nonce: str) -> int:
        """How often the message with this nonce arrived."""
        return sum(one.nonce == nonce for one in self.taken)

    async def call(self, chat: str, text: str, nonce: str) -> Outcome:
        """One call from beginning to end."""
        loop = asyncio.get_running_loop()
        self.calls.append((chat, nonce, loop.time()))
        if self._meets("no connection"):
            return NotSent("connection refused")
        await asyncio.sleep(self.chance.random() * 0.3)
        now = loop.time()
        if refused := self._refusal(chat, now):
            if isinstance(refused, Gone | Refused):
                self.turned_down.add(nonce)
            return refused
        message = self._take(chat, text, nonce, now)
        if self._meets("answer lost"):
            await asyncio.sleep(self.chance.choice((0.1, PATIENCE)))
            return Unclear("read timeout")
        await asyncio.sleep(self.chance.random() * 0.3)
        return Sent(message)

    def _refusal(self, chat: str, now: float) -> Outcome | None:
        if chat in self.moved:
            return Moved(self.moved[chat])
        if chat in self.gone or self._meets("kicked", 0.1):
            self.gone.add(chat)
            return Gone("403")
        if now < self._paused[chat]:
            return Limited(timedelta(seconds=self._paused[chat] - now), whole_bot=False)
        if self._meets("too fast", 0.5):
            wait = self.chance.choice((1.0, 7.0, 90.0, 400.0))
            if self.chance.random() < 0.5:
                return Limited(timedelta(seconds=wait))
            self._paused[chat] = now + wait
            return Limited(timedelta(seconds=wait), whole_bot=False)
        if self._meets("migrated", 0.1):
            self.moved[chat] = f"{chat}x"
            return Moved(self.moved[chat])
        if self._meets("bad request", 0.1):
            return Refused("400")
        if self._meets("cut off before it was read", 0.5):
            return Unclear("reset")
        return None

    def _take(self, chat: str, text: str, nonce: str, now: float) -> str:
        if self.dedupes:
            for one in reversed(self.taken):
                if one.nonce == nonce and now - one.at <= REMEMBERS:
                    return f"{chat}:{one.at}"
        self.taken.append(Taken(chat, text, nonce, now))
        return f"{chat}:{now}"

    def _meets(self, what: str, usual: float = 1.0) -> bool:
        if what not in self._weights:
            self._weights[what] = usual * self.chance.choice((0.0, 1.0, 1.0, 3.0))
        return self.chance.random() < self.trouble * self._weights[what]
