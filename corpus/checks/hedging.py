"""Hedges in our own words: what stands beside a figure's number says what its comparator says, no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from corpus.checks.problem import Problem
from corpus.checks.wording import BOUNDS, shown
from corpus.hedge_words import Hedging, hedgings, knows_hedges, make_range
from corpus.model import Claim, Dossier, Estimate, Event, Hedge, Texts
from corpus.numerals import Number
from corpus.quantities import Comparator
from corpus.stated import Value, stated
from corpus.text import canonical

FREE: Final = frozenset(
    {Comparator.EXACT, Comparator.BETWEEN, Comparator.ORDER_OF_MAGNITUDE, Comparator.UNDISCLOSED}
)
"""Comparators that need no word beside the number; a range shows by its two numbers."""

_ENDS: Final = (("low", Comparator.AT_LEAST), ("high", Comparator.UP_TO))


def told_hedges(dossier: Dossier) -> Iterator[Problem]:
    """A figure's gloss and label, and an event's words, hedge its number as the comparator does."""
    claims = {claim.id: claim for claim in dossier.claims}
    for claim in dossier.claims:
        for field, texts in (("gloss", claim.gloss), ("label", claim.label)):
            if claim.estimate is not None and texts is not None:
                yield from _told(claim, field, texts, (claim.estimate,))
    for event in dossier.events:
        told = (claims[name].estimate for name in event.claims if name in claims)
        figures = tuple(estimate for estimate in told if estimate is not None)
        yield from _told(event, "gloss", event.gloss, figures)


def hedge_agrees(hedge: Hedging, estimate: Estimate) -> bool:
    """Whether a hedge beside a figure's number says its comparator, and with the same sort of word."""
    same_word = hedge.nearly == (estimate.hedge is Hedge.NEARLY)
    return hedge.comparator is estimate.comparator and (same_word or hedge.comparator is not Comparator.ABOUT)


def hedge_name(estimate: Estimate) -> str:
    """A comparator for a message: about (nearly)."""
    return f"{estimate.comparator}{f' ({estimate.hedge})' if estimate.hedge else ''}"


def bounds_of(estimate: Estimate) -> dict[Value, str]:
    """A figure's amounts as values of a text, and which bound each is."""
    held = ((name, getattr(estimate, name)) for name in BOUNDS)
    return {(Decimal(str(it)), name == "magnitude"): name for name, it in held if it is not None}


class _Bound(NamedTuple):
    """A figure, and which of its bounds a number is."""

    figure: Estimate
    name: str

    def licenses(self, hedge: Hedging) -> bool:
        """Whether a hedge may stand beside it; a range's are those of its ends."""
        match self.figure.comparator:
            case Comparator.BETWEEN:
                return (self.name, hedge.comparator) in _ENDS
            case Comparator.ORDER_OF_MAGNITUDE:
                return hedge.comparator is Comparator.ABOUT and not hedge.nearly
            case _:
                return hedge_agrees(hedge, self.figure)


@dataclass(frozen=True)
class _Text:
    """A text of ours in one language."""

    text: str
    language: str

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return stated(self.text, self.language).numbers

    def places(self, value: Value) -> list[Number]:
        return [number for number in self.numbers if (number.value, number.magnitude) == value]

    def hedges(self, number: Number) -> tuple[Hedging, ...]:
        return hedgings(canonical(self.text), number, self.language)

    def ranged(self, number: Number) -> bool:
        """Whether a number is an end of a range."""
        text = canonical(self.text)
        return any(
            number in pair and make_range(text, *pair, self.language) for pair in pairwise(self.numbers)
        )


def _told(record: Claim | Event, field: str, texts: Texts, figures: Sequence[Estimate]) -> Iterator[Problem]:
    meant: dict[Value, list[_Bound]] = {}
    for figure in figures:
        for value, name in bounds_of(figure).items():
            meant.setdefault(value, []).append(_Bound(figure, name))
    for language, text in texts.items():
        for value, those in meant.items() if knows_hedges(language) else ():
            message = _misread(_Text(text, language), value, those)
            if message is not None:
                advice = "say it as the figure does, in each language"
                yield Problem(record, f"{field}.{language}", f"{message}: {advice}")


def _misread(told: _Text, value: Value, meant: Sequence[_Bound]) -> str | None:
    """What is wrong beside a number that is a bound of each of these figures; None when one of them fits."""
    places, names = told.places(value), " or ".join(dict.fromkeys(hedge_name(one.figure) for one in meant))
    licensed = False
    for number in places:
        words, ranged = told.hedges(number), told.ranged(number)
        fitting = [one for one in meant if ranged == (one.figure.comparator is Comparator.BETWEEN)]
        if not fitting:
            what = "an end of a range" if ranged else "no end of a range"
            return f"{shown(value)} is {what} here, and the figure is {names}"
        agreeing = [one for one in fitting for hedge in words if one.licenses(hedge)]
        if words and not agreeing:
            return f"“{words[0].words}” stands beside {shown(value)} here, and the figure is {names}"
        licensed |= bool(agreeing) or any(one.figure.comparator in FREE for one in fitting)
    return f"no word beside {shown(value)} says {names} here" if places and not licensed else None
