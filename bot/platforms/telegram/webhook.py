"""Updates that Telegram brings: who calls is checked, the answer is immediate, the work comes after."""

from __future__ import annotations

import hmac
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot, Update

from bot.logs import logger
from bot.platforms.telegram.incoming import ALLOWED
from bot.platforms.telegram.transport import HIDDEN

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
REMEMBERED: Final = 4096
"""Updates that are known when they come again: an answer of ours may have been lost."""


@dataclass(slots=True, repr=False)
class Webhook:
    """One bot's webhook."""

    bot: Bot
    url: str
    """The public address."""
    secret: str
    take: Callable[[Update], None]
    _seen: deque[int] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    @property
    def route(self) -> web.RouteDef:
        """Where it is answered: the path of the public address."""
        return web.post(urlsplit(self.url).path or "/", self.answer)

    async def set(self) -> None:
        """Have Telegram call it; TelegramError."""
        await self.bot.set_webhook(self.url, secret_token=HIDDEN, allowed_updates=ALLOWED)

    async def answer(self, request: web.Request) -> web.Response:
        """403 for a wrong secret, before anything is read; else 200 at once, for whatever it is."""
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.secret.encode()):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            told = json.loads(await request.read())
        except ValueError:
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        self._take(told)
        return web.Response()

    def _take(self, told: Any) -> None:
        try:
            update = Update.de_json(told, self.bot)
            if update.update_id not in self._seen:
                self._seen.append(update.update_id)
                self.take(update)
        except Exception as error:  # refused, it would come again and again
            logger().exception("update_not_understood", error=type(error).__name__)
