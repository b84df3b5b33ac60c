"""`briefing backup`, `restore` and `migrate`: what is kept about chats, in safety and in the right form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Kept = Annotated[
    Path | None,
    typer.Option(
        "--backup",
        help="Where what is there now is backed up first; beside the database when left out.",
        show_default=False,
    ),
]


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write: its folder must be there.")],
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
) -> None:
    """Back up chats, subscriptions and deliveries of one moment, while the bot runs."""
    from bot.safekeeping import back_up_to  # noqa: PLC0415 - imported when it runs

    typer.echo("\n".join(back_up_to(file, replace=replace)))


def restore(
    file: Annotated[Path, typer.Argument(help="A file of `briefing backup`, or an SQLite database.")],
    kept: Kept = None,
    other_dossier: Annotated[
        bool, typer.Option("--other-dossier", help="Though it is of a bot with another dossier.")
    ] = False,
) -> None:
    """Put a backup in place of what is there; nothing that was due until now is sent.

    Stop the bot first. A backup of SQLite goes into PostgreSQL too, and the other way round.
    """
    from bot.safekeeping import restore_from  # noqa: PLC0415 - imported when it runs

    typer.echo("\n".join(restore_from(file, kept, other_dossier=other_dossier)))


def migrate(
    to: Annotated[
        str | None,
        typer.Option("--to", help="The revision an older version knows: 0002; the newest when left out."),
    ] = None,
    kept: Kept = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Say where the tables stand and what would be done.")
    ] = False,
) -> None:
    """Bring the database's tables up to date, as a start does, or back for an older version."""
    from bot.safekeeping import migrate_tables  # noqa: PLC0415 - imported when it runs

    typer.echo("\n".join(migrate_tables(to, kept, is_dry=dry_run)))
