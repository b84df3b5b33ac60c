"""The pure moves of a delivery from one state to the next, and what is written with them.

Every move is a new value; the ledger stores it only if the row still is what the move started from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeAlias

from digests.delivery import TOO_LATE, Delivery, Doubts, OnDoubt, State
from digests.outcomes import Gone, Limited, Moved, NotSent, Outcome, Refused, Sent, Unclear

FIRST_WAIT: Final = 2.0
"""Seconds: the back-off's longest wait after the first failure; it doubles with each further one."""
LONGEST_WAIT: Final = 900.0
"""Seconds: no back-off waits longer."""
LONGEST_PAUSE: Final = timedelta(days=1)
"""However long a platform says to wait, it is asked again after this."""
REPEATS: Final = 3
"""How often an unclear call is repeated where the operator chose to resend."""


@dataclass(frozen=True, slots=True)
class SuspendChat:
    """Nothing more is due in the chat until it comes back."""

    reason: str


@dataclass(frozen=True, slots=True)
class PauseChat:
    """Nothing is sent to the chat before `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class PauseBot:
    """Nothing is sent by the bot before `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class RekeyChat:
    """The chat is known by `key` from now on."""

    key: str


Effect: TypeAlias = SuspendChat | PauseChat | PauseBot | RekeyChat


@dataclass(frozen=True, slots=True)
class Move:
    """A delivery before and after, and what else is written in the same transaction.

    Whatever moves a row to `sent` also makes its edition what the subscription has seen, in that transaction.
    """

    before: Delivery
    after: Delivery
    effect: Effect | None = None


def begin(row: Delivery, at: datetime, epoch: int, doubts: Doubts) -> Move:
    """Before a call: `sending`; or `unknown`, when it is too late to repeat a doubtful call safely."""
    if row.doubted is not None and has_lapsed(row.doubted, at, doubts):
        return _moved(row, state=State.UNKNOWN, ended=at, reason=row.reason)
    return _moved(row, state=State.SENDING, attempts=row.attempts + 1, epoch=epoch, began=at)


def settle(row: Delivery, outcome: Outcome, at: datetime, doubts: Doubts, total: int, spread: float) -> Move:
    """After a call: what its outcome makes of the row.

    `total` is the number of parts; `spread`, 0 to 1, is the full jitter's random number.
    """
    match outcome:
        case Sent(message):
            return _sent(row, message, at, total)
        case Unclear(reason):
            return _unclear(row, reason, at, doubts, spread)
        case NotSent(reason):
            return _again(row, at, at + _wait(row.attempts, spread), doubts, reason)
        case Limited(wait, whole_bot):
            until = at + min(wait, LONGEST_PAUSE)
            move = _again(row, at, until, doubts, "rate limited", attempts=max(row.attempts - 1, 0))
            return replace(move, effect=PauseBot(until) if whole_bot else PauseChat(until))
        case Moved(key):
            soon = (
                at if row.attempts <= 1 else at + _wait(row.attempts, spread)
            )  # two ids that name each other
            move = _again(replace(row, chat=key), at, soon, doubts, "the chat moved")
            return Move(row, move.after, RekeyChat(key))
        case Gone(reason):
            return replace(_end(row, State.DEAD, at, reason), effect=SuspendChat(reason))
        case Refused(reason):
            return _end(row, State.DEAD, at, reason)


def put_back(row: Delivery, at: datetime, doubts: Doubts) -> Move:
    """A begun call that was not made after all: as if it had not been begun."""
    return _again(row, at, at, doubts, row.reason, attempts=max(row.attempts - 1, 0))


def abandoned(row: Delivery, at: datetime, doubts: Doubts, spread: float = 0.0) -> Move:
    """A row found as `sending` although nobody is at it: its sender stopped in the middle."""
    return _unclear(row, "the sender stopped in the middle", at, doubts, spread)


def give_up(row: Delivery, at: datetime, reason: str) -> Move:
    """A pending row that will not be sent any more: too old, or a newer edition took its place."""
    if row.part:
        return _end(row, State.DEAD, at, f"{reason}, after {row.part} parts")
    return _end(row, State.MISSED, at, reason)


def expire(row: Delivery, at: datetime) -> Move:
    """An unknown row for which nobody had a word in time; it is counted, never sent."""
    return _moved(row, state=State.EXPIRED, ended=at)


class Verdict(StrEnum):
    """A person's word on an unknown delivery, after a look into the chat."""

    SENT = "sent"
    LOST = "lost"
    RESEND = "resend"


def resolve(row: Delivery, verdict: Verdict, at: datetime) -> Move:
    """What a person's word makes of an unknown row; ValueError for a row in another state."""
    if row.state is not State.UNKNOWN:
        raise ValueError(f"delivery {row.id} is {row.state}, not unknown")
    match verdict:
        case Verdict.SENT:
            return _moved(row, state=State.SENT, ended=at, doubted=None, reason="resolved: it arrived")
        case Verdict.LOST:
            return _moved(row, state=State.DEAD, ended=at, doubted=None, reason="resolved: it did not arrive")
        case Verdict.RESEND:
            return _moved(
                row,
                state=State.PENDING,
                not_before=at,
                until=at + TOO_LATE,
                attempts=0,
                doubted=None,
                ended=None,
                reason="resolved: send it again",
            )


def has_lapsed(first: datetime, at: datetime, doubts: Doubts) -> bool:
    """Whether a call at `at` could be a double that the platform does not know as one."""
    match doubts.policy:
        case OnDoubt.NONCE:
            return at > first + doubts.window
        case OnDoubt.RESEND:
            return False
        case OnDoubt.HOLD:
            return True


def _sent(row: Delivery, message: str, at: datetime, total: int) -> Move:
    done = row.part + 1
    whole = done >= total
    return _moved(
        row,
        state=State.SENT if whole else State.PENDING,
        part=done,
        messages=(*row.messages, message),
        attempts=0,
        doubted=None,
        not_before=at,
        ended=at if whole else None,
        reason="",
    )


def _unclear(row: Delivery, reason: str, at: datetime, doubts: Doubts, spread: float) -> Move:
    first = _first_doubt(row, at)
    doubtful = replace(row, doubted=first)
    soon = at + _wait(row.attempts, spread)
    match doubts.policy:
        case OnDoubt.HOLD:
            again = False
        case OnDoubt.RESEND:
            again = row.attempts <= REPEATS
        case OnDoubt.NONCE:
            soon = min(soon, first + doubts.window)
            again = soon >= at and not has_lapsed(first, soon, doubts)
    if not again:
        return Move(row, _moved(doubtful, state=State.UNKNOWN, ended=at, reason=reason).after)
    return Move(row, _moved(doubtful, state=State.PENDING, not_before=soon, reason=reason).after)


def _first_doubt(row: Delivery, at: datetime) -> datetime:
    """When the first doubtful call for the part began: no later one can have been the first to arrive."""
    return row.doubted or row.began or at


def _again(
    row: Delivery, at: datetime, when: datetime, doubts: Doubts, reason: str, attempts: int | None = None
) -> Move:
    """Back to pending until `when`; an earlier doubt goes on, and may have no time left."""
    if row.doubted is not None and has_lapsed(row.doubted, when, doubts):
        return _moved(row, state=State.UNKNOWN, ended=at, reason=reason)
    tried = row.attempts if attempts is None else attempts
    return _moved(row, state=State.PENDING, not_before=when, attempts=tried, reason=reason)


def _end(row: Delivery, state: State, at: datetime, reason: str) -> Move:
    """The end; unless an earlier call for this part is in doubt."""
    if row.doubted is not None:
        state = State.UNKNOWN
    return _moved(row, state=state, ended=at, reason=reason)


def _wait(attempts: int, spread: float) -> timedelta:
    """Full jitter: anything from nothing to a ceiling that doubles.

    (Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.)
    """
    ceiling = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(max(attempts - 1, 0), 20))
    return timedelta(seconds=ceiling * spread)


def _moved(row: Delivery, **changes: Any) -> Move:
    return Move(row, replace(row, version=row.version + 1, **changes))
