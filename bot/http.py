"""The one HTTP server of a process; what it answers is handed to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

from bot.errors import BotError

BODY: Final = 1024 * 1024
"""Bytes that a request may have; Telegram's updates are a few thousand."""
CLOSING: Final = 2.0
"""Seconds that requests under way are given at the end."""


@asynccontextmanager
async def listening(place: tuple[str, int], routes: Sequence[web.RouteDef]) -> AsyncIterator[int]:
    """Answer requests as long as the context is open; the port. BotError when the place cannot be had."""
    app = web.Application(client_max_size=BODY)
    app.add_routes(routes)
    # No access log: it would say who sent what from where, and the log is of events.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSING, handle_signals=False)
    await runner.setup()
    try:
        host, port = place
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise BotError(
                f"BRIEFING_HTTP__LISTEN: cannot listen on {host}:{port}: {error.strerror}."
            ) from None
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
