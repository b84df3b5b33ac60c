"""`/language`: the language this chat is answered in."""

from __future__ import annotations

from bot.errors import BotError
from bot.names import typed
from bot.page import Page
from bot.pages import welcome
from bot.pages.problems import shortened
from bot.phrases.catalogue import SPOKEN
from bot.request import Request
from bot.services import Services
from corpus.text import fold


async def language(request: Request, services: Services) -> Page:
    """Say the language, or change it to the one named: `fr`, `French`, `français`."""
    phrases = services.phrases(request.language)
    if not request.words:
        return welcome.languages(phrases)
    chosen = _named(request.rest)
    if chosen is None:
        sentence = phrases.say(
            "No language “{name}” here. Try {example}.",
            name=shortened(request.rest),
            example=f"{typed(phrases.language, 'language')} {'fr' if phrases.language == 'en' else 'en'}",
        )
        raise BotError(sentence, welcome.languages(phrases).actions)
    services.languages.choose(request.asker.platform, request.asker.chat, chosen)
    return welcome.languages(services.phrases(chosen))


def _named(words: str) -> str | None:
    """The code of a language named by its code, or its name in English or French."""
    names = {"en": ("en", "english", "anglais"), "fr": ("fr", "french", "francais")}
    asked = fold(words).strip()
    return next((code for code in SPOKEN if asked in names.get(code, (code,))), None)
