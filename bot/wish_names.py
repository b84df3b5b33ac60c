"""What people type of a digest besides days, times and zones: parts, contents, languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from corpus.model import Topic
from corpus.text import fold

PARTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "time": {"en": ("time", "times", "when", "days"), "fr": ("heure", "heures", "jours")},
    "zone": {"en": ("zone", "timezone"), "fr": ("fuseau",)},
    "topics": {"en": ("topics", "topic"), "fr": ("sujets", "sujet")},
    "content": {"en": ("content",), "fr": ("contenu",)},
    "language": {"en": ("language",), "fr": ("langue",)},
}
"""The parts of `/settings`: by their own names, what they are called; what buttons say is first."""

CONTENTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "brief": {
        "en": ("brief", "briefing"),
        "fr": ("point", "point de situation", "le point de situation", "le point", "le brief"),
    },
    "changes": {"en": ("changes", "news"), "fr": ("changements", "nouveautés")},
}
"""What each digest holds: by `digests.subscription.Content`, what it is called."""

LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("en", "english", "anglais"),
    "fr": ("fr", "french", "français"),
}
"""The languages: by code, what they are called in either."""

ALL: Final[Mapping[str, tuple[str, ...]]] = {"en": ("all",), "fr": ("tout", "tous", "toutes")}
"""Every topic, those to come included."""

YES: Final[Mapping[str, tuple[str, ...]]] = {"en": ("yes",), "fr": ("oui",)}
"""What confirms."""

FILLERS: Final = frozenset(
    {
        *("only", "just", "topic", "topics", "the", "in", "on", "about"),
        *("seulement", "uniquement", "sujet", "sujets", "les", "sur"),
    }
)
"""Words that say nothing of their own, folded: “only changes”, “in French”, “tous les sujets”."""


def typed(names: Mapping[str, tuple[str, ...]], language: str) -> str:
    """What is typed in `language` for something with these names."""
    return names.get(language, names["en"])[0]


def named(word: str, known: Mapping[str, Mapping[str, tuple[str, ...]]]) -> str | None:
    """Which of `known` is called `word` in any language, accents and case aside."""
    sought = fold(word)
    return next((own for own, called in known.items() if sought in map(fold, _every(called))), None)


def language_named(words: str) -> str | None:
    """The code of a language named by its code, or its name in English or French."""
    sought = fold(words).strip()
    return next((code for code, names in LANGUAGES.items() if sought in map(fold, names)), None)


def is_yes(word: str) -> bool:
    """Whether this confirms, in any language."""
    return fold(word) in _every(YES)


def lexicon(topics: Sequence[Topic]) -> dict[str, tuple[str, str]]:
    """Every name, folded, and what it stands for: ("topic", id), ("language", code), ("content", "brief").

    Names of one word and of several; fillers stand for ("", "").
    """
    words: dict[str, tuple[str, str]] = dict.fromkeys(FILLERS, ("", ""))
    words |= {fold(name): ("language", code) for code, names in LANGUAGES.items() for name in names}
    words |= {fold(name): ("content", own) for own, called in CONTENTS.items() for name in _every(called)}
    words |= dict.fromkeys(_every(ALL), ("topic", ""))
    for topic in topics:
        names = (topic.id, *topic.title.values(), *topic.commands.values())
        words |= {" ".join(fold(name).split()): ("topic", topic.id) for name in names}
    return words


def _every(called: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (name for names in called.values() for name in names)
