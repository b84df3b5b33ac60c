"""The words after `/subscribe`, understood: a schedule, topics, a language, what each digest holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Final

from bot.pages import wish_problems
from bot.phrases.catalogue import Phrases
from bot.request import Request
from bot.wish_names import lexicon
from corpus.model import Topic
from corpus.text import fold
from digests import schedule_words
from digests.errors import ScheduleError
from digests.schedule import DAILY, Schedule, next_due
from digests.schedule_words import Typed
from digests.subscription import Content, Subscription, Wish

if TYPE_CHECKING:
    from digests.register import Register

MOST_WORDS: Final = 40
"""More words than this are no wish, and are not read."""
USUAL_TIMES: Final = (time(8),)
"""When a digest comes that nobody gave a time for."""
_PREPOSITIONS: Final = frozenset({"en"})
"""Codes of languages that are words of another one: “8h en heure de Paris”."""


class Several(Exception):  # noqa: N818 - as `ScheduleError`, it is worded for the reader elsewhere
    """Two things were named where there can be one; `names` as they were typed."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


@dataclass(frozen=True, slots=True)
class Change:
    """What was said of a subscription; None where nothing was."""

    typed: Typed
    topics: frozenset[str] | None = None
    """Ids; empty for all topics."""
    language: str | None = None
    content: Content | None = None

    def over(self, wish: Wish) -> Wish:
        """The wish with what was said, and the rest as it was."""
        return Wish(
            self.typed.over(wish.schedule),
            wish.topics if self.topics is None else self.topics,
            self.language or wish.language,
            self.content or wish.content,
        )


def usual(zone: str, language: str) -> Wish:
    """What a chat gets that says nothing: the brief on all topics, every day at eight."""
    return Wish(Schedule(DAILY, USUAL_TIMES, zone), language=language)


def understood(words: Sequence[str], asked: str, topics: Sequence[Topic], phrases: Phrases) -> Change:
    """What the words after `asked`, a command as it is typed, ask for; BotError, with what works instead."""
    if len(words) > MOST_WORDS:
        raise wish_problems.too_many(phrases)
    try:
        return read(words, topics)
    except ScheduleError as error:
        raise wish_problems.unreadable(error, asked, words, topics, phrases) from None
    except Several as both:
        raise wish_problems.several(both.names, phrases) from None


async def keep(wish: Wish, before: Subscription | None, request: Request, register: Register) -> Subscription:
    """Give the chat this subscription, due from now on; what already is so is left alone; StoreError."""
    if before and before.wish == wish and before.next_due and not before.chat.suspended:
        return before
    due = next_due(wish.schedule, request.at)
    return await register.subscribe(request.asker.chat, request.asker.kind, wish, due, request.at)


def read(words: Sequence[str], topics: Sequence[Topic]) -> Change:
    """What the words ask for, in any order; ScheduleError or Several for what cannot be understood."""
    known = lexicon(topics)
    joined = _joined(words, known)
    others = known.keys() - _PREPOSITIONS
    try:
        typed = schedule_words.read(joined, others=others)
    except ScheduleError:
        if not any(fold(word) in _PREPOSITIONS for word in words):
            raise
        typed = schedule_words.read(joined, others=known.keys())
    return _change(typed, known)


def _joined(words: Sequence[str], known: Mapping[str, tuple[str, str]]) -> str:
    """The words as one text, in which each name of several words is the one word it stands for."""
    aliases = {meaning: name for name, meaning in known.items() if " " not in name}
    long = {tuple(name.split()): aliases[meaning] for name, meaning in known.items() if " " in name}
    folded, joined, at = [fold(word).strip(",;.") for word in words], list[str](), 0
    while at < len(words):
        name = next((name for name in long if tuple(folded[at : at + len(name)]) == name), None)
        joined.append(long[name] if name else words[at])
        at += len(name) if name else 1
    return " ".join(joined)


def _change(typed: Typed, known: Mapping[str, tuple[str, str]]) -> Change:
    said = {word: known[fold(word)] for word in typed.rest}
    languages = _chosen(said, "language")
    if len(set(languages.values())) > 1:  # “en” is a preposition beside another language's name
        languages = {word: code for word, code in languages.items() if fold(word) not in _PREPOSITIONS}
    contents, topics = _chosen(said, "content"), _chosen(said, "topic")
    for named in (languages, contents):
        if len(set(named.values())) > 1:
            raise Several(tuple(named))
    if "" in topics.values() and len(set(topics.values())) > 1:
        raise Several(tuple(topics))
    return Change(
        typed,
        frozenset(filter(None, topics.values())) if topics else None,
        next(iter(languages.values()), None),
        Content(next(iter(contents.values()))) if contents else None,
    )


def _chosen(said: Mapping[str, tuple[str, str]], kind: str) -> dict[str, str]:
    return {word: id_ for word, (sort, id_) in said.items() if sort == kind}
