"""The bot as a process of its own: `briefing run`, as an operator starts it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.emulators.telegram import Emulator

CHECKOUT = Path(__file__).parents[3]


def environment(telegram: Emulator, folder: Path, **more: str) -> dict[str, str]:
    """The variables of the process."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    return {
        **ours,
        "BRIEFING_TELEGRAM__TOKEN": telegram.token,
        "BRIEFING_TELEGRAM__API_URL": telegram.url,
        "BRIEFING_HTTP__LISTEN": "127.0.0.1:0",
        "BRIEFING_DATABASE_URL": f"sqlite:///{folder / 'briefing.sqlite'}",
        "BRIEFING_CACHE": os.environ["BRIEFING_TEST_CACHE"],
        **more,
    }


@asynccontextmanager
async def process(
    variables: dict[str, str], *program: str, quiet: bool = False
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A running bot, killed at the end if it still runs; its words piped, unless nobody is to read them.

    A pipe that nobody reads fills up, and then whoever writes into it stands still.
    """
    words = asyncio.subprocess.DEVNULL if quiet else asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(
        sys.executable, *(program or ("-m", "bot", "run")),
        stdout=words, stderr=asyncio.subprocess.STDOUT, cwd=CHECKOUT, env=variables,
    )  # fmt: skip
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.communicate()
