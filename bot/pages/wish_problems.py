"""What could not be understood after `/subscribe` or `/settings`, said in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import BotError
from bot.names import topic_typed, typed
from bot.page import Action
from bot.pages.problems import shortened
from bot.phrases.catalogue import Phrases
from corpus.model import Topic
from corpus.text import fold
from digests.errors import Fault, ScheduleError

_LIKENESS = 70  # of 100: how like a topic's name a word must be
_OFFERED = 3


def unreadable(
    error: ScheduleError, asked: str, words: Sequence[str], topics: Sequence[Topic], phrases: Phrases
) -> BotError:
    """What was wrong with a schedule, what works, and that nothing was changed.

    `asked` is what came before the words, as it is typed: each button is that and the words, with what was
    refused put right.
    """
    line = " ".join(words)
    near = _nearest(error.text, topics) if error.fault in (Fault.WORDS, Fault.ZONE) else ()
    offers = [(phrases.pick(one.title), topic_typed(phrases.language, one)[1:]) for one in near]
    offers += [(zone, zone) for zone in error.nearest]
    sentence = _sentence(error, [label for label, _ in offers], _example(phrases), phrases)
    actions = tuple(
        Action(label, f"{asked} {line.replace(error.text, name, 1) if error.text in line else name}")
        for label, name in offers
    )
    return BotError(f"{sentence} {unchanged(phrases)}", actions)


def several(names: Sequence[str], phrases: Phrases) -> BotError:
    """Two were named where there can be one: two languages, say."""
    listed = phrases.listed(phrases.quote(shortened(name)) for name in names)
    sentence = phrases.say("{names}: only one of them is possible.", names=listed)
    return BotError(f"{sentence} {unchanged(phrases)}")


def too_many(phrases: Phrases) -> BotError:
    """More words than anybody's wish has."""
    sentence = phrases.say("That is too much to understand. Try {example}.", example=_example(phrases))
    return BotError(f"{sentence} {unchanged(phrases)}")


def unchanged(phrases: Phrases) -> str:
    """That an error left everything as it was."""
    return phrases.say("Nothing was changed.")


def _example(phrases: Phrases) -> str:
    return typed(phrases.language, "subscribe", phrases.say("weekdays 08:00 Paris"))


def _sentence(error: ScheduleError, offers: Sequence[str], example: str, phrases: Phrases) -> str:
    said = phrases.quote(shortened(error.text))
    match error.fault:
        case Fault.TIME:
            return phrases.say("{words} is not a time of day. Write 08:00, 8am or noon.", words=said)
        case Fault.MIXED:
            return phrases.say("All days of a digest have the same times. Try {example}.", example=example)
        case Fault.SHARED:
            return phrases.say("{words}: more than one time zone. Which one?", words=said)
        case Fault.OFFSET:
            return phrases.say(
                "{words} knows no summer time. Name a city instead: {example}.", words=said, example=example
            )
        case _ if offers:
            listed = phrases.among("last choice", "{most} or {last}")
            *most, last = offers
            choice = listed.format(most=", ".join(most), last=last) if most else last
            if error.nearest and len(error.nearest) == len(offers):
                return phrases.say("No time zone {words}. Did you mean {offers}?", words=said, offers=choice)
            return phrases.say("{words} is not known here. Did you mean {offers}?", words=said, offers=choice)
        case Fault.ZONE:
            return phrases.say("No time zone {words}. Name a city: {example}.", words=said, example=example)
        case Fault.WORDS:
            return phrases.say(
                "{words} is no day, time, place or topic. Try {example}.", words=said, example=example
            )
        case _:
            return phrases.say("That is no whole schedule. Try {example}.", example=example)


def _nearest(text: str, topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """The topics called most like one of the words, the likest first."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - imported when somebody mistyped, not at every start

    likeness = dict[str, float]()
    for topic in topics:
        names = [fold(name) for name in (*topic.title.values(), *topic.commands.values())]
        likeness[topic.id] = max(
            (fuzz.ratio(word, name) for word in fold(text).split() for name in names), default=0
        )
    close = [topic for topic in topics if likeness[topic.id] >= _LIKENESS]
    return tuple(sorted(close, key=lambda topic: -likeness[topic.id])[:_OFFERED])
