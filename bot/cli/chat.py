"""`briefing run` and `briefing chat`."""

from __future__ import annotations

from typing import Annotated

import typer

LANGUAGE = typer.Option("--language", "-l", help="en or fr; /language changes it in the chat.")


def run() -> None:
    """Start what is configured: the bot on its platforms, or without a token the chat."""
    from bot.settings import load  # noqa: PLC0415 - imported when it runs

    settings = load()
    if settings.telegram.token is None and settings.discord.token is None:
        chat()
    from bot.serving import serve  # noqa: PLC0415 - brings the platforms' libraries along

    raise typer.Exit(serve(settings))


def chat(language: Annotated[str | None, LANGUAGE] = None) -> None:
    """Open the chat, or answer what is piped in."""
    from bot.conversing import open_chat  # noqa: PLC0415 - imported when it runs

    raise typer.Exit(open_chat(language))
