"""The library's client: who it is at the API, and how it comes to the gateway, stays there and leaves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import aiohttp
import discord
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import Route
from yarl import URL

from bot.errors import SettingsError
from bot.logs import logger

FIRST: Final = 1.0
MOST: Final = 60.0
"""Seconds between two attempts while something is wrong: twice as long each time."""
ASIDE: Final = 1.0
"""Seconds between two looks whether it is this process's turn."""
LOGIN: Final = 40.0
HELLO: Final = 60.0
"""Seconds for an attempt."""
PATIENCE: Final = 30.0
"""The longest that the library waits where Discord says that it was too fast."""
GUILDS: Final = 0.5
"""Seconds without another server until the library says that all of them were told."""
UNKNOWN_TOKEN: Final = 4004
REFUSED: Final = (
    "Discord does not know this token. Is BRIEFING_DISCORD__TOKEN as the developer portal shows it?"
)
Told = Callable[[str, tuple[Any, ...]], None]
_TROUBLE: Final = (
    OSError,
    aiohttp.ClientError,
    discord.HTTPException,
    discord.GatewayNotFound,
    discord.RateLimited,
    TimeoutError,
    ValueError,  # no JSON
)


class Gateway(discord.Client):
    """The client; what the library tells is handed on at once, in its order."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._is_well = False
        self.is_reached = True
        """Whether the last attempt to be at the gateway succeeded; a standby makes none."""
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=GUILDS,
            max_messages=None,
            max_ratelimit_timeout=PATIENCE,
        )

    def dispatch(self, event: str, /, *args: Any, **_: Any) -> None:
        """What happened; an error in what is done about it stops nothing."""
        if event in ("connect", "resumed"):
            self._is_well = self.is_reached = True
        try:
            self._told(event, args)
        except Exception as error:
            logger().exception("event_failed", event_name=event, error=type(error).__name__)

    async def attend(self, is_turn: Callable[[], bool]) -> None:
        """Be at the gateway while it is our turn, until cancelled; SettingsError for a token that is gone.

        Not the library's own loop: that never asks for the gateway's address, cannot leave and come back,
        breaks when the first attempt fails, and does not know Linux's number of a reset.
        """
        pause, session = FIRST, dict[str, Any](initial=True)  # else the library waits before it identifies
        try:
            while True:
                if not is_turn():
                    await self._leave()
                    session, self.is_reached = {}, True
                    await asyncio.sleep(ASIDE)
                    continue
                self._is_well = False
                error = await self._once(session, is_turn)
                pause = FIRST if self._is_well else pause
                session = self._next(error) if error else {}
                if error is not None and not (self._is_well and isinstance(error, ReconnectWebSocket)):
                    self.is_reached = False
                    logger().warning("gateway_lost", error=type(error).__name__, again=pause)
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, MOST)
        finally:
            await self._leave()

    async def _once(self, session: dict[str, Any], is_turn: Callable[[], bool]) -> BaseException | None:
        """One connection, as long as it holds and it is our turn; what ended it."""
        listening = asyncio.create_task(self._listen(session))
        try:
            while not listening.done() and is_turn():
                await asyncio.wait((listening,), timeout=ASIDE)
        finally:
            listening.cancel()
            await asyncio.wait((listening,))
        return None if listening.cancelled() else listening.exception()

    async def _listen(self, session: dict[str, Any]) -> None:
        if "session" not in session:
            told = await self.http.request(Route("GET", "/gateway"))
            DiscordWebSocket.DEFAULT_GATEWAY = URL(told["url"])
        async with asyncio.timeout(HELLO):
            self.ws = await DiscordWebSocket.from_client(self, **session)
        while True:
            await self.ws.poll_event()

    def _next(self, error: BaseException) -> dict[str, Any]:
        """How to come again after an error: in the same session, if there is one; a mistake is raised."""
        if isinstance(error, discord.ConnectionClosed):
            if error.code == UNKNOWN_TOKEN:
                raise SettingsError(REFUSED) from None
            if error.code != 1000:  # noqa: PLR2004 - "normal"; the others are mistakes of ours
                raise error
            return {}
        is_known = isinstance(error, (*_TROUBLE, ReconnectWebSocket))
        if not is_known:
            raise error
        ws = self.ws
        if ws is None or ws.session_id is None or not getattr(error, "resume", True):
            return {}
        return {
            "initial": False,
            "resume": True,
            "session": ws.session_id,
            "sequence": ws.sequence,
            "gateway": ws.gateway,
        }

    async def _leave(self) -> None:
        """Go, so that nobody is told that we are there."""
        if self.ws is not None and self.ws.open:
            with suppress(Exception):
                async with asyncio.timeout(ASIDE):
                    await self.ws.close(1000)


@asynccontextmanager
async def logged_in(token: str, api_url: str, told: Told) -> AsyncIterator[Gateway]:
    """The client, once Discord is reached, however late; SettingsError for a token that it refuses."""
    Route.BASE = api_url
    client = await _login(token, told)
    try:
        yield client
    finally:
        await client.close()


async def _login(token: str, told: Told) -> Gateway:
    pause = FIRST
    while True:
        client = Gateway(told)
        try:
            async with asyncio.timeout(LOGIN):
                await client.login(token)
        except discord.LoginFailure:
            await client.close()
            raise SettingsError(REFUSED) from None
        except _TROUBLE as error:
            await client.close()
            logger().warning("discord_not_reached", error=type(error).__name__, again=pause)
        except BaseException:
            await client.close()
            raise
        else:
            return client
        await asyncio.sleep(pause)
        pause = min(2 * pause, MOST)
