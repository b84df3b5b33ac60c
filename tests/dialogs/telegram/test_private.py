"""A private chat, as people live through it: typed and pressed, in both languages, over long polling."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.dialogs.telegram.running import scene


def test_first_visit(tmp_path: Path) -> None:
    async def run() -> None:
        async with scene(tmp_path) as at:
            ada = at.ada
            ada.says("/start")
            start = await ada.private.reply()
            print(start.text, start.labels)
            press = await ada.presses("Troops")
            print(press, (await ada.private.reply()).labels)
            await at.settled()
            print(ada.private.transcript())
            print([ (c.method,c.description) for c in at.telegram.record.refused()], at.telegram.world.losses)

    asyncio.run(run())
