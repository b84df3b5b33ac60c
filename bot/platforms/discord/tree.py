"""The application's commands as Discord is told of them: every command once, in all languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from bot.menu import COMMANDS as GATED
from bot.menu import Gate
from bot.names import topic_typed, typed
from bot.pages.welcome import descriptions
from bot.phrases.catalogue import SPOKEN, Phrases
from bot.platforms.discord.buttons import shortened
from bot.platforms.discord.options import LONGEST, TOPIC, Kind, Option, options_of, says

if TYPE_CHECKING:
    from bot.services import Services
    from corpus.model import Topic

MOST: Final = 100
"""Slash commands of an application."""
SAID: Final = 100
"""Characters of a description."""
MANAGE_SERVER: Final = "32"
"""Discord's bit of the permission, as text."""
EVERYWHERE: Final = {"contexts": [0, 1, 2], "integration_types": [0, 1]}
"""In servers, in the chat with the bot and in others'; as the server's app and as a person's own."""
TEXT_CHANNELS: Final = (0, 5, 10, 11, 12)
"""Text, announcements, and the kinds of threads."""
FORUM: Final = 15
LOOK_UP: Final = {"en": "Look up in the dossier", "fr": "Chercher dans le dossier"}
"""The command in the menu of a message."""
OURS: Final = next(iter(SPOKEN))
"""The language of the names that are not translations."""

Wire = dict[str, Any]


def commands(services: Services) -> list[Wire]:
    """All of them, as Discord takes them: topics, the built-in ones, and the one for messages."""
    words = {code: services.phrases(code) for code in SPOKEN}
    built_in = [_built_in(name, words) for name in _described(words[OURS])]
    topics = [_topic(topic, words) for topic in services.index().topics]
    menu = {"type": 3, **_names(LOOK_UP), **EVERYWHERE}
    return [*topics[: MOST - len(built_in)], *built_in, menu]


def same(one: object, other: object) -> bool:
    """Whether two lists of commands say the same: Discord fills in what was left out, and numbers them."""
    return _bare(one) == _bare(other)


def _built_in(name: str, words: Mapping[str, Phrases]) -> Wire:
    told = _command(
        name,
        {code: typed(code, name)[1:] for code in words},
        {code: _described(phrases)[name] for code, phrases in words.items()},
        words,
    )
    is_gated = GATED[name].gate is Gate.ADMIN
    return told | ({"default_member_permissions": MANAGE_SERVER} if is_gated else {})


def _described(phrases: Phrases) -> dict[str, str]:
    """What each does; `/start` is a command like any other here."""
    return {"start": phrases.say("what this is, and the topics"), **descriptions(phrases)}


def _topic(topic: Topic, words: Mapping[str, Phrases]) -> Wire:
    return _command(
        TOPIC,
        {code: topic_typed(code, topic)[1:] for code in words},
        {code: phrases.pick(topic.description) for code, phrases in words.items()},
        words,
    )


def _command(
    own: str, names: Mapping[str, str], said: Mapping[str, str], words: Mapping[str, Phrases]
) -> Wire:
    told: Wire = {"type": 1, **_names(names), **_descriptions(said), **EVERYWHERE}
    options = sorted(options_of(own), key=lambda option: not option.required)
    return told | ({"options": [_option(own, one, words) for one in options]} if options else {})


def _option(command: str, option: Option, words: Mapping[str, Phrases]) -> Wire:
    said = {code: says(command, option, phrases) for code, phrases in words.items()}
    told: Wire = {"type": int(option.kind), **_names(option.called), **_descriptions(said)}
    told |= {"required": True} if option.required else {}
    told |= {"autocomplete": True} if option.completes else {}
    match option.kind:
        case Kind.WORDS if not option.choices:
            told["max_length"] = LONGEST
        case Kind.NUMBER:
            told["min_value"] = 1
        case Kind.CHANNEL:
            told["channel_types"] = [*TEXT_CHANNELS, *((FORUM,) if option.to_forums else ())]
    if option.choices:
        told["choices"] = [{**_names(called), "value": value} for value, called in option.choices.items()]
    return told


def _names(called: Mapping[str, str]) -> Wire:
    return {"name": called[OURS], **_localized("name", called)}


def _descriptions(said: Mapping[str, str]) -> Wire:
    short = {code: shortened(one, SAID) for code, one in said.items()}
    return {"description": short[OURS], **_localized("description", short)}


def _localized(what: str, texts: Mapping[str, str]) -> Wire:
    others = {code: text for code, text in texts.items() if text != texts[OURS]}
    return {f"{what}_localizations": others} if others else {}


def _bare(told: object) -> object:
    """Without what stands for nothing, and without what only Discord knows."""
    match told:
        case dict():
            kept = ((key, _bare(value)) for key, value in told.items() if key not in _THEIRS)
            return {key: value for key, value in kept if value not in (None, False, "", [], {})}
        case list():
            return sorted(map(_bare, told), key=str) if _is_commands(told) else [*map(_bare, told)]
        case _:
            return told


def _is_commands(told: list[Any]) -> bool:
    return all(isinstance(one, dict) and "integration_types" in one for one in told)


_THEIRS: Final = frozenset(
    {"id", "application_id", "version", "guild_id", "nsfw", "dm_permission", "handler"}
    | {"name_localized", "description_localized", "default_permission"}
)
