"""One bot on Discord, from its login to its last answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.errors import SettingsError
from bot.logs import logger
from bot.pages import editions
from bot.platforms.aims import for_all
from bot.platforms.discord.adapter import Adapter
from bot.platforms.discord.client import FIRST, REFUSED, Gateway
from bot.platforms.discord.courier import DiscordCourier
from bot.platforms.discord.here import Here
from bot.platforms.discord.parts import prepared
from bot.platforms.discord.publishing import Publisher
from bot.platforms.discord.rights import NAMED, Channel, lacking
from bot.platforms.discord.sender import DiscordSender
from bot.platforms.keys import StoredKeys
from bot.platforms.lanes import Lanes
from digests.subscription import ChatKind

if TYPE_CHECKING:
    from bot.page import Page
    from bot.platform import Given
    from bot.platform_settings import DiscordSettings
    from bot.platforms.discord.rest import Rest
    from corpus.index import Index
    from digests.edition import Dateline, Edition
    from digests.subscription import Chat

CHORES: Final = 600.0
"""Seconds between two looks at the commands and the old keys."""
POSTS: Final = 2.0
"""Seconds that the last posts to be published are given."""


@dataclass(slots=True, repr=False)
class DiscordService:
    """Everything of one bot; made inside the event loop that it runs in."""

    id: str
    settings: DiscordSettings
    client: Gateway
    rest: Rest
    given: Given
    group: asyncio.TaskGroup
    keys: StoredKeys = field(init=False)
    courier: DiscordCourier = field(init=False)
    adapter: Adapter = field(init=False)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once interactions come and Discord shows our commands."""
    _is_there: asyncio.Event = field(default_factory=asyncio.Event)
    _refused: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when Discord did not know the token of a digest."""

    def __post_init__(self) -> None:
        given = self.given
        self.keys = StoredKeys(given.store, given.now)
        sender = DiscordSender(self.rest, self.keys)
        self.courier = DiscordCourier(
            self.id,
            sender,
            on_refused=self._refused.set,
            lacking=self._lacking,
            publishes=self._publishes,
        )
        here = Here(
            id=self.id,
            language=given.language,
            client=self.client,
            services=given.services,
            ask=given.ask,
            keys=self.keys,
            store=given.store,
            now=given.now,
        )
        self.adapter = Adapter(here, Lanes(self.group), time.monotonic)

    def take(self, event: str, args: tuple[Any, ...]) -> None:
        """What the library tells."""
        if event == "ready":  # it comes again after every new session
            self._is_there.set()
            logger().info("discord_ready", bot=self.id, servers=len(self.client.guilds))
        else:
            self.adapter.take(event, args)

    @property
    def is_up(self) -> bool:
        """As in the protocol."""
        return self.client.is_reached

    def parts(self, page: Page) -> Sequence[str]:
        """As in the protocol."""
        return prepared(page)

    def render(self, edition: Edition, index: Index, dateline: Dateline, chat: Chat) -> Sequence[str]:
        """A digest's parts (`digests.editor.Render`); on what others read too nothing speaks of one chat."""
        page = editions.edition(edition, index, dateline, self.given.services.phrases(edition.language)).page
        if chat.kind is not ChatKind.PRIVATE:
            page = for_all(page)
        return prepared(page, silent=self.settings.silent)

    async def run(self, is_turn: Callable[[], bool]) -> None:
        """Be at the gateway until cancelled, while it is our turn; SettingsError when the token is gone.

        The courier runs apart (`platform`): it has work until the last digest is sent.
        """
        async with asyncio.TaskGroup() as group:
            group.create_task(self._chores(is_turn))
            group.create_task(self._until_refused())
            await self.client.attend(is_turn)

    async def _until_refused(self) -> None:
        """Who is at the gateway stays there when its token is gone, and hears of it from digests."""
        await self._refused.wait()
        raise SettingsError(REFUSED)

    async def close(self, seconds: float) -> None:
        """Finish what was taken, in so many seconds."""
        await self.adapter.lanes.drain(seconds)
        try:
            async with asyncio.timeout(POSTS):
                await self.courier.published()
        except TimeoutError:
            logger().info("posts_not_published")

    async def _chores(self, is_turn: Callable[[], bool]) -> None:
        publisher, failures = Publisher(self.client, self.given.services), 0
        while True:
            if not is_turn():
                await asyncio.sleep(FIRST)
                continue
            is_done = False
            try:
                is_done = await publisher.publish()
                await self.keys.clean()
            except Exception as error:
                logger().exception("chores_failed", error=type(error).__name__)
            await self._is_there.wait()
            self.ready.set()
            failures = 0 if is_done else failures + 1
            await asyncio.sleep(CHORES if is_done else min(FIRST * 2**failures, CHORES))

    def _channel(self, number: int) -> Channel | None:
        found = self.client.get_channel(number)
        return found if isinstance(found, discord.abc.GuildChannel | discord.Thread) else None

    def _lacking(self, channel: int) -> Sequence[str]:
        found = self._channel(channel)
        return [NAMED[one] for one in lacking(found)] if found is not None else ()

    def _publishes(self, channel: int) -> bool:
        found = self._channel(channel) if self.settings.publish else None
        return found is not None and str(found.type) == "news"
