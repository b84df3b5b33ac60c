"""From a chart to a PNG."""

from __future__ import annotations

from bot.chart.layout import lay_out
from bot.chart.model import Chart


def draw(chart: Chart) -> bytes:
    """The chart as a PNG, 1080 pixels across: the same bytes for the same chart and library versions.

    It computes for a tenth of a second, the first time for one or more: call it in a thread, not on the loop.
    """
    # Only here is matplotlib reached, so that a bot that never draws never pays for importing it.
    from bot.chart import paint  # noqa: PLC0415

    return paint.png(lay_out(chart, paint.measure()))
