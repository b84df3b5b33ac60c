"""The gateway drops, asks us to come again and forgets us: every command is answered once all the same."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.platforms.discord.client import logged_in
from tests.dialogs.discord.running import At, scene, started
from tests.emulators.discord import Emulator


def drop(at: At) -> None:
    at.discord.gateway.drop()


def close(at: At) -> None:
    at.discord.gateway.drop(4000)


def reconnect(at: At) -> None:
    at.discord.gateway.reconnect()


def invalidate(at: At) -> None:
    at.discord.gateway.invalidate(resumable=True)


@pytest.mark.parametrize("trouble", [drop, close, reconnect, invalidate])
def test_what_is_asked_while_the_socket_is_away_is_answered_once(folder: Path, trouble: object) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            assert callable(trouble)
            trouble(at)
            asked = [at.ada.types("/about", at.talk) for _ in range(3)]
            for one in asked:
                await at.discord.until(lambda it=one: it.settled, "an answer")
            await at.settled()
            assert [len(one.posts) for one in asked] == [1, 1, 1]
            assert at.discord.gateway.resumed == 1
            assert at.discord.gateway.identified == 1
            at.faultless()

    asyncio.run(run())


def test_a_session_that_is_forgotten_is_begun_anew(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            at.discord.gateway.invalidate()
            await at.discord.until(lambda: at.discord.gateway.identified == 2, "a new session", 20)
            await at.discord.connected()
            await at.ada.asks("/about", at.talk)
            at.faultless()

    asyncio.run(run())


def test_an_api_that_is_away_for_a_while_is_found_again(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            await at.discord.hang_up()
            await at.discord.listen()
            await at.discord.until(
                lambda: at.discord.gateway.resumed + at.discord.gateway.identified > 1, "back", 30
            )
            await at.ada.asks("/about", at.talk)

    asyncio.run(run())


def test_only_unprivileged_intents_and_a_packed_socket_at_the_address_that_was_asked(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            (session,) = at.discord.gateway.sessions.values()
            assert session.intents == 1
            assert len(at.discord.record.of("GET /gateway")) == 1

    asyncio.run(run())


def test_commands_are_published_once_and_not_at_the_next_start(folder: Path) -> None:
    put = "PUT /applications/{application_id}/commands"

    async def run() -> None:
        async with Emulator() as discord:
            for _ in range(2):
                async with started(discord, folder):
                    pass
            assert len(discord.record.of(put)) == 1
            discord.world.commands[0].pop()
            async with started(discord, folder):
                pass
            assert len(discord.record.of(put)) == 2

    asyncio.run(run())


def test_only_who_holds_the_lease_is_at_the_gateway(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as discord:
            turn = asyncio.Event()
            sockets = discord.gateway.sockets
            async with logged_in(discord.token, discord.url, lambda *_: None) as client:
                attending = asyncio.create_task(client.attend(turn.is_set))
                for _ in range(2):
                    before = discord.gateway.identified
                    assert sockets == []
                    turn.set()
                    await discord.until(lambda n=before: discord.gateway.identified > n, "there", 20)
                    turn.clear()
                    await discord.until(lambda: not sockets, "gone", 20)
                attending.cancel()
                await asyncio.wait((attending,))

    asyncio.run(run())
