"""Interactions as they come to the bot: who asks, where, by which installation, with which permissions."""

from __future__ import annotations

from typing import Any

from tests.emulators.discord import typed
from tests.emulators.discord.asked import COMPONENT, MODAL, Interaction
from tests.emulators.discord.places import Channel, Post
from tests.emulators.discord.rules import EVERYTHING, UPLOAD_BYTES
from tests.emulators.discord.world import APPLICATION, World

Wire = dict[str, Any]


def raised(
    world: World, person: int, kind: int, channel: Channel, data: Wire, message: Post | None = None
) -> Interaction:
    """A new interaction, of which the bot is told at once."""
    asked = Interaction(world.number(), kind, world.clock(), world.users[person], channel, data, message)
    asked.owners = _owners(world, person, channel, data)
    world.interactions[asked.id] = asked
    world.tokens[asked.token] = asked
    told: Wire = {
        "id": str(asked.id),
        "application_id": str(APPLICATION),
        "type": kind,
        "data": data,
        "token": asked.token,
        "version": 1,
        "channel": channel.wire(),
        "channel_id": str(channel.id),
        "locale": world.locales[person],
        "entitlements": [],
        "context": typed.context(world, channel),
        "attachment_size_limit": UPLOAD_BYTES,
        "authorizing_integration_owners": asked.owners,
        "app_permissions": str(_may(world, APPLICATION, channel)),
    }
    told |= _asker(world, person, channel)
    if message is not None and kind in (COMPONENT, MODAL):
        told["message"] = message.wire
    world.tell("INTERACTION_CREATE", told, channel.guild)
    world.changed()
    return asked


def _owners(world: World, person: int, channel: Channel, data: Wire) -> Wire:
    """For whom the bot is there; a chat with the bot is server 0."""
    by = typed.installs(world, person, channel)
    listed = (one for each in world.commands.values() for one in each)
    command = next((one for one in listed if one["id"] == data.get("id")), None)
    if command is not None:
        by &= set(command["integration_types"])
    told: Wire = {"0": str(channel.guild.id) if channel.guild else "0"} if 0 in by else {}
    return told | ({"1": str(person)} if 1 in by else {})


def _may(world: World, who: int, channel: Channel) -> int:
    if channel.guild is None:
        return EVERYTHING
    if who not in channel.guild.members:
        return int(channel.guild.roles[channel.guild.id]["permissions"])
    return channel.guild.permissions(who, channel)


def _asker(world: World, person: int, channel: Channel) -> Wire:
    if channel.guild is None:
        return {"user": world.users[person]}
    guild = channel.guild
    member = guild.members[person] | {"permissions": str(guild.permissions(person, channel))}
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": member,
    }
