"""A channel, as a test looks at it, and a server, as a test furnishes it."""

from __future__ import annotations

from collections.abc import Sequence

from tests.emulators.discord import rules, threads
from tests.emulators.discord.places import Channel, Guild, bits
from tests.emulators.discord.seen import Deed, Seen, transcript
from tests.emulators.discord.world import APPLICATION, World
from tests.emulators.waiting import DEADLINE


class Room:
    """A channel, as a test looks at it: what the bot does there, one thing after the other."""

    def __init__(self, world: World, channel: Channel) -> None:
        self.world = world
        self.channel = channel

    @property
    def id(self) -> int:
        """Its number."""
        return self.channel.id

    def _next(self, kinds: tuple[str, ...]) -> Deed | None:
        for position in range(self.channel.read, len(self.channel.log)):
            deed = self.channel.log[position]
            if deed.by_bot and deed.kind in kinds:
                self.channel.read = position + 1
                return deed
        return None

    async def reply(self, *kinds: str, within: float = DEADLINE) -> Seen:
        """The next message that the bot sends or edits here (or another kind of deed); each is given once."""
        wanted = kinds or ("sent", "edited")
        try:
            return (await self.world.until(lambda: self._next(wanted), " or ".join(wanted), within)).seen
        except AssertionError as error:
            raise AssertionError(f"{error}, in this channel:\n{self.transcript()}") from None

    def unread(self) -> list[Deed]:
        """What the bot did here that no test has taken notice of; now noticed."""
        deeds = [one for one in self.channel.log[self.channel.read :] if one.by_bot and one.kind != "typing"]
        self.channel.read = len(self.channel.log)
        return deeds

    def messages(self, viewer: int | None = None) -> list[Seen]:
        """All messages that stand here now, as everybody sees them, or this person."""
        every = self.channel.posts.values()
        return [Seen(one.wire) for one in every if one.viewer in (None, viewer)]

    def last(self, viewer: int | None = None) -> Seen:
        """The bot's last message here."""
        ours = [one for one in self.messages(viewer) if one.raw["author"] is self.world.bot]
        assert ours, f"the bot has said nothing here:\n{self.transcript()}"
        return ours[-1]

    def transcript(self) -> str:
        """All that was said and done here."""
        return transcript(self.channel.log)

    def posts(self) -> list[Room]:
        """The threads that stand under it."""
        assert self.channel.guild is not None
        every = self.channel.guild.channels.values()
        return [Room(self.world, one) for one in every if one.parent is self.channel]

    def denies_bot(self, *names: str) -> None:
        """Take these permissions from the bot here."""
        self._overwrites(APPLICATION, deny=bits(*names))

    def allows_bot(self, *names: str) -> None:
        """Give the bot these permissions here."""
        self._overwrites(APPLICATION, allow=bits(*names))

    def _overwrites(self, who: int, allow: int = 0, deny: int = 0) -> None:
        _, allowed, denied = self.channel.overwrites.get(who, (1, 0, 0))
        self.channel.overwrites[who] = (1, allowed & ~deny | allow, denied & ~allow | deny)
        self.world.tell("CHANNEL_UPDATE", self.channel.wire(), self.channel.guild)


class Server:
    """A server, as a test furnishes it."""

    def __init__(self, world: World, guild: Guild) -> None:
        self.world = world
        self.guild = guild

    @property
    def id(self) -> int:
        """Its number."""
        return self.guild.id

    def text(self, name: str) -> Room:
        """A text channel."""
        return self.channel(name, rules.TEXT_CHANNEL)

    def announcement(self, name: str) -> Room:
        """A channel that others can follow."""
        return self.channel(name, rules.ANNOUNCEMENT)

    def forum(self, name: str, tags: tuple[str, ...] = (), *, tag_required: bool = False) -> Room:
        """A forum; perhaps one in which every post needs a tag."""
        room = self.channel(name, rules.FORUM)
        room.channel.tag_required = tag_required
        none = {"moderated": False, "emoji_id": None, "emoji_name": None}
        room.channel.tags = [{"id": str(self.world.number()), "name": one} | none for one in tags]
        return room

    def channel(self, name: str, kind: int) -> Room:
        """A channel of this kind."""
        made = Channel(self.world.number(), kind, name, self.guild)
        self.guild.channels[made.id] = self.world.channels[made.id] = made
        self.world.tell("CHANNEL_CREATE", made.wire(), self.guild)
        return Room(self.world, made)

    def thread(self, room: Room, name: str) -> Room:
        """A thread that somebody opened."""
        kind = rules.ANNOUNCEMENT_THREAD if room.channel.type == rules.ANNOUNCEMENT else rules.PUBLIC_THREAD
        owner = self.guild.owner
        return Room(self.world, threads.opened(self.world, room.channel, name, kind, owner=owner))

    def everybody(self, *names: str) -> None:
        """What everybody may here, from now on."""
        self.guild.roles[self.id]["permissions"] = str(bits(*names))
        told = {"guild_id": str(self.id), "role": self.guild.roles[self.id]}
        self.world.tell("GUILD_ROLE_UPDATE", told, self.guild)

    def bot_may(self, *names: str) -> None:
        """What the bot may here by its own role, from now on."""
        number = int(self.guild.members[APPLICATION]["roles"][0])
        self.guild.roles[number]["permissions"] = str(bits(*names))
        told = {"guild_id": str(self.id), "role": self.guild.roles[number]}
        self.world.tell("GUILD_ROLE_UPDATE", told, self.guild)

    def gives_bot(self, roles: Sequence[str]) -> Sequence[str]:
        """The bot has these roles from now on; those that it had until then."""
        member = self.guild.members[APPLICATION]
        had, member["roles"] = member["roles"], [*roles]
        self.world.tell("GUILD_MEMBER_UPDATE", member | {"guild_id": str(self.id)}, self.guild)
        return had

    def loses_role(self, number: int) -> None:
        """A role is deleted, and nobody has it any more; members are not told of apart."""
        del self.guild.roles[number]
        for member in self.guild.members.values():
            member["roles"] = [one for one in member["roles"] if one != str(number)]
        self.world.tell("GUILD_ROLE_DELETE", {"guild_id": str(self.id), "role_id": str(number)}, self.guild)

    def speaks(self, locale: str) -> None:
        """The server's language is another from now on."""
        self.guild.locale = locale
        self.world.tell("GUILD_UPDATE", self.guild.wire(), self.guild)

    def goes_away(self) -> None:
        """An outage: the server cannot be reached."""
        self.world.tell("GUILD_DELETE", {"id": str(self.id), "unavailable": True}, self.guild)
        self.guild.unavailable = True

    def comes_back(self) -> None:
        """The outage is over."""
        self.guild.unavailable = False
        self.world.tell("GUILD_CREATE", self.guild.wire(full=True), self.guild)
