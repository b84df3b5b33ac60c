"""Who may send for a bot: one holder at a time, told from earlier ones by an epoch that only rises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

LASTS: Final = timedelta(seconds=12)
"""How long a lease is good without a renewal: a standby takes over after this."""
RENEWED_EVERY: Final = timedelta(seconds=3)
"""How often the holder renews it, and a standby asks for it."""

FOREVER: Final = datetime.max.replace(tzinfo=UTC)
"""Until when a bot waits that an operator paused."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to plan and send for a bot; every write of the sender checks the epoch."""

    bot: str
    holder: str
    """A process, by a random name of its own."""
    epoch: int
    until: datetime
    """When it ends if it is not renewed; no call to a platform begins after that."""
