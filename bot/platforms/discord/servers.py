"""Where we are: servers joined and left, channels deleted, threads locked, rights taken and given back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.logs import logger
from bot.platforms.discord.rights import NAMED, TARGETS, Channel, is_closed, lacking
from digests.errors import StoreError
from digests.subscription import ChatId

if TYPE_CHECKING:
    from bot.platforms.discord.here import Here

REMOVED: Final = "the bot was removed"
DELETED: Final = "the channel was deleted"
LOCKED: Final = "the thread is locked"


@dataclass(frozen=True, slots=True, repr=False)
class Servers:
    """Keeps our records true to where we can write: digests wait where we cannot, and go on when we can."""

    here: Here

    async def change(self, event: str, args: tuple[Any, ...]) -> None:
        """Do what an event of the library asks for; what cannot be kept is logged."""
        try:
            match event:
                case "guild_join" | "guild_available":
                    await self._look(_channels(args[0]))
                case "guild_remove":
                    await self._lose((one.id for one in _channels(args[0])), REMOVED)
                case "guild_channel_delete":
                    await self._lose((args[0].id, *_threads(args[0])), DELETED)
                case "raw_thread_delete":
                    await self._lose((args[0].thread_id,), DELETED)
                case "guild_channel_update":
                    threads = getattr(args[1], "threads", ())
                    await self._look((args[1], *threads))
                case "thread_update" | "thread_join":  # joined: it was not seen while it slept
                    await self._look((args[-1],))
                case "guild_role_update" | "guild_role_delete" | "member_update":  # of members, the bot alone
                    await self._look(_channels(args[-1].guild))
        except StoreError as error:
            logger().error("servers_not_kept", reason=str(error))

    async def _look(self, channels: Iterable[Channel]) -> None:
        """Chats in these channels wait or go on, as we can write there now."""
        register, at = await self.here.services.register.opened(), self.here.now()
        known = {str(one.id): one for one in channels if isinstance(one, TARGETS)}
        for chat in await self.here.store.chats_among(self.here.id, known):
            reason = unable(known[chat.id.key])
            if reason and not chat.suspended:
                await register.suspend(chat.id, reason, at)
            elif chat.suspended and not reason:
                await register.revive(chat.id, at)

    async def _lose(self, numbers: Iterable[int], reason: str) -> None:
        register, at = await self.here.services.register.opened(), self.here.now()
        for chat in await self.here.store.chats_among(self.here.id, [str(one) for one in numbers]):
            await register.suspend(ChatId(self.here.id, chat.id.key), reason, at)


def unable(channel: Channel) -> str:
    """Why we cannot write in a channel, for operators; empty where we can."""
    missing = lacking(channel)
    if missing:
        return f"missing in the channel: {', '.join(f'“{NAMED[one]}”' for one in missing)}"
    return LOCKED if is_closed(channel) else ""


def _channels(guild: discord.Guild) -> list[Channel]:
    return [*guild.channels, *guild.threads]


def _threads(channel: discord.abc.GuildChannel) -> list[int]:
    return [one.id for one in channel.guild.threads if one.parent_id == channel.id]
