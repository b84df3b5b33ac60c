"""How long an answer takes: a whole process beside one that only imports, then each command inside it."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.conversing import HERE
from bot.dispatch import answer
from bot.platforms.terminal.render import rendered
from bot.register import LazyRegister
from bot.remembered import Remembered
from bot.services import Services
from corpus.index import Index
from tests.fakes.store import FakeStore

PAIRS = 15
ROUNDS = 200
AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
BASELINE = "import pydantic, typer, rich"


def _wall(command: list[str], line: bytes, environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, input=line, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def test_one_piped_command_beside_a_process_that_only_imports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = os.environ | {"BRIEFING_CACHE": str(tmp_path)}
    asking = [str(Path(sys.executable).with_name("briefing")), "chat"]
    importing = [sys.executable, "-c", BASELINE]
    _wall(asking, b"/troops\n", environment)  # compiles the dossier
    _wall(importing, b"", environment)
    pairs = [
        (_wall(asking, b"/troops\n", environment), _wall(importing, b"", environment)) for _ in range(PAIRS)
    ]
    ratios = [ask / only for ask, only in pairs]
    with capsys.disabled():
        print(
            f"\necho /troops | briefing chat: median {statistics.median(a for a, _ in pairs) * 1000:.0f} ms"
        )
        print(f"python -c '{BASELINE}': median {statistics.median(b for _, b in pairs) * 1000:.0f} ms")
        print(
            f"ratio, pair by pair: min {min(ratios):.2f}, median {statistics.median(ratios):.2f},"
            f" max {max(ratios):.2f} (goal: 3 or less)"
        )


def _lines(index: Index) -> list[str]:
    topics = [f"/{next(iter(topic.commands.values()))}" for topic in index.topics]
    said = [f"{topic} statements" for topic in topics]
    others = [
        "/start",
        "/help",
        "/about",
        "/language",
        "/timeline",
        "/timeline 2025 Kursk",
        "/sources",
        "/sources 3",
    ]
    asked = [
        "/claim k7m2",
        "/disputed",
        "/search 15000",
        "/search korotchenk",
        "/nonesuch",
        "/timeline 31/02/2025",
    ]
    return [*topics, *said, *others, *asked]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_request_to_rendered_page(
    language: str, shipped_index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    register = LazyRegister(lambda: nullcontext(FakeStore()))
    services = Services(lambda: shipped_index, register, version=lambda: "bench", zone=lambda: "UTC")

    def once(line: str) -> str:
        """As the first who asks it is answered: what was said before is remembered."""
        asked = replace(services, remembered=Remembered())
        return rendered(asyncio.run(answer(line, HERE, AT, language, asked)))

    with capsys.disabled():
        print(f"\nrequest to rendered page, {language}, {ROUNDS} rounds each, ms")
        for line in _lines(shipped_index):
            p50, p99 = _percentiles(once, line)
            print(f"  {line:28} p50 {p50:6.2f}  p99 {p99:6.2f}{'' if p99 < 10 else '  over the goal of 10'}")


def _percentiles(once: Callable[[str], str], line: str) -> tuple[float, float]:
    once(line)
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        once(line)
        taken.append((time.perf_counter() - start) * 1000)
    cuts = statistics.quantiles(taken, n=100)
    return statistics.median(taken), cuts[98]
