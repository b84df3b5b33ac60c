"""A picture of a topic's figures: who claims what, never a total, a mean or a trend."""

from bot.chart.drawing import draw
from bot.chart.model import HEIGHT, MAX_ROWS, WIDTH, Chart, ChartRow, ChartWords, Shape, shape_of
from bot.chart.scale import Kind, scale_of

__all__ = [
    "HEIGHT",
    "MAX_ROWS",
    "WIDTH",
    "Chart",
    "ChartRow",
    "ChartWords",
    "Kind",
    "Shape",
    "draw",
    "scale_of",
    "shape_of",
]
