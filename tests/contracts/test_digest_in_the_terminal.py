"""The terminal is a platform: what is due is posted into the open chat, once, and recorded as sent."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digests.delivery import State
from digests.schedule import DAILY, Schedule
from digests.store.store import open_store
from digests.subscription import ChatId, ChatKind, Wish

HERE = ChatId("terminal", "here")
PATIENCE = 90.0


def read_until(terminal: int, wanted: str, seen: str = "") -> str:
    """What the screen was told, until it was told `wanted`; AssertionError after a while."""
    deadline = time.monotonic() + PATIENCE
    while wanted not in seen:
        ready, _, _ = select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))
        assert ready, f"{wanted!r} did not come:\n{seen[-2000:]}"
        seen += os.read(terminal, 65536).decode("utf-8", "replace")
    return seen


def test_what_is_due_is_posted_into_the_open_chat(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'briefing.sqlite'}"
    due = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=2)

    async def subscribe() -> None:
        async with open_store(database) as store:
            wish = Wish(Schedule(DAILY, (due.time(),), "UTC"))
            await store.subscribe(HERE, ChatKind.PRIVATE, wish, due, due - timedelta(hours=1))

    async def states() -> list[tuple[State, datetime]]:
        async with open_store(database) as store:
            return [(row.state, row.due) for row in await store.listed(tuple(State), 10)]

    asyncio.run(subscribe())
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    environment |= {
        "BRIEFING_DATABASE_URL": database,
        "BRIEFING_CACHE": str(tmp_path / "cache"),
        "TERM": "xterm",
    }
    terminal, theirs = pty.openpty()
    try:
        chat = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat"], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
        )
        seen = read_until(terminal, "STANDING BRIEF")
        seen = read_until(terminal, "/settings", seen[seen.index("STANDING BRIEF") :])
        os.write(terminal, b"/language\r")
        read_until(terminal, "This chat is answered in English")
        os.write(terminal, b"/quit\r")
        while chat.poll() is None:  # it may have something to say yet, and the screen must take it
            if select.select([terminal], [], [], 0.1)[0]:
                os.read(terminal, 65536)
        assert chat.wait(PATIENCE) == 0
    finally:
        os.close(terminal)
        os.close(theirs)
    assert asyncio.run(states()) == [(State.SENT, due)]
