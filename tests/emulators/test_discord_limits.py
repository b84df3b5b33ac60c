"""How fast the bot may ask at the emulated Discord, and what goes wrong on purpose."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from tests.emulators.discord import Limits, server
from tests.emulators.discord_scenes import CREATE, Answer, Scene, scene
from tests.emulators.faults import Kind


class _Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def _play(scenario: Callable[[Scene], Awaitable[None]], limits: Limits | None = None) -> None:
    async def run() -> None:
        async with scene(limits) as at:
            await scenario(at)

    asyncio.run(run())


async def _says(at: Scene, words: str = "x", room: Any = None) -> Answer:
    return await at.asks(CREATE, {"content": words}, channel_id=(room or at.news).id)


def _standing(at: Scene) -> list[str]:
    return [one.text for one in at.news.messages()][1:]


def _told(answer: Answer) -> list[str | None]:
    names = ("Limit", "Remaining", "Reset-After", "Scope")
    return [answer.headers.get(f"X-RateLimit-{one}") for one in names]


def test_without_limits_the_headers_tell_of_much_room() -> None:
    async def scenario(at: Scene) -> None:
        assert _told(await _says(at)) == ["10000", "9999", "1.000", None]

    _play(scenario)


def test_the_sixth_message_within_five_seconds_into_a_channel_is_too_many() -> None:
    async def scenario(at: Scene) -> None:
        at.discord.server.buckets.clock = clock = _Clock()
        headers = [_told(await _says(at)) for _ in range(5)]
        assert [one[1] for one in headers] == ["4", "3", "2", "1", "0"]
        clock.now += 2
        answer = await _says(at)
        assert answer.status == 429
        assert answer.body == {
            "message": "You are being rate limited.",
            "code": 0,
            "retry_after": 3.0,
            "global": False,
        }
        assert _told(answer) == ["5", "0", "3.000", "user"]
        assert (answer.headers["Retry-After"], answer.headers["Via"]) == ("3", "1.1 google")
        assert (await _says(at, room=at.wire)).status == 200
        clock.now += 3
        assert (await _says(at)).status == 200
        assert at.discord.server.buckets.refused == 1

    _play(scenario, Limits())


def test_the_51st_request_within_a_second_is_too_many_and_answers_to_interactions_do_not_count() -> None:
    async def scenario(at: Scene) -> None:
        at.discord.server.buckets.clock = clock = _Clock()
        for one in range(50):
            assert await at.asks(
                "GET /channels/{channel_id}", channel_id=list(at.talk.guild.channels)[one % 7]
            )
        answer = await at.asks("GET /users/@me")
        assert (answer.status, answer.body["global"]) == (429, True)
        assert answer.headers["X-RateLimit-Global"] == "true"
        assert answer.headers["X-RateLimit-Scope"] == "global"
        assert (await at.answers(5)).status == 204
        clock.now += 1
        assert (await at.asks("GET /users/@me")).status == 200

    _play(scenario, Limits())


def test_a_refusal_meets_the_nth_message_in_one_channel_and_no_other() -> None:
    async def scenario(at: Scene) -> None:
        at.discord.faults.refuse(50013, CREATE, chat=at.news.id, nth=2)
        answers = [await _says(at, one) for one in "abc"]
        assert [one.status for one in answers] == [200, 403, 200]
        assert (answers[1].code, _standing(at)) == (50013, ["a", "c"])
        assert [one.code for one in at.discord.record.of(CREATE)] == [200, 403, 200]

    _play(scenario)


def test_a_refusal_meets_the_answer_to_an_interaction_in_one_channel() -> None:
    async def scenario(at: Scene) -> None:
        at.discord.faults.refuse(10062, chat=at.wire.id)
        at.discord.faults.fail(503, chat=at.news.id, nth=2)
        assert [(await at.answers(5)).status for _ in range(2)] == [204, 503]
        assert (await at.follows({"content": "x"})).status == 200
        assert (await at.answers(5, None, at.ada.types("/troops", at.wire))).code == 10062

    _play(scenario)


def test_floods_and_errors_are_told_as_discord_and_its_edge_tell_them() -> None:
    async def scenario(at: Scene) -> None:
        faults = at.discord.faults
        faults.flood(1.5, CREATE, everywhere=True)
        faults.flood(30, CREATE, code=20028)
        faults.fail(500, CREATE)
        for status in (502, 503, 504):
            faults.fail(status, CREATE)
        faults.ban(CREATE)
        answers = [await _says(at) for _ in range(7)]
        assert [one.status for one in answers] == [429, 429, 500, 502, 503, 504, 429]
        assert [one.headers.get("X-RateLimit-Scope") for one in answers[:2]] == ["global", "shared"]
        assert (answers[1].code, answers[1].body["retry_after"]) == (20028, 30)
        assert answers[2].body == {"message": "500: Internal Server Error", "code": 0}
        assert ["Via" in one.headers for one in answers] == [True] * 3 + [False] * 4
        assert [one.body for one in answers[3:]] == [None] * 4
        assert _standing(at) == []

    _play(scenario)


def test_too_many_refused_requests_have_the_edge_turn_everything_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "INVALID", 3)

    async def scenario(at: Scene) -> None:
        for _ in range(3):
            assert (await _says(at, room=at.mute)).status == 403
        answer = await _says(at)
        assert (answer.status, "Via" in answer.headers, _standing(at)) == (429, False, [])

    _play(scenario)


@pytest.mark.parametrize(("kind", "stands"), [("reset_before", []), ("reset_after", ["x"])])
def test_a_connection_is_reset_before_or_after_the_message_was_sent(kind: Kind, stands: list[str]) -> None:
    async def scenario(at: Scene) -> None:
        at.discord.faults.add(kind, CREATE)
        with pytest.raises(aiohttp.ClientOSError):
            await _says(at)
        assert _standing(at) == stands
        call = at.discord.record.calls[-1]
        assert (call.code, call.description) == (0, kind)

    _play(scenario)


@pytest.mark.parametrize(("kind", "stands"), [("garbage", []), ("garbage_after", ["x"])])
def test_an_answer_is_lost_at_the_edge(kind: Kind, stands: list[str]) -> None:
    async def scenario(at: Scene) -> None:
        at.discord.faults.add(kind, CREATE)
        assert ((await _says(at)).status, _standing(at)) == (502, stands)

    _play(scenario)


@pytest.mark.parametrize(("kind", "stands"), [("slow", []), ("slow_after", ["x"])])
def test_an_answer_is_held_back_until_it_is_released(kind: Kind, stands: list[str]) -> None:
    async def scenario(at: Scene) -> None:
        fault = at.discord.faults.add(kind, CREATE)
        async with asyncio.TaskGroup() as tasks:
            asking = tasks.create_task(_says(at))
            await at.discord.until(lambda: fault.met and _standing(at) == stands)
            assert not asking.done()
            fault.release()
            assert ((await asking).status, _standing(at)) == (200, ["x"])

    _play(scenario)


def test_a_server_that_has_hung_up_refuses_connections_and_comes_back() -> None:
    async def scenario(at: Scene) -> None:
        await at.discord.hang_up()
        async with aiohttp.ClientSession() as fresh:
            at.client = fresh
            with pytest.raises(aiohttp.ClientConnectorError):
                await _says(at)
            await at.discord.listen()
            assert (await _says(at)).status == 200

    _play(scenario)
