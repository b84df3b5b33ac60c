"""`/start`: what this is, how to read it, where to press."""

from __future__ import annotations

from bot.page import Page
from bot.pages import welcome
from bot.request import Request
from bot.services import Services


async def start(request: Request, services: Services) -> Page:
    """The first thing anybody sees."""
    index = services.index()
    return welcome.start(index.manifest, index.topics, services.phrases(request.language))
