"""`/digest`: the chat's own digest now, or the standing brief; it advances nothing."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.conversing import HERE
from bot.dispatch import answer
from bot.platforms.terminal.render import rendered
from bot.register import LazyRegister
from bot.services import Services
from corpus.index import Index, ensure
from digests.errors import StoreError
from digests.holdings import read
from digests.schedule import DAILY, Schedule
from digests.subscription import Content, Wish
from tests.editions import HEDGE, changed
from tests.fakes.store import FakeStore

AT = datetime(2026, 12, 4, 7, tzinfo=UTC)
SEOUL = Schedule(DAILY, (time(8),), "Asia/Seoul")


def said(line: str, services: Services, language: str = "en") -> str:
    return rendered(asyncio.run(answer(line, HERE, AT, language, services)))


def subscribe(store: FakeStore, index: Index, wish: Wish) -> None:
    """Subscribe this chat, and let it have seen all of the index."""

    async def kept() -> None:
        held = read(index)
        id_ = await store.keep_snapshot(held.snapshot())
        one = await store.subscribe(HERE.chat, HERE.kind, wish, AT, AT)
        store.subscriptions[one.id] = replace(one, seen=dict.fromkeys(held.topics, id_))

    asyncio.run(kept())


def test_a_chat_without_a_digest_gets_the_standing_brief(services: Services) -> None:
    text = said("/digest", services)
    assert text.startswith("STANDING BRIEF")
    assert "Fri 4 Dec 2026, 08:00 Paris" in text.replace("\u00a0", " ")


def test_the_french_name_answers_in_french(services: Services) -> None:
    assert said("/point", services, "fr").startswith("POINT DE SITUATION")


def test_it_can_be_of_one_topic(services: Services) -> None:
    text = said("/digest troops", services)
    assert "Only: Troops" in text
    assert "/disputed troops" in text.replace("\u00a0", " ")


def test_a_subscribed_chat_sees_what_changed_since_its_last(
    services: Services, store: FakeStore, shipped_index: Index, tmp_path: Path
) -> None:
    subscribe(store, shipped_index, Wish(SEOUL, content=Content.CHANGES))
    with Index(ensure(changed(tmp_path / "copy", HEDGE), tmp_path)) as now:
        text = said("/digest", replace(services, index=lambda: now)).replace("\u00a0", " ")
    assert text.startswith("CHANGES")
    assert "16:00 Seoul" in text
    assert "nearly 11,000 → about 11,000" in text


def test_it_advances_nothing(services: Services, store: FakeStore, shipped_index: Index) -> None:
    subscribe(store, shipped_index, Wish(SEOUL))
    before = (dict(store.subscriptions), dict(store.editions), dict(store.snapshots))
    said("/digest", services)
    said("/digest changes", services)
    assert (store.subscriptions, store.editions, store.snapshots) == before


def test_changes_say_so_when_there_are_none(
    services: Services, store: FakeStore, shipped_index: Index
) -> None:
    subscribe(store, shipped_index, Wish(SEOUL))
    text = said("/digest changes", services)
    assert "Nothing changed since revision" in text
    assert "/digest brief" in text.replace("\u00a0", " ")
    assert said("/digest brief", services).startswith("BRIEF")


def test_a_stopped_digest_is_none(services: Services, store: FakeStore, shipped_index: Index) -> None:
    subscribe(store, shipped_index, Wish(SEOUL))
    asyncio.run(store.stop(HERE.chat, AT))
    assert said("/digest", services).startswith("STANDING BRIEF")


def test_without_its_database_it_is_the_standing_brief(services: Services) -> None:
    class Broken(FakeStore):
        async def subscription(self, chat: object) -> None:
            raise StoreError("It is away.")

    broken = replace(services, register=LazyRegister(lambda: nullcontext(Broken()), remembers=False))
    assert said("/digest", broken).startswith("STANDING BRIEF")


@pytest.mark.parametrize("line", ["/digest nonsense", "/digest 2025"])
def test_what_is_no_topic_is_said_with_an_example(line: str, services: Services) -> None:
    text = said(line, services).replace("\u00a0", " ")
    assert f"“{line.split()[1]}” is not a topic. Try /digest troops." in text
