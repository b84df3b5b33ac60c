"""What a person types as a command, as the client understands it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.emulators.discord.places import Channel
from tests.emulators.discord.rules import EVERYTHING
from tests.emulators.discord.world import APPLICATION, World

Wire = dict[str, Any]
GUILD, BOT_DM, PRIVATE = 0, 1, 2


def context(world: World, channel: Channel) -> int:
    """Where a command is used: in a server, in the chat with the bot, in another private chat."""
    if channel.guild is not None:
        return GUILD
    return BOT_DM if world.chats.get(int(channel.recipients[0]["id"])) is channel else PRIVATE


def offered(world: World, person: int, channel: Channel) -> list[Wire]:
    """The commands that the client offers someone there."""
    here = list(world.commands[0])
    if channel.guild is not None:
        here += world.commands.get(channel.guild.id, [])
    return [one for one in here if _offered(world, one, person, channel)]


def installs(world: World, person: int, channel: Channel) -> set[int]:
    """By which installation commands are there: 0 the server's, 1 the person's own."""
    by = {1} if person in world.installed else set()
    there = channel.guild is not None and APPLICATION in channel.guild.members
    return by | ({0} if there or context(world, channel) == BOT_DM else set())


def _offered(world: World, command: Wire, person: int, channel: Channel) -> bool:
    by = installs(world, person, channel) & set(command["integration_types"])
    contexts = command.get("contexts")
    if not by or (contexts is not None and context(world, channel) not in contexts):
        return False
    needed = command["default_member_permissions"]
    if channel.guild is None or needed is None:
        return True
    may = channel.guild.permissions(person, channel)
    if needed == "0":
        return may == EVERYTHING
    return may & int(needed) == int(needed)


def localized(one: Wire, locale: str, name: str = "name") -> str:
    """A name as someone reads it."""
    return str((one.get(f"{name}_localizations") or {}).get(locale) or one[name])


@dataclass(slots=True)
class Typing:
    """One line, being understood."""

    world: World
    locale: str
    resolved: Wire

    def command(self, words: str, offered: list[Wire], *, unfinished: bool = False) -> Wire:
        """`/name [subcommand ...] [option:value ...]`, as an interaction tells of it."""
        name, _, rest = words.removeprefix("/").partition(" ")
        chat = [one for one in offered if one["type"] == 1]
        found = self._named(chat, name)
        options = self._below(found, rest, unfinished)
        told = {"id": found["id"], "name": found["name"], "type": 1, "options": options}
        told |= {"guild_id": found["guild_id"]} if "guild_id" in found else {}
        return told | ({"resolved": self.resolved} if self.resolved else {})

    def _named(self, known: list[Wire], name: str) -> Wire:
        for one in known:
            if name in (localized(one, self.locale), one["name"]):
                return one
        raise AssertionError(f"no {name!r} is offered, only {[localized(one, self.locale) for one in known]}")

    def _below(self, parent: Wire, rest: str, unfinished: bool) -> list[Wire]:
        known = parent.get("options") or []
        if any(one["type"] in (1, 2) for one in known):
            name, _, rest = rest.strip().partition(" ")
            found = self._named(known, name)
            told = {"name": found["name"], "type": found["type"]}
            return [told | {"options": self._below(found, rest, unfinished)}]
        given = self._split(known, rest.strip())
        missing = [one["name"] for one in known if one.get("required") and one["name"] not in given]
        assert unfinished or not missing, f"the client asks for {missing} first"
        last = list(given)[-1] if unfinished and given else ""
        return [
            self._option(one, given[one["name"]], one["name"] == last)
            for one in known
            if one["name"] in given
        ]

    def _split(self, known: list[Wire], rest: str) -> dict[str, str]:
        """What is given for which option."""
        names = {localized(one, self.locale): one["name"] for one in known} | {
            one["name"]: one["name"] for one in known
        }
        if not rest:
            return {}
        either = "|".join(map(re.escape, names))
        found = list(re.finditer(rf"(?:^|(?<=\s))({either}):", rest)) if names else []
        assert found, f"no option of {sorted(names)} in {rest!r}"
        assert found[0].start() == 0, f"no option of {sorted(names)} at the start of {rest!r}"
        ends = [*(one.start() for one in found[1:]), len(rest)]
        return {names[one[1]]: rest[one.end() : end].strip() for one, end in zip(found, ends, strict=True)}

    def _option(self, option: Wire, given: str, unfinished: bool) -> Wire:
        told = {"name": option["name"], "type": option["type"]}
        if unfinished:
            return told | {"value": given, "focused": True}
        if choices := option.get("choices"):
            labels = {localized(one, self.locale): one["value"] for one in choices}
            assert given in labels, f"{given!r} is not among the choices {list(labels)}"
            return told | {"value": labels[given]}
        return told | {"value": self._value(option, given)}

    def _value(self, option: Wire, given: str) -> Any:
        kind = option["type"]
        if kind == 3:
            least, most = option.get("min_length") or 0, option.get("max_length") or 6000
            assert least <= len(given) <= most, f"{given!r} has not {least} to {most} characters"
            return given
        if kind in (4, 10):
            value = int(given) if kind == 4 else float(given)
            least, most = option.get("min_value"), option.get("max_value")
            assert least is None or value >= least, f"the client takes no {given}"
            assert most is None or value <= most, f"the client takes no {given}"
            return value
        if kind == 5:
            return {"true": True, "false": False}[given.lower()]
        return self.reference(kind, given)

    def reference(self, kind: int, given: str) -> str:
        """A channel or a person, by name."""
        if kind == 7:
            found = next(one for one in self.world.channels.values() if one.name == given.removeprefix("#"))
            told = found.wire() | {"permissions": str(EVERYTHING)}
            self.resolved.setdefault("channels", {})[told["id"]] = told
            return str(told["id"])
        if kind == 6:
            user = next(
                one for one in self.world.users.values() if one["global_name"] == given.removeprefix("@")
            )
            self.resolved.setdefault("users", {})[user["id"]] = user
            return str(user["id"])
        raise AssertionError(f"the emulator's people cannot fill an option of type {kind}")
