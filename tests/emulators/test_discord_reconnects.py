"""The real library comes back to the emulated gateway after whatever cut it off, and loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from discord.backoff import ExponentialBackoff

from tests.emulators.discord import Emulator
from tests.emulators.discord_bot import running

WAYS: dict[str, tuple[Callable[[Emulator], None], int]] = {
    "its socket is dropped": (lambda emulator: emulator.gateway.drop(), 1),
    "its socket is closed in order": (lambda emulator: emulator.gateway.drop(1001), 1),
    "the gateway has an error": (lambda emulator: emulator.gateway.drop(4000), 1),
    "it is asked to come again": (lambda emulator: emulator.gateway.reconnect(), 1),
    "its session is not valid now": (lambda emulator: emulator.gateway.invalidate(resumable=True), 1),
    "its session is gone": (lambda emulator: emulator.gateway.invalidate(), 0),
}
"""What happens, and how often the session is taken up again; when it is not, a new one is begun."""


@pytest.mark.parametrize(("happens", "resumed"), WAYS.values(), ids=WAYS)
def test_the_bot_is_there_again_after(happens: Callable[[Emulator], None], resumed: int) -> None:
    async def run() -> None:
        async with Emulator() as emulator:
            ada = emulator.person("Ada")
            news = emulator.guild("Talk", ada).text("news")
            async with running(emulator) as bot:
                happens(emulator)
                gateway = emulator.gateway
                await emulator.until(lambda: gateway.resumed + gateway.identified == 2)
                assert (await ada.asks("/troops", news)).seen.labels == ["More"]
                assert (gateway.resumed, bot.came_back) == (resumed, resumed)
                assert emulator.record.refused() == []

    asyncio.run(run())


def test_what_was_asked_while_it_was_away_is_answered_once_when_it_is_back() -> None:
    async def run() -> None:
        async with Emulator() as emulator:
            ada = emulator.person("Ada")
            news = emulator.guild("Talk", ada).text("news")
            async with running(emulator):
                for one in range(5):
                    emulator.gateway.drop()
                    await emulator.until(lambda: not emulator.gateway.sockets)
                    ada.types(f"/troops claimant:{one}", news)
                    await emulator.settled()
                assert [one.text for one in news.messages()] == [f"# Troops {one}" for one in range(5)]
                assert (emulator.gateway.identified, emulator.gateway.resumed) == (1, 5)

    asyncio.run(run())


def test_a_discord_that_was_away_altogether_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExponentialBackoff, "delay", lambda self: 0.02)

    async def run() -> None:
        async with Emulator() as emulator:
            ada = emulator.person("Ada")
            news = emulator.guild("Talk", ada).text("news")
            async with running(emulator):
                await emulator.hang_up()
                ada.types("/troops", news)
                await emulator.listen()
                await emulator.settled()
                assert news.last().labels == ["More"]
                assert (emulator.gateway.identified, emulator.gateway.resumed) == (1, 1)

    asyncio.run(run())


def test_a_gateway_that_acknowledges_no_heartbeats_is_left_and_found_again() -> None:
    async def run() -> None:
        async with Emulator() as emulator:
            ada = emulator.person("Ada")
            news = emulator.guild("Talk", ada).text("news")
            emulator.gateway.interval = 0.05
            async with running(emulator, heartbeat_timeout=0.2):
                emulator.gateway.sockets[0].answers = False
                await emulator.until(lambda: emulator.gateway.resumed)
                assert (await ada.asks("/troops", news)).seen.labels == ["More"]

    asyncio.run(run())
