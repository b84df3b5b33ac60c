"""What goes wrong on purpose goes wrong as it was asked for, and what Telegram drops is written down."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest

from tests.emulators.faults import Kind
from tests.emulators.scenes import Scene, scene
from tests.emulators.telegram import Limits


def _standing(at: Scene) -> list[str]:
    return [one.text for one in at.ada.private.messages()][2:]


def test_a_refusal_meets_the_nth_call_in_one_chat_and_no_other() -> None:
    async def run() -> None:
        async with scene() as at:
            at.telegram.faults.flood(7, "sendMessage", chat=at.ada.id, nth=2)
            answers = [await at.asks("sendMessage", chat_id=at.ada.id, text=words) for words in "abc"]
            assert [one["ok"] for one in answers] == [True, False, True]
            assert answers[1]["parameters"] == {"retry_after": 7}
            assert _standing(at) == ["a", "c"]
            assert [one.code for one in at.telegram.record.of("sendMessage")] == [200, 429, 200]

    asyncio.run(run())


@pytest.mark.parametrize(("kind", "stands"), [("reset_before", []), ("reset_after", ["x"])])
def test_a_connection_is_reset_before_or_after_the_message_was_sent(kind: Kind, stands: list[str]) -> None:
    async def run() -> None:
        async with scene() as at:
            at.telegram.faults.add(kind, "sendMessage")
            with pytest.raises(aiohttp.ClientOSError):
                await at.asks("sendMessage", chat_id=at.ada.id, text="x")
            assert _standing(at) == stands
            assert at.telegram.record.calls[-1].description == kind

    asyncio.run(run())


@pytest.mark.parametrize(("kind", "stands"), [("garbage", []), ("garbage_after", ["x"])])
def test_an_answer_is_no_json(kind: Kind, stands: list[str]) -> None:
    async def run() -> None:
        async with scene() as at:
            at.telegram.faults.add(kind, "sendMessage")
            with pytest.raises(aiohttp.ContentTypeError):
                await at.asks("sendMessage", chat_id=at.ada.id, text="x")
            assert _standing(at) == stands

    asyncio.run(run())


@pytest.mark.parametrize(("kind", "stands"), [("slow", []), ("slow_after", ["x"])])
def test_an_answer_is_held_back_until_it_is_released(kind: Kind, stands: list[str]) -> None:
    async def run() -> None:
        async with scene() as at, asyncio.TaskGroup() as tasks:
            fault = at.telegram.faults.add(kind, "sendMessage")
            asking = tasks.create_task(at.asks("sendMessage", chat_id=at.ada.id, text="x"))
            await at.telegram.until(lambda: fault.met and _standing(at) == stands)
            assert not asking.done()
            fault.release()
            assert (await asking)["ok"]
            assert _standing(at) == ["x"]

    asyncio.run(run())


def test_a_server_that_has_hung_up_refuses_connections_and_comes_back() -> None:
    async def run() -> None:
        async with scene() as at, aiohttp.ClientSession() as fresh:
            await at.telegram.hang_up()
            at.client = fresh  # the old one still holds a connection, and may find out late that it is closed
            with pytest.raises(aiohttp.ClientConnectorError):
                await at.asks("getMe")
            await at.telegram.listen()
            assert (await at.asks("getMe"))["ok"]

    asyncio.run(run())


class _Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_second_message_within_a_second_to_one_person_is_too_many() -> None:
    async def run() -> None:
        async with scene(Limits()) as at:
            at.telegram.world.floods.clock = clock = _Clock()
            assert (await at.asks("sendMessage", chat_id=at.ada.id, text="a"))["ok"]
            clock.now += 0.9
            answer = await at.asks("sendMessage", chat_id=at.ada.id, text="b")
            assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 1})
            clock.now += 0.1
            assert (await at.asks("sendMessage", chat_id=at.ada.id, text="c"))["ok"]
            assert (_standing(at), at.telegram.world.floods.refused) == (["a", "c"], 1)

    asyncio.run(run())


def test_the_21st_message_within_a_minute_to_a_group_is_too_many() -> None:
    async def run() -> None:
        async with scene(Limits()) as at:
            at.telegram.world.floods.clock = clock = _Clock()
            for _ in range(20):
                assert (await at.asks("sendMessage", chat_id=at.group.id, text="a"))["ok"]
            clock.now += 20
            answer = await at.asks("sendMessage", chat_id=at.group.id, text="b")
            assert answer["parameters"] == {"retry_after": 40}
            clock.now += 40
            assert (await at.asks("sendMessage", chat_id=at.group.id, text="c"))["ok"]

    asyncio.run(run())


def test_the_31st_message_within_a_second_is_too_many_whoever_gets_it() -> None:
    async def run() -> None:
        async with scene(Limits()) as at:
            at.telegram.world.floods.clock = clock = _Clock()
            people = [at.telegram.person(f"P{one}", started=True) for one in range(32)]
            codes = [
                (await at.asks("sendMessage", chat_id=one.id, text="a")).get("error_code")
                for one in people[:31]
            ]
            assert codes == [None] * 30 + [429]
            clock.now += 1
            assert (await at.asks("sendMessage", chat_id=people[31].id, text="a"))["ok"]

    asyncio.run(run())


def test_entities_beyond_100_and_links_to_nowhere_are_dropped_and_written_down() -> None:
    async def run() -> None:
        async with scene() as at:
            many = "<b>x</b> " * 101
            sent = await at.asks("sendMessage", chat_id=at.ada.id, text=many, parse_mode="HTML")
            assert len(sent["result"]["entities"]) == 100
            link = '<a href="nowhere">x</a>'
            sent = await at.asks("sendMessage", chat_id=at.ada.id, text=link, parse_mode="HTML")
            assert not sent["result"].get("entities")
            assert [one.what for one in at.telegram.world.losses] == [
                "101 entities, only 100 are kept",
                "the link to 'nowhere' is no address",
            ]

    asyncio.run(run())


def test_marks_become_entities_counted_in_utf_16() -> None:
    async def run() -> None:
        async with scene() as at:
            text = '😀 <b>é</b>&amp;<pre><code class="language-c">x</code></pre>'
            text += "<blockquote expandable>q</blockquote>"
            sent = await at.asks("sendMessage", chat_id=at.ada.id, text=f" \n{text}\n", parse_mode="HTML")
            assert sent["result"]["text"] == "😀 é&xq"
            assert sent["result"]["entities"] == [
                {"type": "bold", "offset": 3, "length": 1},
                {"type": "pre", "offset": 5, "length": 1, "language": "c"},
                {"type": "expandable_blockquote", "offset": 6, "length": 1},
            ]

    asyncio.run(run())


def test_parameters_may_come_as_json_and_in_the_address() -> None:
    async def run() -> None:
        async with scene() as at:
            address = f"{at.telegram.url}/bot{at.telegram.token}/sendMessage?chat_id={at.ada.id}"
            async with at.client.post(address, json={"text": "x"}) as response:
                assert (await response.json())["ok"]
            async with at.client.post(
                address, data=b"[", headers={"Content-Type": "application/json"}
            ) as response:
                assert json.loads(await response.text())["error_code"] == 400

    asyncio.run(run())
