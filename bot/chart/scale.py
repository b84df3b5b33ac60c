"""Which scale a chart has, where it begins and ends, and its ticks; pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.chart.model import ChartRow, Shape

_LOG_FROM = 10
"""From this ratio of the greatest amount to the least the scale is logarithmic."""
_CLEAR = 1.1
"""How far the outermost marks stay from the ends."""
_OPEN = 1.6
"""The same for an arrow, which needs room to point into."""
_LINEAR_STEPS = 6
"""The most steps of a linear axis."""
_TICK_GAP = 28.0
"""Least white between two tick labels, in pixels."""


class Kind(StrEnum):
    """How amounts become distances."""

    LINEAR = "linear"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Ruler:
    """The place that an axis has, in pixels."""

    length: float
    before: float
    """How far a tick's label may stick out at the start."""
    after: float
    """The same at the end."""
    width_of: Callable[[float], float]
    """How wide a tick's label is."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis: its ends, and ticks within them, rising."""

    kind: Kind
    start: float
    end: float
    ticks: tuple[float, ...]

    def share(self, amount: float) -> float:
        """How far along the axis an amount is, 0 at its start and 1 at its end."""
        if self.kind is Kind.LOG:
            return math.log(amount / self.start) / math.log(self.end / self.start)
        return (amount - self.start) / (self.end - self.start)

    def label_centres(self, ruler: Ruler) -> tuple[float, ...]:
        """Where the ticks' labels go along the axis: on the tick, or as near as the picture's edges let."""
        return tuple(
            max(
                ruler.width_of(tick) / 2 - ruler.before,
                min(x, ruler.length + ruler.after - ruler.width_of(tick) / 2),
            )
            for tick, x in zip(
                self.ticks, (self.share(tick) * ruler.length for tick in self.ticks), strict=True
            )
        )


def scale_of(rows: Iterable[ChartRow], *, percent: bool = False) -> Kind:
    """Logarithmic when the greatest amount is ten times the least or more; not for percentages or nought."""
    amounts = [amount for row in rows for amount in row.amounts]
    if percent or not amounts or min(amounts) <= 0:
        return Kind.LINEAR
    return Kind.LOG if max(amounts) / min(amounts) >= _LOG_FROM else Kind.LINEAR


def fit_scale(rows: tuple[ChartRow, ...], ruler: Ruler, *, percent: bool) -> Scale | None:
    """The axis for these rows with as many ticks as have room; None when no row has an amount."""
    if not any(row.amounts for row in rows):
        return None
    kind = scale_of(rows, percent=percent)
    scales = _log_scales(rows) if kind is Kind.LOG else _linear_scales(rows, 100.0 if percent else 0.0)
    return next((scale for scale in scales if _fits(scale, ruler)), scales[-1])


def _log_scales(rows: tuple[ChartRow, ...]) -> list[Scale]:
    """From a step of 1, 2, 5 to another; ticks at 1, 3, 10, or only at tens, hundreds..."""
    lows = [row.amounts[0] / (_OPEN if row.shape is Shape.AT_MOST else _CLEAR) for row in rows if row.amounts]
    highs = [
        row.amounts[-1] * (_OPEN if row.shape is Shape.AT_LEAST else _CLEAR) for row in rows if row.amounts
    ]
    decades = range(math.floor(math.log10(min(lows))) - 1, math.ceil(math.log10(max(highs))) + 2)
    ends = [_power(step, decade) for decade in decades for step in (1, 2, 5)]
    start = max(end for end in ends if end <= min(lows))
    end = min(end for end in ends if end >= max(highs))
    tens = [_power(1, decade) for decade in decades]
    sparser = [tens[offset::skip] for skip in range(2, len(tens)) for offset in range(skip)]
    choices = [[_power(step, decade) for decade in decades for step in (1, 3)], tens, *sparser]
    inside = [tuple(tick for tick in ticks if start <= tick <= end) for ticks in choices]
    return [Scale(Kind.LOG, start, end, ticks) for ticks in inside if len(ticks) > 1]


def _linear_scales(rows: tuple[ChartRow, ...], least_end: float) -> list[Scale]:
    """From nought, so that distances compare, to `least_end` or further; ticks at ever wider steps."""
    drawn = [row for row in rows if row.amounts]
    highest = max(row.amounts[-1] for row in drawn)
    needed = max(row.amounts[-1] * (_CLEAR if row.shape is Shape.AT_LEAST else 1.0) for row in drawn)
    needed = least_end if highest <= least_end else needed
    needed = needed or 1.0
    decade = math.floor(math.log10(needed)) - 1
    steps = [_power(step, power) for power in range(decade, decade + 4) for step in (1, 2, 2.5, 5)]
    return [_linear_scale(step, needed) for step in steps if needed / step <= _LINEAR_STEPS]


def _linear_scale(step: float, needed: float) -> Scale:
    count = math.ceil(round(needed / step, 9))
    ticks = tuple(round(step * number, 9) for number in range(count + 1))
    return Scale(Kind.LINEAR, 0.0, ticks[-1], ticks)


def _power(step: float, decade: int) -> float:
    """step * 10 ** decade as it is written: 0.3, not 0.30000000000000004."""
    return float(f"{step}e{decade}")


def _fits(scale: Scale, ruler: Ruler) -> bool:
    """Whether the ticks' labels leave white between them."""
    places = [
        (centre, ruler.width_of(tick) / 2)
        for tick, centre in zip(scale.ticks, scale.label_centres(ruler), strict=True)
    ]
    pairs = pairwise(places)
    return all(here + half + _TICK_GAP <= there - other for (here, half), (there, other) in pairs)
