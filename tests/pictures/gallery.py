"""The pictures of README, by file name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.pictures import takes, telegram, terminal

FOLDER: Final = Path(__file__).parents[1] / "golden" / "pictures"
ASKED: Final = (("en", "/troops"), ("fr", "/point"))
"""Of Telegram: a person's language, and what they type."""
SAYS: Final = "briefing bot on {}, answering {}"


def drawn() -> Mapping[str, bytes]:
    """All of them, as the program would have them now."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        pictures = {
            "terminal.svg": _terminal(folder).encode(),
            "chart.png": takes.chart("troops", folder),
        }
        messages = takes.telegram(ASKED, folder)
        for (language, command), message in zip(ASKED, messages, strict=True):
            svg = telegram.drawn(command, message, SAYS.format("Telegram", command))
            pictures[f"telegram.{language}.svg"] = svg.encode()
    return pictures


def _terminal(folder: Path) -> str:
    rows = takes.terminal("/troops", "Sources", folder)
    return terminal.drawn(rows, "briefing chat", SAYS.format("a terminal", "/troops"))
