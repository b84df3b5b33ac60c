"""Draws a laid-out picture; the one module that imports matplotlib, itself imported only for drawing."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import assert_never

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from bot.chart.marks import WHITE
from bot.chart.picture import Disc, Mark, Measure, Outline, Picture, Stroke, Words

_DPI = 72.0
"""One point is one pixel."""
_MISSING = "\N{REPLACEMENT CHARACTER}"


def png(picture: Picture) -> bytes:
    """The picture's bytes, with no time, software or other metadata."""
    canvas = FigureCanvasAgg(figure(picture))
    file = BytesIO()
    # Not savefig: the machine's matplotlibrc may make that crop or scale. The stubs leave print_png untyped.
    canvas.print_png(file, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return file.getvalue()


def figure(picture: Picture) -> Figure:
    """A figure without axes: every mark and word where the picture has it, in its order."""
    size = (picture.width / _DPI, picture.height / _DPI)
    drawn = Figure(figsize=size, dpi=_DPI, facecolor=WHITE, edgecolor=WHITE)
    from_top = Affine2D().scale(1, -1).translate(0, picture.height)
    artists = [*(_mark(mark) for mark in picture.marks), *(_words(words) for words in picture.words)]
    for order, artist in enumerate(artists):
        artist.set_transform(from_top)
        artist.set_zorder(order)
        drawn.add_artist(artist)
    return drawn


def measure() -> Measure:
    """Widths of text by the font's own numbers, each looked up once."""
    fonts = {bold: FT2Font(_font_file(bold)) for bold in (False, True)}

    @lru_cache(maxsize=4096)
    def width_of(text: str, size: float, bold: bool) -> float:
        font = fonts[bold]
        font.set_size(size, _DPI)
        font.set_text(_drawable(text, bold), 0.0, flags=LoadFlags.FORCE_AUTOHINT)
        return font.get_width_height()[0] / 64

    return width_of


def _mark(mark: Mark) -> Artist:
    match mark:
        case Outline():
            look = {"facecolor": mark.fill, "edgecolor": mark.edge or "none", "linewidth": mark.edge_width}
            return Polygon(mark.points, closed=True, joinstyle="round", **look)
        case Disc():
            look = {"facecolor": mark.fill, "edgecolor": mark.edge, "linewidth": mark.edge_width}
            return Circle(mark.centre, mark.radius - mark.edge_width / 2, **look)
        case Stroke():
            across, down = zip(*mark.points, strict=True)
            return Line2D(across, down, color=mark.colour, linewidth=mark.width, solid_capstyle="projecting")
    assert_never(mark)


def _words(words: Words) -> Artist:
    """Words as they stand: a dollar sign starts no formula."""
    return Text(
        words.left,
        words.baseline,
        _drawable(words.text, words.bold),
        color=words.colour,
        fontproperties=FontProperties(fname=_font_file(words.bold), size=words.size),
        horizontalalignment="left",
        verticalalignment="baseline",
        usetex=False,
        parse_math=False,
    )


@lru_cache(maxsize=2)
def _font_file(bold: bool) -> Path:
    """DejaVu Sans as it comes with matplotlib, whatever fonts the machine or its settings have."""
    return Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")


@lru_cache(maxsize=2)
def _letters(bold: bool) -> frozenset[int]:
    return frozenset(FT2Font(_font_file(bold)).get_charmap())


def _drawable(text: str, bold: bool) -> str:
    """The text with a sign for what the font has no letter for: matplotlib would warn, and draw a box."""
    letters = _letters(bold)
    return "".join(letter if ord(letter) in letters else _MISSING for letter in text)
