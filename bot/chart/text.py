"""Setting words in lines: which style, where a line breaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from bot.chart.picture import Measure, Part, Point, Words

INK = "#15191E"
QUIET = "#4A525C"

_PITCH = 1.26
"""From one baseline to the next, in sizes."""
_RISE = 0.96
"""From a line's top to its baseline, in sizes."""
_BETWEEN_STYLES = 14.0
_BREAK = re.compile(r"[ \t\r\n]+")
"""Where a line may break: not at a no-break space, which `str.split` would take too."""
_CITATION = re.compile(r"(?<![,:;]) \[")
"""Before a citation, which stays with its word; the ones of a list may part."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one part's words look; no size is under 28 pixels, for a phone's sake."""

    part: Part
    size: float
    bold: bool = False
    colour: str = INK


Spans: TypeAlias = tuple[tuple[str, Style], ...]
"""Words in one style after words in another."""

TITLE = Style(Part.TITLE, 46, bold=True)
SUBTITLE = Style(Part.SUBTITLE, 30, colour=QUIET)
KEY = Style(Part.KEY, 28)
AXIS = Style(Part.AXIS, 28, colour=QUIET)
TICK = Style(Part.TICK, 28, colour=QUIET)
FIGURE = Style(Part.FIGURE, 38, bold=True)
COUNTS = Style(Part.COUNTS, 32)
OWNER = Style(Part.OWNER, 28, colour=QUIET)
FOOTER = Style(Part.FOOTER, 28, colour=QUIET)


def fitted(style: Style, words: str, width: float, measure: Measure, least: float) -> Style:
    """The style at the greatest size, `least` or more, that has the words on one line; else as it is."""
    sizes = range(int(style.size), int(least) - 1, -1)
    fitting = (size for size in sizes if measure(words, float(size), style.bold) <= width)
    return replace(style, size=float(next(fitting, style.size)))


@dataclass(frozen=True, slots=True)
class Block:
    """Words on one or more lines, and how far down they reach from the top they were set at."""

    words: tuple[Words, ...]
    height: float


def set_words(spans: Spans, at: Point, width: float, measure: Measure, row: int | None = None) -> Block:
    """Lay the spans one after the other from `at` (left, top), breaking lines at `width`.

    A line breaks after a comma or a colon where that takes no more lines, else after the last word that fits.
    """
    left, top = at
    pieces = tuple(piece for text, style in spans for piece in _pieces(text, style, width, measure))
    plain = _break(pieces, width, measure, after_stops=False)
    calm = _break(pieces, width, measure, after_stops=True)
    placed: list[Words] = []
    for line in calm if len(calm) <= len(plain) else plain:
        size = max(piece.style.size for piece in line)
        for run, offset, run_width in _runs(line, measure):
            style, baseline = run.style, top + _RISE * size
            look = (style.part, style.size, style.bold, style.colour)
            placed.append(Words(run.text, *look, left + offset, baseline, run_width, row))
        top += round(_PITCH * size)
    return Block(tuple(placed), top - at[1])


def line_height(style: Style) -> float:
    """How far down one line of that style reaches."""
    return round(_PITCH * style.size)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, or several of one style joined by spaces."""

    text: str
    style: Style


def _pieces(text: str, style: Style, width: float, measure: Measure) -> list[_Piece]:
    """The words of a text, a citation kept with the word before it; one too long for any line is cut."""
    words: list[str] = []
    for word in _BREAK.split(_CITATION.sub("\u00a0[", text.strip())):
        rest = word
        while len(rest) > 1 and measure(rest, style.size, style.bold) > width:
            starts = [rest[:length] for length in range(2, len(rest) + 1)]
            cut = 1 + bisect_right(starts, width, key=lambda start: measure(start, style.size, style.bold))
            words.append(rest[:cut])
            rest = rest[cut:]
        words.append(rest)
    return [_Piece(word, style) for word in words if word]


def _break(
    pieces: tuple[_Piece, ...], width: float, measure: Measure, *, after_stops: bool
) -> list[list[_Piece]]:
    lines: list[list[_Piece]] = []
    line: list[_Piece] = []
    for piece in pieces:
        if line and _width([*line, piece], measure) > width:
            kept = _until_stop(line, piece, width, measure) if after_stops else len(line)
            lines.append(line[:kept])
            line = line[kept:]
        line.append(piece)
    return [*lines, line] if line else lines


def _until_stop(line: list[_Piece], after: _Piece, width: float, measure: Measure) -> int:
    """How many words a full line keeps to end in a comma or a colon and still be a third full; else all."""
    for kept in range(len(line), 0, -1):
        if _width([*line[kept:], after], measure) > width or _width(line[:kept], measure) <= width / 3:
            break
        if line[kept - 1].text.endswith((",", ":", ";")):
            return kept
    return len(line)


def _width(line: list[_Piece], measure: Measure) -> float:
    _, offset, width = _runs(line, measure)[-1]
    return offset + width


def _runs(line: list[_Piece], measure: Measure) -> list[tuple[_Piece, float, float]]:
    """A line's words joined where their style is one, each run with its distance from the left and width."""
    runs: list[tuple[_Piece, float, float]] = []
    offset = 0.0
    for style, pieces in groupby(line, key=lambda piece: piece.style):
        run = _Piece(" ".join(piece.text for piece in pieces), style)
        width = measure(run.text, style.size, style.bold)
        runs.append((run, offset, width))
        offset += width + _BETWEEN_STYLES
    return runs
