"""Amounts in messages to editors, and whether a percentage comes out."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from corpus.model import Estimate
from corpus.quantities import Amount, Comparator, bounds

_WORDS: Final = {
    Comparator.EXACT: "{best}",
    Comparator.ABOUT: "about {best}",
    Comparator.AT_LEAST: "at least {low}",
    Comparator.MORE_THAN: "over {low}",
    Comparator.UP_TO: "up to {high}",
    Comparator.LESS_THAN: "under {high}",
    Comparator.BETWEEN: "{low} to {high}",
    Comparator.ORDER_OF_MAGNITUDE: "{magnitude} or more",
    Comparator.UNDISCLOSED: "no figure",
}


class PercentFault(NamedTuple):
    """How far a percentage is missed, in points, and the sentence that says so."""

    distance: float
    message: str


def written(amount: Amount) -> str:
    """An amount with separators: 470,000."""
    return f"{amount:,}"


def figure_words(estimate: Estimate, sign: str = "") -> str:
    """A figure as a message to an editor has it: over 15,000."""
    stated = ((name, getattr(estimate, name)) for name in ("low", "best", "high", "magnitude"))
    amounts = {name: f"{written(amount)}{sign}" for name, amount in stated if amount is not None}
    return _WORDS[estimate.comparator].format(**amounts)


def percent_fault(stated: Estimate, part: Amount, whole: Amount) -> PercentFault | None:
    """What is wrong when `part` of `whole` is not the percentage stated; None when it is, or has no number.

    An exact percentage may be rounded: 33% is right for a third.
    """
    if stated.comparator in (Comparator.ORDER_OF_MAGNITUDE, Comparator.UNDISCLOSED):
        return None
    allowed = bounds(stated.comparator, stated.low, stated.best, stated.high)
    slack = (
        _half_unit(stated.best) if stated.comparator is Comparator.EXACT and stated.best is not None else 0.0
    )
    share = 100 * part / whole
    under = 0.0 if allowed.low is None else allowed.low - slack - share
    over = 0.0 if allowed.high is None else share - allowed.high - slack
    at_open_end = (allowed.high_open and share == allowed.high) or (allowed.low_open and share == allowed.low)
    if max(under, over) <= 0 and not at_open_end:
        return None
    claimed = figure_words(stated, "%")
    result = f"{share:.2f}".rstrip("0").rstrip(".")
    message = f"“{claimed}” fails: {written(part)} of {written(whole)} is {result}%"
    return PercentFault(max(under, over), message)


def _half_unit(amount: Amount) -> float:
    """Half a unit of the last digit written."""
    exponent = int(Decimal(str(amount)).as_tuple().exponent)
    return float(Decimal(1).scaleb(min(exponent, 0)) / 2)
