"""What the bot needs in a channel, and the names by which Discord calls what it lacks."""

from __future__ import annotations

from typing import Final, TypeAlias

import discord

from bot.phrases.catalogue import Phrases

Channel: TypeAlias = discord.abc.GuildChannel | discord.Thread
TARGETS: Final = (
    discord.TextChannel,
    discord.Thread,
    discord.VoiceChannel,
    discord.ForumChannel,
)
"""Where digests can go; announcement channels are text channels to the library."""
VIEW, SEND, SEND_IN_THREADS = "view_channel", "send_messages", "send_messages_in_threads"
NAMED: Final = {
    VIEW: "View Channel",
    SEND: "Send Messages",
    SEND_IN_THREADS: "Send Messages in Threads",
}
"""As Discord's English settings name them, for operators."""


def lacking(channel: Channel) -> tuple[str, ...]:
    """What the bot needs there and lacks.

    In a thread it needs a right of its own to write; in a forum it must open a post and write in that.
    """
    needed: tuple[str, ...] = (VIEW, SEND)
    if isinstance(channel, discord.Thread):
        needed = (VIEW, SEND_IN_THREADS)
    elif isinstance(channel, discord.ForumChannel):
        needed = (VIEW, SEND, SEND_IN_THREADS)
    has = channel.permissions_for(channel.guild.me)
    return tuple(one for one in needed if not getattr(has, one))


def is_closed(channel: Channel) -> bool:
    """Whether it is a thread that only moderators open again; others do when somebody writes in them."""
    return isinstance(channel, discord.Thread) and channel.locked


def named(rights: tuple[str, ...], phrases: Phrases) -> str:
    """ "“View Channel” and “Send Messages”", as Discord's settings name them in the reader's language."""
    names = {
        VIEW: phrases.say("View Channel"),
        SEND: phrases.say("Send Messages"),
        SEND_IN_THREADS: phrases.say("Send Messages in Threads"),
    }
    return phrases.listed(phrases.quote(names[one]) for one in rights)
