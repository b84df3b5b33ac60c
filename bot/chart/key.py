"""The key above the rows: what each kind of mark in this chart means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.chart import marks, text
from bot.chart.model import Chart, Shape
from bot.chart.picture import Mark, Measure, Part, Point, Words

_LINE = 44.0
_AFTER_SAMPLE = 12.0
_BETWEEN = 32.0
_SOLID = marks.Ink(text.QUIET, text.QUIET, 2.0)
_HOLLOW = marks.Ink(marks.WHITE, text.QUIET, 5.0)

_Sample: TypeAlias = Callable[[Point], tuple[Mark, ...]]
"""Draws a sample with its left end at a point."""


@dataclass(frozen=True, slots=True)
class _Entry:
    word: str
    width: float
    """Of the sample."""
    sample: _Sample


@dataclass(frozen=True, slots=True)
class Key:
    """The laid-out key; no height when there is nothing to explain."""

    marks: tuple[Mark, ...]
    words: tuple[Words, ...]
    height: float


def lay_out_key(chart: Chart, at: Point, width: float, measure: Measure) -> Key:
    """One entry after the other from `at` (left, top), going on below where `width` ends."""
    left, top = at
    x, y = at
    drawn: list[Mark] = []
    words: list[Words] = []
    for entry in _entries(chart):
        indent = entry.width + _AFTER_SAMPLE
        needed = indent + measure(entry.word, text.KEY.size, text.KEY.bold)
        if x > left and x + needed > left + width:
            x, y = left, y + _LINE
        drawn.extend(entry.sample((x, y + _LINE / 2)))
        lift = (_LINE - text.line_height(text.KEY)) / 2
        block = text.set_words(
            ((entry.word, text.KEY),), (x + indent, y + lift), left + width - x - indent, measure
        )
        words.extend(block.words)
        if block.height > _LINE:
            x, y = left, y + lift + block.height
        else:
            x += needed + _BETWEEN
    bottom = y + _LINE if x > left else y
    return Key(tuple(drawn), tuple(words), bottom - top)


def _entries(chart: Chart) -> tuple[_Entry, ...]:
    """The kinds of mark in the chart that have a word."""
    drawn = [row for row in chart.rows if row.shape is not Shape.WORDS]
    shapes = {row.shape for row in drawn}
    hollow = any(row.hollow for row in drawn)
    dots = hollow or shapes > {Shape.POINT}
    point = any(row.shape is Shape.POINT and not row.hollow for row in drawn)
    words = chart.words
    every = (
        (bool(chart.contested), _Entry(words.contested, 40.0, _sign)),
        (dots and point, _Entry(words.single, 30.0, _dot)),
        (Shape.RANGE in shapes, _Entry(words.range, 54.0, _bar)),
        (Shape.AT_LEAST in shapes, _Entry(words.at_least, 64.0, _arrow_right)),
        (Shape.AT_MOST in shapes, _Entry(words.at_most, 64.0, _arrow_left)),
        (hollow, _Entry(words.hollow, 30.0, _ring)),
    )
    return tuple(entry for shown, entry in every if shown and entry.word)


def _sign(at: Point) -> tuple[Mark, ...]:
    return marks.sign((at[0] + 20.0, at[1]))


def _dot(at: Point) -> tuple[Mark, ...]:
    return (marks.dot((at[0] + 15.0, at[1]), _SOLID, part=Part.KEY),)


def _ring(at: Point) -> tuple[Mark, ...]:
    return (marks.dot((at[0] + 15.0, at[1]), _HOLLOW, part=Part.KEY),)


def _bar(at: Point) -> tuple[Mark, ...]:
    return (marks.bar(at[0] + 4.0, at[0] + 50.0, at[1], _SOLID, part=Part.KEY),)


def _arrow_right(at: Point) -> tuple[Mark, ...]:
    return (marks.arrow(at[0] + 4.0, at[0] + 62.0, at[1], _SOLID, part=Part.KEY),)


def _arrow_left(at: Point) -> tuple[Mark, ...]:
    return (marks.arrow(at[0] + 60.0, at[0] + 2.0, at[1], _SOLID, part=Part.KEY),)
