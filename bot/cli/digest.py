"""`briefing digest`: what operators ask about digests."""

from __future__ import annotations

from typing import Annotated

import typer

from digests.subscription import Content

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _digest() -> None:
    """Digests: what a chat would get, and why."""


@app.command()
def preview(
    chat: Annotated[
        str | None,
        typer.Option("--chat", "-c", help="The platform’s id of a chat; a new chat when left out."),
    ] = None,
    bot: Annotated[
        str, typer.Option("--bot", "-b", help="Whose chat: terminal, or telegram:8123456.")
    ] = "terminal",
    content: Annotated[
        Content | None, typer.Option("--content", help="Instead of what it asked for.")
    ] = None,
    topics: Annotated[
        str | None, typer.Option("--topics", "-t", help="The same: troops,losses; all when left out.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", "-l", help="The same: en or fr.")] = None,
    every: Annotated[
        bool, typer.Option("--all", help="List everything that is left out, with its reason.")
    ] = False,
) -> None:
    """Show what a chat would get at its next due instant, and for each item why it is in; send nothing."""
    from bot.operations import preview_digest  # noqa: PLC0415
    from bot.previews import Asked  # noqa: PLC0415 - imported when it runs

    named = tuple(filter(None, (topics or "").split(",")))
    typer.echo(preview_digest(Asked(chat, bot, content, named, language, every=every)), nl=False)
