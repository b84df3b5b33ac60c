"""The register that is opened when it is first needed, and whose languages are asked for when that helps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.register import PAUSE, LazyRegister
from bot.request import Asker
from digests.errors import StoreError
from digests.subscription import ChatId, ChatKind
from tests.fakes.store import FakeStore

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
HERE = Asker(ChatId("terminal", "here"), ChatKind.PRIVATE, "me")


class Database:
    """Counts how often it is opened and closed; refuses while it is broken."""

    def __init__(self) -> None:
        self.store = FakeStore()
        self.calls: list[str] = []
        self.broken = False

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[FakeStore]:
        self.calls.append("open")
        if self.broken:
            raise StoreError("The database is gone.")
        yield self.store
        self.calls.append("close")


@pytest.fixture
def database() -> Database:
    return Database()


def test_nobody_pays_for_what_nobody_needs(database: Database) -> None:
    async def run() -> None:
        async with LazyRegister(database, remembers=False) as register:
            assert await register.language(HERE.chat, AT) is None

    asyncio.run(run())
    assert database.calls == []


def test_it_is_opened_once_however_many_need_it_and_closed_at_the_end(database: Database) -> None:
    async def run() -> None:
        async with LazyRegister(database) as register:
            first, second = await asyncio.gather(register.opened(), register.opened())
            assert first is second
            assert database.calls == ["open"]

    asyncio.run(run())
    assert database.calls == ["open", "close"]


def test_a_script_is_answered_in_the_configured_language_until_it_chooses_one(database: Database) -> None:
    async def run() -> None:
        await database.store.choose_language(HERE.chat, HERE.kind, "fr", AT)
        async with LazyRegister(database, remembers=False) as register:
            await register.opened()
            assert await register.language(HERE.chat, AT) is None
            await register.choose_language(HERE, "fr", AT)
            assert await register.language(HERE.chat, AT) == "fr"

    asyncio.run(run())


def test_a_chat_finds_its_language_again(database: Database) -> None:
    async def chosen(language: str | None) -> str | None:
        async with LazyRegister(database) as register:
            if language:
                await register.choose_language(HERE, language, AT)
            return await register.language(HERE.chat, AT)

    assert [asyncio.run(chosen(one)) for one in (None, "fr", None)] == [None, "fr", "fr"]


def test_a_broken_database_is_left_alone_for_a_while_when_it_is_only_for_the_language(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    async def run() -> None:
        async with LazyRegister(database) as register:
            await register.choose_language(HERE, "fr", AT)
        database.calls.clear()
        database.broken = True
        async with LazyRegister(database) as register:
            assert await register.language(HERE.chat, AT) is None
            assert await register.language(HERE.chat, AT + PAUSE / 2) is None
            assert database.calls == ["open"]
            with pytest.raises(StoreError):
                await register.opened()
            database.broken = False
            assert await register.language(HERE.chat, AT + PAUSE) == "fr"

    asyncio.run(run())
    assert "The database is gone." in capsys.readouterr().err
