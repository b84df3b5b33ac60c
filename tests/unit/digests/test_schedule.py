"""What is next, what was missed, and what is no schedule."""

from __future__ import annotations

from datetime import UTC, datetime, time, timezone

import pytest

from digests.errors import Fault, ScheduleError
from digests.schedule import DAILY, Missed, Schedule, latest_due, next_due
from tests.unit.digests.walls import HOUR, MINUTE, at, listed, schedule


def test_what_is_due_now_is_not_next() -> None:
    daily = schedule("Europe/Paris", "08:00 19:00")
    assert next_due(daily, at("2025-06-02T05:59:59.999999")) == at("2025-06-02T06:00")
    assert next_due(daily, at("2025-06-02T06:00")) == at("2025-06-02T17:00")


def test_in_the_second_pass_of_an_overlap_its_times_are_past() -> None:
    daily = schedule("Europe/Paris", "02:30 02:45")
    assert next_due(daily, at("2025-10-26T00:30")) == at("2025-10-26T00:45")
    assert next_due(daily, at("2025-10-26T01:10")) == at("2025-10-27T01:30")  # the clock shows 02:10


def test_an_instant_may_come_in_any_zone_but_not_without_one() -> None:
    daily = schedule("Asia/Tokyo", "08:00")
    there = datetime(2025, 6, 1, 18, tzinfo=timezone(-5 * HOUR))  # 23:00 UTC
    found = next_due(daily, there)
    assert (found, found.tzinfo) == (at("2025-06-02T23:00"), UTC)
    with pytest.raises(ValueError, match="needs its zone"):
        next_due(daily, datetime(2025, 6, 1))  # noqa: DTZ001 - what is refused
    with pytest.raises(ValueError, match="needs its zone"):
        latest_due(daily, datetime(2025, 6, 1), datetime(2025, 6, 2))  # noqa: DTZ001 - what is refused


def test_of_a_downtime_the_newest_and_the_number_are_told() -> None:
    daily = schedule("Europe/Paris", "08:00 19:00", frozenset({1, 2, 3, 4, 5}))
    # Ten years have 3,653 days from Wednesday 2015-01-07: 521 weeks and six days, of which four are weekdays.
    assert latest_due(daily, at("2015-01-07"), at("2025-01-07")) == Missed(
        at("2025-01-06T18:00"), 2 * (521 * 5 + 4)
    )
    # The instant `until` counts, the instant `after` does not.
    assert latest_due(daily, at("2025-01-06T07:00"), at("2025-01-06T18:00")) == Missed(
        at("2025-01-06T18:00"), 1
    )
    assert latest_due(daily, at("2025-01-06T07:00"), at("2025-01-06T17:59:59")) == Missed(None, 0)
    assert latest_due(daily, at("2025-01-07T18:00"), at("2025-01-06T18:00")) == Missed(None, 0)


def test_collapsed_runs_and_days_that_are_not_are_not_counted_as_missed() -> None:
    # A month with Paris's gap: 02:10 and 02:50 are two runs a day, but one on 30 March.
    paris = schedule("Europe/Paris", "02:10 02:50")
    assert latest_due(paris, at("2025-03-10"), at("2025-04-10")).number == 2 * 31 - 1
    # A gap over midnight: one run serves 4 May 23:45 and 5 May 00:00.
    pyongyang = schedule("Asia/Pyongyang", "00:00 23:45")
    assert latest_due(pyongyang, at("2018-04-20"), at("2018-05-20")).number == 2 * 30 - 1
    # December 2011 and January 2012 in Samoa, local midnight to local midnight: 62 days but one.
    apia = schedule("Pacific/Apia", "08:00")
    assert latest_due(apia, at("2011-12-01T10:00"), at("2012-01-31T10:00")).number == 61


@pytest.mark.parametrize(
    ("weekdays", "times", "zone", "fault"),
    [
        (frozenset[int](), (time(8),), "UTC", Fault.INCOMPLETE),
        (frozenset({0}), (time(8),), "UTC", Fault.INCOMPLETE),
        (frozenset({8}), (time(8),), "UTC", Fault.INCOMPLETE),
        (DAILY, (), "UTC", Fault.INCOMPLETE),
        (DAILY, (time(9), time(8)), "UTC", Fault.INCOMPLETE),
        (DAILY, (time(8), time(8)), "UTC", Fault.INCOMPLETE),
        (DAILY, (time(8, 0, 1),), "UTC", Fault.INCOMPLETE),
        (DAILY, (time(8, 0, 0, 1),), "UTC", Fault.INCOMPLETE),
        (DAILY, (time(8, fold=1),), "UTC", Fault.INCOMPLETE),
        (DAILY, (time(8, tzinfo=UTC), time(9)), "UTC", Fault.INCOMPLETE),
        (DAILY, (time(8),), "Europe/Pari", Fault.ZONE),
        (DAILY, (time(8),), "europe/paris", Fault.ZONE),
        (DAILY, (time(8),), "localtime", Fault.ZONE),
        (DAILY, (time(8),), "right/Europe/Paris", Fault.ZONE),
        (DAILY, (time(8),), "../UTC", Fault.ZONE),
        (DAILY, (time(8),), "Europe", Fault.ZONE),
        (DAILY, (time(8),), "", Fault.ZONE),
    ],
)
def test_what_is_no_schedule_is_not_held(
    weekdays: frozenset[int], times: tuple[time, ...], zone: str, fault: Fault
) -> None:
    with pytest.raises(ScheduleError) as caught:
        Schedule(weekdays, times, zone)
    assert caught.value.fault is fault


def test_an_unknown_zone_comes_with_its_nearest() -> None:
    with pytest.raises(ScheduleError) as caught:
        schedule("Europe/Pari", "08:00")
    assert (str(caught.value), caught.value.text, caught.value.nearest) == (
        "No time zone is called “Europe/Pari”: did you mean Europe/Paris?", "Europe/Pari", ("Europe/Paris",)
    )  # fmt: skip


def test_a_schedule_of_every_minute_leaves_none_out() -> None:
    minutes = [time(n // 60, n % 60) for n in range(24 * 60)]
    daily = Schedule(DAILY, tuple(minutes), "Europe/Paris")
    after, until = at("2025-03-29T12:00"), at("2025-03-30T12:00")
    runs = listed(daily, after, until)
    assert runs == [after + MINUTE * n for n in range(1, 24 * 60 + 1)]
    assert latest_due(daily, after, until) == Missed(until, 24 * 60)
