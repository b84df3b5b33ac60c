"""What a chart shows: ready words in the reader's language, and the amounts that are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import assert_never

from corpus.quantities import Amount, Comparator

WIDTH = 1080
"""Width of every picture, in pixels."""
HEIGHT = 1350
"""Height of the usual picture; a few rows make a shorter one, many words a taller one."""
MAX_ROWS = 9
"""More rows than these make a picture too tall for a phone: leave some out and say so in the footer."""


class Shape(StrEnum):
    """How a figure is drawn, and with it which amounts its row gives."""

    POINT = "point"  # a dot at `best`
    RANGE = "range"  # a capped bar from `low` to `high`; nothing in between, unless the source states `best`
    AT_LEAST = "at_least"  # a cap at `low` and an arrow to the right
    AT_MOST = "at_most"  # a cap at `high` and an arrow to the left
    WORDS = "words"  # no mark: one would invent bounds


def shape_of(comparator: Comparator) -> Shape:
    """How an estimate of that comparator is drawn; its `low`, `best` and `high` are then the row's."""
    match comparator:
        case Comparator.EXACT | Comparator.ABOUT:
            return Shape.POINT
        case Comparator.BETWEEN:
            return Shape.RANGE
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            return Shape.AT_LEAST
        case Comparator.UP_TO | Comparator.LESS_THAN:
            return Shape.AT_MOST
        case Comparator.ORDER_OF_MAGNITUDE | Comparator.UNDISCLOSED:
            return Shape.WORDS
    assert_never(comparator)


_AMOUNTS = {
    # (low, best, high): whether the shape needs it; None: may have it
    Shape.POINT: (False, True, False),
    Shape.RANGE: (True, None, True),
    Shape.AT_LEAST: (True, False, False),
    Shape.AT_MOST: (False, False, True),
    Shape.WORDS: (False, False, False),
}


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One claim. Raises ValueError when the amounts do not fit the shape, or figure or owner is unsaid."""

    figure: str
    """The hedged figure: "nearly 11,000", "thousands (no figure)"."""
    counts: str
    """What it measures: "training in Russia"."""
    owner: str
    """Claimant, carriers, as-of and document: "Budanov, by 1 Nov 2024 [4]"."""
    shape: Shape
    low: Amount | None = None
    best: Amount | None = None
    high: Amount | None = None
    hollow: bool = False
    """Planned or possible, not stated as a fact."""

    def __post_init__(self) -> None:
        if not self.figure.strip() or not self.owner.strip():
            raise ValueError("a row says its figure and whose it is")
        for name, amount, needed in zip(
            ("low", "best", "high"), self._stated(), _AMOUNTS[self.shape], strict=True
        ):
            if needed is not None and needed is not (amount is not None):
                raise ValueError(f"a row of shape {self.shape} {'needs' if needed else 'has no'} `{name}`")
        if list(self.amounts) != sorted(self.amounts) or any(
            amount < 0 or not isfinite(amount) for amount in self.amounts
        ):
            raise ValueError("amounts are finite, nought or more, and rise from `low` to `high`")

    def _stated(self) -> tuple[Amount | None, Amount | None, Amount | None]:
        return (self.low, self.best, self.high)

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts that are drawn, low to high; empty for words alone."""
        return tuple(amount for amount in self._stated() if amount is not None)


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The words of the key; each is shown only when a row needs it, and an empty one never."""

    contested: str
    """ "contested"."""
    hollow: str
    """ "planned or possible"."""
    single: str
    """ "one figure"; shown only beside other shapes."""
    range: str
    """ "range"."""
    at_least: str
    """ "at least", "at least, more than": what the rows say."""
    at_most: str
    """ "up to"."""
    logarithmic: str
    """ "logarithmic scale": follows the axis' label when the scale is one, so that it is never forgotten."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A topic's figures of one unit, in reply order. Raises ValueError for too many rows or an unknown index.

    The alternative text is the caller's. It has to say what the picture says, in the same order: how many
    claims, the kind of scale; each figure with its hedge, what it measures, owner, date and `[n]`; which are
    contested, and with which; which are planned or possible; what has no figure.
    """

    title: str
    subtitle: str
    """May be empty: a span of dates, the dossier's revision."""
    rows: tuple[ChartRow, ...]
    axis: str
    """The unit, as a label: "People", "US$ billion"."""
    tick: Callable[[float], str]
    """A round amount as the reader writes it: 15000 -> "15,000". Pure, or the picture is not reproducible."""
    words: ChartWords
    footer: tuple[str, ...] = ()
    """What is left out and why; the sources. A line each, wrapped where it is long."""
    contested: tuple[tuple[int, ...], ...] = ()
    """Groups of row indexes that cannot all be true: each gets a bracket, its rows the sign and the colour.
    A group of one is a row contested by a claim that is not in the picture."""
    percent: bool = False
    """Whether amounts are percentages: then the scale is linear, from 0 to 100."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.rows) <= MAX_ROWS:
            raise ValueError(f"a chart has 1 to {MAX_ROWS} rows, not {len(self.rows)}")
        for group in self.contested:
            if not group or not all(0 <= index < len(self.rows) for index in group):
                raise ValueError(f"contested group {group} names no row, or one that is not there")

    def is_contested(self, index: int) -> bool:
        """Whether a group holds the row of that index."""
        return any(index in group for group in self.contested)
