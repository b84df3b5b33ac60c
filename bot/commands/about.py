"""`/about`: who runs this, which version, which revision of the dossier."""

from __future__ import annotations

from bot.page import Page
from bot.pages import welcome
from bot.request import Request
from bot.services import Services


async def about(request: Request, services: Services) -> Page:
    """What a careful reader asks before trusting a bot."""
    phrases = services.phrases(request.language)
    return welcome.about(services.index().manifest, services.version(), services.operator, phrases)
