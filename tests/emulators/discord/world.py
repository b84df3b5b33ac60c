"""All that exists at this Discord: the bot, people, servers, channels, messages, interactions."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from tests.emulators.discord import rules
from tests.emulators.discord.asked import Interaction
from tests.emulators.discord.places import Channel, Guild, Post, Wire, bits, moment
from tests.emulators.discord.refusals import Refusal, refusal
from tests.emulators.discord.seen import Deed
from tests.emulators.waiting import Waiting

EPOCH: Final = 1_420_070_400_000
"""Milliseconds of Unix time at which Discord's numbers begin."""
APPLICATION: Final = 700_000_000_000_000_001


class Listener(Protocol):
    """A session of the gateway."""

    def put(self, name: str, data: Wire, intents: int) -> None:
        """An event, if it wants those intents."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that Discord drops or hides without a word; a test asserts that there was none."""

    channel: int
    what: str


class World(Waiting):
    """One bot and everybody it can meet."""

    def __init__(self, username: str = "briefing") -> None:
        super().__init__()
        self.clock: Callable[[], float] = time.time
        self.answer_seconds = rules.ANSWER_SECONDS
        self.bot = user(APPLICATION, username, bot=True)
        self.users: dict[int, Wire] = {APPLICATION: self.bot}
        self.locales: dict[int, str] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.chats: dict[int, Channel] = {}
        """Private chats with the bot, by person."""
        self.installed: set[int] = set()
        """People who have the bot for themselves, wherever they go."""
        self.closed: set[int] = set()
        """People who take no private messages."""
        self.commands: dict[int, list[Wire]] = {0: []}
        """By server; 0: everywhere."""
        self.interactions: dict[int, Interaction] = {}
        self.tokens: dict[str, Interaction] = {}
        self.files: dict[str, bytes] = {}
        self.listeners: list[Listener] = []
        self.losses: list[Loss] = []
        self.nonces: dict[str, dict[int, tuple[float, Post]]] = {}
        """By nonce and channel: when a message was sent with it, and which."""
        self.root = ""
        """The emulator's address."""
        self._last = 0

    def number(self) -> int:
        """The next snowflake: time, and a count."""
        self._last = max(self._last + 1, (int(self.clock() * 1000) - EPOCH) << 22)
        return self._last

    def tell(self, name: str, data: Wire, guild: Guild | None = None) -> None:
        """An event to every session that wants it, when the bot is where it happens."""
        if guild is not None and APPLICATION not in guild.members and name != "INTERACTION_CREATE":
            return
        of_bot = name == "GUILD_MEMBER_UPDATE" and data["user"]["id"] == str(APPLICATION)
        told_anyway = of_bot or name == "INTERACTION_CREATE"
        needed = 0 if told_anyway else _intents(name, private=guild is None)
        for one in self.listeners:
            one.put(name, data, needed)

    # Where the bot may go

    def channel(self, number: int) -> Channel:
        """A channel that the bot sees, or why not."""
        channel = self.channels.get(number)
        if channel is None or channel.gone:
            raise refusal(10003)
        if not self.may(channel, "view_channel"):
            raise refusal(50001)
        return channel

    def guild(self, number: int) -> Guild:
        """A server in which the bot is."""
        guild = self.guilds.get(number)
        if guild is None or guild.unavailable:
            raise refusal(10004)
        if APPLICATION not in guild.members:
            raise refusal(50001)
        return guild

    def may(self, channel: Channel, *names: str) -> bool:
        """Whether the bot has these permissions there."""
        if channel.guild is None:
            return self.chats.get(int(channel.recipients[0]["id"])) is channel
        wanted = bits(*names)
        return channel.guild.permissions(APPLICATION, channel) & wanted == wanted

    def reaches(self, person: int) -> None:
        """Refuse when the bot may not write to someone, who does not want it or has nothing to do with it."""
        if person in self.closed:
            raise refusal(50007)
        both = (person, APPLICATION)
        shared = any(all(one in guild.members for one in both) for guild in self.guilds.values())
        if not shared and person not in self.installed:
            raise refusal(50278)

    def needs(self, channel: Channel, *names: str) -> None:
        """Refuse when the bot lacks one of these permissions there."""
        if channel.guild is not None and not self.may(channel, *names):
            raise refusal(50013)

    def post(self, channel: Channel, number: int) -> Post:
        """A message that all in the channel can see."""
        post = channel.posts.get(number)
        if post is None or post.viewer is not None:
            raise refusal(10008)
        return post

    def interaction(self, number: int, token: str) -> Interaction:
        """One that is there and not yet fifteen minutes old."""
        found = self.interactions.get(number)
        if found is None or found.token != token:
            raise refusal(10062)
        return found

    def by_token(self, application: int, token: str) -> Interaction:
        """The one that a webhook's token is for."""
        found = self.tokens.get(token)
        if found is None or application != APPLICATION:
            raise refusal(10015)
        if self.clock() - found.at > rules.TOKEN_SECONDS:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return found

    # Messages

    def adds(
        self, channel: Channel, content: Wire, by: Wire | None = None, viewer: int | None = None
    ) -> Post:
        """A new message, the bot's unless said otherwise; all who may see it hear of it."""
        author = by or self.bot
        wire: Wire = {
            "id": str(self.number()),
            "channel_id": str(channel.id),
            "type": 0,
            "author": author,
            "timestamp": moment(self.clock()),
            "edited_timestamp": None,
            "pinned": False,
            "tts": False,
        }
        blank = {"content": "", "embeds": [], "attachments": [], "components": [], "flags": 0}
        post = Post(wire | blank | content, int(author["id"]), viewer)
        channel.posts[post.id] = post
        if channel.is_thread:
            channel.archived = False
        if viewer is None:
            self.tell("MESSAGE_CREATE", self.event(channel, post), channel.guild)
        return post

    def event(self, channel: Channel, post: Post) -> Wire:
        """A message, as the gateway tells of it."""
        if channel.guild is None:
            return dict(post.wire)
        told = {**post.wire, "guild_id": str(channel.guild.id)}
        if member := channel.guild.members.get(post.author):
            told["member"] = {key: value for key, value in member.items() if key != "user"}
        return told

    def did(self, channel: Channel, kind: str, post: Post | None = None, words: str = "") -> None:
        """The bot did something in a channel."""
        to = self.users[post.viewer]["global_name"] if post and post.viewer else ""
        wire = dict(post.wire) if post else None
        channel.log.append(Deed(kind, "bot", wire, words, by_bot=True, to=to))
        self.changed()

    def removes(self, channel: Channel) -> None:
        """A channel of a server is gone, and its threads with it."""
        assert channel.guild is not None
        for one in [each for each in channel.guild.channels.values() if channel in (each, each.parent)]:
            del channel.guild.channels[one.id]
            one.gone = True
        name = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        self.tell(name, channel.wire(), channel.guild)
        self.changed()

    def private(self, person: int) -> Channel:
        """The private chat with someone, new or old."""
        if person not in self.chats:
            self.chats[person] = Channel(self.number(), rules.DM, recipients=[self.users[person]])
            self.channels[self.chats[person].id] = self.chats[person]
        return self.chats[person]


def user(number: int, name: str, *, bot: bool = False) -> Wire:
    """A user, as Discord tells of one."""
    none = dict.fromkeys(
        ("avatar", "banner", "accent_color", "avatar_decoration_data", "collectibles", "primary_guild")
    )
    told = {"id": str(number), "username": name.lower(), "global_name": name, "discriminator": "0"}
    return told | none | {"public_flags": 0, "flags": 0, "bot": bot}


def _intents(name: str, *, private: bool) -> int:
    table = rules.INTENTS | rules.PRIVATE_INTENTS if private else rules.INTENTS
    found = [one for one in table if name.startswith(one)]
    return table[max(found, key=len)] if found else 0
