"""`briefing pause` and `resume`: all posting stopped at once, and what was due meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.deliveries import Shown, listing
from bot.errors import BotError
from bot.pauses import pause, resume
from digests.delivery import State
from digests.sender import Sender
from digests.store import open_store
from digests.subscription import ChatId, ChatKind
from tests.fakes.store import FakeStore
from tests.unit.digests.sending import (
    BOT,
    DUE,
    FakeCourier,
    FakeEditor,
    VirtualClock,
    leased,
    rows,
    subscribed,
    virtually,
)

SAID = "Digests that run now stop within seconds; commands are still answered. `briefing resume` ends it."
LATER = (
    "What came due meanwhile comes within a minute: of each chat the newest digest, marked as late, if it "
    "was due in the last six hours; else it is recorded as missed."
)


def test_all_bots_or_one_are_paused_and_resumed() -> None:
    async def main() -> None:
        store = FakeStore()
        await store.acquire("discord:2", "me", DUE, timedelta(1))
        await subscribed(store, "a")
        assert await pause(store, None, "", DUE) == ["discord:2: paused.", "fake:1: paused.", SAID]
        assert await resume(store, BOT) == ["fake:1: posts again.", LATER]
        assert await pause(store, None, "", DUE) == [
            "discord:2: it was paused already.",
            "fake:1: paused.",
            SAID,
        ]
        await resume(store, None)
        assert await resume(store, None) == ["discord:2: it was not paused.", "fake:1: it was not paused."]
        with pytest.raises(
            BotError, match=r"no bot “fake:2” in this database. There is: discord:2, fake:1\."
        ):
            await pause(store, "fake:2", "", DUE)

    asyncio.run(main())


def test_where_no_bot_ever_was_there_is_nothing_to_pause() -> None:
    with pytest.raises(BotError, match="No bot has used this database yet, so none posts"):
        asyncio.run(pause(FakeStore(), None, "", DUE))


def test_deliveries_tell_who_is_paused_since_when_why_and_what_waits() -> None:
    async def main() -> None:
        store = FakeStore()
        await subscribed(store, "a", "b")
        await store.acquire("discord:2", "me", DUE, timedelta(1))
        await store.pause(BOT, DUE, "a wrong figure")
        await store.pause("discord:2", DUE)
        at = DUE + timedelta(hours=1)
        assert list(await listing(store, Shown(), at)) == [
            "Deliveries: none.",
            "discord:2 is paused since 2026-11-20 08:00 UTC; 0 digests wait. "
            "`briefing resume --bot discord:2` ends it.",
            "fake:1 is paused since 2026-11-20 08:00 UTC (a wrong figure); 2 digests wait. "
            "`briefing resume --bot fake:1` ends it.",
        ]
        assert list(await listing(store, Shown(bot="fake:9"), at)) == ["Deliveries: none."]

    asyncio.run(main())


def paused_for(
    time: timedelta, judge: Callable[[FakeStore, FakeCourier, FakeEditor], Awaitable[None]]
) -> None:
    """A sender whose bot is paused from the due instant on for so long, in virtual time."""

    async def main() -> None:
        store, courier = FakeStore(), FakeCourier()
        editor = FakeEditor(store)
        await subscribed(store, "a")
        await leased(store)
        sender = Sender(store, courier, editor, VirtualClock(), "me")
        sender.keeper.lasts = timedelta(days=2)
        stop, clock = asyncio.Event(), sender.clock
        working = asyncio.ensure_future(sender.run(stop))
        await clock.sleep(1)
        await store.pause(BOT, clock.now())
        for _ in range(int(time.total_seconds()) // 60):
            await sender.tick(clock.now())
            await clock.sleep(60)
        assert courier.calls == []
        await store.resume(BOT)
        await sender.tick(clock.now())
        await clock.sleep(10)
        await judge(store, courier, editor)
        stop.set()
        await working

    virtually(main)


def test_what_was_due_in_a_pause_comes_after_it_marked_as_late() -> None:
    async def judge(store: FakeStore, courier: FakeCourier, editor: FakeEditor) -> None:
        assert [call[1] for call in courier.calls] == ["a"]
        assert editor.late == ["a"]

    paused_for(timedelta(hours=5), judge)


def test_after_a_pause_of_more_than_six_hours_it_is_missed() -> None:
    async def judge(store: FakeStore, courier: FakeCourier, editor: FakeEditor) -> None:
        assert courier.calls == []
        assert [(row.state, row.due) for row in await rows(store)] == [(State.MISSED, DUE)]

    paused_for(timedelta(hours=7), judge)


def test_the_command_line_on_a_real_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'b.sqlite'}"
    monkeypatch.setenv("BRIEFING_DATABASE_URL", url)

    async def chat() -> None:
        async with open_store(url) as store:
            await store.choose_language(ChatId("telegram:1", "5"), ChatKind.PRIVATE, "fr", DUE)

    def run(*words: str) -> Any:
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, done.exception
        return done.stdout

    asyncio.run(chat())
    assert run("pause", "a wrong  figure") == f"telegram:1: paused.\n{SAID}\n"
    assert " UTC (a wrong figure); 0 digests wait." in run("deliveries")
    assert run("resume", "--bot", "telegram:1") == f"telegram:1: posts again.\n{LATER}\n"
    assert run("deliveries") == "Deliveries: none.\n"
