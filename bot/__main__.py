"""`briefing` and `python -m bot`: the command line."""

from __future__ import annotations

import os
import sys

os.environ.setdefault(
    "PYDANTIC_DISABLE_PLUGINS", "__all__"
)  # there are none, and looking for them takes time

from bot.cli import app
from bot.errors import BotError, SettingsError
from corpus.errors import CorpusError, DossierError

MOST_FINDINGS = 20
"""How many of a broken dossier's findings are shown at the start; the rest are counted."""
WRONG_SETTINGS = 78
"""EX_CONFIG of sysexits(3): only a person can mend it, so that who supervises us need not try again."""


def main() -> None:
    """Run the command line; an error of ours is a sentence on standard error and exit code 1, or 78."""
    try:
        app()
    except (BotError, CorpusError) as error:
        sys.stderr.writelines(f"{line}\n" for line in [*_findings(error), str(error)])
        raise SystemExit(WRONG_SETTINGS if isinstance(error, SettingsError) else 1) from None


def _findings(error: Exception) -> list[str]:
    """What is wrong with a dossier that was refused, `file:line: rule: what`, the first of them."""
    if not isinstance(error, DossierError):
        return []
    lines = [str(finding) for finding in error.findings]
    left = len(lines) - MOST_FINDINGS
    return [*lines[:MOST_FINDINGS], *([f"... and {left} more"] if left > 0 else [])]


if __name__ == "__main__":
    main()
