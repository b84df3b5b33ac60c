"""The scale put into its place: where amounts, ticks and their labels are, and each row's marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from bot.chart import marks, text
from bot.chart.model import Chart, ChartRow, Shape
from bot.chart.picture import Mark, Measure, Part, Stroke
from bot.chart.scale import Kind, Ruler, Scale, fit_scale, scale_of

GRID = "#D5DAE0"
LINE = "#B9C1CB"

_INSET = 40.0
"""From an open end of the rows' lines to the scale's end: room for half a mark, an arrow, half a label."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Places along a scale, in pixels from the picture's left."""

    scale: Scale
    ruler: Ruler
    start: float
    """Where the scale starts."""
    left: float
    """Where the rows' lines start: before the scale, unless it starts at nought."""
    right: float
    """Where they end: behind it, unless it is of percentages."""

    @classmethod
    def of(cls, chart: Chart, ends: tuple[float, float], measure: Measure) -> Axis | None:
        """The axis between these ends; None when no row has an amount."""
        left, right = ends
        start = left if scale_of(chart.rows, percent=chart.percent) is Kind.LINEAR else left + _INSET
        end = right - _INSET
        width_of = _tick_widths(chart.tick, measure)
        ruler = Ruler(end - start, start - left, right - end, width_of)
        scale = fit_scale(chart.rows, ruler, percent=chart.percent)
        return cls(scale, ruler, start, left, end if chart.percent else right) if scale else None

    def place(self, amount: float) -> float:
        """Where an amount is."""
        return self.start + self.scale.share(amount) * self.ruler.length

    def labels(self) -> tuple[tuple[float, float], ...]:
        """Each tick with the left end of its label."""
        centres = self.scale.label_centres(self.ruler)
        return tuple(
            (tick, self.start + centre - self.ruler.width_of(tick) / 2)
            for tick, centre in zip(self.scale.ticks, centres, strict=True)
        )

    def grid(self, top: float, bottom: float) -> tuple[Mark, ...]:
        """A line a tick between two heights."""
        places = (self.place(tick) for tick in self.scale.ticks)
        return tuple(Stroke(((x, top), (x, bottom)), Part.GRID, GRID, 2.0) for x in places)

    def marks_of(self, row: ChartRow, y: float, ink: marks.Ink, index: int) -> tuple[Mark, ...]:
        """The marks of one row on its line at height `y`."""
        places = [self.place(amount) for amount in row.amounts]
        match row.shape:
            case Shape.POINT:
                return (marks.dot((places[0], y), ink, index),)
            case Shape.RANGE:
                best = () if row.best is None else (marks.dot((self.place(row.best), y), ink, index),)
                return (marks.bar(places[0], places[-1], y, ink, index), *best)
            case Shape.AT_LEAST:
                tip = min(places[0] + marks.ARROW_LENGTH, self.right)
                return (marks.arrow(places[0], max(tip, places[0] + marks.LEAST_ARROW), y, ink, index),)
            case Shape.AT_MOST:
                tip = max(places[0] - marks.ARROW_LENGTH, self.left)
                return (marks.arrow(places[0], min(tip, places[0] - marks.LEAST_ARROW), y, ink, index),)
            case Shape.WORDS:
                return ()
        assert_never(row.shape)


def _tick_widths(tick: Callable[[float], str], measure: Measure) -> Callable[[float], float]:
    return lambda amount: measure(tick(amount), text.TICK.size, text.TICK.bold)
