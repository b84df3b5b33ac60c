"""`briefing dossier preview`: a claim's card as readers will see it."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.folder import Folder, chosen


def preview(
    claim: Annotated[str, typer.Argument(help="The claim's id: k7m2.")],
    folder: Folder = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="en or fr; every language when left out.")
    ] = None,
) -> None:
    """Show a claim's card as `/claim` shows it, in every language the bot speaks."""
    from bot.operations import preview_claim  # noqa: PLC0415 - imported when it runs

    preview_claim(claim, chosen(folder), language)
