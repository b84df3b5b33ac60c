"""`briefing run` and `briefing chat`."""

from __future__ import annotations

from typing import Annotated

import typer

LANGUAGE = typer.Option("--language", "-l", help="en or fr; /language changes it in the chat.")


def run() -> None:
    """Start what is configured."""
    chat()


def chat(language: Annotated[str | None, LANGUAGE] = None) -> None:
    """Open the chat, or answer what is piped in."""
    from bot.conversing import open_chat  # noqa: PLC0415 - imported when it runs

    raise typer.Exit(open_chat(language))
