"""`briefing digest preview`: what a chat would get, why each item is in or out; nothing is sent."""

from __future__ import annotations

import asyncio
import re
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.errors import BotError
from bot.platforms.terminal.render import rendered
from bot.previews import Asked, Preview, preview
from bot.services import Services
from corpus.index import Index, ensure
from digests.holdings import read
from digests.schedule import DAILY, Schedule
from digests.subscription import ChatId, ChatKind, Content, Wish
from tests.editions import HEDGE, WITHDRAWN, changed, fresh
from tests.fakes.store import FakeStore

AT = datetime(2026, 12, 4, 7, tzinfo=UTC)
DUE = datetime(2026, 12, 6, 23, tzinfo=UTC)
DEMO = ChatId("telegram:8123", "demo")


def shown(asked: Asked, services: Services, store: FakeStore) -> Preview:
    return asyncio.run(preview(asked, AT, "en", services, lambda: nullcontext(store)))


def subscribe(store: FakeStore, index: Index, wish: Wish) -> None:
    async def kept() -> None:
        held = read(index)
        id_ = await store.keep_snapshot(held.snapshot())
        one = await store.subscribe(DEMO, ChatKind.GROUP, wish, DUE, AT)
        store.subscriptions[one.id] = replace(one, seen=dict.fromkeys(held.topics, id_))

    asyncio.run(kept())


WISH = Wish(Schedule(DAILY, (time(8),), "Asia/Seoul"), language="fr", content=Content.CHANGES)


def test_a_chat_gets_its_own_digest_with_every_reason(
    services: Services, store: FakeStore, shipped_index: Index, tmp_path: Path
) -> None:
    subscribe(store, shipped_index, WISH)
    before = dict(store.deliveries), dict(store.editions), dict(store.subscriptions)
    with Index(ensure(changed(tmp_path / "copy", HEDGE, WITHDRAWN, fresh(2)), tmp_path)) as now:
        found = shown(Asked("demo", "telegram:8123"), replace(services, index=lambda: now), store)
    assert rendered(found.page).startswith("CHANGEMENTS")
    head, *told, left = found.lines
    assert re.fullmatch(r"Mon 07 Dec 2026 08:00 Asia/Seoul, rev \d+→\d+", head)
    assert told == [
        " 1 NEW         n000 [5] §5  importance 3, 1 origin, not seen before",
        " 2 NEW         n001 [5] §5  importance 1, 1 origin, not seen before",
        " 3 REVISED     m8pq [4] §4, 6  importance 3, 1 origin, seen in another form, correction c1aa",
        " 4 WITHDRAWN   k9hv [3] §17  seen before, correction c2aa",
    ]
    assert re.fullmatch(r"left out: \d+ unchanged, \d+ told by another item\. Nothing sent\.", left)
    assert (store.deliveries, store.editions, store.subscriptions) == before


def test_nothing_changed_is_nothing_sent(services: Services, store: FakeStore, shipped_index: Index) -> None:
    subscribe(store, shipped_index, WISH)
    lines = shown(Asked("demo", "telegram:8123"), services, store).lines
    assert lines[0] == "Nothing changed: nothing would be sent."
    assert lines[-1].endswith("unchanged. Nothing sent.")


def test_what_is_asked_for_goes_before_what_the_chat_has(
    services: Services, store: FakeStore, shipped_index: Index
) -> None:
    subscribe(store, shipped_index, WISH)
    asked = Asked("demo", "telegram:8123", Content.BRIEF, ("troupes",), "en")
    text = rendered(shown(asked, services, store).page)
    assert text.startswith("BRIEF")
    assert "Only: Troops" in text


def test_a_stopped_digest_says_so(services: Services, store: FakeStore, shipped_index: Index) -> None:
    subscribe(store, shipped_index, WISH)
    asyncio.run(store.stop(DEMO, AT))
    lines = shown(Asked("demo", "telegram:8123"), services, store).lines
    assert lines[0] == "This digest is stopped: nothing is due."


def test_everything_left_out_is_listed_when_asked(services: Services, store: FakeStore) -> None:
    few = shown(Asked(topics=("money",)), services, store).lines
    every = shown(Asked(topics=("money",), every=True), services, store).lines
    assert any(line == " - k7m2: of topics not asked for" for line in every)
    listed = [line for line in every if line.startswith(" - ")]
    counted = sum(int(n) for n in re.findall(r"(\d+) ", few[-1]))
    assert len(listed) == counted


def test_an_unknown_chat_says_how_many_are_known_and_names_one(
    services: Services, store: FakeStore, shipped_index: Index
) -> None:
    subscribe(store, shipped_index, WISH)
    with pytest.raises(BotError) as error:
        shown(Asked("dmeo", "telegram:8123"), services, store)
    assert str(error.value) == (
        "No digest of telegram:8123 goes to a chat “dmeo”. Its subscribed chats: 1. Try:"
        " briefing digest preview --bot telegram:8123 --chat demo"
    )


def test_a_bot_without_subscriptions_says_so(services: Services, store: FakeStore) -> None:
    with pytest.raises(BotError, match=r"terminal has no subscriptions: leave --chat out, or check --bot\."):
        shown(Asked("demo"), services, store)


def test_an_unknown_topic_names_those_there_are(services: Services, store: FakeStore) -> None:
    with pytest.raises(
        BotError, match=r"“trops” is not a topic of this dossier\. Its topics: troops, losses"
    ):
        shown(Asked(topics=("trops",)), services, store)


def test_the_command_previews_what_a_new_chat_would_get(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path))
    monkeypatch.setenv("BRIEFING_TIMEZONE", "Asia/Seoul")
    result = CliRunner().invoke(
        app, ["digest", "preview", "--topics", "troops,losses", "-l", "fr"], catch_exceptions=False
    )
    assert result.exit_code == 0
    assert "left out:" in result.output
    assert result.output.rstrip().endswith("Nothing sent.")
