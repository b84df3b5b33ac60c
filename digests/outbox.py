"""What one bot has to post at an instant, as operators watch it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

MOST: Final = 100_000
"""No count goes on beyond: who watches often must not cost the more, the more there is to watch."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """Counts are of `MOST` at most; instants are None where there is nothing."""

    pending: int
    sending: int
    unknown: int
    oldest: datetime | None
    """The earliest due instant of a pending delivery that its chat can take."""
    unplanned: datetime | None
    """The earliest due instant of a subscription for which nothing has been planned yet."""
    is_paused: bool
    """An operator paused the bot."""
