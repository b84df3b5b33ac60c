"""`/sources`: the documents; `/sources n`: one of them with its claims, notes and defects."""

from __future__ import annotations

from bot.errors import BotError
from bot.names import AFTER, option_named, typed
from bot.page import Action, Page
from bot.pages import documents
from bot.pages.problems import shortened
from bot.request import Request
from bot.services import Services
from corpus.errors import NotInDossier
from corpus.index import sources as known

MOST_DIGITS = 9


async def sources(request: Request, services: Services) -> Page:
    """The list of documents, or one of them, or its notes, or its claims."""
    index, phrases = services.index(), services.phrases(request.language)
    after = next((word[len(AFTER) :] for word in request.words if word.startswith(AFTER)), None)
    words = [word for word in request.words if not word.startswith(AFTER)]
    if not words:
        return documents.documents(known.sources(index, after=after), phrases)
    view = option_named(words[-1].lower()) if len(words) > 1 else None
    try:
        found = known.source(index, _number(words[0]), after=after, limit=request.asker.room.entries)
    except NotInDossier:
        sentence = phrases.say(
            "There is no document “{words}”. Try {example}.",
            words=shortened(request.rest),
            example=typed(phrases.language, "sources", "1"),
        )
        everything = Action(phrases.say("All sources"), typed(phrases.language, "sources"))
        raise BotError(sentence, (everything,)) from None
    if view == "notes":
        return documents.notes(found, phrases)
    if view == "claims":
        return documents.claims(found, phrases)
    return documents.document(found, phrases)


def _number(word: str) -> int:
    """The n of `3` or `[3]`; 0, which no document has, for anything else."""
    digits = word.strip("[]")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < MOST_DIGITS else 0
