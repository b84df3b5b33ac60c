"""`/subscribe`: a digest at the chat's local time; what is said changes it, the rest stays as it is."""

from __future__ import annotations

from bot.names import typed
from bot.page import Page
from bot.pages import subscriptions
from bot.request import Request
from bot.services import Services


async def subscribe(request: Request, services: Services) -> Page:
    """Subscribe the chat, or change its subscription, and say what was understood and when the next comes."""
    from bot import wishes  # noqa: PLC0415 - its patterns take time to compile, at every start

    topics, phrases = services.index().topics, services.phrases(request.language)
    change = wishes.understood(request.words, typed(phrases.language, "subscribe"), topics, phrases)
    register = await services.register.opened()
    before = await register.subscription(request.asker.chat)
    wish = before.wish if before else wishes.usual(services.zone(), request.spoken)
    now = await wishes.keep(change.over(wish), before, request, register)
    took_zone = before is None and change.typed.zone is None
    return subscriptions.subscribed(now, before, topics, phrases, took_zone=took_zone)
