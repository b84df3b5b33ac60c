"""The channels that commands are for: another one of the server, a post in a forum, one's private chat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import discord

from bot.logs import logger
from bot.platforms.discord.places import Person, Place
from bot.platforms.discord.rights import TARGETS, Channel
from digests.subscription import ChatKind

if TYPE_CHECKING:
    from bot.phrases.catalogue import Phrases
    from bot.platforms.discord.here import Here

TITLE: Final = 100
"""Characters of a post's title."""


@dataclass(frozen=True, slots=True, repr=False)
class Targets:
    """Finds them; what cannot be found is None."""

    here: Here

    def channel(self, server: int | None, number: int) -> Channel | None:
        """A channel or thread of the server in which digests can be posted, as far as the bot sees it."""
        guild = self.here.client.get_guild(server) if server is not None else None
        found = guild.get_channel_or_thread(number) if guild is not None else None
        return found if isinstance(found, TARGETS) else None

    def place(self, channel: Channel, asked: Place) -> Place:
        """The same as a place of the server in which it was asked."""
        return replace(asked, channel=channel.id, kind=kind_of(channel))

    async def private(self, by: Person) -> Place | None:
        """The private chat with a person, made if there was none."""
        try:
            chat = await self.here.client.create_dm(discord.Object(by.id))
        except (discord.DiscordException, OSError) as error:
            logger().info("no_private_chat", error=type(error).__name__)
            return None
        return Place(chat.id)

    async def post(self, forum: discord.ForumChannel, phrases: Phrases) -> Channel | None:
        """The post in a forum that digests go to: the one that has them already, else a new one."""
        here = self.here
        user = here.client.user
        ours = {str(one.id): one for one in forum.threads if user and one.owner_id == user.id}
        for known in await here.store.chats_among(here.id, ours):
            return ours[known.id.key]
        title = phrases.pick(here.services.index().manifest.title)
        tags = (
            [one for one in forum.available_tags if not one.moderated][:1] if forum.flags.require_tag else []
        )
        try:
            made = await forum.create_thread(
                name=title[:TITLE],
                content=phrases.say("Digests of this dossier come here."),
                applied_tags=tags,
            )
        except (discord.DiscordException, OSError) as error:
            logger().warning("no_post", chat=forum.id, error=type(error).__name__, reason=str(error))
            return None
        return made.thread


def kind_of(channel: Channel) -> ChatKind:
    """Announcements before others: more people wait for them."""
    return ChatKind.CHANNEL if channel.type is discord.ChannelType.news else ChatKind.GROUP
