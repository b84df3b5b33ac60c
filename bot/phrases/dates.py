"""Imprecise dates in words, at the precision they were stated with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.phrases.catalogue import Phrases
from corpus.dates import Edtf, Part, Precision
from corpus.model import Dating, Event, Modality

GLUE = "\u00a0"
"""Between the parts of a date, so that no line ends inside one."""


def day(at: date, phrases: Phrases) -> str:
    """ "26 Apr 2025", "1er nov. 2024"."""
    return _day(at.year, at.month, at.day, phrases)


def moment(when: Edtf | None, phrases: Phrases) -> str:
    """When a figure or statement holds: "Nov 2025", "by 30 Apr 2025", "from 1 Nov 2024", "undated"."""
    if when is None:
        return phrases.say("undated")
    if when.end is None and when.start is not None:
        return _since(when.start, phrases)
    if when.start is None and when.end is not None:
        words = phrases.among("day", "by {date}") if _is_day(when.end) else phrases.say("by {date}")
        return words.format(date=_part(when.end, phrases))
    return span(when, phrases)


def window(published: Edtf, phrases: Phrases) -> str:
    """When a document was published: "26 Apr 2025 or later", "Jun to 1 Nov 2024"."""
    if published.end is None and published.start is not None:
        return phrases.say("{date} or later", date=_part(published.start, phrases))
    if published.start is None and published.end is not None:
        return phrases.say("{date} or earlier", date=_part(published.end, phrases))
    return span(published, phrases)


def on_timeline(when: Edtf, phrases: Phrases) -> str:
    """A line's date on the timeline: a month says that its day is not stated."""
    words = moment(when, phrases)
    if when.precision is Precision.MONTH:
        return phrases.say("{month}, day not stated", month=words)
    return words


def of_event(event: Event, phrases: Phrases) -> str:
    """When something happened, and whether it is only planned: "from 1 Nov 2024, planned"."""
    bounded = event.dating is Dating.PUBLICATION and event.date.open_end
    words = window(event.date, phrases) if bounded else on_timeline(event.date, phrases)
    match event.modality:
        case Modality.PLANNED:
            return phrases.say("{date}, planned", date=words)
        case Modality.POSSIBLE:
            return phrases.say("{date}, possible", date=words)
        case Modality.ACTUAL:
            return words


def span(when: Edtf, phrases: Phrases) -> str:
    """A closed date or interval: "Jun to 1 Nov 2024"; a year or month common to both ends is said once."""
    if when.start is None or when.end is None:
        return str(when)
    if not when.is_interval:
        return _part(when.start, phrases)
    if _same_month(when.start, when.end):
        first = _ordinal(when.start.day or 1, phrases)
    else:
        first = _part(when.start, phrases, year=when.start.year != when.end.year or _bare_year(when.start))
    return _span(when.start, when.end, phrases).format(first=first, last=_part(when.end, phrases))


def _since(start: Part, phrases: Phrases) -> str:
    if start.approximate:
        return phrases.say("from about {date}", date=_part(replace(start, approximate=False), phrases))
    words = phrases.among("day", "from {date}") if _is_day(start) else phrases.say("from {date}")
    return words.format(date=_part(start, phrases))


def said(on: Edtf, phrases: Phrases) -> str:
    """When something was said: "said 26 Apr 2025", "said by 26 Apr 2025", "said 26 Apr 2025 or later"."""
    if on.open_end:
        return phrases.say("said {window}", window=window(on, phrases))
    if on.is_interval or on.start is None:
        return phrases.say("said {moment}", moment=moment(on, phrases))
    words = phrases.among("day", "said {date}") if _is_day(on.start) else phrases.say("said {date}")
    return words.format(date=_part(on.start, phrases))


def _span(start: Part, end: Part, phrases: Phrases) -> str:
    """The words of an interval; French says a day, a month and a year with different articles."""
    match _is_day(start), _is_day(end):
        case True, True:
            return phrases.among("day to day", "{first} to {last}")
        case True, False:
            return phrases.among("day to month or year", "{first} to {last}")
        case False, True:
            return phrases.among("month or year to day", "{first} to {last}")
        case _:
            return phrases.among("month or year to month or year", "{first} to {last}")


def _is_day(part: Part) -> bool:
    return part.precision is Precision.DAY


def _same_month(start: Part, end: Part) -> bool:
    """Whether two days are of one month, the first without a doubt that would have to be said of it alone."""
    plain = not start.approximate and not start.uncertain
    return plain and _is_day(start) and _is_day(end) and (start.year, start.month) == (end.year, end.month)


def _bare_year(part: Part) -> bool:
    return part.precision in (Precision.YEAR, Precision.DECADE)


def _part(part: Part, phrases: Phrases, *, year: bool = True) -> str:
    words = _stated(part, phrases, year=year)
    if part.approximate:
        words = phrases.say("about {date}", date=words)
    return phrases.say("{date} (uncertain)", date=words) if part.uncertain else words


def _stated(part: Part, phrases: Phrases, *, year: bool) -> str:
    match part.precision:
        case Precision.DAY:
            return _day(part.year if year else None, part.month or 1, part.day or 1, phrases)
        case Precision.MONTH:
            name = _month(part.month or 1, phrases)
            return f"{name}{GLUE}{part.year}" if year else name
        case Precision.QUARTER:
            return phrases.say("Q{quarter} {year}", quarter=part.quarter, year=part.year)
        case Precision.DECADE:
            return phrases.say("the {year}s", year=part.year)
        case _:
            return str(part.year)


def _day(year: int | None, month: int, number: int, phrases: Phrases) -> str:
    return GLUE.join(filter(None, (_ordinal(number, phrases), _month(month, phrases), str(year or ""))))


def _ordinal(number: int, phrases: Phrases) -> str:
    return phrases.among("the first day of a month", "1") if number == 1 else str(number)


def _month(number: int, phrases: Phrases) -> str:
    months = (
        phrases.among("month", "Jan"),
        phrases.among("month", "Feb"),
        phrases.among("month", "Mar"),
        phrases.among("month", "Apr"),
        phrases.among("month", "May"),
        phrases.among("month", "Jun"),
        phrases.among("month", "Jul"),
        phrases.among("month", "Aug"),
        phrases.among("month", "Sep"),
        phrases.among("month", "Oct"),
        phrases.among("month", "Nov"),
        phrases.among("month", "Dec"),
    )
    return months[number - 1]
