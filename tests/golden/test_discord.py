"""Every answer on the shipped dossier as Discord shows it; each was read by a person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.dispatch import answer
from bot.platforms.discord.render import ROOM, rendered
from bot.request import Asker
from bot.services import Services
from digests.subscription import ChatId, ChatKind
from tests.golden.test_pages import AT, OTHERS, TOPICS
from tests.unit.discord.looks import seen

ASKER = Asker(ChatId("discord:7000001", "1001"), ChatKind.PRIVATE, person="1001", room=ROOM)
MORE = {"digest": "/digest", "troops-chart": "/troops chart", "unknown": "/trops"}


def shown(line: str, language: str, services: Services) -> str:
    """All messages of the answer."""
    messages = rendered(asyncio.run(answer(line, ASKER, AT, language, services)), line)
    return "\n".join(map(seen, messages))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", OTHERS | MORE)
def test_an_answer(name: str, language: str, services: Services, golden: Callable[[str, str], None]) -> None:
    line = (OTHERS | MORE)[name]
    golden(f"discord/{language}/{name}.txt", shown(line, language, services))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic(topic: str, language: str, services: Services, golden: Callable[[str, str], None]) -> None:
    named = services.index().topic(topic).commands[language]
    both = shown(f"/{named}", language, services) + "\n" + shown(f"/{named} statements", language, services)
    golden(f"discord/{language}/topic-{topic}.txt", both)
