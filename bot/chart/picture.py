"""A laid-out picture: words and marks with their places, in pixels from the top left corner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Measure: TypeAlias = Callable[[str, float, bool], float]
"""(text, size in pixels, bold) -> its width in pixels."""
Point: TypeAlias = tuple[float, float]


class Part(StrEnum):
    """What a word or a mark is in the picture."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    KEY = "key"
    AXIS = "axis"
    TICK = "tick"
    GRID = "grid"
    TRACK = "track"
    FIGURE = "figure"
    COUNTS = "counts"
    OWNER = "owner"
    DOT = "dot"
    BAR = "bar"
    ARROW = "arrow"
    SIGN = "sign"
    BRACKET = "bracket"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `top` is less than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Words:
    """One run of text of one style on one line; `size` is the font's, in pixels."""

    text: str
    part: Part
    size: float
    bold: bool
    colour: str
    left: float
    baseline: float
    width: float
    row: int | None = None

    @property
    def box(self) -> Box:
        """Where ink may be: DejaVu Sans rises 0.93 of its size above the baseline and falls 0.24 below."""
        right = self.left + self.width
        return Box(self.left, self.baseline - 0.93 * self.size, right, self.baseline + 0.24 * self.size)


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed shape; `edge` empty for none."""

    points: tuple[Point, ...]
    part: Part
    fill: str
    edge: str = ""
    edge_width: float = 0.0
    row: int | None = None

    @property
    def box(self) -> Box:
        """The shape with its edge."""
        return _around(self.points, self.edge_width / 2)


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle with its edge drawn inside `radius`."""

    centre: Point
    radius: float
    part: Part
    fill: str
    edge: str
    edge_width: float
    row: int | None = None

    @property
    def box(self) -> Box:
        """The square around it."""
        return _around((self.centre,), self.radius)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    part: Part
    colour: str
    width: float
    row: int | None = None

    @property
    def box(self) -> Box:
        """The line with its thickness."""
        return _around(self.points, self.width / 2)


Mark: TypeAlias = Outline | Disc | Stroke


@dataclass(frozen=True, slots=True)
class Picture:
    """Marks in drawing order, then words above them."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]


def _around(points: tuple[Point, ...], margin: float) -> Box:
    across = [x for x, _ in points]
    down = [y for _, y in points]
    return Box(min(across) - margin, min(down) - margin, max(across) + margin, max(down) + margin)
