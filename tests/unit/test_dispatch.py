"""One way in: the gate, errors as pages, and nothing of what was typed in the log."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import dispatch
from bot.conversing import HERE
from bot.dispatch import answer, find, nearest
from bot.menu import COMMANDS, Command
from bot.names import COMMANDS as NAMES
from bot.page import Page, Paragraph, Text
from bot.request import Request, split
from bot.services import Services
from corpus.checks.identity import BUILT_IN_COMMANDS
from digests.subscription import ChatId

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)


def said(page: Page) -> str:
    (block,) = (block for block in page.blocks if isinstance(block, Paragraph))
    return "".join(inline.text for line in block.lines for inline in line if isinstance(inline, Text))


def test_every_built_in_name_is_kept_from_topics() -> None:
    names = {name for command in NAMES.values() for name in command.values()}
    assert names <= set(BUILT_IN_COMMANDS)


def test_every_named_command_is_in_the_menu() -> None:
    assert NAMES.keys() == COMMANDS.keys()


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("/timeline", "timeline"),
        ("/chronologie 2025", "timeline"),
        ("/Timeline@briefing_bot 2025", "timeline"),
        ("Kim Jong-un", "search"),
        ("", "help"),
        ("/", "help"),
        ("/troupes", "troupes"),
        ("/désaccords", "disputed"),
        ("/Traité", "traite"),
        ("/effectifs", "troops"),
    ],
)
def test_a_line_finds_its_command(line: str, command: str, services: Services) -> None:
    assert find(split(line)[0], line, services)[1] == command


def test_only_admins_pass_the_admin_gate(services: Services) -> None:
    member = replace(HERE, admin=False)
    page = asyncio.run(answer("/language fr", member, AT, "en", services))
    assert said(page) == "Only this chat’s admins can change that."
    assert asyncio.run(services.register.language(HERE.chat, AT)) is None


def test_a_failure_of_ours_is_a_page_and_a_log_line_without_what_was_typed(
    services: Services, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fails(request: Request, services: Services) -> Page:
        raise RuntimeError

    monkeypatch.setitem(dispatch.COMMANDS, "search", Command(fails))
    page = asyncio.run(answer("my private words", HERE, AT, "en", services))
    logged = capsys.readouterr().err
    assert said(page).startswith("Something went wrong on our side")
    assert "command_failed" in logged
    assert "private" not in logged


def test_the_nearest_commands_are_of_the_readers_language_first(services: Services) -> None:
    assert nearest("trops", "en", services)[0] == "troops"
    assert nearest("trops", "fr", services)[0] == "troupes"
    assert nearest("zzzzzzzz", "en", services) == []


def test_another_chat_keeps_its_own_language(services: Services) -> None:
    asyncio.run(answer("/language fr", HERE, AT, "en", services))
    there = replace(HERE, chat=ChatId("terminal", "there"))
    assert asyncio.run(answer("/start", HERE, AT, "en", services)).language == "fr"
    assert asyncio.run(answer("/start", there, AT, "en", services)).language == "en"
