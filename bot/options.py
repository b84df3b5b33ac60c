"""The words after a command, understood: a period, names the dossier knows, options, and the rest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice, product

from bot.errors import BotError
from bot.names import AFTER, option_named
from bot.pages.problems import shortened
from bot.periods import read
from bot.phrases.catalogue import Phrases
from corpus.dates import Edtf
from corpus.index import Index
from corpus.index.names import Name, NameKind, match_words

MOST_READINGS = 4
"""How many meanings of the same words are tried."""
MOST_WORDS = 40
"""More words than this are not a filter; they are searched for."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the words asked for; `rest` are the words nothing was found for."""

    period: Edtf | None = None
    readings: tuple[tuple[Name, ...], ...] = ((),)
    """What the names among the words can mean, the likeliest first; each reading has a meaning a name."""
    asked: frozenset[str] = frozenset()
    """Options by their own names: chart, statements, filter."""
    after: str | None = None
    rest: tuple[str, ...] = ()
    filters: str = ""
    """The words that narrow the answer, as typed, for the paging buttons."""


def named(names: tuple[Name, ...], kind: NameKind) -> str | None:
    """The id of the first name of this kind."""
    return next((name.id for name in names if name.kind is kind), None)


def understood(
    words: tuple[str, ...], index: Index, phrases: Phrases, kinds: Collection[NameKind] = tuple(NameKind)
) -> Options:
    """Read the words, of names those of `kinds`; BotError with an example where a date cannot be read."""
    after = next((word[len(AFTER) :] for word in words if word.startswith(AFTER)), None)
    kept = tuple(word for word in words if not word.startswith(AFTER))
    asked = frozenset(filter(None, (option_named(word.lower()) for word in kept)))
    kept = tuple(word for word in kept if option_named(word.lower()) is None)
    if len(kept) > MOST_WORDS:
        raise BotError(
            phrases.say("That is too many words to filter by; try one or two, for instance “2024 Kursk”.")
        )
    typed = read(kept)
    if typed.unreadable:
        raise unreadable(typed.unreadable, phrases)
    matched = match_words(index, typed.rest, kinds)
    readings = tuple(islice(product(*matched.meanings), MOST_READINGS))
    return Options(typed.period, readings, asked, after, matched.rest, " ".join(kept))


def unreadable(date: str, phrases: Phrases) -> BotError:
    """The error for something that looks like a date and is none."""
    return BotError(
        phrases.say(
            "Cannot read “{date}”. Try 2025-04-26, {month} or 2024.",
            date=shortened(date),
            month=phrases.say("Apr 2025"),
        )
    )
