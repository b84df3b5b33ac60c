"""Schedules and their instants in words: the days, the times on the wall, when the next one comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from bot.phrases import dates
from bot.phrases.catalogue import Phrases
from digests.schedule import DAILY, Schedule
from digests.zones import clock

_SHORTEST_RANGE = 3  # days in a row from which the first and the last are said


def schedule(of: Schedule, phrases: Phrases) -> str:
    """ "daily 08:00 (Europe/Paris)", "Mon–Fri 08:00 and 18:30 (Asia/Seoul)"."""
    return phrases.say(
        "{days} {times} ({zone})",
        days=days(of.weekdays, phrases),
        times=phrases.listed(at(one, phrases) for one in of.times),
        zone=of.zone,
    )


def days(weekdays: Iterable[int], phrases: Phrases) -> str:
    """ISO weekdays: "daily", "Mon–Fri", "Mon and Thu"; the days in a row may run over the week's end."""
    chosen = frozenset(weekdays)
    if chosen == DAILY:
        return phrases.say("daily")
    firsts = [one for one in sorted(chosen) if _before(one) not in chosen]
    if len(firsts) == 1 and len(chosen) >= _SHORTEST_RANGE:
        last = next(one for one in chosen if one % 7 + 1 not in chosen)
        words = phrases.among("days in a row", "{first}–{last}")
        return words.format(first=_day(firsts[0], phrases), last=_day(last, phrases))
    listed = phrases.among("weekday in a list", "{day}")
    return phrases.listed(listed.format(day=_day(one, phrases)) for one in sorted(chosen))


def at(of: time, phrases: Phrases) -> str:
    """A time on the wall: "08:00", "8 h 00"."""
    return phrases.among("time of day", "{hour:02d}:{minute:02d}").format(hour=of.hour, minute=of.minute)


def instant(of: datetime, zone: str, phrases: Phrases) -> str:
    """What a calendar and a clock in the zone show at an aware instant: "Mon 23 Nov 2026, 08:00"."""
    local = of.astimezone(clock(zone))
    date = f"{_short(local.isoweekday(), phrases)}{dates.GLUE}{dates.day(local.date(), phrases)}"
    return phrases.say("{date}, {time}", date=date, time=at(local.time(), phrases))


def _before(weekday: int) -> int:
    return (weekday - 2) % 7 + 1


def _day(weekday: int, phrases: Phrases) -> str:
    """A day's name as it stands in a schedule."""
    names = (
        phrases.among("weekday", "Mon"),
        phrases.among("weekday", "Tue"),
        phrases.among("weekday", "Wed"),
        phrases.among("weekday", "Thu"),
        phrases.among("weekday", "Fri"),
        phrases.among("weekday", "Sat"),
        phrases.among("weekday", "Sun"),
    )
    return names[weekday - 1]


def _short(weekday: int, phrases: Phrases) -> str:
    """A day's name before its date."""
    names = (
        phrases.among("weekday of a date", "Mon"),
        phrases.among("weekday of a date", "Tue"),
        phrases.among("weekday of a date", "Wed"),
        phrases.among("weekday of a date", "Thu"),
        phrases.among("weekday of a date", "Fri"),
        phrases.among("weekday of a date", "Sat"),
        phrases.among("weekday of a date", "Sun"),
    )
    return names[weekday - 1]
