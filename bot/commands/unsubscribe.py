"""`/unsubscribe`: no digest any more; what was chosen is kept."""

from __future__ import annotations

from bot.page import Page
from bot.pages import subscriptions
from bot.request import Request
from bot.services import Services


async def unsubscribe(request: Request, services: Services) -> Page:
    """Stop the chat's subscription, or say that there is none."""
    phrases = services.phrases(request.language)
    register = await services.register.opened()
    if await register.stop(request.asker.chat, request.at):
        return subscriptions.stopped(phrases)
    before = await register.subscription(request.asker.chat)
    return subscriptions.no_digest(before, request.spoken, phrases)
