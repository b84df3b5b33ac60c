"""The register that is opened when it is first needed, and whose languages are asked for when that helps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
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


class Slow(FakeStore):
    """Answers a question about languages when it is let, and notes what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[set[str]] = []
        self.came, self.let = asyncio.Event(), asyncio.Event()

    async def languages(self, chats: Collection[ChatId]) -> Mapping[ChatId, str]:
        self.asked.append({chat.key for chat in chats})
        self.came.set()
        await self.let.wait()
        return await super().languages(chats)


def test_languages_are_asked_for_together_while_a_question_is_under_way(database: Database) -> None:
    async def run() -> None:
        database.store = store = Slow()
        chats = [ChatId("terminal", key) for key in ("a", "b", "c", "d")]
        await store.choose_language(chats[0], ChatKind.PRIVATE, "fr", AT)
        async with LazyRegister(database) as register:
            first = asyncio.create_task(register.language(chats[0], AT))
            await store.came.wait()
            others = [asyncio.create_task(register.language(one, AT)) for one in (*chats[1:], chats[1])]
            given_up = asyncio.create_task(register.language(chats[2], AT))
            await asyncio.sleep(0)
            given_up.cancel()
            await store.choose_language(chats[1], ChatKind.PRIVATE, "en", AT)
            store.let.set()
            assert await asyncio.gather(first, *others) == ["fr", "en", None, None, "en"]
        assert store.asked == [{"a"}, {"b", "c", "d"}]

    asyncio.run(run())


def test_a_broken_database_is_one_line_however_many_wait_for_it(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    async def run() -> None:
        database.broken = True
        async with LazyRegister(database) as register:
            asked = [register.language(ChatId("terminal", key), AT) for key in "abc"]
            assert await asyncio.gather(*asked) == [None, None, None]

    asyncio.run(run())
    assert capsys.readouterr().err.count("languages_unknown") == 1
