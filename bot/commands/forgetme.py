"""`/forgetme`: everything that is kept about this chat is erased, once that is confirmed."""

from __future__ import annotations

from bot.page import Page
from bot.pages import privacy
from bot.request import Request
from bot.services import Services
from bot.wish_names import is_yes


async def forgetme(request: Request, services: Services) -> Page:
    """Say what would be erased; with `yes`, erase it."""
    phrases = services.phrases(request.language)
    register = await services.register.opened()
    data = await register.held(request.asker.chat)
    if data is None:
        return privacy.nothing_held(request.asker.chat, phrases)
    if len(request.words) != 1 or not is_yes(request.words[0]):
        return privacy.confirm(data, phrases)
    await register.forget(request.asker.chat)
    return privacy.forgotten(data, phrases)
