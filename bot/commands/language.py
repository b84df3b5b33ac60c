"""`/language`: the language this chat is answered in."""

from __future__ import annotations

from bot.errors import BotError
from bot.names import typed
from bot.page import Page
from bot.pages import welcome
from bot.pages.problems import shortened
from bot.request import Request
from bot.services import Services
from bot.wish_names import language_named


async def language(request: Request, services: Services) -> Page:
    """Say the language, or change it to the one named: `fr`, `French`, `français`."""
    phrases = services.phrases(request.language)
    if not request.words:
        return welcome.languages(phrases)
    chosen = language_named(request.rest)
    if chosen is None:
        sentence = phrases.say(
            "No language “{name}” here. Try {example}.",
            name=shortened(request.rest),
            example=f"{typed(phrases.language, 'language')} {'fr' if phrases.language == 'en' else 'en'}",
        )
        raise BotError(sentence, welcome.languages(phrases).actions)
    await services.register.choose_language(request.asker, chosen, request.at)
    return welcome.languages(services.phrases(chosen))
