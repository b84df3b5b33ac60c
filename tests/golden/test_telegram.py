"""Every answer on the shipped dossier as Telegram shows it on a phone; each was read by a person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.dispatch import answer
from bot.platforms.telegram.render import ROOM, rendered
from bot.request import Asker
from bot.services import Services
from digests.subscription import ChatId, ChatKind
from tests.golden.test_pages import AT, OTHERS, TOPICS
from tests.unit.telegram.looks import seen, unfolded

ASKER = Asker(ChatId("telegram:7000001", "1001"), ChatKind.PRIVATE, person="1001", room=ROOM)
FIRST_SCREEN = 1200
MORE = {"digest": "/digest", "troops-chart": "/troops chart", "unknown": "/trops"}
LONGER = {"help", "source-3", "source-3-notes"}
"""References, which are looked up and not read: their first screen is a part of a list."""


def shown(line: str, language: str, services: Services, *, longer: bool = False) -> str:
    """All messages of the answer; the first screen is short, but for references."""
    messages = rendered(asyncio.run(answer(line, ASKER, AT, language, services)))
    if not longer:
        assert len(unfolded(messages[0])) <= FIRST_SCREEN
    return "\n".join(map(seen, messages))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", OTHERS | MORE)
def test_an_answer(name: str, language: str, services: Services, golden: Callable[[str, str], None]) -> None:
    line = (OTHERS | MORE)[name]
    golden(f"telegram/{language}/{name}.txt", shown(line, language, services, longer=name in LONGER))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic(topic: str, language: str, services: Services, golden: Callable[[str, str], None]) -> None:
    named = services.index().topic(topic).commands[language]
    both = shown(f"/{named}", language, services) + "\n" + shown(f"/{named} statements", language, services)
    golden(f"telegram/{language}/topic-{topic}.txt", both)
