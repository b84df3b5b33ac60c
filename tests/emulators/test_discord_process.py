"""The emulated Discord as a process of its own, driven from another one."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.emulators.discord import TOKEN
from tests.emulators.discord.world import APPLICATION
from tests.emulators.discord_scenes import TROOPS

Wire = dict[str, Any]


def test_it_runs_as_a_process_of_its_own_and_is_driven_through_its_door() -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.emulators.discord", "--limits", "discord"]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            asyncio.run(_drive(process.stdout.readline().strip()))
        finally:
            process.terminate()
    assert process.returncode == 0


async def _drive(address: str) -> None:
    door = address.removesuffix("/api/v10") + "/control"
    known = {"Authorization": f"Bot {TOKEN}"}
    async with aiohttp.ClientSession(headers=known) as client:

        async def control(name: str, **asked: Any) -> Wire:
            async with client.post(f"{door}/{name}", json=asked) as response:
                told: Wire = await response.json()
                return told

        async def says(channel: int) -> int:
            sent = f"{address}/channels/{channel}/messages"
            async with client.post(sent, json={"content": "x"}) as response:
                return response.status

        ids = (await control("people", count=2))["ids"]
        server = await control("guild", owner=ids[0], channels=3)
        assert [await says(server["channels"][0]) for _ in range(6)] == [200] * 5 + [429]
        await control("limits", off=True)
        await control("fault", kind="reset_after", route="POST /channels/{channel_id}/messages")
        with pytest.raises(aiohttp.ClientOSError):
            await says(server["channels"][1])
        counts = await control("counts")
        assert counts["messages"] == 6
        assert counts["calls"]["POST /channels/{channel_id}/messages 200"] == 5
        (stands,) = (await control("messages", channel=server["channels"][1]))["messages"]
        assert (stands["content"], await control("gateway")) == (
            "x",
            {"connected": 0, "identified": 0, "resumed": 0},
        )
        await client.put(f"{address}/applications/{APPLICATION}/commands", json=[TROOPS])
        await control("types", ids=ids[:1], text="/troops", channel=server["channels"][2])
        assert (await control("settled"))["settled"] == 0
        assert (await control("nonsense"))["error"] == "no such thing: nonsense"
