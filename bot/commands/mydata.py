"""`/mydata`: everything that is kept about this chat."""

from __future__ import annotations

from bot.page import Page
from bot.pages import privacy
from bot.request import Request
from bot.services import Services


async def mydata(request: Request, services: Services) -> Page:
    """What is kept, what is not; instants in the zone of the chat's digests."""
    phrases = services.phrases(request.language)
    data = await (await services.register.opened()).held(request.asker.chat)
    if data is None:
        return privacy.nothing_held(request.asker.chat, phrases)
    zone = data.subscription.wish.schedule.zone if data.subscription else services.zone()
    return privacy.held(data, zone, services.index().topics, phrases)
