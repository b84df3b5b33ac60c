"""Whole conversations at the terminal, compared with their transcripts; UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.conversing import HERE
from bot.dispatch import answer
from bot.platforms.terminal.render import rendered
from bot.services import Services

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.dialog"))


def spoken(lines: list[str], services: Services) -> str:
    answers = (asyncio.run(answer(line, HERE, AT, "en", services)) for line in lines)
    return "\n".join(f"> {line}\n{rendered(page)}" for line, page in zip(lines, answers, strict=True))


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_conversation_goes_as_it_is_written_down(transcript: Path, services: Services) -> None:
    written = transcript.read_text("utf-8")
    lines = [line[2:] for line in written.splitlines() if line.startswith("> ")]
    said = spoken(lines, services)
    if os.environ.get("UPDATE_GOLDEN"):
        transcript.write_text(said, "utf-8")
    assert transcript.read_text("utf-8") == said
