"""`/search words`: claims, events and documents; spelling is forgiven, digits never."""

from __future__ import annotations

from bot.errors import BotError
from bot.names import AFTER, typed
from bot.page import Page
from bot.pages import searches
from bot.request import Request
from bot.services import Services
from corpus.errors import NotInDossier
from corpus.index import search as finding


async def search(request: Request, services: Services) -> Page:
    """What the dossier holds on the words, or the nearest things; nothing is guessed."""
    index, phrases = services.index(), services.phrases(request.language)
    after = next((word[len(AFTER) :] for word in request.words if word.startswith(AFTER)), None)
    words = " ".join(word for word in request.words if not word.startswith(AFTER))
    if not words:
        example = typed(phrases.language, "search", "15000")
        raise BotError(phrases.say("Search for what? For instance {example}.", example=example))
    try:
        found = finding.search(
            index, words, language=phrases.language, after=after, limit=request.asker.room.entries
        )
    except NotInDossier:
        raise BotError(
            phrases.say("That page is no longer there; the dossier changed. Search again.")
        ) from None
    if not found.hits.items:
        return searches.nothing(words, found, index.topics, phrases)
    return searches.found(words, found, phrases)
