"""`briefing chart`: a topic's picture as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def chart(
    topic: Annotated[str, typer.Argument(help="The topic's command, without its slash: troops.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The PNG file to write.")] = Path("chart.png"),
    language: Annotated[str | None, typer.Option("--language", "-l", help="en or fr.")] = None,
) -> None:
    """Draw what `/<topic> chart` shows, and say on standard output what the picture says."""
    from bot.operations import draw_chart  # noqa: PLC0415 - imported when it runs

    typer.echo(draw_chart(topic, out, language))
