"""What people type: the names of the built-in commands and of their options, per language."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.model import Topic
from corpus.text import fold

COMMANDS: dict[str, dict[str, str]] = {
    "start": {"en": "start", "fr": "start"},
    "help": {"en": "help", "fr": "aide"},
    "language": {"en": "language", "fr": "langue"},
    "timeline": {"en": "timeline", "fr": "chronologie"},
    "sources": {"en": "sources", "fr": "sources"},
    "claim": {"en": "claim", "fr": "fiche"},
    "disputed": {"en": "disputed", "fr": "desaccords"},
    "search": {"en": "search", "fr": "chercher"},
    "digest": {"en": "digest", "fr": "point"},
    "subscribe": {"en": "subscribe", "fr": "abonner"},
    "unsubscribe": {"en": "unsubscribe", "fr": "desabonner"},
    "settings": {"en": "settings", "fr": "reglages"},
    "mydata": {"en": "mydata", "fr": "mesdonnees"},
    "forgetme": {"en": "forgetme", "fr": "oubliezmoi"},
    "about": {"en": "about", "fr": "apropos"},
}
"""Each built-in command's own name, then what it is called in each language."""

OPTIONS: dict[str, dict[str, str]] = {
    "chart": {"en": "chart", "fr": "graphique"},
    "statements": {"en": "statements", "fr": "déclarations"},
    "figures": {"en": "figures", "fr": "chiffres"},
    "filter": {"en": "filter", "fr": "filtres"},
    "notes": {"en": "notes", "fr": "notes"},
    "claims": {"en": "claims", "fr": "affirmations"},
}
"""Words after a command that ask for another view of its answer."""

AFTER = "after:"
"""Before the id that a further page starts after; a button's word more than a person's."""


def typed(language: str, command: str, *words: str) -> str:
    """A built-in command as it is typed in `language`; words that are options are translated too."""
    names = COMMANDS[command]
    return " ".join(("/" + names.get(language, names["en"]), *(_word(language, word) for word in words)))


def topic_typed(language: str, topic: Topic, *words: str) -> str:
    """A topic's command as it is typed in `language`."""
    name = topic.commands.get(language) or next(iter(topic.commands.values()))
    return " ".join((f"/{name}", *(_word(language, word) for word in words)))


def command_named(name: str) -> str | None:
    """The built-in command called `name` in any language."""
    return next((command for command, names in COMMANDS.items() if name in names.values()), None)


def topic_titled(name: str, topics: Iterable[Topic]) -> Topic | None:
    """The topic whose title this is, for a title is what the buttons say: `/effectifs`."""
    return next((one for one in topics if name in map(fold, one.title.values())), None)


def names_in(topics: Iterable[Topic], language: str | None = None) -> tuple[str, ...]:
    """Every command that can be typed, with its slash, each once; in one language, or in all of them."""
    named = [*(topic.commands for topic in topics), *COMMANDS.values()]
    names = (name for names in named for code, name in names.items() if language in (None, code))
    return tuple(dict.fromkeys(f"/{name}" for name in names))


def option_named(word: str) -> str | None:
    """The option called `word` in any language, accents and case aside."""
    typed_word = fold(word)
    known = ((option, name) for option, names in OPTIONS.items() for name in names.values())
    return next((option for option, name in known if fold(name) == typed_word), None)


def _word(language: str, word: str) -> str:
    return OPTIONS[word].get(language, word) if word in OPTIONS else word
