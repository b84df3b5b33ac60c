"""The visible list of commands; each is gated once, here, so none can forget its permission."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.commands.about import about
from bot.commands.claim import claim
from bot.commands.digest import digest
from bot.commands.disputed import disputed
from bot.commands.forgetme import forgetme
from bot.commands.help import help_
from bot.commands.language import language
from bot.commands.mydata import mydata
from bot.commands.search import search
from bot.commands.settings import settings
from bot.commands.sources import sources
from bot.commands.start import start
from bot.commands.subscribe import subscribe
from bot.commands.timeline import timeline
from bot.commands.topic import topic
from bot.commands.unsubscribe import unsubscribe
from bot.page import Page
from bot.request import Request
from bot.services import Services


class Gate(StrEnum):
    """Who may use a command in a group or channel; in a private chat everybody may."""

    ANYONE = "anyone"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Command:
    """A command and who may use it."""

    run: Callable[[Request, Services], Awaitable[Page]]
    gate: Gate = Gate.ANYONE
    is_private: bool = False
    """Asked in a group, it is best answered where the others do not read it."""
    is_for_all: bool = False
    """Its answer is the same whoever asks, wherever and whenever: it depends on the dossier and the words."""


COMMANDS: dict[str, Command] = {
    "start": Command(start, is_for_all=True),
    "help": Command(help_, is_for_all=True),
    "language": Command(language, Gate.ADMIN),
    "timeline": Command(timeline, is_for_all=True),
    "sources": Command(sources, is_for_all=True),
    "claim": Command(claim, is_for_all=True),
    "disputed": Command(disputed, is_for_all=True),
    "search": Command(search, is_for_all=True),
    "digest": Command(digest),
    "subscribe": Command(subscribe, Gate.ADMIN),
    "unsubscribe": Command(unsubscribe, Gate.ADMIN),
    "settings": Command(settings, Gate.ADMIN, is_private=True),
    "mydata": Command(mydata, Gate.ADMIN, is_private=True),
    "forgetme": Command(forgetme, Gate.ADMIN, is_private=True),
    "about": Command(about, is_for_all=True),
}

TOPIC = Command(topic, is_for_all=True)
"""Answers every topic of the dossier, by its name."""
