"""When a digest is due: the next instant of a local time in a zone, and those that a downtime missed.

Two sentences decide every case (DESIGN, section 7). **A time is due at the first instant at which the clock
on the wall shows it or a later one**: in an overlap that is the first showing (PEP 495, fold=0), in a gap the
instant of the jump, so all times in one gap, and its end, are one run. **A day that no clock ever shows**
(Samoa, 2011-12-30) **has no runs.** The standard library answers for times inside a gap as well, with an
instant that shows another time, so its answer is taken only when it converts back to the time asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from digests.errors import Fault, ScheduleError
from digests.zones import clock

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DAILY: Final = frozenset(range(1, 8))
"""Every day of the week; 1 is Monday and 7 Sunday, as in ISO 8601."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The days, local times and zone in which a digest comes; ScheduleError if one of them is not right.

    `weekdays` are ISO weekdays, `times` rise and are whole minutes, `zone` is a key of the tz database, an
    old one too ("US/Eastern"), written as the database writes it.
    """

    weekdays: frozenset[int]
    times: tuple[time, ...]
    zone: str

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= DAILY:
            raise ScheduleError("A schedule needs weekdays: 1 for Monday to 7 for Sunday.", Fault.INCOMPLETE)
        for at in self.times:
            if (at.second, at.microsecond, at.fold, at.tzinfo) != (0, 0, 0, None):
                raise ScheduleError(
                    f"“{at}” is not a local time in whole minutes.", Fault.INCOMPLETE, str(at)
                )
        if not self.times or list(self.times) != sorted(set(self.times)):
            raise ScheduleError("A schedule needs times, each once, the earliest first.", Fault.INCOMPLETE)
        clock(self.zone)


class Missed(NamedTuple):
    """What came due while nobody looked: the newest instant, in UTC, and how many there were with it."""

    newest: datetime | None
    number: int


def next_due(schedule: Schedule, after: datetime) -> datetime:
    """The first due instant strictly later than `after` (aware), in UTC."""
    zone = clock(schedule.zone)
    wall = _shown(after, zone)
    day, times = wall.date(), schedule.times[bisect_right(schedule.times, wall.time()) :]
    while True:  # a fortnight at most: a weekly day of which one did not exist
        if day.isoweekday() in schedule.weekdays:
            for run in _runs(day, times, zone):
                if run > after:  # not so in the second pass through an overlap
                    return run
        day, times = day + _DAY, schedule.times


def latest_due(schedule: Schedule, after: datetime, until: datetime) -> Missed:
    """The newest instant due in (`after`, `until`], both aware, and how many are; (None, 0) if none is.

    The newest costs the same however long the time between; the number costs some microseconds a day of it.
    """
    if until <= after:
        return Missed(None, 0)
    zone = clock(schedule.zone)
    first, last = _shown(after, zone).date(), _shown(until, zone).date()
    newest = _newest(schedule, zone, first, until)
    if newest is None or newest <= after:
        return Missed(None, 0)
    # Where the clock was not changed, a day has as many runs as times. Elsewhere runs can coincide, over
    # midnight too. And when an overlap spans midnight, some runs of the next day are already past.
    counted = {first, first + _DAY, last, last + _DAY}
    plain, apart = 0, set[datetime]()
    for day in _days(first, last + _DAY):
        if day.isoweekday() not in schedule.weekdays:
            continue
        if day in counted or _is_changed(day, zone):
            apart.update(run for run in _runs(day, schedule.times, zone) if after < run <= until)
        else:
            plain += len(schedule.times)
    return Missed(newest, plain + len(apart))


def _newest(schedule: Schedule, zone: ZoneInfo, first: date, until: datetime) -> datetime | None:
    """The last instant due not after `until`, of the local days since `first`."""
    for day in _days(_shown(until, zone).date() + _DAY, first):
        if day.isoweekday() in schedule.weekdays:
            runs = [run for run in _runs(day, schedule.times, zone) if run <= until]
            if runs:
                return runs[-1]
    return None


def _runs(day: date, times: tuple[time, ...], zone: ZoneInfo) -> Iterator[datetime]:
    """When the times of a local day are due, in UTC, never falling; nothing on a day that does not exist."""
    for at in times:
        wall = datetime.combine(day, at)
        run = _reached(wall, zone)
        if _shown(run, zone) != wall and not _exists(day, zone):
            return
        yield run


def _exists(day: date, zone: ZoneInfo) -> bool:
    """Whether the clock ever shows this day."""
    return _shown(_reached(datetime.combine(day, time.min), zone), zone).date() == day


def _reached(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which the clock shows `wall` or later, in UTC."""
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if _shown(instant, zone) == wall:
        return instant
    # In a gap: by PEP 495, fold=1 counts with the offset after the jump, which gives an instant before it.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    seconds = range(int((instant - before).total_seconds()))
    jump = bisect_left(seconds, wall, key=lambda n: _shown(before + timedelta(seconds=n), zone))
    return before + timedelta(seconds=jump)


def _is_changed(day: date, zone: ZoneInfo) -> bool:
    """Whether the clock was changed on a local day, its two midnights included."""
    # Two changes that undo each other within a day would not be seen: no zone has two within twenty days.
    start, end = (_reached(datetime.combine(at, time.min), zone) for at in (day, day + _DAY))
    before = start - timedelta(seconds=1)
    return before.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset()


def _shown(instant: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows at an aware instant: a naive local time, always exact."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone: pass aware UTC")  # astimezone would take the machine's
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def _days(first: date, last: date) -> Iterator[date]:
    """The days from one to the other, both included, backwards if the other is earlier."""
    step = 1 if first <= last else -1
    return (first + timedelta(days=n) for n in range(0, (last - first).days + step, step))
