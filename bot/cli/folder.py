"""Which dossier a command is about, where its articles are, and how its findings are counted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path | None,
    typer.Argument(help="The dossier's folder; the configured one when left out.", show_default=False),
]

Articles = Annotated[
    Path | None,
    typer.Option(
        "--documents", "-d", help="The folder with the articles, by the file names that the dossier records."
    ),
]


def chosen(folder: Path | None) -> Path:
    """The folder given, else the configured one."""
    if folder is not None:
        return folder
    from bot.settings import load  # noqa: PLC0415 - the folder may be given

    return load().dossier


def counted(errors: int, warnings: int) -> str:
    """How many findings there are: "1 error, 2 warnings"."""
    said = ((errors, "error"), (warnings, "warning"))
    return ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in said)


def at_hand(articles: Path | None) -> Path | None:
    """The folder with the articles; None, and said so, when none was given. One that is not there ends it."""
    if articles is None:
        typer.echo("against the articles: skipped, no --documents")
    elif not articles.is_dir():
        typer.echo(f"against the articles: skipped, there is no folder {articles}", err=True)
        raise typer.Exit(1)
    return articles
