"""Accounts: who somebody is, and what they do with servers and with the bot as a member of them."""

from __future__ import annotations

from typing import Self

from tests.emulators.discord import contents
from tests.emulators.discord.places import USUAL, Wire, bits
from tests.emulators.discord.rooms import Room, Server
from tests.emulators.discord.seen import Deed, Seen
from tests.emulators.discord.world import APPLICATION, World


class Account:
    """Somebody's account."""

    def __init__(self, world: World, user: Wire) -> None:
        self.world = world
        self.user = user

    @property
    def id(self) -> int:
        """Their number."""
        return int(self.user["id"])

    @property
    def name(self) -> str:
        """Their name."""
        return str(self.user["global_name"])

    @property
    def locale(self) -> str:
        """The language of their client."""
        return self.world.locales[self.id]

    @property
    def private(self) -> Room:
        """The private chat with the bot."""
        return Room(self.world, self.world.private(self.id))

    def says(self, words: str, room: Room | None = None) -> Seen:
        """Write a message."""
        room = room or self.private
        told = {"content": words} | contents.mentions(room.channel, {"content": words}, None)
        post = self.world.adds(room.channel, told, self.user)
        room.channel.log.append(Deed("said", self.name, post.wire))
        return Seen(post.wire)

    def installs(self) -> None:
        """Have the bot for themselves, wherever they go."""
        self.world.installed.add(self.id)

    def uninstalls(self) -> None:
        """Have it no more."""
        self.world.installed.discard(self.id)

    def speaks(self, locale: str) -> None:
        """Set their client to another language."""
        self.world.locales[self.id] = locale

    def reads(self, room: Room | None = None) -> list[Seen]:
        """All messages that they see there now."""
        return (room or self.private).messages(self.id)

    def closes_chat(self) -> None:
        """Take no private messages any more."""
        self.world.closed.add(self.id)

    def opens_chat(self) -> None:
        """Take private messages again."""
        self.world.closed.discard(self.id)

    def adds_bot(self, server: Server, permissions: int = USUAL) -> None:
        """Invite the bot, with a role of its own."""
        self._must(server, "manage_guild")
        server.guild.joins(self.world.bot, self.world.clock())
        role = server.guild.role(self.world.number(), "Briefing", permissions)
        role |= {"managed": True, "tags": {"bot_id": self.world.bot["id"]}}
        server.guild.members[APPLICATION]["roles"] = [role["id"]]
        self.world.tell("GUILD_CREATE", server.guild.wire(full=True), server.guild)

    def removes_bot(self, server: Server) -> None:
        """Kick the bot out."""
        self._must(server, "manage_guild")
        self.world.tell("GUILD_DELETE", {"id": str(server.id)}, server.guild)
        del server.guild.members[APPLICATION]
        self.world.changed()

    def deletes(self, room: Room) -> None:
        """Delete a channel of a server."""
        self.world.removes(room.channel)

    def grants(self, server: Server, person: Self, *names: str) -> None:
        """Give someone a role with these permissions."""
        self._must(server, "manage_guild")
        role = server.guild.role(self.world.number(), "Helpers", bits(*names))
        self.world.tell("GUILD_ROLE_CREATE", {"guild_id": str(server.id), "role": role}, server.guild)
        member = server.guild.members[person.id]
        member["roles"] = [*member["roles"], role["id"]]
        self.world.tell("GUILD_MEMBER_UPDATE", member | {"guild_id": str(server.id)}, server.guild)

    def ends(self, server: Server) -> None:
        """Delete a server of theirs."""
        assert server.guild.owner == self.id, f"{self.name} does not own it"
        self.world.tell("GUILD_DELETE", {"id": str(server.id)}, server.guild)
        for one in server.guild.channels.values():
            one.gone = True
        del self.world.guilds[server.id]
        self.world.changed()

    def _must(self, server: Server, name: str) -> None:
        assert server.guild.permissions(self.id) & bits(name), (
            f"{self.name} may not {name} in {server.guild.name}"
        )
