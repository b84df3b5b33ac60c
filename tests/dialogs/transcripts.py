"""Transcripts of conversations, held against those that are written down."""

from __future__ import annotations

import os
from pathlib import Path

from bot.wiring import version


def compare(path: Path, said: str) -> None:
    """Compare a transcript with its file; UPDATE_GOLDEN=1 writes it, to be read."""
    said = said.replace(version(), "VERSION")
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(said, "utf-8")
    assert path.read_text("utf-8") == said, f"{path.name} differs; UPDATE_GOLDEN=1 writes it anew"
