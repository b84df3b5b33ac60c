"""Figures: what a comparator claims, what its bounds must be, and which figures can both be true."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final, TypeAlias, assert_never

from corpus.numerals import Number, numbers_in

__all__ = ["Amount", "Bounds", "Comparator", "Number", "bounds", "comparator_problems", "numbers_in"]

Amount: TypeAlias = int | float
"""A count, a share or a sum, in the unit of its estimate; never negative."""


class Comparator(StrEnum):
    """How a source hedges its figure; the words for readers are in the catalogues."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    ORDER_OF_MAGNITUDE = "order_of_magnitude"
    UNDISCLOSED = "undisclosed"


_NEEDED: Final[dict[Comparator, tuple[str, ...]]] = {
    Comparator.EXACT: ("best",),
    Comparator.ABOUT: ("best",),
    Comparator.AT_LEAST: ("low",),
    Comparator.MORE_THAN: ("low",),
    Comparator.UP_TO: ("high",),
    Comparator.LESS_THAN: ("high",),
    Comparator.BETWEEN: ("low", "high"),
    Comparator.ORDER_OF_MAGNITUDE: ("magnitude",),
    Comparator.UNDISCLOSED: (),
}
_OPTIONAL: Final[dict[Comparator, tuple[str, ...]]] = {Comparator.BETWEEN: ("best",)}


@dataclass(frozen=True, slots=True)
class Bounds:
    """An interval of amounts; None is unbounded, an open end is not itself allowed ("more than")."""

    low: Amount | None = None
    high: Amount | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def empty(self) -> bool:
        """Whether no amount is allowed."""
        return self._ends_before(self)

    def disjoint(self, other: Bounds) -> bool:
        """Whether no amount is allowed by both; an empty one has none to share."""
        return self.empty or other.empty or self._ends_before(other) or other._ends_before(self)

    def _ends_before(self, other: Bounds) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))


def bounds(
    comparator: Comparator,
    low: Amount | None = None,
    best: Amount | None = None,
    high: Amount | None = None,
    magnitude: Amount | None = None,
) -> Bounds:
    """What amounts a figure allows: ONLY to decide whether two figures can both be true, never to show.

    "About" has no bounds of its own in any source: reading it as one unit of the last significant digit of
    `best` either way (11,000: 10,000 to 12,000; 7,820: 7,810 to 7,830) is our rule, and a stated `low` or
    `high` goes before it. "Thousands" names a least power of ten and no most. A value that its comparator
    needs and does not have leaves that side unbounded: `comparator_problems` tells the editor.
    """
    match comparator:
        case Comparator.EXACT:
            return Bounds(best, best)
        case Comparator.ABOUT:
            near_low, near_high = (None, None) if best is None else _about(best)
            return Bounds(near_low if low is None else low, near_high if high is None else high)
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            return Bounds(low, low_open=low is not None and comparator is Comparator.MORE_THAN)
        case Comparator.UP_TO | Comparator.LESS_THAN:
            return Bounds(0, high, high_open=high is not None and comparator is Comparator.LESS_THAN)
        case Comparator.BETWEEN:
            return Bounds(low, high)
        case Comparator.ORDER_OF_MAGNITUDE:
            return Bounds(magnitude)
        case Comparator.UNDISCLOSED:
            return Bounds()
        case _:
            assert_never(comparator)


def comparator_problems(
    comparator: Comparator,
    low: Amount | None = None,
    best: Amount | None = None,
    high: Amount | None = None,
    magnitude: Amount | None = None,
) -> tuple[str, ...]:
    """What does not agree between a comparator and its values: sentences without full stops, or none."""
    stated = {
        name: value
        for name, value in (("low", low), ("best", best), ("high", high), ("magnitude", magnitude))
        if value is not None
    }
    needed = _NEEDED[comparator]
    allowed = (*needed, *_OPTIONAL.get(comparator, ()))
    problems = [f"“{comparator}” needs a {name} value" for name in needed if name not in stated]
    problems += [f"“{comparator}” takes no {name} value" for name in stated if name not in allowed]
    unreal = [
        f"The {name} value {value} is not an amount: write a finite number, 0 or more"
        for name, value in stated.items()
        if not math.isfinite(value) or value < 0
    ]
    return tuple(problems + (unreal or _disorder(comparator, stated)))


def _disorder(comparator: Comparator, stated: dict[str, Amount]) -> list[str]:
    ordered = [(name, stated[name]) for name in ("low", "best", "high") if name in stated]
    problems = [
        f"The {name} value {value} is above the {next_name} value {next_value}"
        for (name, value), (next_name, next_value) in pairwise(ordered)
        if value > next_value
    ]
    if comparator is Comparator.BETWEEN and "low" in stated and stated["low"] == stated.get("high"):
        problems.append(f"“between” needs two values: low and high are both {stated['low']}")
    magnitude = stated.get("magnitude")
    if magnitude is not None and not _is_power_of_ten(magnitude):
        problems.append(f"The magnitude {magnitude} is not a power of ten: write 10, 100, 1000 and so on")
    return problems


def _is_power_of_ten(amount: Amount) -> bool:
    parts = Decimal(str(amount)).normalize().as_tuple()
    return parts.digits == (1,) and int(parts.exponent) >= 1


def _about(best: Amount) -> tuple[Amount, Amount]:
    exact = Decimal(str(best))  # the digits as written: 5.5 is not binary's 5.4999...
    unit = Decimal(1).scaleb(int(exact.normalize().as_tuple().exponent))
    return type(best)(max(exact - unit, Decimal(0))), type(best)(exact + unit)
