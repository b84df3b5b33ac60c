"""One bot on Telegram, from its token to its last confirmed update."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError

from bot.errors import SettingsError
from bot.logs import logger
from bot.pages import editions
from bot.platforms.aims import for_all
from bot.platforms.keys import StoredKeys
from bot.platforms.lanes import Lanes
from bot.platforms.telegram.adapter import Adapter
from bot.platforms.telegram.courier import TelegramCourier
from bot.platforms.telegram.here import Here
from bot.platforms.telegram.menus import Publisher
from bot.platforms.telegram.parts import prepared
from bot.platforms.telegram.polling import FIRST, MOST, Polling
from bot.platforms.telegram.replies import Replies
from bot.platforms.telegram.rights import Rights
from bot.platforms.telegram.sender import TelegramSender
from bot.platforms.telegram.transport import Secrets, Transport, told_nothing
from bot.platforms.telegram.turns import Turns
from bot.platforms.telegram.webhook import Webhook
from digests.delivery import Doubts, OnDoubt
from digests.subscription import ChatKind

if TYPE_CHECKING:
    from bot.page import Page
    from bot.platform import Given
    from bot.platform_settings import TelegramSettings
    from corpus.index import Index
    from digests.edition import Dateline, Edition
    from digests.subscription import Chat

CHORES: Final = 600.0
"""Seconds between two looks at the menus and the old keys."""
PINS: Final = 2.0
"""Seconds that the last pins are given."""
REFUSED: Final = "Telegram does not know this token. Is BRIEFING_TELEGRAM__TOKEN as @BotFather gave it?"


@asynccontextmanager
async def connected(settings: TelegramSettings) -> AsyncIterator[Bot]:
    """The library's bot, which never learns the token."""
    token = settings.token.get_secret_value() if settings.token else ""
    secret = settings.secret.get_secret_value() if settings.secret else ""
    transport = Transport(Secrets(token, secret), settings.api_url)
    bot = Bot(**told_nothing(token.partition(":")[0]), request=transport, get_updates_request=transport)
    await transport.initialize()
    try:
        yield bot
    finally:
        await transport.shutdown()


async def introduced(bot: Bot) -> str:
    """The bot's name, without @, asked until Telegram answers; SettingsError when it refuses the token."""
    pause = FIRST
    while True:
        try:
            return (await bot.get_me()).username or ""
        except InvalidToken:
            raise SettingsError(REFUSED) from None
        except TelegramError as error:
            logger().warning("telegram_not_reached", reason=error.message, again=pause)
        await asyncio.sleep(pause)
        pause = min(2 * pause, MOST)


@dataclass(slots=True, repr=False)
class TelegramService:
    """Everything of one bot; made inside the event loop that it runs in."""

    settings: TelegramSettings
    bot: Bot
    name: str
    given: Given
    group: asyncio.TaskGroup
    id: str = field(init=False)
    keys: StoredKeys = field(init=False)
    courier: TelegramCourier = field(init=False)
    adapter: Adapter = field(init=False)
    polling: Polling = field(init=False)
    webhook: Webhook | None = field(init=False)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once updates come."""
    _refused: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when Telegram did not know the token of a digest."""

    def __post_init__(self) -> None:
        self.id = f"telegram:{self.bot.token.partition(':')[0]}"
        given = self.given
        self.keys = StoredKeys(given.store, given.now)
        sender = TelegramSender(self.bot, self.keys)
        doubts = Doubts(OnDoubt(self.settings.on_doubt))
        turns = Turns()
        self.courier = TelegramCourier(
            self.id, sender, doubts=doubts, turns=turns, on_refused=self._refused.set
        )
        here = Here(
            id=self.id,
            name=self.name,
            language=given.language,
            bot=self.bot,
            services=given.services,
            ask=given.ask,
            replies=Replies(sender, self.name, turns),
            rights=Rights(self.bot, time.monotonic),
            keys=self.keys,
            places_of=given.store.places_of,
            now=given.now,
        )
        self.adapter = Adapter(here, Lanes(self.group), time.monotonic)
        self.polling = Polling(self.bot, self.take, lambda: False)
        secret, url = self.settings.secret, self.settings.webhook_url
        self.webhook = None
        if self.settings.mode == "webhook" and secret and url:
            self.webhook = Webhook(self.bot, url, secret.get_secret_value(), self.take)

    @property
    def is_up(self) -> bool:
        """As in the protocol."""
        return cast("Transport", self.bot.request).is_reached

    def parts(self, page: Page) -> Sequence[str]:
        """As in the protocol."""
        return prepared(page, ChatKind.PRIVATE, self.name)

    def take(self, update: Update) -> None:
        """An update, however it came."""
        self.adapter.take(update)

    def render(self, edition: Edition, index: Index, dateline: Dateline, chat: Chat) -> Sequence[str]:
        """A digest's parts (`digests.editor.Render`).

        Its parts are the same for all chats of a kind; so where others read it, it offers nothing that would
        have to say of which chat: those are the admins' buttons anyway.
        """
        page = editions.edition(edition, index, dateline, self.given.services.phrases(edition.language)).page
        if chat.kind is not ChatKind.PRIVATE:
            page = for_all(page)
        return prepared(page, chat.kind, self.name, silent=self.settings.silent, pin=self.settings.pin)

    async def run(self, is_turn: Callable[[], bool]) -> None:
        """Take updates until cancelled, while it is our turn; SettingsError when the token is gone.

        The courier runs apart (`platform`): it has work until the last digest is sent.
        """
        self.polling.is_turn = is_turn
        if not is_turn():
            logger().info("telegram_stands_by", bot=self.id, name=self.name)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._chores(is_turn))
            group.create_task(self._until_refused())
            await self._once(self._prepare, is_turn)
            if self.webhook is None:
                try:
                    await self.polling.run()
                except InvalidToken:
                    raise SettingsError(REFUSED) from None

    async def _until_refused(self) -> None:
        """Who gets updates by webhook asks Telegram nothing, and hears of its lost token from digests."""
        await self._refused.wait()
        raise SettingsError(REFUSED)

    async def close(self, seconds: float) -> None:
        """Tell Telegram what was taken, that nobody is given it again; finish it in so many seconds."""
        await self.polling.confirm()
        await self.adapter.lanes.drain(seconds)
        try:
            async with asyncio.timeout(PINS):
                await self.courier.pinned()
        except TimeoutError:
            logger().info("pins_given_up")

    async def _prepare(self) -> None:
        """Updates come one way or the other: a webhook that is set keeps them from who polls."""
        if self.webhook is None:
            await self.bot.delete_webhook()
        else:
            await self.webhook.set()
        self.ready.set()
        logger().info("telegram_ready", bot=self.id, name=self.name, mode=self.settings.mode)

    async def _once(self, work: Callable[[], Awaitable[None]], is_turn: Callable[[], bool]) -> None:
        """Do it when it is our turn, until it is done."""
        pause = FIRST
        while True:
            if is_turn():
                try:
                    return await work()
                except InvalidToken:
                    raise SettingsError(REFUSED) from None
                except TelegramError as error:
                    logger().warning("telegram_not_reached", reason=error.message, again=pause)
                pause = min(2 * pause, MOST)
            await asyncio.sleep(pause)

    async def _chores(self, is_turn: Callable[[], bool]) -> None:
        publisher = Publisher(self.bot, self.given.language, self.given.services)
        while True:
            if is_turn():
                try:
                    await publisher.publish()
                    await self.keys.clean()
                except Exception as error:
                    logger().exception("chores_failed", error=type(error).__name__)
                await asyncio.sleep(CHORES)
            else:
                await asyncio.sleep(FIRST)
