"""`briefing pause` and `briefing resume`: all posting stopped at once, and started again."""

from __future__ import annotations

from typing import Annotated, Final

import typer

Bot = Annotated[
    str | None,
    typer.Option(
        "--bot", "-b", help="Only this bot: telegram:8123456; all when left out.", show_default=False
    ),
]
LONGEST: Final = 200


def pause(
    why: Annotated[
        str, typer.Argument(help="Why, for whoever looks later; “briefing deliveries” says it.")
    ] = "",
    bot: Bot = None,
) -> None:
    """Stop posting digests at once, whichever machine posts them; commands are still answered."""
    from bot.operations import pause_posting  # noqa: PLC0415 - imported when it runs

    typer.echo("\n".join(pause_posting(bot, " ".join(why.split())[:LONGEST])))


def resume(bot: Bot = None) -> None:
    """Post digests again; what came due meanwhile is treated as after a downtime."""
    from bot.operations import resume_posting  # noqa: PLC0415 - imported when it runs

    typer.echo("\n".join(resume_posting(bot)))
