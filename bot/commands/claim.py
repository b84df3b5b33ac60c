"""`/claim id`: one claim's card."""

from __future__ import annotations

from bot.errors import BotError
from bot.names import typed
from bot.page import Action, Page
from bot.pages import cards
from bot.pages.problems import shortened
from bot.request import Request
from bot.services import Services
from corpus.errors import NotInDossier
from corpus.index import claims


async def claim(request: Request, services: Services) -> Page:
    """The card of the claim named, or how to name one."""
    index, phrases = services.index(), services.phrases(request.language)
    search = Action(phrases.say("Search"), typed(phrases.language, "search", *request.words[:3]))
    if len(request.words) != 1:
        example = typed(phrases.language, "claim", claims.any_id(index) or "k7m2")
        raise BotError(phrases.say("Which claim? Give its four characters: {example}.", example=example))
    try:
        found = claims.card(index, request.words[0].lower())
    except NotInDossier:
        near = claims.nearest_ids(index, request.words[0].lower())
        sentence = phrases.say("There is no claim “{id}” in the dossier.", id=shortened(request.words[0]))
        offers = tuple(Action(id_, typed(phrases.language, "claim", id_)) for id_ in near)
        raise BotError(sentence, (*offers, search)) from None
    return cards.claim_card(found, phrases)
