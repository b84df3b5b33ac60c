"""The days on which clocks were changed, by their names: gaps, overlaps, and days that never were."""

from __future__ import annotations

import pytest

from digests.schedule import DAILY
from tests.unit.digests.walls import at, listed, schedule


def _runs(zone: str, times: str, weekdays: frozenset[int], after: str, until: str) -> list[str]:
    """The runs in UTC, with their seconds only where they have some."""
    runs = listed(schedule(zone, times, weekdays), at(after), at(until))
    return [run.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00") for run in runs]


# Zone, local times, from and until (UTC), the runs (UTC): worked out by hand, as the comment above each says.
GAPS = [
    # +1 to +2 at 01:00 UTC, 02:00 to 03:00. 02:30 is left out: it runs at the jump.
    "Europe/Paris|02:30|2025-03-28T12|2025-03-31T12|2025-03-29 01:30, 2025-03-30 01:00, 2025-03-31 00:30",
    # Two times left out and the time that the clock jumps to are one instant, and one instant is due once.
    "Europe/Paris|02:10 02:50 03:00 03:01|2025-03-29T12|2025-03-30T12|2025-03-30 01:00, 2025-03-30 01:01",
    # Half an hour, +10:30 to +11, 02:00 to 02:30: 5 Oct 02:00 - 10:30 = 4 Oct 15:30.
    "Australia/Lord_Howe|02:15|2025-10-04T00|2025-10-05T20|2025-10-04 15:30, 2025-10-05 15:15",
    # Two hours, +0 to +2 at 01:00 UTC, 01:00 to 03:00.
    "Antarctica/Troll|02:00|2025-03-29T12|2025-03-31T12|2025-03-30 01:00, 2025-03-31 00:00",
    # Three hours, +8 to +11, 28 Oct 02:00 to 05:00: 02:00 - 8 = 27 Oct 18:00.
    "Antarctica/Casey|03:00|2011-10-27T12|2011-10-28T23|2011-10-27 18:00, 2011-10-28 16:00",
    # Midnight itself is left out, -5 to -4, 00:00 to 01:00: 00:00 + 5 = 05:00.
    "America/Havana|00:00|2025-03-08T12|2025-03-10T12|2025-03-09 05:00, 2025-03-10 04:00",
    # Cairo, +2 to +3 at midnight, four times: 00:00 - 2 = 22:00 the day before.
    "Africa/Cairo|00:00|2010-04-29T00|2010-04-30T23|2010-04-29 22:00, 2010-04-30 21:00",
    "Africa/Cairo|00:30|2010-09-09T00|2010-09-10T23|2010-09-09 22:00, 2010-09-10 21:30",
    "Africa/Cairo|00:30|2014-05-15T00|2014-05-16T23|2014-05-15 22:00, 2014-05-16 21:30",
    "Africa/Cairo|00:00|2023-04-27T00|2023-04-28T23|2023-04-27 22:00, 2023-04-28 21:00",
    # Morocco after Ramadan, twice in a year then and once now, +0 to +1, 02:00 to 03:00.
    "Africa/Casablanca|02:30|2012-08-19T12|2012-08-21T12|2012-08-20 02:00, 2012-08-21 01:30",
    "Africa/Casablanca|02:30|2025-04-05T12|2025-04-07T12|2025-04-06 02:00, 2025-04-07 01:30",
    # For good: -4:30 to -4, 1 May 02:30 to 03:00: 02:30 + 4:30 = 07:00.
    "America/Caracas|02:45|2016-05-01T00|2016-05-02T12|2016-05-01 07:00, 2016-05-02 06:45",
    # Over midnight: +8:30 to +9, 4 May 23:30 to 5 May 00:00: 23:30 - 8:30 = 15:00, for both days' times.
    "Asia/Pyongyang|00:00 23:45|2018-05-04|2018-05-05T14:59|2018-05-04 15:00, 2018-05-05 14:45",
    # Over midnight every spring: -2 to -1 at 01:00 UTC, 30 Mar 23:00 to 31 Mar 00:00.
    "America/Nuuk|00:00 23:30|2024-03-30T12|2024-04-01T00:59|2024-03-31 01:00, 2024-04-01 00:30",
    # +2 to +3 at 01:00 UTC, 03:00 to 04:00, and never back again: 30 Oct is a day like another.
    "Europe/Istanbul|03:30|2016-03-26T12|2016-03-28T12|2016-03-27 01:00, 2016-03-28 00:30",
    "Europe/Istanbul|08:00|2016-10-28T12|2016-10-31T12|2016-10-29 05:00, 2016-10-30 05:00, 2016-10-31 05:00",
    # For good: +3 to +4, 02:00 to 03:00: 02:00 - 3 = 23:00 the day before.
    "Europe/Moscow|02:30|2011-03-26T12|2011-03-27T23|2011-03-26 23:00, 2011-03-27 22:30",
    "Europe/Volgograd|02:30|2018-10-27T12|2018-10-28T23|2018-10-27 23:00, 2018-10-28 22:30",
    # Of seconds: -0:44:30 to +0, 00:00 to 00:44:30.
    "Africa/Monrovia|00:30|1972-01-06T12|1972-01-08T12|1972-01-07 00:44:30, 1972-01-08 00:30",
]
OVERLAPS = [
    # +2 to +1 at 01:00 UTC, 03:00 to 02:00: 02:30 is first shown at +2.
    "Europe/Paris|02:30|2025-10-24T12|2025-10-27T12|2025-10-25 00:30, 2025-10-26 00:30, 2025-10-27 01:30",
    # Half an hour, +11 to +10:30, 6 Apr 02:00 to 01:30: 01:45 - 11 = 5 Apr 14:45.
    "Australia/Lord_Howe|01:45|2025-04-05T00|2025-04-06T20|2025-04-05 14:45, 2025-04-06 15:15",
    # Two hours, +2 to +0 at 01:00 UTC, 03:00 to 01:00.
    "Antarctica/Troll|02:30|2025-10-25T12|2025-10-27T12|2025-10-26 00:30, 2025-10-27 02:30",
    # Three hours, +11 to +8, 11 Mar 04:00 to 01:00: 02:00 - 11 = 10 Mar 15:00.
    "Antarctica/Casey|02:00|2018-03-10T12|2018-03-11T23|2018-03-10 15:00, 2018-03-11 18:00",
    # -4 to -5, 01:00 to 00:00: 00:30 + 4 = 04:30.
    "America/Havana|00:30|2025-11-01T12|2025-11-03T12|2025-11-02 04:30, 2025-11-03 05:30",
    # Cairo, +3 to +2, midnight to 23:00: an hour of the day before comes again, 23:30 - 3 = 20:30.
    "Africa/Cairo|23:30|2010-08-10T12|2010-08-11T23|2010-08-10 20:30, 2010-08-11 21:30",
    "Africa/Cairo|23:00|2014-06-26T12|2014-06-27T23|2014-06-26 20:00, 2014-06-27 21:00",
    # The midnight that was about to come comes an hour later: 00:00 - 2 = 22:00.
    "Africa/Cairo|00:00|2023-10-26T00|2023-10-27T23|2023-10-26 22:00, 2023-10-27 22:00",
    # Morocco before Ramadan, +1 to +0, 03:00 to 02:00.
    "Africa/Casablanca|02:30|2025-02-22T12|2025-02-24T12|2025-02-23 01:30, 2025-02-24 02:30",
    # For good: +9 to +8:30, 15 Aug 00:00 to 14 Aug 23:30: 23:45 - 9 = 14:45.
    "Asia/Pyongyang|23:45|2015-08-14T00|2015-08-15T23|2015-08-14 14:45, 2015-08-15 15:15",
    # For good: +4 to +3, 02:00 to 01:00: 01:30 - 4 = 21:30 the day before.
    "Europe/Moscow|01:30|2014-10-25T12|2014-10-26T23|2014-10-25 21:30, 2014-10-26 22:30",
    "Europe/Volgograd|01:30|2020-12-26T12|2020-12-27T23|2020-12-26 21:30, 2020-12-27 22:30",
    # For good, on a 29 February: +6 to +5, 1 Mar 00:00 to 29 Feb 23:00: 23:30 - 6 = 17:30.
    "Asia/Almaty|23:30|2024-02-29T00|2024-03-01T23|2024-02-29 17:30, 2024-03-01 18:30",
    # A day twice: +11 to -12, 1 Oct 00:00 to 30 Sep 01:00: 30 Sep 12:00 - 11 = 01:00, then 1 Oct 12:00 + 12.
    "Pacific/Kwajalein|12:00|1969-09-29T12|1969-10-02T12|1969-09-30 01:00, 1969-10-02 00:00",
]
DAYS = [
    # 30 Dec 2011 was left out, -10 to +14 at 10:00 UTC: 29 Dec 08:00 + 10 = 18:00, 31 Dec 08:00 - 14 = 18:00.
    "Pacific/Apia|08:00|2011-12-28T20|2011-12-31T20|2011-12-29 18:00, 2011-12-30 18:00, 2011-12-31 18:00",
    "Pacific/Apia|00:00 23:59|2011-12-29T11|2011-12-30T12|2011-12-30 09:59, 2011-12-30 10:00",
    # 30 Dec 2011 as well, -11 to +13.
    "Pacific/Fakaofo|12:00|2011-12-29T00|2011-12-31T00|2011-12-29 23:00, 2011-12-30 23:00",
    # 31 Dec 1994, -10 to +14, and 21 Aug 1993, -12 to +12.
    "Pacific/Kiritimati|12:00|1994-12-30T00|1995-01-01T00|1994-12-30 22:00, 1994-12-31 22:00",
    "Pacific/Kwajalein|12:00|1993-08-20T12|1993-08-22T12|1993-08-21 00:00, 1993-08-22 00:00",
    # A leap day and the turn of a year, at +5:30: 00:15 - 5:30 = 18:45 the day before.
    "Asia/Kolkata|00:15|2024-02-27T12|2024-02-29T20|2024-02-27 18:45, 2024-02-28 18:45, 2024-02-29 18:45",
    "Asia/Kolkata|00:15|2023-12-30T12|2024-01-01T12|2023-12-30 18:45, 2023-12-31 18:45",
    # Before zones: the mean time of Paris, +0:09:21.
    "Europe/Paris|08:00|1900-01-01T00|1900-01-02T00|1900-01-01 07:50:39",
]


def _ids(cases: list[str]) -> list[str]:
    return [" ".join(case.split("|")[:3]) for case in cases]


@pytest.mark.parametrize("case", GAPS, ids=_ids(GAPS))
def test_a_time_in_a_gap_runs_once_right_after_it(case: str) -> None:
    zone, times, after, until, runs = case.split("|")
    assert ", ".join(_runs(zone, times, DAILY, after, until)) == runs


@pytest.mark.parametrize("case", OVERLAPS, ids=_ids(OVERLAPS))
def test_a_time_in_an_overlap_runs_the_first_time(case: str) -> None:
    zone, times, after, until, runs = case.split("|")
    assert ", ".join(_runs(zone, times, DAILY, after, until)) == runs


@pytest.mark.parametrize("case", DAYS, ids=_ids(DAYS))
def test_days_that_are_not_are_skipped_and_other_odd_days_are_days(case: str) -> None:
    zone, times, after, until, runs = case.split("|")
    assert ", ".join(_runs(zone, times, DAILY, after, until)) == runs


@pytest.mark.parametrize(
    ("zone", "times", "weekday", "after", "until", "runs"),
    [
        # Friday 30 Dec 2011 did not exist: 23 Dec 08:00 + 10, then 6 Jan 08:00 - 14.
        ("Pacific/Apia", "08:00", 5, "2011-12-20", "2012-01-10", ["2011-12-23 18:00", "2012-01-05 18:00"]),
        # One instant is Friday's 23:45 and Saturday's 00:00; see above.
        ("Asia/Pyongyang", "23:45", 5, "2018-05-01", "2018-05-07", ["2018-05-04 15:00"]),
        ("Asia/Pyongyang", "00:00", 6, "2018-05-01", "2018-05-07", ["2018-05-04 15:00"]),
        # Thursday 29 Feb 2024, at +9.
        ("Asia/Tokyo", "08:00", 4, "2024-02-22", "2024-03-07", ["2024-02-28 23:00", "2024-03-06 23:00"]),
        # The weekday is the local one: Monday 00:30 at +13 (summer) is still Sunday in UTC.
        ("Pacific/Auckland", "00:30", 1, "2025-01-04", "2025-01-06", ["2025-01-05 11:30"]),
    ],
)
def test_weekdays_are_local(
    zone: str, times: str, weekday: int, after: str, until: str, runs: list[str]
) -> None:
    assert _runs(zone, times, frozenset({weekday}), after, until) == runs
