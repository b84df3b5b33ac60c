"""A platform's server for real processes, on loopback: it takes messages, keeps the record, kills on cue."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(slots=True)
class Mailroom:
    """What arrived, from whom; `cue` is called with each request's number, before and after it counts."""

    arrived: Counter[str] = field(default_factory=Counter)
    """How often the message with this nonce arrived."""
    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often a chat got this text, under whatever nonce."""
    senders: list[str] = field(default_factory=list)
    """Who sent each message, in order."""
    cue: Callable[[str, int, str], None] = lambda _moment, _number, _sender: None
    """(“reached”, “taken” or “answered”, number of the request, sender)."""
    url: str = ""
    _number: int = 0
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self, request: web.Request) -> web.Response:
        """One message."""
        nonce, sender = request.query["nonce"], request.query["sender"]
        self._number += 1
        number = self._number
        self.cue("reached", number, sender)
        text = await request.text()
        self.arrived[nonce] += 1
        self.read[request.query["chat"], text] += 1
        self.senders.append(sender)
        self.cue("taken", number, sender)
        async with self._news:
            self._news.notify_all()
        return web.Response(text=str(number))

    async def until(self, reached: Callable[[], bool], seconds: float = 120.0) -> None:
        """Wait until enough has arrived; TimeoutError."""
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(reached)


@asynccontextmanager
async def open_mailroom() -> AsyncIterator[Mailroom]:
    """The server, for as long as this lasts."""
    room = Mailroom()
    application = web.Application()
    application.router.add_post("/send", room.take)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    room.url = f"http://127.0.0.1:{runner.addresses[0][1]}/send"
    try:
        yield room
    finally:
        await runner.cleanup()
