"""`briefing deliveries`: what is pending, dead or unknown, and a person's word on the unknown."""

from __future__ import annotations

from typing import Annotated

import typer

from digests.delivery import State
from digests.moves import Verdict

app = typer.Typer(invoke_without_command=True)


@app.callback()
def deliveries(
    context: typer.Context,
    state: Annotated[
        list[State] | None, typer.Option("--state", "-s", help="Only these; may be given again.")
    ] = None,
    bot: Annotated[str | None, typer.Option("--bot", "-b", help="Only this bot’s: telegram:8123456.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="How many.")] = 50,
    after: Annotated[int, typer.Option("--after", min=0, help="Only those with a greater id.")] = 0,
) -> None:
    """List deliveries that wait or went wrong, and count them all."""
    if context.invoked_subcommand is not None:
        return
    from bot.deliveries import OF_INTEREST, Shown  # noqa: PLC0415 - imported when it runs
    from bot.operations import list_deliveries  # noqa: PLC0415

    shown = Shown(tuple(state) if state else OF_INTEREST, bot, limit, after)
    typer.echo(list_deliveries(shown))


@app.command()
def resolve(
    verdict: Annotated[
        Verdict, typer.Argument(help="sent: it arrived. lost: it did not. resend: send it again.")
    ],
    ids: Annotated[list[int] | None, typer.Argument(help="Which, by their ids.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All that are unknown.")] = False,
) -> None:
    """Say what became of unknown deliveries, after a look into their chats."""
    from bot.operations import resolve_deliveries  # noqa: PLC0415 - imported when it runs

    lines, is_done = resolve_deliveries(verdict, tuple(ids or ()), every=every)
    typer.echo("\n".join(lines))
    raise typer.Exit(0 if is_done else 1)
