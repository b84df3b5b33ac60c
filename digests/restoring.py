"""What becomes of a backup's plans when it is restored: what may have been sent since is not sent again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from digests.delivery import OPEN, Delivery, State
from digests.errors import ScheduleError
from digests.moves import Move, expire, give_up
from digests.passed import passed
from digests.schedule import Missed, next_due
from digests.subscription import Subscription

REASON: Final = "restored"
_INSTANT: Final = timedelta(microseconds=1)


class Resumed(NamedTuple):
    """A subscription that was due in the past."""

    subscription: Subscription
    """As it is from now on: due at its first instant after the restore."""
    missed: Missed
    """What came due before it; none where its zone is not known any more."""


def closed(row: Delivery, at: datetime) -> Move | None:
    """The end of an open delivery; None of one that has ended.

    The process that went on after the backup may have sent it, and this ledger cannot know. So what was not
    begun is missed, and what may have been under way is expired, as if nobody had a word on it in time.
    """
    if row.state not in OPEN:
        return None
    if row.state is State.PENDING and row.doubted is None:
        return give_up(row, at, REASON)
    ended = expire(row, at)
    return replace(ended, after=replace(ended.after, reason=REASON))


def resumed(one: Subscription, since: datetime) -> Resumed:
    """A subscription that was due by `since`: that is missed, and the next is after it."""
    try:
        following = next_due(one.wish.schedule, since)
    except ScheduleError:  # of a zone that is not known any more: the tick sets it aside, and says so
        following = since + _INSTANT
    return Resumed(replace(one, next_due=following), passed(one, since))
