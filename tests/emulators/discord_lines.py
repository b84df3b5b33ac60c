"""A bare client of the emulated gateway."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.emulators.discord_scenes import Scene

Wire = dict[str, Any]
ASKED = "v=10&encoding=json"
GUILDS = 1 << 0


class Line:
    """A bare client of the gateway."""

    def __init__(self, at: Scene, raw: aiohttp.ClientWebSocketResponse) -> None:
        self.at = at
        self.raw = raw
        self.sequence = 0
        self.unpacker = zlib.decompressobj()

    async def says(self, op: int, data: Any = None) -> None:
        """One message."""
        await self.raw.send_json({"op": op, "d": data})

    async def hears(self) -> Wire:
        """The next message, packed or not; how the line was closed, when it was."""
        said = await self.raw.receive(timeout=5)
        if said.type is aiohttp.WSMsgType.BINARY:
            told = json.loads(self.unpacker.decompress(said.data))
        elif said.type is aiohttp.WSMsgType.TEXT:
            told = json.loads(said.data)
        else:
            return {"closed": self.raw.close_code}
        self.sequence = told["s"] or self.sequence
        return dict(told)

    async def events(self, count: int) -> list[str]:
        """The names of the next events."""
        return [(await self.hears())["t"] for _ in range(count)]

    async def identifies(self, intents: int = GUILDS, **more: Any) -> None:
        """Come in."""
        known = {"token": self.at.discord.token, "properties": {}, "intents": intents}
        await self.says(2, known | more)

    async def resumes(self, session: str, sequence: int) -> None:
        """Come back."""
        known = {"token": self.at.discord.token, "session_id": session, "seq": sequence}
        await self.says(6, known)


@asynccontextmanager
async def connected(at: Scene, asked: str = ASKED) -> AsyncIterator[Line]:
    """One, connected for so long."""
    async with at.client.ws_connect(f"{at.discord.gateway_url}/?{asked}") as raw:
        yield Line(at, raw)
