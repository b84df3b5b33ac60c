"""What clocks on walls show, minute by minute: from UTC to local time only, which is never ambiguous.

This is the slow judge of `digests.schedule`. It knows no fold and no rule: it looks at the clock every minute
and writes down when it first saw a time, and which times it never saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from digests.schedule import DAILY, Schedule, next_due

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIRST, LAST = datetime(2010, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)


class Change(NamedTuple):
    """A clock is changed: the first instant of the new offset, the old one and the new one."""

    at: datetime
    before: timedelta
    after: timedelta


class Due(NamedTuple):
    """A time on a local day, and the instant at which it is due."""

    day: date
    time: time
    instant: datetime


def offset(zone: ZoneInfo, second: int) -> timedelta:
    found = datetime.fromtimestamp(second, zone).utcoffset()
    assert found is not None
    return found


def changes(zone: ZoneInfo) -> Iterator[Change]:
    """Every change from 2010 to 2035 and some days more, by bisection where the offset differs four days on.

    Two changes that cancel each other within four days would be missed. There are none: by the hour, the
    zones of tzdata 2025b have the same 11,257 changes, no two of a zone within 20 days of each other.
    """
    step = int(4 * DAY.total_seconds())
    start = int((FIRST - 4 * DAY).timestamp())
    old = offset(zone, start)
    for low in range(start, int((LAST + 4 * DAY).timestamp()), step):
        new = offset(zone, low + step)
        if new != old:
            before, after = low, low + step
            while after - before > 1:
                middle = (before + after) // 2
                before, after = (middle, after) if offset(zone, middle) == old else (before, middle)
            yield Change(datetime.fromtimestamp(after, UTC), old, new)
        old = new


def seen(zone: ZoneInfo, middle: datetime, around: timedelta, times: Iterable[time]) -> tuple[Due, ...]:
    """When each of the times is due on the days seen `around` an instant, a whole minute of UTC.

    A time is due when it is first seen. A time that is never seen, on a day that is, is due when the clock is
    seen to have left it out.
    """
    first_seen = dict[datetime, datetime]()
    left_out = list[tuple[datetime, datetime, datetime]]()
    instant = middle - around
    last = instant.astimezone(zone).replace(tzinfo=None) - MINUTE
    while instant < middle + around:
        wall = instant.astimezone(zone).replace(tzinfo=None)
        if wall > last + MINUTE:
            left_out.append((last, wall, instant))
        first_seen.setdefault(wall, instant)
        instant, last = instant + MINUTE, wall
    due = []
    for day in sorted({wall.date() for wall in first_seen}):
        for hour in times:
            wall = datetime.combine(day, hour)
            found = first_seen.get(wall) or next((i for a, b, i in left_out if a < wall < b), None)
            if found is not None:
                due.append(Due(day, hour, found))
    return tuple(due)


def at(text: str) -> datetime:
    """An instant as it is written in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def schedule(zone: str, times: str, weekdays: frozenset[int] = DAILY) -> Schedule:
    """A schedule whose times are written "08:00 19:00"."""
    return Schedule(weekdays, tuple(time.fromisoformat(hour) for hour in times.split()), zone)


def listed(schedule: Schedule, after: datetime, until: datetime) -> list[datetime]:
    """What `next_due` gives, asked again and again, from `after` (excluded) to `until` (included)."""
    runs = []
    run = next_due(schedule, after)
    while run <= until:
        runs.append(run)
        run = next_due(schedule, run)
    return runs
