"""Telegram as one of the platforms of a process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from bot.platforms.telegram.service import TelegramService, connected, introduced

if TYPE_CHECKING:
    from bot.platform import Given
    from bot.platform_settings import TelegramSettings


class TelegramPlatform:
    """The platform (`bot.platform`) of a configured token."""

    def __init__(self, settings: TelegramSettings) -> None:
        token = settings.token.get_secret_value() if settings.token else ""
        self.id = f"telegram:{token.partition(':')[0]}"
        self._settings = settings
        self._service: TelegramService | None = None

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        """The webhook, where updates come that way: at the path of its public address."""
        if self._settings.webhook_url is None:
            return ()
        return (web.post(urlsplit(self._settings.webhook_url).path or "/", self._hooked),)

    @asynccontextmanager
    async def connected(self, given: Given) -> AsyncIterator[TelegramService]:
        """As in the protocol."""
        async with connected(self._settings) as bot:
            name = await introduced(bot)
            async with asyncio.TaskGroup() as group:
                service = TelegramService(self._settings, bot, name, given, group)
                pins = group.create_task(service.courier.run())
                self._service = service
                try:
                    yield service
                finally:
                    self._service = None
                    pins.cancel()

    async def _hooked(self, request: web.Request) -> web.Response:
        service = self._service
        if service is None or service.webhook is None:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)  # Telegram tries again
        return await service.webhook.answer(request)
