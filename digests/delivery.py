"""One delivery and its states; `digests.moves` leads from one to the next.

    pending -> sending (committed before the call) -> sent
                       -> pending again: surely not sent, rate limited, or to be repeated under its nonce
                       -> dead: the chat is gone, or the platform refuses the message
                       -> unknown: nobody can tell whether it arrived; a person may, within a day
    pending -> missed: too old, or a newer edition took its place
    unknown -> sent | dead | pending (a person's word) | expired (nobody's)

The platform is called only while a row is `sending`: one that anybody else finds so is in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from digests.subscription import ChatKind

LATE: Final = timedelta(minutes=10)
"""A digest that is made later than this after it was due says so."""
TOO_LATE: Final = timedelta(hours=6)
"""After this a digest that was not sent is not sent any more (DESIGN, section 7)."""
UNKNOWN_FOR: Final = timedelta(hours=24)
"""How long an unknown delivery waits for a person's word."""


class State(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    UNKNOWN = "unknown"
    MISSED = "missed"
    EXPIRED = "expired"


OPEN: Final = frozenset({State.PENDING, State.SENDING, State.UNKNOWN})
"""The states from which something may still happen."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition for one chat at one due instant; unique by (subscription, due)."""

    id: int
    subscription: int
    bot: str
    chat: str
    """The key of the chat (`ChatId.key`)."""
    kind: ChatKind
    due: datetime
    edition: int | None
    """The stored edition; null of a row that only records a miss."""
    parts: int | None
    """The stored, rendered parts; null likewise."""
    not_before: datetime
    """When it may be tried, at the earliest."""
    until: datetime
    """When it is too old to be tried."""
    state: State = State.PENDING
    version: int = 0
    """Rises by one with every move."""
    part: int = 0
    """How many parts are surely sent."""
    messages: tuple[str, ...] = ()
    """The platform's id of each part that is sent."""
    attempts: int = 0
    """Calls begun for the part at hand."""
    epoch: int = 0
    """The lease's epoch under which the last call began."""
    began: datetime | None = None
    """When the last call began."""
    doubted: datetime | None = None
    """When the first call for this part whose outcome is not known began."""
    ended: datetime | None = None
    """When it reached the state it is in, of those that wait for nothing or for a person."""
    reason: str = ""
    """Why it is where it is, for operators; never a message's text."""
    skipped: int = 0
    """How many due instants before this one were missed with it."""

    @property
    def nonce(self) -> str:
        """Of the part at hand."""
        return self.nonce_of(self.part)

    def nonce_of(self, part: int) -> str:
        """The same for every attempt at one part, and for nothing else; 25 characters at most (Discord).

        The due minute is in it because ids alone begin at 1 again in a new database, and a platform that
        remembers the old one's would silently drop what is new.
        """
        return f"{self.id}.{part}.{int(self.due.timestamp()) // 60:x}"


class OnDoubt(StrEnum):
    """What is done when nobody can tell whether a message arrived."""

    HOLD = "hold"
    """Held as unknown: never doubled, and its items come again in the next edition."""
    RESEND = "resend"
    """Sent again, doubled perhaps: an operator's choice."""
    NONCE = "nonce"
    """Sent again under the same nonce, as long as the platform drops the double."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """A platform's answer to doubt; `window` counts from the beginning of the first doubtful call."""

    policy: OnDoubt
    window: timedelta = timedelta(0)
