"""Whoever presses every button of the shipped dossier gets pages that Discord takes, and never an error."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bot.dispatch import answer
from bot.names import COMMANDS, OPTIONS
from bot.page import Page
from bot.platforms.discord.buttons import pressed
from bot.platforms.discord.folds import sources_of
from bot.platforms.discord.render import ROOM, Message, rendered
from bot.request import Asker, split
from bot.services import Services
from digests.subscription import ChatId, ChatKind
from tests.golden.test_pages import AT
from tests.unit.discord.taken import assert_taken, walked

ASKER = Asker(ChatId("discord:7000001", "1001"), ChatKind.PRIVATE, person="1001", room=ROOM)
CHANGING = {"settings", "subscribe", "unsubscribe", "language", "mydata", "forgetme"}
CHARTS = set(OPTIONS["chart"].values())


def is_followed(line: str) -> bool:
    """Not what changes settings, and no chart, which takes long to draw."""
    command, words = split(line)
    names = {name for one in CHANGING for name in COMMANDS[one].values()}
    return command not in names and not CHARTS & set(words)


def lines_of(message: Message) -> Iterator[str]:
    for component in message.components:
        for one in walked(component):
            values = [(option["value"],) for option in one.get("options", ())] or [()]
            for value in values if "custom_id" in one else ():
                press = pressed(one["custom_id"], value)
                assert press, one
                assert not press.line.startswith("~"), press
                yield press.line


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_button_leads_to_a_page_that_discord_takes(language: str, services: Services) -> None:
    async def asked(line: str) -> Page:
        return await answer(line, ASKER, AT, language, services)

    async def walk() -> set[str]:
        seen, waiting = {"/start", "/help"}, ["/start", "/help"]
        while waiting:
            line = waiting.pop()
            page = await asked(line)
            assert not page.private, line  # as errors are
            for each in (*rendered(page, line), *rendered(sources_of(page))):
                assert_taken(each)
                found = set(filter(is_followed, lines_of(each))) - seen
                seen |= found
                waiting += sorted(found)
        return seen

    seen = asyncio.run(walk())
    cards = {line for line in seen if split(line)[0] in COMMANDS["claim"].values()}
    assert len(cards) > 200
    assert len(seen - cards) > 100
