"""The bot as a process of its own: `briefing run`, as an operator starts it."""

from __future__ import annotations

import os
from pathlib import Path

from tests.emulators.discord import Emulator


def environment(discord: Emulator, folder: Path, **more: str) -> dict[str, str]:
    """The variables of the process."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    return {
        **ours,
        "BRIEFING_DISCORD__TOKEN": discord.token,
        "BRIEFING_DISCORD__API_URL": discord.url,
        "BRIEFING_HTTP__LISTEN": "off",
        "BRIEFING_DATABASE_URL": f"sqlite:///{folder / 'briefing.sqlite'}",
        "BRIEFING_CACHE": os.environ["BRIEFING_TEST_CACHE"],
        **more,
    }
