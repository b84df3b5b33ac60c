"""Sessions of the gateway, which outlive their sockets, and the sockets."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from aiohttp import web

from tests.emulators.discord import rules
from tests.emulators.discord.places import Wire
from tests.emulators.discord.world import APPLICATION

KEPT: Final = 10_000
"""Events that a session keeps for those who come back."""
SENT_A_MINUTE: Final = 120
DISPATCH: Final = 0
_encode: Callable[[Any], str] = json.JSONEncoder(separators=(",", ":")).encode


class Closed(Exception):  # noqa: N818 -- how the gateway hangs up
    """The socket is closed with this code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Session:
    """What one program is told; it stays while its socket is away."""

    def __init__(self, intents: int) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.socket: Socket | None = None
        self.sequence = 0
        self.kept: deque[tuple[int, str, Wire]] = deque(maxlen=KEPT)

    def put(self, name: str, data: Wire, intents: int) -> None:
        """An event, if it wants those intents."""
        if self.intents & intents != intents:
            return
        if name in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            data = self._hushed(data)
        self.sequence += 1
        self.kept.append((self.sequence, name, data))
        if self.socket is not None:
            self.socket.send(DISPATCH, data, name, self.sequence)

    def _hushed(self, data: Wire) -> Wire:
        """A message without its words, where they need an intent that the bot has not."""
        ours = data["author"]["id"] == str(APPLICATION)
        named = any(one["id"] == str(APPLICATION) for one in data["mentions"])
        if self.intents & rules.MESSAGE_CONTENT or ours or named or "guild_id" not in data:
            return data
        return {**data, "content": "", "embeds": [], "attachments": [], "components": []}


class Socket:
    """One connection to the gateway."""

    def __init__(self, raw: web.WebSocketResponse, *, packed: bool) -> None:
        self.raw = raw
        self.beat = asyncio.get_running_loop().time()
        """When the last heartbeat came."""
        self.answers = True
        """Whether heartbeats are acknowledged."""
        self._heard: deque[float] = deque(maxlen=SENT_A_MINUTE + 1)
        self._packer = zlib.compressobj() if packed else None
        self._waiting: asyncio.Queue[str | Closed] = asyncio.Queue()

    def send(self, op: int, data: Any, name: str | None = None, sequence: int | None = None) -> None:
        """One message, in its turn."""
        self._waiting.put_nowait(_encode({"op": op, "d": data, "s": sequence, "t": name}))

    def close(self, code: int, reason: str = "") -> None:
        """Hang up, after what is still to be said."""
        self._waiting.put_nowait(Closed(code, reason))

    def talks_too_much(self) -> bool:
        """One more message came; whether that was too many within a minute."""
        self._heard.append(asyncio.get_running_loop().time())
        return len(self._heard) > SENT_A_MINUTE and self._heard[-1] - self._heard[0] < 60

    async def write(self) -> None:
        """Say what there is to say, until it is closed."""
        while not self.raw.closed:
            said = await self._waiting.get()
            if isinstance(said, Closed):
                await self.raw.close(code=said.code, message=said.reason.encode())
            elif self._packer:
                packed = self._packer.compress(said.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH)
                await self.raw.send_bytes(packed)
            else:
                await self.raw.send_str(said)
