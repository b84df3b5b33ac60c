"""Dates as texts write them: "26 avril 2025", "June 2024", "années 1960", "/2024/12/17/"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus.date_words import DateWords, address_words, century, date_words
from corpus.dates import Edtf, Part, Precision

_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+")
_LEAP_YEAR: Final = 2000
_DECADE, _CENTURY = 10, 100
_FULL_YEAR: Final = 1000
_SHORT_DECADES: Final = 1900
"""What "années 60" leaves out."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as far as the text states it, and where: `text` is `source[start:end]`.

    `years` is how many it spans: 10 from `year` on for a decade, 100 for a century.
    """

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    years: int = 1

    def stated_by(self, date: Edtf) -> bool:
        """Whether one end of a dossier's date says all that the mention says; it may say more."""
        return any(part is not None and self.agrees(part) for part in (date.start, date.end))

    def states(self, date: Edtf) -> bool:
        """Whether the mention says all that a dossier's date says: both its ends, if it has two."""
        return all(part is not None and self.says(part) for part in (date.start, date.end))

    def repeated_by(self, other: DateMention) -> bool:
        """Whether another mention says all that this one says; it may say more."""
        return self.years == other.years and all(
            wanted in (None, found)
            for wanted, found in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
            )
        )

    def says(self, part: Part) -> bool:
        """Whether the mention says all that one end of a date says."""
        if part.precision in (Precision.DECADE, Precision.QUARTER) or self.years > 1:
            return part.precision is Precision.DECADE and (part.year, _DECADE) == (self.year, self.years)
        return part.year == self.year and part.month in (None, self.month) and part.day in (None, self.day)

    def agrees(self, part: Part) -> bool:
        """Whether one end of a date says all that the mention says."""
        if part.precision is Precision.DECADE or self.years > 1:
            return part.precision is Precision.DECADE and (part.year, _DECADE) == (self.year, self.years)
        wanted = (self.year, part.year), (self.month, part.month), (self.day, part.day)
        return all(mine in (None, theirs) for mine, theirs in wanted)


def dates_in(text: str, language: str) -> tuple[DateMention, ...]:
    """Every date of a text, in order, none within another; offsets are into the text given.

    French, English, German and Spanish have words, other languages figures only; web addresses are read by
    their own habits. A month or day without its year is a date; a bare year, four plain digits, 1800 to 2099.
    Not read: relative dates ("l'an dernier"), times of day, decades and centuries in words alone.
    """
    taken: list[DateMention] = []
    blank = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    taken += _found(blank, date_words(language))
    for address in _ADDRESS.finditer(text):
        taken += _found(text, address_words(), *address.span())
    return tuple(sorted(taken, key=lambda mention: mention.start))


def in_addresses(text: str) -> tuple[tuple[int, int], ...]:
    """Where the web addresses of a text stand: (start, end)."""
    return tuple(found.span() for found in _ADDRESS.finditer(text))


def _found(text: str, words: DateWords, start: int = 0, end: int | None = None) -> list[DateMention]:
    found: list[DateMention] = []
    for pattern in words.patterns:
        for mention in _mentions(pattern, words, text, start, len(text) if end is None else end):
            if all(mention.end <= other.start or other.end <= mention.start for other in found):
                found.append(mention)
    return found


def _mentions(
    pattern: re.Pattern[str], words: DateWords, text: str, start: int, end: int
) -> Iterator[DateMention]:
    for match in pattern.finditer(text, start, end):
        parts = match.groupdict()
        month, day = parts.get("month"), parts.get("day")
        year, years = _years(parts)
        mention = DateMention(
            *match.span(),
            match[0],
            year,
            None if month is None else words.months.get(month.lower()) or _number(month),
            None if day is None else _number(day),
            years,
        )
        if _in_calendar(mention):
            yield mention


def _years(parts: dict[str, str | None]) -> tuple[int | None, int]:
    if ordinal := parts.get("century"):
        return (century(ordinal) - 1) * _CENTURY, _CENTURY
    if decade := parts.get("decade"):
        year = _number(decade)
        return year if year >= _FULL_YEAR else _SHORT_DECADES + year, _DECADE
    year_text = parts.get("year")
    return (_number(year_text) if year_text else None), 1


def _number(text: str) -> int:
    return int("".join(filter(str.isdecimal, text)))


def _in_calendar(mention: DateMention) -> bool:
    if mention.year is not None and mention.year < 0:
        return False
    year = _LEAP_YEAR if mention.year is None or mention.years > 1 else mention.year
    month = 1 if mention.month is None else mention.month
    day = 1 if mention.day is None else mention.day
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
