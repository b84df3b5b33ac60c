"""The emulated gateway lets in whom Discord would, tells them what they asked for, and tells it again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.emulators.discord_lines import ASKED, GUILDS, connected
from tests.emulators.discord_scenes import Scene, scene

Wire = dict[str, Any]
GUILD_MEMBERS, GUILD_MESSAGES, MESSAGE_CONTENT = 1 << 1, 1 << 9, 1 << 15


def _play(scenario: Callable[[Scene], Awaitable[None]]) -> None:
    async def run() -> None:
        async with scene() as at:
            await scenario(at)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("op", "data", "code"),
    [
        pytest.param(2, {"token": "wrong", "properties": {}, "intents": 1}, 4004, id="a wrong token"),
        pytest.param(2, {"properties": {}, "intents": 1}, 4004, id="no token"),
        pytest.param(
            6, {"token": "wrong", "session_id": "x", "seq": 1}, 4004, id="a wrong token, back again"
        ),
        pytest.param(2, {"intents": 1 << 30}, 4013, id="unknown intents"),
        pytest.param(2, {"intents": None}, 4013, id="no intents"),
        pytest.param(2, {"intents": GUILD_MEMBERS}, 4014, id="a privileged intent"),
        pytest.param(2, {"intents": 1, "properties": None}, 4002, id="no properties"),
        pytest.param(3, {}, 4003, id="talk before a name"),
        pytest.param(99, {}, 4003, id="nonsense before a name"),
    ],
)
def test_nobody_comes_in_with(op: int, data: Wire, code: int) -> None:
    async def scenario(at: Scene) -> None:
        async with connected(at) as line:
            assert (await line.hears())["op"] == 10
            known = {} if code == 4004 else {"token": at.discord.token, "properties": {}}
            await line.says(op, known | data)
            assert await line.hears() == {"closed": code}
            assert at.discord.gateway.sessions == {}

    _play(scenario)


@pytest.mark.parametrize(
    ("sent", "code"),
    [('{"op": 99}', 4001), ('{"op": 2}', 4005), ("[]", 4002), ("{", 4002)],
    ids=["an unknown operation", "a name said twice", "a list", "no JSON"],
)
def test_who_is_in_is_put_out_for(sent: str, code: int) -> None:
    async def scenario(at: Scene) -> None:
        async with connected(at) as line:
            await line.identifies()
            await line.events(3)
            await line.raw.send_str(sent)
            assert await line.hears() == {"closed": code}

    _play(scenario)


def test_an_old_version_is_not_spoken() -> None:
    async def scenario(at: Scene) -> None:
        async with connected(at, "v=8&encoding=json") as line:
            assert await line.hears() == {"closed": 4012}

    _play(scenario)


def test_too_much_talk_is_cut_off() -> None:
    async def scenario(at: Scene) -> None:
        async with connected(at) as line:
            await line.identifies()
            await line.events(3)
            for _ in range(120):
                await line.says(3, {})
            assert await line.hears() == {"closed": 4008}

    _play(scenario)


def test_who_comes_in_hears_of_the_servers_they_are_in_whatever_they_asked_for() -> None:
    async def scenario(at: Scene) -> None:
        async with connected(at, f"{ASKED}&compress=zlib-stream") as line:
            await line.hears()
            await line.identifies()
            ready, created = await line.hears(), await line.hears()
            assert ready["t"] == "READY"
            assert ready["d"]["guilds"] == [{"id": str(at.talk.id), "unavailable": True}]
            assert ready["d"]["resume_gateway_url"] == at.discord.gateway_url
            assert (created["t"], created["d"]["name"]) == ("GUILD_CREATE", "Talk")
            assert [one["user"]["bot"] for one in created["d"]["members"]] == [True]

    _play(scenario)


def test_a_heartbeat_is_acknowledged_and_without_them_the_line_is_closed() -> None:
    async def scenario(at: Scene) -> None:
        at.discord.gateway.interval = 0.05
        async with connected(at) as line:
            assert (await line.hears())["d"]["heartbeat_interval"] == 50
            await line.says(1, None)
            assert (await line.hears())["op"] == 11
            assert await line.hears() == {"closed": 4009}

    _play(scenario)


def test_who_comes_back_hears_what_they_missed_and_nothing_twice() -> None:
    async def scenario(at: Scene) -> None:
        async with connected(at) as line:
            await line.hears()
            await line.identifies()
            session = (await line.hears())["d"]["session_id"]
            await line.hears()
            seen = line.sequence
            at.discord.gateway.drop()
            assert "closed" in await line.hears()
        await at.discord.until(lambda: not at.discord.gateway.sockets)
        at.ada.types("/troops", at.news)
        at.talk.text("new")
        async with connected(at) as line:
            await line.hears()
            await line.resumes(session, seen)
            assert await line.events(3) == ["INTERACTION_CREATE", "CHANNEL_CREATE", "RESUMED"]
            assert line.sequence == seen + 3

    _play(scenario)


@pytest.mark.parametrize(("session", "sequence"), [("unknown", 1), ("", 99)], ids=["unknown", "ahead"])
def test_who_comes_back_to_nothing_begins_anew(session: str, sequence: int) -> None:
    async def scenario(at: Scene) -> None:
        async with connected(at) as line:
            await line.hears()
            await line.identifies()
            own = (await line.hears())["d"]["session_id"]
        async with connected(at) as line:
            await line.hears()
            await line.resumes(session or own, sequence)
            assert await line.hears() == {"op": 9, "d": False, "s": None, "t": None}
            await line.identifies()
            assert (await line.hears())["t"] == "READY"

    _play(scenario)


def test_events_come_to_those_who_asked_for_them() -> None:
    async def scenario(at: Scene) -> None:
        async with connected(at) as none, connected(at) as some:
            for line, intents in ((none, 0), (some, GUILDS | GUILD_MESSAGES)):
                await line.hears()
                await line.identifies(intents)
                await line.hears()
            await some.hears()
            at.talk.text("new")
            at.ada.says("in private")
            at.ada.says("Hello", at.news)
            at.ada.types("/troops", at.news)
            assert await none.events(1) == ["INTERACTION_CREATE"]
            assert (await some.hears())["t"] == "CHANNEL_CREATE"
            said = await some.hears()
            assert (said["t"], said["d"]["content"]) == ("MESSAGE_CREATE", "")
            assert await some.events(1) == ["INTERACTION_CREATE"]

    _play(scenario)


def test_words_come_to_those_who_may_read_them() -> None:
    async def scenario(at: Scene) -> None:
        at.discord.gateway.privileged = MESSAGE_CONTENT
        async with connected(at) as line:
            await line.hears()
            await line.identifies(GUILD_MESSAGES | MESSAGE_CONTENT)
            await line.hears()
            at.ada.says("Hello", at.news)
            assert (await line.hears())["d"]["content"] == "Hello"

    _play(scenario)


def test_servers_and_channels_come_and_go() -> None:
    async def scenario(at: Scene) -> None:
        async with connected(at) as line:
            await line.hears()
            await line.identifies()
            await line.events(2)
            at.talk.goes_away()
            assert (await line.hears())["d"] == {"id": str(at.talk.id), "unavailable": True}
            at.talk.comes_back()
            at.ada.deletes(at.thread)
            at.ada.deletes(at.mute)
            at.news.denies_bot("send_messages")
            at.talk.everybody("view_channel")
            at.ada.removes_bot(at.talk)
            at.ada.adds_bot(at.talk)
            assert await line.events(7) == [
                "GUILD_CREATE",
                "THREAD_DELETE",
                "CHANNEL_DELETE",
                "CHANNEL_UPDATE",
                "GUILD_ROLE_UPDATE",
                "GUILD_DELETE",
                "GUILD_CREATE",
            ]

    _play(scenario)
