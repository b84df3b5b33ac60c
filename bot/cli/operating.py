"""`briefing check` and `briefing init`: what an operator runs before the bot."""

from __future__ import annotations

import typer


def check() -> None:
    """Try out everything that the bot needs: a line each, and what to do; exit code 1 on errors."""
    import os  # noqa: PLC0415 - imported when it runs, as all below
    from datetime import UTC, datetime  # noqa: PLC0415

    from bot.checkup import examined, is_well  # noqa: PLC0415

    lines = examined(os.environ, lambda: datetime.now(UTC))
    typer.echo("\n".join(map(str, lines)))
    raise typer.Exit(0 if is_well(lines) else 1)
