"""Every zone of the tz database, 2010 to 2035, against somebody who looks at the clock every minute.

Swept: each zone that a schedule may have (all of `zoneinfo.available_timezones()` but two, see `test_zones`);
each change of its clock, 22 hours to each side, with the times before, in and after the gap or overlap; each
29 February, the turn of every fourth year, and two days a zone drawn by its name, so the same every time.
Where clocks are set alike they are looked at once, and there each time is asked for alone and by weekday.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest

from digests.schedule import DAILY, Missed, Schedule, latest_due, next_due
from digests.zones import clock, names
from tests.unit.digests.walls import (
    DAY,
    FIRST,
    HOUR,
    LAST,
    MINUTE,
    Change,
    Due,
    changes,
    listed,
    offset,
    seen,
)

SECOND = timedelta(seconds=1)
ALWAYS = (time(0), time(8), time(12, 30), time(23, 59))
"""Times that are looked at on every day."""

Memory = dict[object, tuple[Due, ...]]


@pytest.fixture(scope="module")
def memory() -> Memory:
    """What was seen of each change and each day."""
    return {}


@pytest.mark.parametrize("name", sorted(names()))
def test_a_time_is_due_when_it_is_first_seen_or_left_out(name: str, memory: Memory) -> None:
    zone = clock(name)
    changed = tuple(changes(zone))
    for change in changed:
        for schedule in _schedules(name, change, thoroughly=change not in memory):
            if change not in memory:
                memory[change] = seen(zone, change.at, 26 * HOUR, schedule.times)
            _compare(schedule, change.at, 22 * HOUR, memory[change])
    for day in _ordinary_days(name, changed):
        key = (day, offset(zone, int(day.timestamp())))
        schedule = Schedule(DAILY, ALWAYS, name)
        if key not in memory:
            memory[key] = seen(zone, day, 14 * HOUR, schedule.times)
        _compare(schedule, day, 13 * HOUR, memory[key])


def _schedules(name: str, change: Change, *, thoroughly: bool) -> Iterator[Schedule]:
    """The times that matter, every day, and the middle of gap or overlap alone; thoroughly, further ones."""
    walls = [(change.at + by).replace(tzinfo=None) for by in (change.before, change.after)]
    near = [wall + by for wall in walls for by in (-MINUTE, timedelta(), MINUTE)]
    middle = (min(walls) + abs(walls[0] - walls[1]) / 2).time()
    times = tuple(sorted({*ALWAYS, middle, *(wall.time() for wall in near)}))
    yield Schedule(DAILY, times, name)
    yield Schedule(DAILY, (middle,), name)
    if thoroughly:
        weekday = frozenset({walls[0].isoweekday()})
        yield Schedule(weekday, times, name)
        yield Schedule(DAILY - weekday, times, name)
        yield from (Schedule(DAILY, (at,), name) for at in times)


def _ordinary_days(name: str, changed: Iterable[Change]) -> Iterator[datetime]:
    """Days around which the clock is left alone."""
    new_years = [datetime(year, 1, 1, tzinfo=UTC) for year in range(2011, 2036, 4)]
    leap_days = [datetime(year, 2, 29, tzinfo=UTC) for year in range(2012, 2036, 4)]
    draw = Random(name)  # noqa: S311 - which days is no secret
    drawn = [FIRST + DAY * draw.randrange((LAST - FIRST).days) for _ in range(2)]
    instants = [change.at for change in changed]
    for day in (*new_years, *leap_days, *drawn):
        if all(abs(instant - day) > 3 * DAY for instant in instants):
            yield day


def _compare(schedule: Schedule, middle: datetime, around: timedelta, due: Iterable[Due]) -> None:
    start, end = middle - around, middle + around
    wanted = {d.instant for d in due if d.time in schedule.times and d.day.isoweekday() in schedule.weekdays}
    expected = sorted(instant for instant in wanted if start < instant <= end)
    assert listed(schedule, start, end) == expected, schedule
    newest = expected[-1] if expected else None
    assert latest_due(schedule, start, end) == Missed(newest, len(expected)), schedule
    for after in (middle - SECOND, middle + 20 * MINUTE):
        coming = [instant for instant in expected if instant > after]
        found = next_due(schedule, after)
        assert found == coming[0] if coming else found > end, (schedule, after)
