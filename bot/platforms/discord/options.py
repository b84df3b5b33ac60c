"""The typed options of every slash command, and the command text that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, Final

from bot.names import COMMANDS, OPTIONS
from bot.phrases.catalogue import SPOKEN, Phrases
from bot.wish_names import CONTENTS, PARTS
from bot.wish_names import typed as named

TOPIC: Final = "topic"
"""Stands for every topic's command."""
LONGEST: Final = 200
"""Characters of an option that is words."""
CHANNEL: Final = "channel"
"""The option that says for which channel a command is; it is no word of the command."""


class Kind(IntEnum):
    """Discord's types of options."""

    WORDS = 3
    NUMBER = 4
    CHANNEL = 7


class Completes(StrEnum):
    """What is proposed while somebody types."""

    TOPIC = "topic"
    TOPICS = "topics"
    CLAIMANT = "claimant"
    SCOPE = "scope"
    ACTOR = "actor"
    PLACE = "place"
    DOCUMENT = "document"
    CLAIM = "claim"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Option:
    """An option: its own name, what it is called in each language, and what fills it."""

    name: str
    called: Mapping[str, str]
    kind: Kind = Kind.WORDS
    completes: Completes | None = None
    choices: Mapping[str, Mapping[str, str]] | None = None
    """By what a choice says in command text, what it is called in each language."""
    required: bool = False
    to_forums: bool = False


_VIEWS: Final = {name: OPTIONS[name] for name in ("figures", "statements", "chart", "filter")}
_CONTENTS: Final = {own: {code: named(called, code) for code in SPOKEN} for own, called in CONTENTS.items()}
_LANGUAGES: Final = {code: dict.fromkeys(SPOKEN, name) for code, name in SPOKEN.items()}
_ONE_TOPIC: Final = Option("topic", {"en": "topic", "fr": "sujet"}, completes=Completes.TOPIC)
_TOPICS: Final = Option("topics", {"en": "topics", "fr": "sujets"}, completes=Completes.TOPICS)
_CONTENT: Final = Option("content", {"en": "content", "fr": "contenu"}, choices=_CONTENTS)
_LANGUAGE: Final = Option("language", {"en": "language", "fr": "langue"}, choices=_LANGUAGES)
_CHANNEL: Final = Option(CHANNEL, {"en": "channel", "fr": "salon"}, Kind.CHANNEL)
_WISH: Final = (
    Option("when", {"en": "when", "fr": "quand"}),
    Option("zone", {"en": "zone", "fr": "fuseau"}, completes=Completes.ZONE),
    _TOPICS,
    _CONTENT,
    _LANGUAGE,
)

TABLE: Final[Mapping[str, tuple[Option, ...]]] = {
    TOPIC: (
        Option("view", {"en": "view", "fr": "vue"}, choices=_VIEWS),
        Option("date", {"en": "date", "fr": "date"}),
        Option("claimant", {"en": "claimant", "fr": "auteur"}, completes=Completes.CLAIMANT),
        Option("scope", {"en": "scope", "fr": "objet"}, completes=Completes.SCOPE),
    ),
    "timeline": (
        Option("period", {"en": "period", "fr": "période"}),
        _ONE_TOPIC,
        Option("actor", {"en": "actor", "fr": "acteur"}, completes=Completes.ACTOR),
        Option("place", {"en": "place", "fr": "lieu"}, completes=Completes.PLACE),
    ),
    "sources": (
        Option("number", {"en": "number", "fr": "numéro"}, Kind.NUMBER, Completes.DOCUMENT),
        Option(
            "view",
            {"en": "view", "fr": "vue"},
            choices={name: OPTIONS[name] for name in ("claims", "notes")},
        ),
    ),
    "claim": (Option("id", {"en": "id", "fr": "id"}, completes=Completes.CLAIM, required=True),),
    "disputed": (_ONE_TOPIC,),
    "search": (Option("words", {"en": "words", "fr": "mots"}, required=True),),
    "digest": (_TOPICS, _CONTENT),
    "subscribe": (*_WISH, Option(CHANNEL, _CHANNEL.called, Kind.CHANNEL, to_forums=True)),
    "settings": (*_WISH, _CHANNEL),
    "unsubscribe": (_CHANNEL,),
    "mydata": (_CHANNEL,),
    "forgetme": (_CHANNEL,),
    "language": (_LANGUAGE,),
}
"""By a command's own name; those that are not here have no options."""


def options_of(command: str) -> tuple[Option, ...]:
    """The options of a built-in command, by its own name, or of a topic's."""
    return TABLE.get(command if command in COMMANDS else TOPIC, ())


def line_of(name: str, own: str, given: Mapping[str, Any]) -> str:
    """The command text of a command called `name` with these options; the channel is not in it.

    A language alone is the chat's, as `/settings language fr` says it; with other words it is the digest's.
    """
    words = [
        str(given[option.name])
        for option in options_of(own)
        if option.name in given and option.name != CHANNEL
    ]
    if own == "settings" and given.keys() - {CHANNEL} == {"language"}:
        words.insert(0, named(PARTS["language"], "en"))
    return " ".join((f"/{name}", *words))


def says(command: str, option: Option, phrases: Phrases) -> str:
    """What an option is for, in the words' language."""
    if command == "sources" and option.name == "view":
        return phrases.say("Its claims or its notes")
    said = {
        "view": phrases.say("Figures, statements, a chart or what to filter by"),
        "date": phrases.say("As of a date: 2024-11-01, Apr 2025, 2024"),
        "claimant": phrases.say("Who claims it or carries it"),
        "scope": phrases.say("What is counted"),
        "period": phrases.say("A period: 2025, Apr 2025, 2024-10"),
        "topic": phrases.say("A topic"),
        "actor": phrases.say("Who takes part"),
        "place": phrases.say("Where it happened"),
        "number": phrases.say("The document’s number or title"),
        "id": phrases.say("The claim’s four characters, or words of it"),
        "words": phrases.say("What to search for"),
        "topics": phrases.say("Topics, one or more; all if not given"),
        "content": phrases.say("The brief, or only what changed"),
        "when": phrases.say("Days and times: weekdays 08:00, every day 7:30 18:00"),
        "zone": phrases.say("The time zone, by a city"),
        "language": phrases.say("The language"),
        CHANNEL: phrases.say("Which channel or thread; this one if not given"),
    }
    return said[option.name]
