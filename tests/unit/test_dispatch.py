"""One way in: the gate, errors as pages, and nothing of what was typed in the log."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import dispatch
from bot.conversing import HERE
from bot.dispatch import answer, find, nearest
from bot.errors import BotError
from bot.menu import COMMANDS, Command
from bot.names import COMMANDS as NAMES
from bot.page import Page, Paragraph, Text
from bot.register import LazyRegister
from bot.remembered import MOST
from bot.request import Asker, Request, Room, split
from bot.services import Services
from corpus.checks.identity import BUILT_IN_COMMANDS
from corpus.index import Index
from digests.errors import StoreError
from digests.subscription import ChatId, ChatKind
from tests.fakes.store import FakeStore

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
ASKED = [
    "/troops",
    "/troops chart",
    "/pertes statements",
    "/sources 3 notes",
    "/claim k7m2",
    "/disputed arms",
]


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


PLACES = [
    HERE,
    replace(HERE, chat=ChatId("telegram:1", "-5/3"), kind=ChatKind.GROUP, person="0", admin=False),
]


@pytest.mark.parametrize("line", [f"/{name}" for name, one in COMMANDS.items() if one.is_for_all] + ASKED)
def test_what_is_for_all_is_the_same_for_everybody_at_any_time(line: str, services: Services) -> None:
    name, words = split(line)
    command, canonical = find(name, line, services)
    assert command is not None
    assert command.is_for_all
    pages = []
    for asker, at in zip(PLACES, (AT, AT + timedelta(days=400)), strict=True):
        try:
            pages.append(asyncio.run(command.run(Request(asker, at, "en", canonical, words), services)))
        except BotError as error:  # "/claim" without a number, "/search" without words
            pages.append(error.args)
    assert pages[0] == pages[1]


def test_what_was_answered_is_remembered_for_the_same_question_alone(services: Services) -> None:
    def asked(line: str, language: str = "en", asker: Asker = HERE) -> Page:
        return asyncio.run(answer(line, asker, AT, language, services))

    first = asked("/troops")
    assert asked("/troops") is first
    assert asked("/troops", asker=replace(HERE, person="another")) is first
    others = [
        asked("/troops budanov"),
        asked("/losses"),
        asked("/troops", "fr"),
        asked("/troops", asker=replace(HERE, room=Room(figures=2))),
    ]
    assert all(page != first for page in others)
    assert asked("/language") is not asked("/language")


def test_what_was_answered_is_forgotten_when_the_dossier_changes(
    services: Services, shipped_index: Index
) -> None:
    first = asyncio.run(answer("/troops", HERE, AT, "en", services))
    with Index(shipped_index.path) as changed:
        again = asyncio.run(answer("/troops", HERE, AT, "en", replace(services, index=lambda: changed)))
    assert again is not first
    assert again == first


def test_no_more_answers_are_remembered_than_fit(services: Services) -> None:
    first = asyncio.run(answer("/search kim", HERE, AT, "en", services))
    second = asyncio.run(answer("/search kim 0", HERE, AT, "en", services))
    for number in range(1, MOST - 1):
        asyncio.run(answer(f"/search kim {number}", HERE, AT, "en", services))
    assert asyncio.run(answer("/search kim", HERE, AT, "en", services)) is first
    asyncio.run(answer("/search kim jong", HERE, AT, "en", services))
    assert asyncio.run(answer("/search kim", HERE, AT, "en", services)) is first
    again = asyncio.run(answer("/search kim 0", HERE, AT, "en", services))
    assert again is not second


def test_a_store_that_fails_tells_its_file_to_the_log_and_not_to_readers(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    @asynccontextmanager
    async def broken() -> AsyncIterator[FakeStore]:
        raise StoreError("The database (/srv/bot/briefing.sqlite) cannot be used: disk I/O error.")
        yield FakeStore()

    failing = replace(services, register=LazyRegister(broken))
    page = asyncio.run(answer("/settings", HERE, AT, "en", failing))
    assert said(page) == "What is kept about this chat cannot be read or changed now. Please try again later."
    assert "/srv/bot/briefing.sqlite" in capsys.readouterr().err
