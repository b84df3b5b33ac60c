"""Instants that came due and were not planned yet when a subscription is changed: recorded, not lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from digests.errors import ScheduleError
from digests.schedule import Missed, latest_due
from digests.subscription import Subscription

_INSTANT: Final = timedelta(microseconds=1)
NONE: Final = Missed(None, 0)


def passed(one: Subscription, at: datetime) -> Missed:
    """The newest instant that was due by `at` and not planned, and how many were; (None, 0) if none was.

    None of a chat that was suspended: nothing was due there.
    """
    if one.next_due is None or one.next_due > at or one.chat.suspended is not None:
        return NONE
    try:
        return latest_due(one.wish.schedule, one.next_due - _INSTANT, at)
    except ScheduleError:  # of a zone that is not known any more: there is no telling
        return NONE
