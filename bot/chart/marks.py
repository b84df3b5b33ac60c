"""The shapes of the marks: dot, capped bar, open arrow, warning sign, bracket."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chart.picture import Disc, Mark, Outline, Part, Point, Stroke

BLUE = "#0A5FA4"
ORANGE = "#E36F00"
OUTLINE = "#3B1D00"
"""Around what is contested, so that it differs in grey too."""
WHITE = "#FFFFFF"

ARROW_LENGTH = 92.0
LEAST_ARROW = 34.0
"""Where the scale ends right behind the bound."""
_DOT = 15.0
_HALF_BAR = 6.0
_HALF_CAP = 17.0
_CAP = 3.0
_HEAD = 24.0
LANE = 26.0
"""Across one bracket, to the next or to the signs."""
_ARM = 15.0
_LIFT = 11.0


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of one row's marks."""

    fill: str
    edge: str
    edge_width: float


def ink_of(*, contested: bool, hollow: bool) -> Ink:
    """Orange with a dark outline for contested, white inside for planned or possible."""
    if contested:
        return Ink(WHITE, ORANGE, 6.0) if hollow else Ink(ORANGE, OUTLINE, 3.0)
    return Ink(WHITE, BLUE, 5.0) if hollow else Ink(BLUE, BLUE, 2.0)


def dot(centre: Point, ink: Ink, row: int | None = None, part: Part = Part.DOT) -> Disc:
    """A single figure."""
    return Disc(centre, _DOT, part, ink.fill, ink.edge, ink.edge_width, row)


def bar(
    left: float, right: float, y: float, ink: Ink, row: int | None = None, part: Part = Part.BAR
) -> Outline:
    """A range: a bar with a cap at each bound, the caps' middles on the bounds."""
    inner_left, inner_right = min(left + _CAP, (left + right) / 2), max(right - _CAP, (left + right) / 2)
    half = (
        (left - _CAP, -_HALF_CAP),
        (inner_left, -_HALF_CAP),
        (inner_left, -_HALF_BAR),
        (inner_right, -_HALF_BAR),
        (inner_right, -_HALF_CAP),
        (right + _CAP, -_HALF_CAP),
    )
    points = (*half, *((x, -down) for x, down in reversed(half)))
    return Outline(tuple((x, y + down) for x, down in points), part, ink.fill, ink.edge, ink.edge_width, row)


def arrow(
    bound: float, tip: float, y: float, ink: Ink, row: int | None = None, part: Part = Part.ARROW
) -> Outline:
    """An open bound: a cap at it, and an arrow to `tip`, right or left; the tip is no amount."""
    way = 1.0 if tip > bound else -1.0
    neck = tip - way * _HEAD
    half = (
        (bound - way * _CAP, -_HALF_CAP),
        (bound + way * _CAP, -_HALF_CAP),
        (bound + way * _CAP, -_HALF_BAR),
        (neck, -_HALF_BAR),
        (neck, -_HALF_CAP),
    )
    points = (*half, (tip, 0.0), *((x, -down) for x, down in reversed(half)))
    return Outline(tuple((x, y + down) for x, down in points), part, ink.fill, ink.edge, ink.edge_width, row)


def sign(centre: Point, row: int | None = None) -> tuple[Mark, ...]:
    """The warning sign, drawn: a font's glyph is too thin at a phone's size."""
    x, y = centre
    triangle = ((x, y - 18.0), (x + 19.0, y + 15.0), (x - 19.0, y + 15.0))
    stem = ((x - 3.2, y - 7.0), (x + 3.2, y - 7.0), (x + 2.0, y + 4.0), (x - 2.0, y + 4.0))
    return (
        Outline(triangle, Part.SIGN, ORANGE, OUTLINE, 3.0, row),
        Outline(stem, Part.SIGN, OUTLINE, row=row),
        Disc((x, y + 9.0), 3.0, Part.SIGN, OUTLINE, OUTLINE, 0.0, row),
    )


def bracket(x: float, rows: tuple[tuple[int, float], ...], lane: int) -> tuple[Stroke, ...]:
    """What joins the rows that cannot all be true: a line in its lane, with an arm to each (index, height).

    `x` is where the arms end; those of an outer lane are a little higher, not to run into an inner one's.
    """
    arm = _ARM + lane * LANE
    x, lift = x - arm, -_LIFT * min(lane, 2)
    rows = tuple((index, y + lift) for index, y in rows)
    heights = [y for _, y in rows]
    first, last = min(heights), max(heights)
    if first == last:  # its rival is not in the picture
        first, last = first - 18.0, last + 18.0
        ends: tuple[tuple[int | None, float], ...] = ((rows[0][0], first), (rows[0][0], last))
    else:
        ends = rows
    spine = Stroke(((x, first), (x, last)), Part.BRACKET, ORANGE, 5.0)
    return (spine, *(Stroke(((x, y), (x + arm, y)), Part.BRACKET, ORANGE, 5.0, row) for row, y in ends))


def lanes_of(groups: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """Each group's lane for its bracket, 0 nearest to the rows; no two brackets of a lane meet."""
    lanes: dict[int, int] = {}
    for number in sorted(range(len(groups)), key=lambda n: (max(groups[n]) - min(groups[n]), n)):
        taken = {lane for other, lane in lanes.items() if _meet(groups[number], groups[other])}
        lanes[number] = next(lane for lane in range(len(groups)) if lane not in taken)
    return tuple(lanes[number] for number in range(len(groups)))


def _meet(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return min(one) <= max(other) and min(other) <= max(one)
