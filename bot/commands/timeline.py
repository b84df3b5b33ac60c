"""`/timeline`: events in order, by period, topic, actor or place."""

from __future__ import annotations

from bot.errors import BotError
from bot.names import typed
from bot.options import Options, named, understood
from bot.page import Action, Page
from bot.pages import timelines
from bot.pages.problems import shortened
from bot.phrases.catalogue import Phrases
from bot.request import Request
from bot.services import Services
from corpus.errors import NotInDossier
from corpus.index import Index
from corpus.index import timeline as events
from corpus.index.names import NameKind
from corpus.index.views import EventView, Slice

KINDS = (NameKind.TOPIC, NameKind.ACTOR, NameKind.PLACE)
"""What a timeline is narrowed by, beside a period."""


async def timeline(request: Request, services: Services) -> Page:
    """One page of the timeline, the filters kept by its buttons."""
    index, phrases = services.index(), services.phrases(request.language)
    options = understood(request.words, index, phrases, KINDS)
    if options.rest:
        raise _unknown(" ".join(options.rest), phrases)
    try:
        found = _found(index, options, request.asker.room.entries)
    except NotInDossier:
        raise _expired(phrases) from None
    if not found.items:
        raise _nothing(options.filters, phrases)
    return timelines.timeline(found, phrases, filters=options.filters, period=options.period)


def _found(index: Index, options: Options, limit: int) -> Slice[EventView]:
    """The events of the first reading of the names that has any; "Russia" is an actor, then a place."""
    for names in options.readings:
        found = events.timeline(
            index,
            period=options.period,
            topic=named(names, NameKind.TOPIC),
            actor=named(names, NameKind.ACTOR),
            place=named(names, NameKind.PLACE),
            after=options.after,
            limit=limit,
        )
        if found.items:
            break
    return found


def _whole(phrases: Phrases) -> Action:
    return Action(phrases.say("Whole timeline"), typed(phrases.language, "timeline"))


def _unknown(words: str, phrases: Phrases) -> BotError:
    sentence = phrases.say(
        "No topic, actor or place “{words}” in the dossier. Try {example}.",
        words=shortened(words),
        example=typed(phrases.language, "timeline", "2025"),
    )
    search = Action(
        phrases.say("Search {words}", words=shortened(words)), typed(phrases.language, "search", words)
    )
    return BotError(sentence, (search, _whole(phrases)))


def _nothing(filters: str, phrases: Phrases) -> BotError:
    return BotError(phrases.say("No event matches “{words}”.", words=shortened(filters)), (_whole(phrases),))


def _expired(phrases: Phrases) -> BotError:
    return BotError(
        phrases.say("That page is no longer there; the dossier changed. Start again."), (_whole(phrases),)
    )
