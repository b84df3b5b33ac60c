"""What a text of ours states: its numbers, its dates, and the documents and paragraphs that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from corpus.numerals import Number, numbers_in
from corpus.prose_dates import DateMention, dates_in
from corpus.text import canonical

_MORE: Final = r"(?:, ?| (?:and|et|to|à|und|bis|y|a) |-|–)"
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")
_PARAGRAPHS: Final = re.compile(rf"§§? ?[0-9]+(?:{_MORE}[0-9]+)*")
_DOCUMENT: Final = re.compile(r"\[([1-9][0-9]{0,3})\]")
_PAIR: Final = Decimal(2)
_FIGURES: Final = re.compile(r"(?<![\w.,])[0-9](?:[0-9.,]*[0-9])?(?!\w)")

Value: TypeAlias = tuple[Decimal, bool]
"""A number, and whether it is only a magnitude ("thousands")."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text states; offsets are into its canonical form."""

    numbers: tuple[Number, ...]
    """Its numbers, those that are part of a date or of a reference left out."""
    dates: tuple[DateMention, ...]
    documents: frozenset[int]
    """The documents that it names, `[3]`."""
    paragraphs: frozenset[int]
    """The paragraphs that it names, `§4, 6`."""
    unread: tuple[str, ...]
    """Figures that are no number in its language, "15.000" in Spanish: nobody can say what they are."""

    @property
    def in_figures(self) -> tuple[Number, ...]:
        """The numbers that have digits: those in words alone may be counts of our own ("two capitals")."""
        return tuple(number for number in self.numbers if in_figures(number))

    @property
    def values(self) -> frozenset[Value]:
        """All that could be written in digits: its numbers, and the days and years of its dates."""
        dates = (part for date in self.dates for part in (date.day, date.year) if part is not None)
        numbers = ((number.value, number.magnitude) for number in self.numbers)
        return frozenset((*numbers, *((Decimal(part), False) for part in dates)))

    @property
    def telling(self) -> frozenset[Value]:
        """The values that other languages must have too: all but a "two" in words, which may be "both"."""
        words = {number.value for number in self.numbers} - {number.value for number in self.in_figures}
        return self.values - {(_PAIR, False)} if _PAIR in words else self.values


def stated(text: str, language: str) -> Stated:
    """Read a text by its language; exactly or not at all, as `numbers_in` and `dates_in` do."""
    plain = canonical(text)
    documents = frozenset(int(found[1]) for found in _DOCUMENT.finditer(plain))
    named = [found[0] for found in _PARAGRAPHS.finditer(plain)]
    paragraphs = frozenset(int(digits) for one in named for digits in re.findall("[0-9]+", one))
    bare = _blank(_PARAGRAPHS, _blank(_DOCUMENT, _blank(_ADDRESS, plain)))
    dates = dates_in(bare, language)
    numbers = tuple(number for number in numbers_in(bare, language) if not _within(number, dates))
    read = {at for one in numbers for at in range(one.start, one.end)}
    read |= {at for one in dates for at in range(one.start, one.end)}
    unread = tuple(
        found[0] for found in _FIGURES.finditer(bare) if read.isdisjoint(range(found.start(), found.end()))
    )
    return Stated(numbers, dates, documents, paragraphs, unread)


def in_figures(number: Number) -> bool:
    """Whether a number is written in digits, in part at least: "5.5 million"."""
    return any(char.isdecimal() for char in number.text)


def without_references(text: str) -> str:
    """A text without the paragraphs that it names."""
    return _PARAGRAPHS.sub("", canonical(text))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found[0]), text)


def _within(number: Number, dates: tuple[DateMention, ...]) -> bool:
    return any(date.start < number.end and number.start < date.end for date in dates)
