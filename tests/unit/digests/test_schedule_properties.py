"""What holds of every schedule."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from functools import cache

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from digests.schedule import DAILY, Missed, Schedule, latest_due, next_due
from digests.zones import clock
from tests.unit.digests.walls import DAY, FIRST, HOUR, LAST, Change, changes, listed

SECOND = timedelta(seconds=1)

ZONES = (
    "UTC", "Europe/Paris", "America/New_York", "Africa/Cairo", "Africa/Casablanca", "America/Havana",
    "America/Nuuk", "America/Caracas", "Antarctica/Casey", "Antarctica/Troll", "Asia/Gaza", "Asia/Kolkata",
    "Asia/Pyongyang", "Asia/Tehran", "Atlantic/Azores", "Australia/Lord_Howe", "Europe/Volgograd",
    "Pacific/Apia", "Pacific/Fakaofo",
)  # fmt: skip
MINUTES = st.one_of(
    st.integers(0, 24 * 60 - 1), st.integers(0, 24).map(lambda halves: 30 * halves % (24 * 60))
)


@cache
def _changes(zone: str) -> tuple[Change, ...]:
    return tuple(changes(clock(zone)))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    minutes = draw(st.sets(MINUTES, min_size=1, max_size=6))
    weekdays = draw(st.one_of(st.just(DAILY), st.frozensets(st.integers(1, 7), min_size=1)))
    return Schedule(
        weekdays, tuple(time(m // 60, m % 60) for m in sorted(minutes)), draw(st.sampled_from(ZONES))
    )


@st.composite
def moments(draw: st.DrawFn, zone: str) -> datetime:
    """An instant from 2010 to 2035, more often than not near a change of the zone's clock."""
    if _changes(zone) and draw(st.integers(0, 3)):
        near = draw(st.sampled_from(_changes(zone))).at
        return near + draw(st.timedeltas(-4 * DAY, 4 * DAY))
    return FIRST + draw(st.timedeltas(timedelta(), LAST - FIRST))


@given(st.data(), schedules())
@settings(deadline=None, max_examples=300)
def test_until_it_comes_the_next_run_stays_the_next(data: st.DataObject, schedule: Schedule) -> None:
    after = data.draw(moments(schedule.zone))
    run = next_due(schedule, after)
    assert run > after
    between = after + (run - after) * data.draw(st.floats(0, 1))
    assume(between < run)
    assert next_due(schedule, between) == run
    assert next_due(schedule, run - timedelta(microseconds=1)) == run
    assert next_due(schedule, run) > run


@given(st.data(), schedules())
@settings(deadline=None, max_examples=200)
def test_a_time_of_a_day_that_is_has_exactly_one_run(data: st.DataObject, schedule: Schedule) -> None:
    zone = clock(schedule.zone)
    start = data.draw(moments(schedule.zone))
    hours = [(start + HOUR * n).astimezone(zone).date() for n in range(9 * 24)]
    first, last = hours[0] + DAY, hours[-1] - DAY
    wanted = {
        datetime.combine(day, at)
        for day in hours
        if first <= day <= last and day.isoweekday() in schedule.weekdays
        for at in schedule.times
    }
    served = Counter[datetime]()
    for run in listed(schedule, start, start + 9 * DAY):
        now, before = (at.astimezone(zone).replace(tzinfo=None) for at in (run, run - SECOND))
        reached = {
            datetime.combine(day, at) for day in (now.date() - DAY, now.date()) for at in schedule.times
        }
        serves = [wall for wall in reached if before < wall <= now and wall.isoweekday() in schedule.weekdays]
        assert serves, f"{run} is no scheduled time"
        served.update(serves)
    assert {wall: served[wall] for wall in wanted} == dict.fromkeys(wanted, 1)


@given(st.data(), schedules(), st.frozensets(st.integers(1, 7)), st.sets(MINUTES, max_size=3))
@settings(deadline=None, max_examples=200)
def test_more_days_and_more_times_never_come_later(
    data: st.DataObject, schedule: Schedule, days: frozenset[int], minutes: set[int]
) -> None:
    after = data.draw(moments(schedule.zone))
    times = {*schedule.times, *(time(m // 60, m % 60) for m in minutes)}
    more = Schedule(schedule.weekdays | days, tuple(sorted(times)), schedule.zone)
    assert next_due(more, after) <= next_due(schedule, after)


@given(st.data(), schedules())
@settings(deadline=None, max_examples=300)
def test_what_was_missed_is_what_would_have_come(data: st.DataObject, schedule: Schedule) -> None:
    after = data.draw(moments(schedule.zone))
    until = after + data.draw(st.timedeltas(-DAY, 40 * DAY))
    runs = listed(schedule, after, until)
    assert latest_due(schedule, after, until) == Missed(runs[-1] if runs else None, len(runs))
