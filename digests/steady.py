"""What time it is, by a clock nobody sets: a jump of the wall clock is noticed, and not obeyed at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

SLEW: Final = timedelta(seconds=2)
"""A wall clock that is off by less is being adjusted, and followed."""
CONFIRMED: Final = timedelta(minutes=10)
"""A clock that was set, and shows the new time this long without another jump, is believed."""


def wall() -> datetime:
    """What the machine's clock shows."""
    return datetime.now(UTC)


def running() -> float:
    """Seconds of a clock that nobody sets; where it can be told, those asleep count too."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


@dataclass(frozen=True, slots=True)
class Jump:
    """The wall clock was set."""

    by: timedelta
    """How far it is ahead of the steady clock; negative when it was set back."""
    obeyed: bool
    """Whether the steady clock follows it from now on."""


@dataclass(slots=True)
class SteadyClock:
    """The clock the digests run by: it starts at the wall's time and then counts seconds."""

    wall: Callable[[], datetime] = wall
    running: Callable[[], float] = running
    _anchor: datetime = field(init=False)
    _since: float = field(init=False)
    _suspected: tuple[timedelta, float] | None = None
    """How far the wall clock was found off, and when by the running clock."""

    def __post_init__(self) -> None:
        self._anchor, self._since = self.wall(), self.running()

    def now(self) -> datetime:
        """The instant, aware UTC; it runs backwards only when a clock that was set back has been believed."""
        return self._anchor + timedelta(seconds=self.running() - self._since)

    async def sleep(self, seconds: float) -> None:
        """Wait so long."""
        await asyncio.sleep(seconds)

    def observe(self) -> Jump | None:
        """Compare with the wall clock, now and then: a jump that is new, or that is believed from now on."""
        off = self.wall() - self.now()
        if abs(off) <= SLEW:
            self._suspected = None
            if off > timedelta(0):
                self._anchor += off  # forwards only: backwards, it waits until the wall has caught up
            return None
        if self._suspected is None or abs(off - self._suspected[0]) > SLEW:
            self._suspected = off, self.running()
            return Jump(off, obeyed=False)
        if self.running() - self._suspected[1] < CONFIRMED.total_seconds():
            return None
        self._suspected = None
        self._anchor += off
        return Jump(off, obeyed=True)
