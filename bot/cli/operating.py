"""`briefing check` and `briefing init`: what an operator runs before the bot."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def check() -> None:
    """Try out everything that the bot needs: a line each, and what to do; exit code 1 on errors."""
    import os  # noqa: PLC0415 - imported when it runs, as all below
    from datetime import UTC, datetime  # noqa: PLC0415

    from bot.checkup import examined, is_well  # noqa: PLC0415

    lines = examined(os.environ, lambda: datetime.now(UTC))
    typer.echo("\n".join(map(str, lines)))
    raise typer.Exit(0 if is_well(lines) else 1)


def init(
    file: Annotated[Path, typer.Argument(help="The settings file to write.")] = Path("briefing.toml"),
    defaults: Annotated[bool, typer.Option("--defaults", help="Ask nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
) -> None:
    """Write a commented settings file after a few questions; answers may be piped in, a line each."""
    import sys  # noqa: PLC0415 - imported when it runs, as below

    from bot.beginning import asked_of_pipe, asked_on_terminal, begin  # noqa: PLC0415

    ask = None if defaults else asked_on_terminal if sys.stdin.isatty() else asked_of_pipe
    typer.echo("\n".join(begin(file, ask, force=force)))
