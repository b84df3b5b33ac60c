"""A terminal's screen as a picture of a window."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

import pyte

from tests.pictures.canvas import Canvas
from tests.pictures.letters import Face, Run

SIZE: Final = 14
STEP: Final = 20
MARGIN: Final = 18
BAR: Final = 34
GROUND, EDGE, TITLE = "#16191f", "#3a404b", "#9aa4b2"
PLAIN, BRIGHT, FAINT = "#d3d8e0", "#ffffff", "#98a1ae"
COLOURS: Final[Mapping[str, str]] = {
    "default": PLAIN,
    "red": "#ff7b72",
    "green": "#7ee787",
    "cyan": "#79c0ff",
}
LIGHTS: Final = ("#ff5f57", "#febc2e", "#28c840")
_FAINT, _BLINKING = 2, 5
_GAP: Final = re.compile(r"( {2,})")
"""Columns: what stands right of a gap has its own place."""


class Screen(pyte.Screen):
    """A terminal that knows faint letters: pyte has no mark for them, and nothing of ours blinks."""

    def select_graphic_rendition(self, *attrs: int) -> None:
        """Colours and styles of what is written next."""
        super().select_graphic_rendition(*(_BLINKING if one == _FAINT else one for one in attrs))

    def styled(self) -> list[list[pyte.screens.Char]]:
        """Every row's cells."""
        return [[self.buffer[row][column] for column in range(self.columns)] for row in range(self.lines)]


def drawn(rows: Sequence[Sequence[pyte.screens.Char]], title: str, words: str) -> str:
    """These rows in a window with that title, as SVG."""
    cell = Run("x", Face(SIZE, PLAIN, mono=True)).width
    wide = max(map(len, rows)) * cell + 2 * MARGIN
    canvas = Canvas(wide, words, BAR + len(rows) * STEP + MARGIN)
    canvas.box(0, 0, wide, canvas.height, GROUND, 9)
    canvas.frame(0.5, 0.5, wide - 1, canvas.height - 1, EDGE, 9)
    for number, light in enumerate(LIGHTS):
        canvas.disc(MARGIN + number * 18, BAR / 2 + 1, 5.5, light)
    canvas.centred(title, Face(13, TITLE), wide / 2, BAR / 2 + 5)
    for number, row in enumerate(rows):
        left, baseline = float(MARGIN), BAR + (number + 0.72) * STEP
        for face, cells in groupby(row, key=_face):
            for text in _GAP.split("".join(one.data for one in cells)):
                run = Run(text, face)
                canvas.line((run,), left, baseline)
                left += run.width
    return canvas.svg()


def _face(cell: pyte.screens.Char) -> Face:
    colour = BRIGHT if cell.bold and cell.fg == "default" else COLOURS[cell.fg]
    return Face(SIZE, FAINT if cell.blink else colour, cell.bold, cell.italics, mono=True)
