"""`/help`: every command with what it answers."""

from __future__ import annotations

from bot.page import Page
from bot.pages import welcome
from bot.request import Request
from bot.services import Services


async def help_(request: Request, services: Services) -> Page:
    """The list of commands, topics first."""
    phrases = services.phrases(request.language)
    return welcome.help_page(services.index().topics, phrases, is_typed=request.asker.room.is_typed)
