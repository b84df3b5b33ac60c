"""What came from Discord, as far as it concerns us: an interaction becomes one frozen value, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import discord

from bot.names import command_named
from bot.phrases.catalogue import spoken
from bot.platforms.discord.buttons import pressed
from bot.platforms.discord.edits import may_edit
from bot.platforms.discord.options import CHANNEL, Completes, line_of, options_of
from bot.platforms.discord.places import Person, Place
from digests.subscription import ChatKind

MOST_WORDS: Final = 40
"""Words of a message that is looked up."""
LOOKED_UP: Final = "/search"


@dataclass(frozen=True, slots=True)
class Asked:
    """A slash command, or a message that is to be looked up."""

    place: Place
    by: Person
    line: str
    target: int | None = None
    """The channel that it is for, where another one was given."""
    is_alone: bool = False
    """For the asker alone, whatever it is."""

    @property
    def is_public(self) -> bool:
        """Whether others read the answer."""
        return self.place.is_shared and not self.is_alone


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button was pressed or an option chosen."""

    place: Place
    by: Person
    line: str
    """Command text, or a key for it."""
    of_sources: bool = False
    in_place: bool = False
    """The message is the person's own: the answer takes its place."""


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody types an option, and is to be proposed something."""

    by: Person
    command: str
    completes: Completes
    typed: str


Incoming: TypeAlias = Asked | Pressed | Typing


def incoming(interaction: discord.Interaction) -> Incoming | None:
    """What the interaction is to us; None where it is nothing, or not ours any more."""
    data: Mapping[str, Any] = interaction.data or {}
    match interaction.type:
        case discord.InteractionType.application_command:
            return _asked(interaction, data)
        case discord.InteractionType.component:
            return _pressed(interaction, data)
        case discord.InteractionType.autocomplete:
            return _typing(interaction, data)
        case _:
            return None


def _asked(interaction: discord.Interaction, data: Mapping[str, Any]) -> Asked:
    place, by = place_of(interaction), person_of(interaction)
    if data.get("type") == discord.AppCommandType.message.value:
        messages: Mapping[str, Any] = data.get("resolved", {}).get("messages", {})
        message: Mapping[str, Any] = next(iter(messages.values()), {})
        words = " ".join(_text(message).split()[:MOST_WORDS])
        return Asked(place, by, f"{LOOKED_UP} {words}".strip(), is_alone=True)
    given = {one["name"]: one.get("value") for one in data.get("options", ())}
    channel = given.get(CHANNEL)
    name = str(data["name"])
    line = line_of(name, command_named(name) or "", given)
    return Asked(place, by, line, int(channel) if channel is not None else None)


def _pressed(interaction: discord.Interaction, data: Mapping[str, Any]) -> Pressed | None:
    press = pressed(str(data.get("custom_id", "")), data.get("values", ()))
    if press is None:
        return None
    place = place_of(interaction)
    return Pressed(
        place,
        person_of(interaction),
        press.line,
        press.of_sources,
        not press.of_sources and _is_own(interaction, place),
    )


def _is_own(interaction: discord.Interaction, place: Place) -> bool:
    """Whether nobody else reads the message, and it was an answer, no digest; an old one is left alone."""
    message = interaction.message
    if message is None:
        return False
    if message.flags.ephemeral:
        return True
    is_answer = message.interaction_metadata is not None
    return not place.is_shared and is_answer and may_edit(message.id, interaction.created_at)


def _typing(interaction: discord.Interaction, data: Mapping[str, Any]) -> Typing | None:
    command = str(data.get("name", ""))
    focused = next((one for one in data.get("options", ()) if one.get("focused")), None)
    if focused is None:
        return None
    known = {one.name: one.completes for one in options_of(command_named(command) or "")}
    completes = known.get(str(focused["name"]))
    return Typing(person_of(interaction), command, completes, str(focused["value"])) if completes else None


def place_of(interaction: discord.Interaction) -> Place:
    """Where it happened."""
    channel, server = interaction.channel_id or 0, interaction.guild_id
    if server is None:
        return Place(channel, ChatKind.PRIVATE, is_ours=bool(interaction.context.dm_channel))
    is_news = getattr(interaction.channel, "type", None) is discord.ChannelType.news
    told = spoken(interaction.guild_locale.value) if interaction.guild_locale else None
    return Place(
        channel,
        ChatKind.CHANNEL if is_news else ChatKind.GROUP,
        server,
        is_ours=interaction.is_guild_integration(),
        language=told if told != "en" else None,  # every server has English until somebody changes it
    )


def person_of(interaction: discord.Interaction) -> Person:
    """Who did it."""
    may = interaction.permissions
    is_admin = interaction.guild_id is not None and (may.manage_guild or may.administrator)
    return Person(interaction.user.id, spoken(interaction.locale.value), is_admin)


def _text(message: Mapping[str, Any]) -> str:
    """A message's words: its own, its embeds' and what its components say."""
    said = [str(message.get("content", ""))]
    said += [str(one.get(part, "")) for one in message.get("embeds", ()) for part in ("title", "description")]
    parts = [*message.get("components", ())]
    while parts:
        one = parts.pop(0)
        said.append(str(one.get("content", "")))
        parts = [*one.get("components", ()), *parts]
    return " ".join(filter(None, said))
