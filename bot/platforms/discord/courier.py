"""Digests to Discord's channels: each stored part sent once, and what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from bot.logs import logger
from bot.platforms.discord.outcomes import is_unknown_token, outcome_of
from bot.platforms.discord.parts import read
from bot.platforms.discord.rest import Answer
from bot.platforms.discord.sender import DiscordSender
from digests.delivery import Doubts, OnDoubt
from digests.errors import StoreError
from digests.outcomes import NotSent, Outcome, Refused, Sent
from digests.pace import Limits

LIMITS: Final = Limits(per_second=50, reserve=10, chat_gap=1.0, group_gap=1.0)
"""50 a second over all channels, some kept for what the library asks; five in five seconds in a channel."""
NONCE_KNOWN: Final = timedelta(seconds=60)
"""How long Discord surely knows a nonce again; it says "a few minutes"."""
POSTS: Final = 1000
"""How many messages wait to be published, at most."""


def _ignored() -> None:
    pass


def _nothing(_channel: int) -> Sequence[str]:
    return ()


def _never(_channel: int) -> bool:
    return False


@dataclass(slots=True)
class DiscordCourier:
    """The courier (`digests.ports`) of one Discord bot; a chat's key is its channel's or thread's id."""

    bot: str
    """ "discord:8123456"."""
    sender: DiscordSender
    limits: Limits = LIMITS
    doubts: Doubts = field(default_factory=lambda: Doubts(OnDoubt.NONCE, NONCE_KNOWN))
    """Within a minute the same message under the same nonce is no double."""
    on_refused: Callable[[], None] = _ignored
    """Called when Discord does not know the bot's token (any more)."""
    lacking: Callable[[int], Sequence[str]] = _nothing
    """The names of the permissions that the bot needs in a channel and is known not to have."""
    publishes: Callable[[int], bool] = _never
    """Whether what is sent to the channel is published: an announcement channel, where that is wanted."""
    _posts: asyncio.Queue[tuple[int, int]] = field(default_factory=lambda: asyncio.Queue(POSTS))

    async def send(self, chat: str, part: str, nonce: str) -> Outcome:
        """Send the part, once."""
        if not (chat.isascii() and chat.isdigit()):
            return Refused("that is no key of a Discord channel")
        channel = int(chat)
        try:
            told = read(part)
        except ValueError as error:
            return Refused(str(error))
        try:
            reply = await self.sender.send(channel, told.message, nonce, silent=told.silent)
        except StoreError as error:
            return NotSent(str(error))
        if is_unknown_token(reply):
            self.on_refused()
        outcome = outcome_of(reply, self.lacking(channel))
        if isinstance(outcome, Sent) and self.publishes(channel):
            self._publish_later(channel, int(outcome.message))
        return outcome

    def _publish_later(self, channel: int, message: int) -> None:
        try:
            self._posts.put_nowait((channel, message))
        except asyncio.QueueFull:
            logger().warning("publish_failed", chat=channel, reason="too many wait already")

    async def run(self) -> None:
        """Publish what was sent, until cancelled: apart, so that no delivery waits or fails for it."""
        while True:
            channel, message = await self._posts.get()
            try:
                reply = await self.sender.publish(channel, message)
                if not (isinstance(reply, Answer) and reply.is_done):
                    logger().info("publish_failed", chat=channel, reason=_why(outcome_of(reply)))
            finally:
                self._posts.task_done()

    async def published(self) -> None:
        """Wait until nothing waits to be published."""
        await self._posts.join()


def _why(outcome: Outcome) -> str:
    return str(getattr(outcome, "reason", type(outcome).__name__))
