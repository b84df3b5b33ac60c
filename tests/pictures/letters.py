"""Styled words: how wide they are, and how they break into lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib.ft2font import FT2Font, LoadFlags

NARROWER: Final = {False: 0.88, True: 0.83}
"""How wide the letters of most screens' fonts are, plain and bold, in those of the font that is measured."""
SIGN: Final = 1.3
"""How wide a coloured sign is, in font sizes."""
COLOURED: Final = "\ufe0f"
"""Asks for the sign before it in colours."""


@dataclass(frozen=True, slots=True)
class Face:
    """How words look."""

    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    mono: bool = False
    under: str = ""
    """The colour of the ground below them, where they have one of their own."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one face."""

    text: str
    face: Face

    @property
    def width(self) -> float:
        """Pixels."""
        return width(self.text, self.face)


Line = tuple[Run, ...]


def width(text: str, face: Face) -> float:
    """Pixels that the text takes; a picture holds it to them, whatever font it is shown in."""
    if face.mono:
        return 0.6 * face.size * len(text)
    per_em = sum(_advance(letter, face.bold) for letter in text)
    return face.size * (per_em + SIGN * text.count(COLOURED))


def broken(runs: Iterable[Run], room: float) -> list[Line]:
    """Lines no wider than the room, broken at spaces; a word too long for a line stands out."""
    return [line for row in _rows(runs) for line in _filled(row, room)]


def shortened(text: str, face: Face, room: float) -> str:
    """The text, or as much of its beginning as fits into the room, and three dots."""
    if width(text, face) <= room:
        return text
    while text and width(f"{text}…", face) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _rows(runs: Iterable[Run]) -> Iterator[list[Run]]:
    row: list[Run] = []
    for run in runs:
        first, *more = run.text.split("\n")
        row.append(replace(run, text=first))
        for text in more:
            yield row
            row = [replace(run, text=text)]
    yield row


def _filled(row: Sequence[Run], room: float) -> Iterator[Line]:
    line: list[Run] = []
    used = 0.0
    for word in _words(row):
        wide = sum(run.width for run in word)
        if line and used + wide - _trailing(word) > room:
            yield _joined(line)
            line, used = [], 0.0
        line += word
        used += wide
    yield _joined(line)


def _words(row: Sequence[Run]) -> Iterator[list[Run]]:
    """Words with the space after them; one may have several faces."""
    word: list[Run] = []
    for run in row:
        *whole, rest = run.text.split(" ")
        for text in whole:
            yield [*word, replace(run, text=f"{text} ")]
            word = []
        if rest:
            word.append(replace(run, text=rest))
    if word:
        yield word


def _trailing(word: Sequence[Run]) -> float:
    last = word[-1]
    return width(" ", last.face) if last.text.endswith(" ") else 0.0


def _joined(line: Iterable[Run]) -> Line:
    """Neighbours of one face as one run."""
    return tuple(
        Run("".join(run.text for run in same), face) for face, same in groupby(line, key=lambda run: run.face)
    )


@lru_cache(maxsize=4096)
def _advance(letter: str, bold: bool) -> float:
    """In font sizes; a coloured sign is counted once, by what asks for the colours."""
    if letter in {COLOURED, "\u26a0"}:
        return 0.0
    font = _font(bold)
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_SCALE)
    return NARROWER[bold] * glyph.horiAdvance / font.units_per_EM


@lru_cache(maxsize=2)
def _font(bold: bool) -> FT2Font:
    """The font that comes with matplotlib, so that all machines measure alike."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FT2Font(Path(mpl.get_data_path(), "fonts", "ttf", name))
