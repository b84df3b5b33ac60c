"""Where everything in a chart goes: each row's words, and its mark on a line of its own below them; pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.chart import marks, text
from bot.chart.axis import LINE, Axis
from bot.chart.key import lay_out_key
from bot.chart.model import HEIGHT, WIDTH, Chart, ChartRow, Shape
from bot.chart.picture import Mark, Measure, Part, Picture, Stroke, Words
from bot.chart.scale import Kind

_EDGE = 48.0
"""White at the left and the right."""
_TOP = 44.0
_BOTTOM = 40.0
_SIGN = 50.0
"""Across the warning sign, to the words."""
_TRACK = 42.0
"""Height of a row's line with its mark."""
_AFTER_WORDS = 12.0
"""Below a row without a mark, so that the next does not seem to belong to it."""
_ROW_GAP = 20.0
"""Least white between rows; what a short picture has left over is added to it."""
_SECTION_GAP = 22.0
_MOST_STRETCH = 46.0
"""Most white added between rows before the picture is made shorter instead."""


def lay_out(chart: Chart, measure: Measure) -> Picture:
    """The whole picture: usually 1080 x 1350 pixels, shorter for few rows, taller where the words need it."""
    snug = _Sheet(chart, measure, 0.0).fill()
    gaps = len(chart.rows) if chart.footer else len(chart.rows) - 0.5
    stretch = min(max(0.0, (HEIGHT - snug.height) / gaps), _MOST_STRETCH)
    return _Sheet(chart, measure, stretch).fill()


@dataclass(slots=True)
class _Sheet:
    """A picture being filled from the top down."""

    chart: Chart
    measure: Measure
    stretch: float
    y: float = _TOP
    words: list[Words] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    signs: dict[int, float] = field(default_factory=dict)
    """Row index -> height of its first line's middle."""

    def fill(self) -> Picture:
        chart = self.chart
        lanes = marks.lanes_of(chart.contested)
        left = _EDGE + (max(lanes) + 1) * marks.LANE + _SIGN if lanes else _EDGE
        axis = Axis.of(chart, (left, WIDTH - _EDGE), self.measure)
        self._head()
        if axis:
            self._axis(axis)
        for index, row in enumerate(chart.rows):
            self._row(index, row, left, axis)
        self._brackets(lanes, left - _SIGN)
        self._foot()
        return Picture(WIDTH, round(self.y + _BOTTOM), tuple(self.marks), tuple(self.words))

    def _set(self, spans: tuple[tuple[str, text.Style], ...], left: float, row: int | None = None) -> None:
        block = text.set_words(spans, (left, self.y), WIDTH - _EDGE - left, self.measure, row)
        self.words.extend(block.words)
        self.y += block.height

    def _head(self) -> None:
        chart = self.chart
        title = text.fitted(text.TITLE, chart.title, WIDTH - 2 * _EDGE, self.measure, least=40)
        self._set(((chart.title, title),), _EDGE)
        if chart.subtitle:
            self.y += 6.0
            self._set(((chart.subtitle, text.SUBTITLE),), _EDGE)
        self.y += 14.0
        laid = lay_out_key(chart, (_EDGE, self.y), WIDTH - 2 * _EDGE, self.measure)
        self.marks.extend(laid.marks)
        self.words.extend(laid.words)
        self.y += laid.height + _SECTION_GAP

    def _axis(self, axis: Axis) -> None:
        chart = self.chart
        logarithmic = chart.words.logarithmic if axis.scale.kind is Kind.LOG else ""
        self._set(((", ".join(filter(None, (chart.axis, logarithmic))), text.AXIS),), _EDGE)
        self.y += 4.0
        for tick, left in axis.labels():
            spans = ((chart.tick(tick), text.TICK),)
            self.words.extend(text.set_words(spans, (left, self.y), float(WIDTH), self.measure).words)
        self.y += text.line_height(text.TICK)
        self.marks.extend(axis.grid(self.y + 2.0, self.y + 12.0))
        self.y += 12.0

    def _row(self, index: int, row: ChartRow, left: float, axis: Axis | None) -> None:
        self.y += (_ROW_GAP + self.stretch) / (1 if index else 2)
        self.signs[index] = self.y + text.line_height(text.FIGURE) / 2 + 1.0
        if self.chart.is_contested(index):
            self.marks.extend(marks.sign((left - _SIGN / 2 - 4.0, self.signs[index]), index))
        self._set(((row.figure, text.FIGURE), (row.counts, text.COUNTS)), left, index)
        self._set(((row.owner, text.OWNER),), left, index)
        if axis and row.shape is not Shape.WORDS:
            ink = marks.ink_of(contested=self.chart.is_contested(index), hollow=row.hollow)
            y = self.y + 6.0 + _TRACK / 2
            self.marks.extend(axis.grid(self.y + 6.0, self.y + 6.0 + _TRACK))
            self.marks.append(Stroke(((axis.left, y), (axis.right, y)), Part.TRACK, LINE, 2.0, index))
            self.marks.extend(axis.marks_of(row, y, ink, index))
            self.y += 6.0 + _TRACK
        elif axis:
            self.y += _AFTER_WORDS

    def _brackets(self, lanes: tuple[int, ...], right: float) -> None:
        for lane, group in zip(lanes, self.chart.contested, strict=True):
            rows = tuple((index, self.signs[index]) for index in sorted(set(group)))
            self.marks.extend(marks.bracket(right - 8.0, rows, lane))

    def _foot(self) -> None:
        if not self.chart.footer:
            return
        self.y += _ROW_GAP + self.stretch / 2
        self.marks.append(Stroke(((_EDGE, self.y), (WIDTH - _EDGE, self.y)), Part.FOOTER, LINE, 2.0))
        self.y += 14.0
        for line in self.chart.footer:
            self._set(((line, text.FOOTER),), _EDGE)
