"""`/disputed`: where claims cannot all be true, side by side."""

from __future__ import annotations

from bot.errors import BotError
from bot.names import typed
from bot.options import named, understood
from bot.page import Action, Page
from bot.pages import disputes
from bot.pages.problems import shortened
from bot.request import Request
from bot.services import Services
from corpus.errors import NotInDossier
from corpus.index import disputes as contested
from corpus.index.names import NameKind

FEWER = 2
"""A dispute takes about twice the room of an event."""


async def disputed(request: Request, services: Services) -> Page:
    """One page of the contested relations, of one topic if it is named."""
    index, phrases = services.index(), services.phrases(request.language)
    options = understood(request.words, index, phrases, (NameKind.TOPIC,))
    topic = named(options.readings[0], NameKind.TOPIC)
    everything = Action(phrases.say("All disputes"), typed(phrases.language, "disputed"))
    if options.rest or options.period:
        sentence = phrases.say(
            "“{words}” is not a topic. Try {example}.",
            words=shortened(options.filters),
            example=typed(phrases.language, "disputed", *_example(services, phrases.language)),
        )
        raise BotError(sentence, (everything,))
    try:
        found = contested.disputes(
            index,
            topic=topic,
            after=options.after,
            limit=max(1, request.asker.room.entries // FEWER),
        )
    except NotInDossier:
        raise BotError(
            phrases.say("That page is no longer there; the dossier changed. Start again."), (everything,)
        ) from None
    if not found.items:
        raise BotError(phrases.say("Nothing is contested there."), (everything,) if topic else ())
    return disputes.disputes(found, phrases, filters=options.filters)


def _example(services: Services, language: str) -> tuple[str, ...]:
    topics = services.index().topics
    return (topics[0].commands.get(language, topics[0].id),) if topics else ()
