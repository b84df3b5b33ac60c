"""What Discord answers becomes the outcome that the ledger needs; a digest is sent as it was prepared."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.page import Action, Image, Page, Paragraph, Text
from bot.platforms.discord.courier import NONCE_KNOWN, DiscordCourier
from bot.platforms.discord.outcomes import BANNED
from bot.platforms.discord.parts import Part, prepared, read, written
from bot.platforms.discord.render import rendered
from bot.platforms.discord.rest import AGENT, Waits, opened
from bot.platforms.discord.sender import DiscordSender
from digests.delivery import Doubts, OnDoubt
from digests.errors import StoreError
from digests.outcomes import Gone, Limited, NotSent, Outcome, Refused, Sent, Unclear
from digests.pace import Limits
from tests.fakes.keys import FakeKeyStore
from tests.unit.telegram.wire import Answer, Asked, cut, half, never, nowhere, reset, serving

TOKEN = "a-token-that-nobody-may-ever-see"  # noqa: S105 - of no real bot
PAGE = Page("en", (Paragraph(((Text("words"),),)),), actions=(Action("Troops", "/troops"),))
LONG = "/search " + "é" * 120
PATIENT = Waits()
IMPATIENT = Waits(read=0.05)
"""For those who never answer; anybody else might be too slow for it on a busy machine."""
VIA = {"Via": "1.1 google"}


def answered(status: int, body: object, **headers: str) -> Answer:
    """Answers with this JSON, or these words."""

    async def answer(asked: Asked) -> None:
        words = body if isinstance(body, str) else json.dumps(body)
        told = {"Content-Length": str(len(words.encode())), "Content-Type": "application/json", **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        asked.writer.write(f"HTTP/1.1 {status} X\r\n{head}\r\n{words}".encode())
        await asked.writer.drain()

    return answer


def refused(status: int, code: int, message: str) -> Answer:
    return answered(status, {"code": code, "message": message})


def too_fast(seconds: float, *, whole: bool = False, scope: str = "user") -> Answer:
    told = {"message": "You are being rate limited.", "retry_after": seconds, "global": whole}
    return answered(429, told, **VIA, **{"X-RateLimit-Scope": scope})


taken: Answer = answered(200, {"id": "42"})


@asynccontextmanager
async def courier_at(url: str, waits: Waits = PATIENT, **more: Any) -> AsyncIterator[DiscordCourier]:
    async with opened(TOKEN, url, waits) as rest:
        yield DiscordCourier("discord:7000001", DiscordSender(rest, FakeKeyStore()), **more)


def outcome(answer: Answer, chat: str = "1001", page: Page = PAGE, **more: Any) -> Outcome:
    async def run() -> Outcome:
        waits = IMPATIENT if answer in (never, half) else PATIENT
        async with serving(answer) as server, courier_at(server.url, waits, **more) as courier:
            return await courier.send(chat, prepared(page)[0], "7.0")

    return asyncio.run(run())


NO_ACCESS = "the bot has no access to the channel: “View Channel” is missing (50001)"
NO_PERMISSION = (
    "the bot may not write in the channel: “Send Messages”, or in a thread “Send Messages in Threads”, "
    "is missing (50013)"
)
OUTCOMES: dict[str, tuple[Answer, Outcome]] = {
    "taken": (taken, Sent("42")),
    "taken, they say, and no more": (answered(204, ""), Unclear("HTTP 204 without a message")),
    "no access": (refused(403, 50001, "Missing Access"), Gone(NO_ACCESS)),
    "no permission": (refused(403, 50013, "Missing Permissions"), Gone(NO_PERMISSION)),
    "blocked": (
        refused(403, 50007, "Cannot send messages to this user"),
        Gone("the user takes no direct messages from the bot (50007)"),
    ),
    "forbidden, unheard of": (refused(403, 99999, "Something new"), Gone("Something new (99999)")),
    "filtered": (
        refused(403, 200000, "Message was blocked by automatic moderation"),
        Refused("Message was blocked by automatic moderation (200000)"),
    ),
    "no channel": (
        refused(404, 10003, "Unknown Channel"),
        Gone("the channel does not exist any more (10003)"),
    ),
    "no server": (refused(404, 10004, "Unknown Guild"), Gone("the server does not exist any more (10004)")),
    "no such path": (refused(404, 0, "404: Not Found"), NotSent("404: Not Found")),
    "archived": (refused(400, 50083, "Thread is archived"), Gone("the thread is archived (50083)")),
    "wrong message": (refused(400, 50035, "Invalid Form Body"), Refused("Invalid Form Body (50035)")),
    "too large": (answered(413, "<html>"), Refused("the message is too large")),
    "a proxy's no": (answered(407, "<html>"), NotSent("HTTP 407, and not from Discord’s API")),
    "leads elsewhere": (answered(302, "<html>"), NotSent("HTTP 302, and not from Discord’s API")),
    "no such token": (
        refused(401, 0, "401: Unauthorized"),
        NotSent("Discord does not know the bot’s token"),
    ),
    "slow down here": (too_fast(1.5), Limited(timedelta(seconds=1.5), whole_bot=False)),
    "slow down, shared": (too_fast(2, scope="shared"), Limited(timedelta(seconds=2), whole_bot=False)),
    "slow down, all": (too_fast(3, whole=True), Limited(timedelta(seconds=3))),
    "slow down, all, said in the headers": (too_fast(3, scope="global"), Limited(timedelta(seconds=3))),
    "the edge's ban": (answered(429, {"retry_after": 1}), Limited(BANNED)),
    "the edge's ban, in words": (answered(429, "error code: 1015", **VIA), Limited(BANNED)),
    "the edge's long ban": (
        answered(429, "<html>", **{"Retry-After": "3600"}),
        Limited(timedelta(hours=1)),
    ),
    "the edge's no": (answered(403, "<html>"), Limited(BANNED)),
    "the edge's no, in JSON": (refused(403, 40333, "internal network error"), Limited(BANNED)),
    "it broke": (refused(500, 0, "500: Internal Server Error"), Unclear("HTTP 500")),
    "bad gateway": (answered(502, "<html>"), Unclear("HTTP 502")),
    "unavailable": (answered(503, "<html>"), Unclear("HTTP 503")),
    "gateway too late": (answered(504, "<html>"), Unclear("HTTP 504")),
    "cut off": (cut, Unclear("ServerDisconnectedError")),
    "reset": (reset, Unclear("ClientOSError: Connection reset by peer")),
    "no answer": (never, Unclear("SocketTimeoutError")),
    "half an answer": (half, Unclear("SocketTimeoutError")),
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_discord_answers_is_what_became_of_the_message(name: str) -> None:
    answer, expected = OUTCOMES[name]
    assert outcome(answer) == expected


def test_where_nobody_listens_nothing_was_sent() -> None:
    async def run() -> Outcome:
        async with courier_at(nowhere()) as courier:
            return await courier.send("1001", prepared(PAGE)[0], "7.0")

    assert asyncio.run(run()) == NotSent("ClientConnectorError: Connection refused")


def test_permissions_that_are_known_to_be_missing_are_named() -> None:
    answer = refused(403, 50013, "Missing Permissions")
    said = outcome(answer, lacking=lambda channel: ("Send Messages", "Attach Files"))
    assert said == Gone("missing in the channel: “Send Messages”, “Attach Files” (50013)")


@pytest.mark.parametrize("chat", ["", "me", "-5", "1/2", "٣"])
def test_a_key_that_is_no_channels_is_refused(chat: str) -> None:
    assert outcome(taken, chat) == Refused("that is no key of a Discord channel")


def test_a_token_that_is_gone_is_told() -> None:
    told: list[str] = []
    outcome(refused(401, 0, "401: Unauthorized"), on_refused=lambda: told.append("refused"))
    assert told == ["refused"]


def test_a_message_goes_out_under_its_nonce_without_a_mention_that_fires() -> None:
    async def run() -> Asked:
        async with serving(taken) as server, courier_at(server.url) as courier:
            await courier.send("1001", prepared(PAGE, silent=True)[0], "7.0")
            return server.asked[0]

    asked = asyncio.run(run())
    assert asked.path == "/channels/1001/messages"
    assert asked.headers["authorization"] == f"Bot {TOKEN}"
    assert asked.headers["user-agent"] == AGENT
    (message,) = rendered(PAGE)
    assert asked.given == {
        "components": list(message.components),
        "flags": 32768 + 4096,
        "allowed_mentions": {"parse": []},
        "nonce": "7.0",
        "enforce_nonce": True,
    }


def test_a_picture_is_uploaded_with_its_words() -> None:
    async def run() -> Asked:
        page = Page("en", (Image(b"\x89PNG", "chart", "Six claims"),))
        async with serving(taken) as server, courier_at(server.url) as courier:
            await courier.send("1001", prepared(page)[0], "7.0")
            return server.asked[0]

    asked = asyncio.run(run())
    assert asked.headers["content-type"].startswith("multipart/form-data")
    payload, picture = asked.body.split(b"\r\n--")[:2]
    told = json.loads(payload.rpartition(b"\r\n")[2])
    assert told["attachments"] == [{"id": 0, "filename": "chart-1.png", "description": "Six claims"}]
    (gallery,) = told["components"][0]["components"]
    assert gallery["items"] == [{"media": {"url": "attachment://chart-1.png"}, "description": "Six claims"}]
    assert b'name="files[0]"; filename="chart-1.png"' in picture
    assert picture.endswith(b"\x89PNG")


def test_long_commands_are_kept_before_they_are_sent_and_nothing_is_sent_when_they_cannot_be() -> None:
    class Broken(FakeKeyStore):
        async def keep(self, command: str) -> str:
            raise StoreError("the database is away")

    async def run() -> tuple[dict[str, str], Outcome, int]:
        (part,) = prepared(Page("en", (), actions=(Action("Next", LONG),)))
        async with serving(taken) as server, courier_at(server.url) as courier:
            await courier.send("1001", part, "7.0")
            keys = courier.sender.keys
            assert isinstance(keys, FakeKeyStore)
            courier.sender = DiscordSender(courier.sender.rest, Broken())
            return keys.commands, await courier.send("1001", part, "7.1"), len(server.asked)

    kept, second, asked = asyncio.run(run())
    assert list(kept.values()) == [LONG]
    assert second == NotSent("the database is away")
    assert asked == 1


def test_what_goes_to_an_announcement_channel_is_published_and_its_failure_fails_no_delivery() -> None:
    async def run() -> tuple[list[str], list[Outcome]]:
        answers = (taken, refused(400, 50024, "no"), taken, answered(200, {"id": "43"}), taken)
        async with (
            serving(*answers) as server,
            courier_at(server.url, publishes=lambda channel: channel == 7) as courier,
        ):
            publishing = asyncio.create_task(courier.run())
            outcomes = []
            for chat in ("7", "8", "7"):
                outcomes.append(await courier.send(chat, prepared(PAGE)[0], "1.0"))
                await asyncio.wait_for(courier.published(), 10)
            publishing.cancel()
            return [one.path for one in server.asked], outcomes

    paths, outcomes = asyncio.run(run())
    assert outcomes == [Sent("42"), Sent("42"), Sent("43")]
    assert paths == [
        "/channels/7/messages",
        "/channels/7/messages/42/crosspost",
        "/channels/8/messages",
        "/channels/7/messages",
        "/channels/7/messages/43/crosspost",
    ]


def test_the_couriers_limits_and_doubts() -> None:
    async def run() -> tuple[Limits, Doubts]:
        async with courier_at("http://127.0.0.1") as courier:
            return courier.limits, courier.doubts

    assert asyncio.run(run()) == (Limits(50, 10, 1.0, 1.0), Doubts(OnDoubt.NONCE, NONCE_KNOWN))
    assert 2 * max(PATIENT.whole, PATIENT.read + PATIENT.connect) < NONCE_KNOWN.total_seconds()


def test_nothing_that_is_shown_holds_the_token() -> None:
    async def run() -> str:
        async with courier_at("http://127.0.0.1") as courier:
            return repr(courier)

    assert TOKEN not in asyncio.run(run())


def test_parts_are_read_as_they_were_written() -> None:
    image = Image(b"\x00\xff", "chart", "words")
    for message in rendered(Page("fr", (*PAGE.blocks, image), actions=(Action("Suite", LONG),))):
        part = Part(message, silent=True)
        assert read(written(part)) == part


def test_of_several_parts_all_but_the_first_make_no_sound() -> None:
    words = Paragraph(((Text("word " * 700 + "end"),),))
    parts = prepared(Page("en", (words, words, words)))
    assert [read(part).silent for part in parts] == [False, True, True]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"v":0}', '{"v":1}', '{"v":1,"components":1}', "null"])
def test_what_is_no_part_of_ours_is_refused(text: str) -> None:
    async def run() -> Outcome:
        async with courier_at("http://127.0.0.1") as courier:
            return await courier.send("1001", text, "1.0")

    assert isinstance(asyncio.run(run()), Refused)
