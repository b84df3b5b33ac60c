"""`/digest`: what the chat's digest would say now, or the standing brief; advances nothing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import BotError
from bot.names import typed
from bot.options import understood
from bot.page import Action, Page
from bot.pages import editions
from bot.pages.problems import shortened
from bot.phrases.catalogue import Phrases
from bot.request import Request
from bot.services import Services
from bot.wish_names import CONTENTS, named
from corpus.index.names import NameKind
from digests.compose import Order
from digests.edition import Dateline
from digests.errors import StoreError
from digests.register import Archive
from digests.subscription import Content, Subscription


@dataclass(frozen=True, slots=True)
class Asked:
    """What the words after the command ask for; None where they say nothing of it."""

    content: Content | None
    topics: frozenset[str] | None


async def digest(request: Request, services: Services) -> Page:
    """The chat's own digest as of now; words ask for other topics, or for changes or the brief."""
    index, phrases = services.index(), services.phrases(request.language)
    asked = _asked(request, services, phrases)
    subscription, archive = await _kept(request, services)
    wish = subscription.wish if subscription else None
    usual, topics = (wish.content, wish.topics) if wish else (Content.BRIEF, frozenset[str]())
    order = Order(asked.content or usual, phrases.language, topics if asked.topics is None else asked.topics)
    seen = subscription.seen if subscription else {}
    edition, selection = await services.desk.edition(order, seen, index, archive)
    dateline = Dateline(request.at, wish.schedule.zone if wish else services.zone())
    if edition is None:
        return editions.nothing_changed(selection.since, dateline, phrases)
    return editions.edition(edition, index, dateline, phrases).page


async def _kept(request: Request, services: Services) -> tuple[Subscription | None, Archive | None]:
    """The chat's subscription; nothing, so the standing brief, where it has none or nobody can tell now."""
    try:
        records = await services.register.opened()
        subscription = await records.subscription(request.asker.chat)
    except StoreError:
        return None, None
    if subscription is None or subscription.next_due is None:
        return None, None
    return subscription, records


def _asked(request: Request, services: Services, phrases: Phrases) -> Asked:
    contents = [Content(own) for own in (named(word, CONTENTS) for word in request.words) if own]
    words = tuple(word for word in request.words if named(word, CONTENTS) is None)
    options = understood(words, services.index(), phrases, (NameKind.TOPIC,))
    topics = frozenset(name.id for name in options.readings[0])
    if options.rest or options.period:
        topic = next(iter(services.index().topics), None)
        example = topic.commands.get(phrases.language, topic.id) if topic else ""
        sentence = phrases.say(
            "“{words}” is not a topic. Try {example}.",
            words=shortened(options.filters),
            example=typed(phrases.language, "digest", example).strip(),
        )
        raise BotError(sentence, (Action(phrases.say("The brief"), typed(phrases.language, "digest")),))
    return Asked(contents[-1] if contents else None, topics or None)
