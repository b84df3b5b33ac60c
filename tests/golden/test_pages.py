"""Every answer on the shipped dossier in both languages, whole, at 80 columns; each was read by a person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.conversing import HERE
from bot.dispatch import answer
from bot.platforms.terminal.render import rendered
from bot.services import Services
from bot.settings import SHIPPED
from corpus.reading import load

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
LOADED = load(SHIPPED).dossier
TOPICS = [] if LOADED is None else [topic.id for topic in LOADED.topics]
OTHERS = {
    "start": "/start",
    "help": "/help",
    "about": "/about",
    "timeline": "/timeline",
    "timeline-2025-kursk": "/timeline 2025 Kursk",
    "sources": "/sources",
    "source-3": "/sources 3",
    "source-3-notes": "/sources 3 notes",
    "claim-k7m2": "/claim k7m2",
    "claim-v6tn": "/claim v6tn",
    "claim-x7rr": "/claim x7rr",
    "claim-t3tw": "/claim t3tw",
    "disputed": "/disputed",
    "search-korotchenk": "/search korotchenk",
    "search-15000": "/search 15000",
    "search-submarines": "/search submarines",
    "troops-filter": "/troops filter",
    "treaty-figures": "/treaty figures",
    "tactics-figures-kursk": "/tactics figures Kursk",
}


def page(line: str, language: str, services: Services) -> str:
    return rendered(asyncio.run(answer(line, HERE, AT, language, services)))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", OTHERS)
def test_an_answer(name: str, language: str, services: Services, golden: Callable[[str, str], None]) -> None:
    golden(f"pages/{language}/{name}.txt", page(OTHERS[name], language, services))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic(topic: str, language: str, services: Services, golden: Callable[[str, str], None]) -> None:
    named = services.index().topic(topic).commands[language]
    both = page(f"/{named}", language, services) + "\n" + page(f"/{named} statements", language, services)
    golden(f"pages/{language}/topic-{topic}.txt", both)
