"""Discord as one of the platforms of a process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.platform_settings import bot_of
from bot.platforms.discord import rest
from bot.platforms.discord.client import logged_in
from bot.platforms.discord.service import DiscordService

if TYPE_CHECKING:
    from aiohttp.web import RouteDef

    from bot.platform import Given
    from bot.platform_settings import DiscordSettings


class DiscordPlatform:
    """The platform (`bot.platform`) of a configured token."""

    def __init__(self, settings: DiscordSettings) -> None:
        self._token = settings.token.get_secret_value() if settings.token else ""
        self.id = f"discord:{bot_of(self._token)}"
        self._settings = settings

    def __repr__(self) -> str:
        return f"DiscordPlatform({self.id})"

    @property
    def routes(self) -> Sequence[RouteDef]:
        """None: interactions come by the gateway."""
        return ()

    @asynccontextmanager
    async def connected(self, given: Given) -> AsyncIterator[DiscordService]:
        """As in the protocol."""
        taking: list[DiscordService] = []

        def told(event: str, args: tuple[Any, ...]) -> None:
            for service in taking:
                service.take(event, args)

        url = self._settings.api_url
        async with (
            logged_in(self._token, url, told) as client,
            rest.opened(self._token, url) as way,
            asyncio.TaskGroup() as group,
        ):
            service = DiscordService(self.id, self._settings, client, way, given, group)
            posts = group.create_task(service.courier.run())
            taking.append(service)
            try:
                yield service
            finally:
                posts.cancel()
