"""Inferred dates: what of a passage leads to a day that it does not state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final, NamedTuple

from corpus.date_portions import Portion
from corpus.dates import Edtf, Part
from corpus.model import Claim
from corpus.prose_dates import DateMention
from corpus.verify.library import Said
from corpus.verify.subject import Whole

_YEAR: Final = timedelta(days=366)


class _Ground(NamedTuple):
    """What passages of a document state, and when it was published."""

    said: Said
    published: Edtf

    @property
    def partial(self) -> tuple[DateMention, ...]:
        """Its dates that lack their year or their day."""
        return tuple(one for one in self.said.dates if one.year is None or one.day is None)


def leads(end: Part, claim: Claim, whole: Whole) -> bool:
    """Whether what a claim cites leads to a date: one stated there in part agrees, or another day tells it.

    Where the passages state a date in part, one such must agree: "on Friday" does not overrule "28 April".
    Where they neither do that nor tell a day by another, the rest of the document may.
    """
    grounds = _passages(claim, whole)
    near = any(ground.said.relative for ground in grounds)
    if any(ground.partial for ground in grounds):
        return any(_agrees(end, one, ground, near) for ground in grounds for one in ground.partial)
    if near:
        return True
    rest = (_Ground(whole.library.whole(name), window) for name, window in _windows(claim, whole).items())
    return any(_agrees(end, one, ground, near) for ground in rest for one in ground.partial)


def partial_words(claims: Iterable[Claim], whole: Whole) -> str:
    """The dates that the passages of claims state in part, as they do."""
    found = {one for claim in claims for ground in _passages(claim, whole) for one in ground.partial}
    words = dict.fromkeys(one.text for one in sorted(found, key=lambda one: one.start))
    return " or ".join(f"“{text}”" for text in words)


def _agrees(end: Part, mention: DateMention, ground: _Ground, near: bool) -> bool:
    """Whether a date stated in part is the one meant: nothing but its year, or its day, is added to it.

    A year is the last that had such a day when the document was published, or one since; a part of a year or
    month is the part that its words name; a day is added only where the passage tells one by another.
    """
    if not mention.agrees(end) or (mention.year is None and not _within_a_year(end, ground.published)):
        return False
    portion = dict(ground.said.portions).get(mention)
    if portion is not None:
        return _in_portion(end, mention, portion, near)
    finer = mention.day is None and (end.day is not None or (mention.month is None and end != _year(end)))
    return near or not finer


def _in_portion(end: Part, mention: DateMention, portion: Portion, near: bool) -> bool:
    if mention.month is not None:
        return end.day is None or end.day in portion.days
    months = range(end.earliest.month, end.latest.month + 1)
    return any(month in portion.months for month in months) and (near or end.day is None)


def _within_a_year(end: Part, published: Edtf) -> bool:
    """Whether a day lies in the year before the document, or in its window; an open one is its one end."""
    first, last = published.start or published.end, published.end or published.start
    if first is None or last is None:
        return True
    return first.earliest - _YEAR < end.latest and end.earliest <= last.latest


def _year(end: Part) -> Part:
    return Part(end.year, end.precision, approximate=end.approximate, uncertain=end.uncertain)


def _passages(claim: Claim, whole: Whole) -> list[_Ground]:
    found = []
    for name, window in _windows(claim, whole).items():
        cited = [one.paragraph for one in claim.appearances if one.document == name]
        found.append(_Ground(whole.library.passages(name, cited), window))
    return found


def _windows(claim: Claim, whole: Whole) -> dict[str, Edtf]:
    """When each document that a claim cites was published."""
    names = (one.document for one in claim.appearances)
    return {name: whole.documents[name].published for name in names if name in whole.documents}
