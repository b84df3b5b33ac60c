"""Runs of shaded text: measured in cells, broken into rows between words, painted as the theme paints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntFlag
from functools import cache, partial
from itertools import groupby
from typing import TypeAlias

from rich.cells import cell_len

from bot.platforms.terminal.glyphs import GLUE


class Shade(IntFlag):
    """How a run is set apart: only what shows on dark and on light; of the colours that is red."""

    PLAIN = 0
    BOLD = 1
    DIM = 2
    ITALIC = 4
    ALERT = 8


Run: TypeAlias = tuple[str, Shade]
Row: TypeAlias = Sequence[Run]
"""One row on the screen, or a line that has yet to be broken into rows."""

_WORD = re.compile(r"[\S\u00a0\u202f\u2007]+")
_SHORT = re.compile(r"\(?\d{1,2}|§\d+")
"""The day of a date, a small count, a paragraph: the next word says of what."""
_NUMBER = re.compile(r"[(§]?\d")
"""A figure: the word before it is its hedge, its month, or what is numbered."""
_PAUSES = ",;:!?)”»·|"
"""After one of these a figure begins something new."""
TOGETHER = 24
"""The most cells that such neighbours are kept together in."""
_GLUED = re.compile(f"[{GLUE}\u00a0\u202f\u2007]+")
_ADDRESS = re.compile(r"<?https?://")


def width_of(row: Row) -> int:
    """The cells that the runs take up."""
    return sum(cell_len(text) for text, _ in row)


def wrapped(line: Row, width: int, first: str = "", then: str = "") -> list[Row]:
    """The line in rows of at most `width` cells, the first one indented by `first`, the others by `then`."""
    text = "".join(part for part, _ in line)
    spans = list(_spans(text, width, len(first), len(then)))
    return [
        [(then if number else first, Shade.PLAIN), *_cut(line, start, end)]
        for number, (start, end) in enumerate(spans)
    ]


def beside(cells: Sequence[Sequence[Row]], widths: Sequence[int], gap: int = 2) -> Iterator[Row]:
    """Cells of a table row, each already in rows, set side by side."""
    for number in range(max(map(len, cells))):
        row: list[Run] = []
        missing = 0
        for cell, width in zip(cells, widths, strict=True):
            part = cell[number] if number < len(cell) else ()
            if width_of(part):
                row += [(" " * missing, Shade.PLAIN), *part]
                missing = 0
            missing += width - width_of(part) + gap
        yield row


def painted(rows: Iterable[Row], colours: bool) -> str:
    """The rows as text, each with its line end; with `colours`, escape codes in it."""
    return "".join(_painted(row, colours) + "\n" for row in rows)


def _spans(text: str, width: int, first: int, then: int) -> Iterator[tuple[int, int]]:
    """Where each row starts and ends in `text`; the rows' indents take `first` and `then` cells."""
    room, start, end, used = width - first, -1, 0, 0
    for at, until in _atoms(text, width - then):
        cells = cell_len(text[at:until])
        between = cell_len(text[end:at])
        if start >= 0 and used + between + cells > room:
            yield start, end
            room, start = width - then, -1
        start, used = (at, cells) if start < 0 else (start, used + between + cells)
        end = until
    yield max(start, 0), end


def _atoms(text: str, width: int) -> Iterator[tuple[int, int]]:
    """What is not broken: words; of one wider than a row its parts at no-break spaces, else characters."""
    for start, end in _phrases(text, min(TOGETHER, width)):
        word = text[start:end]
        if cell_len(word) <= width or _ADDRESS.match(word):  # an address stays whole, to be copied
            yield start, end
        else:
            yield from _narrower(text, start, end, width)


def _phrases(text: str, width: int) -> Iterator[tuple[int, int]]:
    """The words, "nearly 11,000" and "30 Apr 2025" being one, unless that takes more than `width` cells."""
    start = before = end = -1
    for word in _WORD.finditer(text):
        last = text[before:end]
        near = start >= 0 and ((_NUMBER.match(word[0]) and last[-1] not in _PAUSES) or _SHORT.fullmatch(last))
        if not near or cell_len(text[start : word.end()]) > width:
            if start >= 0:
                yield start, end
            start = word.start()
        before, end = word.span()
    if start >= 0:
        yield start, end


def _narrower(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    from bot.fit.graphemes import graphemes  # noqa: PLC0415 - few answers hold such a word

    at = start
    for glue in [*_GLUED.finditer(text, start, end), None]:
        until = glue.start() if glue else end
        if cell_len(text[at:until]) <= width:
            yield at, until
        else:
            for character in graphemes(text[at:until]):
                yield at, at + len(character)
                at += len(character)
        at = glue.end() if glue else end


def _cut(line: Row, start: int, end: int) -> Iterator[Run]:
    at = 0
    for text, shade in line:
        part = text[max(start - at, 0) : max(end - at, 0)]
        if part:
            yield part, shade
        at += len(text)


def _painted(row: Row, colours: bool) -> str:
    kept = len("".join(text for text, _ in row).rstrip(" "))
    runs = groupby(_cut(row, 0, kept), key=lambda run: run[1])
    texts = ((shade, "".join(text for text, _ in same).replace(GLUE, " ")) for shade, same in runs)
    return "".join(_escaped(text, shade) if colours else text for shade, text in texts)


def _escaped(text: str, shade: Shade) -> str:
    return _paint(shade)(text) if shade else text


@cache
def _paint(shade: Shade) -> Callable[[str], str]:
    from rich.color import ColorSystem  # noqa: PLC0415 - a pipe needs neither, and they take longer than the answer
    from rich.style import Style  # noqa: PLC0415

    style = Style(
        bold=bool(shade & Shade.BOLD) or None,
        dim=bool(shade & Shade.DIM) or None,
        italic=bool(shade & Shade.ITALIC) or None,
        color="red" if shade & Shade.ALERT else None,
    )
    return partial(style.render, color_system=ColorSystem.STANDARD)
