"""Who asks too fast: a bucket of tokens a person and a chat; pure, told the time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

REMEMBERED: Final = 20_000
"""How many buckets are kept before the full ones are forgotten."""


class Allowed(Enum):
    """What is done with something that was asked."""

    YES = "yes"
    NOTICE = "notice"
    """Not answered, and told so: the first that is too many."""
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many at once, and one more every so many seconds."""

    burst: int
    every: float


PERSON: Final = Allowance(burst=12, every=1.0)
"""Faster than anybody reads."""
CHAT: Final = Allowance(burst=15, every=3.0)
"""Telegram takes 20 messages a minute in a group; our digests are among them."""
INLINE: Final = Allowance(burst=30, every=0.2)
"""Of inline mode, of autocompletion: platforms ask at each letter that is typed."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    is_told: bool = False
    """Until it is half full again: who goes on at the pace of the tokens is not told at each of them."""


@dataclass(slots=True)
class Floods:
    """The buckets; `now` is seconds of any steady clock."""

    _buckets: dict[str, _Bucket] = field(default_factory=dict)

    def ask(self, key: str, allowance: Allowance, now: float) -> Allowed:
        """Take a token from the bucket of this key, if there is one."""
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= REMEMBERED:
                self._forget(now)
            bucket = self._buckets[key] = _Bucket(allowance.burst, now)
        gained = max(0.0, now - bucket.at) / allowance.every
        bucket.tokens, bucket.at = min(allowance.burst, bucket.tokens + gained), now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            bucket.is_told = bucket.is_told and bucket.tokens < allowance.burst / 2
            return Allowed.YES
        if bucket.is_told:
            return Allowed.SILENCE
        bucket.is_told = True
        return Allowed.NOTICE

    def _forget(self, now: float) -> None:
        """Those that nobody drew from for a minute are full again, or nearly."""
        self._buckets = {key: one for key, one in self._buckets.items() if now - one.at < 60}  # noqa: PLR2004
