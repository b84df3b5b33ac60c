"""Routes that register commands, and the rules for commands that stand in no schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from tests.emulators.discord import rules
from tests.emulators.discord.record import Call
from tests.emulators.discord.refusals import Flaw, Place, invalid_form, refusal
from tests.emulators.discord.world import APPLICATION, World

Wire = dict[str, Any]
CHAT, MESSAGE_MENU = 1, 3
_NAME: Final = re.compile(r"[-_'\w]{1,32}")
_INVALID: Final = "APPLICATION_COMMAND_INVALID_NAME"


def listed(world: World, call: Call) -> list[Wire]:
    """GET .../commands."""
    known = _known(world, call)
    if call.query.get("with_localizations"):
        return known
    hidden = ("name_localizations", "description_localizations")
    return [{key: value for key, value in one.items() if key not in hidden} for one in known]


def overwrite(world: World, call: Call) -> list[Wire]:
    """PUT .../commands: these and no others."""
    known, given = _known(world, call), call.form()
    flaws = [flaw for number, one in enumerate(given) for flaw in _command(one, (number,))]
    flaws += _together(given)
    if flaws:
        raise invalid_form(flaws)
    before = {(one["type"], one["name"]): one for one in known}
    known[:] = [_registered(world, call, one, before) for one in given]
    world.changed()
    return known


def create(world: World, call: Call) -> Wire:
    """POST .../commands: one more, or another in the place of the one with that name."""
    known, given = _known(world, call), call.form()
    if flaws := list(_command(given, ())):
        raise invalid_form(flaws)
    before = {(one["type"], one["name"]): one for one in known}
    made = _registered(world, call, given, before)
    known[:] = [one for one in known if one["id"] != made["id"]] + [made]
    world.changed()
    return made


def get(world: World, call: Call) -> Wire:
    """GET .../commands/{command_id}."""
    found = [one for one in _known(world, call) if one["id"] == call.path["command_id"]]
    if not found:
        raise refusal(10063)
    return found[0]


def delete(world: World, call: Call) -> None:
    """DELETE .../commands/{command_id}."""
    _known(world, call).remove(get(world, call))


def _known(world: World, call: Call) -> list[Wire]:
    if call.id("application_id") != APPLICATION:
        raise refusal(10002)
    if "guild_id" not in call.path:
        return world.commands[0]
    return world.commands.setdefault(world.guild(call.id("guild_id")).id, [])


def _registered(world: World, call: Call, given: Wire, before: dict[tuple[int, str], Wire]) -> Wire:
    """A command as Discord tells of it; it keeps its number as long as it keeps its name."""
    told = {key: value for key, value in given.items() if value is not None}
    told["type"] = given.get("type") or CHAT
    old = before.get((told["type"], told["name"]))
    permissions = given.get("default_member_permissions")
    told |= {
        "id": old["id"] if old else str(world.number()),
        "application_id": str(APPLICATION),
        "version": str(world.number()),
        "description": given.get("description") or "",
        "default_member_permissions": None if permissions is None else str(permissions),
        "integration_types": given.get("integration_types") or [0],
        "contexts": given.get("contexts"),
        "nsfw": False,
        "options": given.get("options") or [],
    }
    return told | ({"guild_id": call.path["guild_id"]} if "guild_id" in call.path else {})


def _together(given: list[Wire]) -> Iterator[Flaw]:
    seen: set[tuple[int, str]] = set()
    for number, one in enumerate(given):
        key = (one.get("type") or CHAT, one["name"])
        if key in seen:
            told = "Application command names must be unique"
            yield Flaw((number,), "APPLICATION_COMMANDS_DUPLICATE_NAME", told)
        seen.add(key)
    for kind, most in ((CHAT, rules.CHAT_COMMANDS), (2, rules.MENU_COMMANDS), (3, rules.MENU_COMMANDS)):
        if sum(one[0] == kind for one in seen) > most:
            told = f"Maximum number of application commands reached ({most})"
            yield Flaw((), "MAX_APPLICATION_COMMANDS", told)


def _command(one: Wire, place: Place) -> Iterator[Flaw]:
    kind = one.get("type") or CHAT
    if kind != CHAT:
        if one.get("description"):
            told = "Context menu commands cannot have description"
            where = (*place, "description")
            yield Flaw(where, "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID", told)
        if one.get("options"):
            told = "Context menu commands cannot have options"
            yield Flaw((*place, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID", told)
        return
    if not one.get("description"):
        yield Flaw((*place, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    yield from _names(one, place)
    yield from _options(one.get("options") or [], place)
    if _words(one) > rules.COMMAND_TEXT:
        told = f"Command exceeds maximum size ({rules.COMMAND_TEXT})"
        yield Flaw(place, "APPLICATION_COMMAND_TOO_LARGE", told)


def _names(one: Wire, place: Place) -> Iterator[Flaw]:
    names = {("name",): one["name"]} | {
        ("name_localizations", locale): name for locale, name in (one.get("name_localizations") or {}).items()
    }
    for where, name in names.items():
        if not _NAME.fullmatch(name) or name != name.lower():
            yield Flaw((*place, *where), _INVALID, "Command name is invalid")


def _options(options: list[Wire], place: Place) -> Iterator[Flaw]:
    """Names once in each language, required ones first, nothing beside subcommands."""
    names: set[tuple[str, str]] = set()
    optional = False
    groups = {one["type"] in (1, 2) for one in options}
    for number, one in enumerate(options):
        at: Place = (*place, "options", number)
        yield from _names(one, at)
        named = {("", one["name"]), *(one.get("name_localizations") or {}).items()}
        if names & named:
            told = "Option name already exists"
            yield Flaw((*at, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", told)
        names |= named
        if one.get("required") and optional:
            told = "Required options must be placed before non-required options"
            yield Flaw(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", told)
        optional = optional or not one.get("required")
        if len(groups) > 1 and one["type"] in (1, 2):
            told = "Sub-command and sub-command group option types are mutually exclusive to all other types"
            yield Flaw(at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", told)
        yield from _chosen(one, at)
        yield from _options(one.get("options") or [], at)


def _chosen(one: Wire, at: Place) -> Iterator[Flaw]:
    choices = one.get("choices") or []
    if choices and one.get("autocomplete"):
        told = "Options with choices cannot be autocompleted"
        where = (*at, "autocomplete")
        yield Flaw(where, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_WITH_CHOICES_INVALID", told)
    for what in ("name", "value"):
        values = [each[what] for each in choices]
        for number, value in enumerate(values):
            if value in values[:number]:
                told = f"Choice {what} already exists"
                where = (*at, "choices", number)
                yield Flaw(where, "APPLICATION_COMMAND_OPTIONS_CHOICE_ALREADY_EXISTS", told)


def _words(one: Wire) -> int:
    """What counts towards a command's size: names, descriptions and values; of translations the longest."""
    own = sum(_longest(one, name) for name in ("name", "description"))
    own += len(one["value"]) if isinstance(one.get("value"), str) else 0
    below: Iterable[Wire] = [*(one.get("options") or ()), *(one.get("choices") or ())]
    return own + sum(_words(each) for each in below)


def _longest(one: Wire, name: str) -> int:
    translated = (one.get(f"{name}_localizations") or {}).values()
    return max(len(each) for each in (one.get(name) or "", *translated))
