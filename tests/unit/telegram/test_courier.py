"""What Telegram answers becomes the outcome that the ledger needs; a digest is sent as it was prepared."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, TelegramError

from bot.page import Action, Image, Page, Paragraph, Text
from bot.platforms.telegram.courier import TelegramCourier
from bot.platforms.telegram.failures import TooFastError
from bot.platforms.telegram.outcomes import Floods, outcome_of
from bot.platforms.telegram.parts import Part, prepared, read, written
from bot.platforms.telegram.render import Message, Photo, rendered
from bot.platforms.telegram.sender import TelegramSender
from digests.errors import StoreError
from digests.outcomes import Gone, Limited, Moved, NotSent, Outcome, Refused, Sent, Unclear
from digests.subscription import ChatKind
from tests.fakes.keys import FakeKeyStore
from tests.pages import pages
from tests.unit.telegram import wire
from tests.unit.telegram.wire import PATIENT, Answer, bot_at, nowhere, refused, serving, told, waits_for

PAGE = Page("en", (Paragraph(((Text("words"),),)),), actions=(Action("Troops", "/troops"),))
SECONDS_30 = timedelta(seconds=30)


@asynccontextmanager
async def courier_at(url: str, waits: wire.Waits = PATIENT, **more: Any) -> AsyncIterator[TelegramCourier]:
    async with bot_at(url, waits) as bot:
        yield TelegramCourier("telegram:7000001", TelegramSender(bot, FakeKeyStore()), **more)


def outcome(answer: Answer, chat: str = "1001") -> Outcome:
    async def run() -> Outcome:
        async with serving(answer) as server, courier_at(server.url, waits_for(answer)) as courier:
            (part,) = prepared(PAGE, ChatKind.PRIVATE, "the_bot")
            return await courier.send(chat, part, "7.0")

    return asyncio.run(run())


def bad(what: str) -> Answer:
    return refused(400, f"Bad Request: {what}")


OUTCOMES: dict[str, tuple[Answer, Outcome]] = {
    "taken": (wire.sent(42), Sent("42")),
    "slow down": (refused(429, "x", retry_after=30), Limited(SECONDS_30, whole_bot=False)),
    "blocked": (
        refused(403, "Forbidden: bot was blocked by the user"),
        Gone("Forbidden: bot was blocked by the user"),
    ),
    "no such chat": (bad("chat not found"), Gone("Chat not found")),
    "topic closed": (bad("TOPIC_CLOSED"), Gone("Topic_closed")),
    "topic gone": (bad("message thread not found"), Gone("Message thread not found")),
    "may not write": (
        bad("not enough rights to send text messages to the chat"),
        Gone("Not enough rights to send text messages to the chat"),
    ),
    "may not write, in the library's words": (bad("CHAT_WRITE_FORBIDDEN"), Gone("Chat_write_forbidden")),
    "no admin of the channel": (
        bad("need administrator rights in the channel chat"),
        Gone("Need administrator rights in the channel chat"),
    ),
    "no photos here": (
        bad("not enough rights to send photos to the chat"),
        Refused("Not enough rights to send photos to the chat"),
    ),
    "wrong text": (bad("can't parse entities"), Refused("Can't parse entities")),
    "too large": (told(413, "", "text/html"), Refused("sendMessage: the request is too large")),
    "moved": (
        refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1007),
        Moved("-1007"),
    ),
    "reset": (wire.reset, Unclear("sendMessage: ClientOSError: Connection reset by peer")),
    "cut": (wire.cut, Unclear("sendMessage: ServerDisconnectedError")),
    "502": (
        told(502, "<html>", "text/html"),
        Unclear("sendMessage: HTTP 502, and not from the Bot API"),
    ),
    "500": (refused(500, "Internal Server Error: restart"), Unclear("Internal Server Error: restart")),
    "slow": (wire.never, Unclear("sendMessage: SocketTimeoutError")),
    "not JSON": (told(200, "{"), Unclear("the answer is no JSON")),
    "409, of which a send knows nothing": (refused(409, "Conflict: x"), Unclear("Conflict: x")),
    "a proxy's no": (
        told(403, "<html>", "text/html"),
        NotSent("sendMessage: HTTP 403, and not from the Bot API"),
    ),
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_becomes_of_a_message(name: str) -> None:
    answer, expected = OUTCOMES[name]
    assert outcome(answer) == expected


def test_nobody_listens() -> None:
    async def run() -> None:
        async with courier_at(nowhere()) as courier:
            (part,) = prepared(PAGE, ChatKind.PRIVATE, "the_bot")
            assert isinstance(await courier.send("1001", part, "7.0"), NotSent)

    asyncio.run(run())


def test_a_token_that_telegram_does_not_know_is_told_once_a_try() -> None:
    told: list[str] = []

    async def run() -> None:
        async with (
            serving(refused(401, "Unauthorized")) as server,
            courier_at(server.url, on_refused=lambda: told.append("refused")) as courier,
        ):
            (part,) = prepared(PAGE, ChatKind.PRIVATE, "the_bot")
            assert await courier.send("1001", part, "7.0") == NotSent(
                "Telegram does not know the bot's token"
            )

    asyncio.run(run())
    assert told == ["refused"]


def test_a_chats_flood_is_its_own_until_a_second_chat_is_refused_meanwhile() -> None:
    floods = Floods()
    assert not floods.limited("-5", timedelta(seconds=30), 0).whole_bot
    assert not floods.limited("-5", timedelta(seconds=30), 10).whole_bot
    assert floods.limited("6", timedelta(seconds=1), 39).whole_bot
    assert not floods.limited("6", timedelta(seconds=1), 41).whole_bot
    assert floods.limited("6", timedelta(seconds=61), 50).whole_bot


def test_topics_share_the_limits_of_their_chat() -> None:
    floods, wait = Floods(), timedelta(seconds=3)
    for topic in ("-5/2", "-5/3", "-5"):
        assert outcome_of(TooFastError(wait), topic, floods, 0) == Limited(wait, whole_bot=False)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Forbidden("kicked"), Gone("kicked")),
        (BadRequest("strange"), Refused("strange")),
        (Conflict("two"), Unclear("two")),
        (NetworkError("what"), Unclear("what")),
        (TelegramError("else"), Unclear("else")),
    ],
)
def test_the_librarys_own_errors(error: TelegramError, expected: Outcome) -> None:
    assert outcome_of(error, "1", Floods(), 0.0) == expected


def test_a_part_is_sent_as_it_was_prepared() -> None:
    async def run() -> None:
        async with serving(wire.sent()) as server, courier_at(server.url) as courier:
            page = Page(
                "en",
                (Image(b"\x89PNG", "chart", "alt"),),
                actions=(Action("Next", "/search " + "é" * 60),),
            )
            for kind, chat in ((ChatKind.PRIVATE, "1001"), (ChatKind.GROUP, "-1005/3")):
                for shown in (PAGE, page):
                    (part,) = prepared(shown, kind, "the_bot", silent=kind is ChatKind.GROUP)
                    assert await courier.send(chat, part, "7.0") == Sent("5")
            private, photo, shared, _ = server.asked
            assert private.given == {
                "chat_id": 1001,
                "text": "words",
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
                "reply_markup": {"inline_keyboard": [[{"text": "Troops", "callback_data": "/troops"}]]},
            }
            assert shared.given == {
                "chat_id": -1005,
                "message_thread_id": 3,
                "text": "words",
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
                "disable_notification": True,
                "reply_markup": {
                    "inline_keyboard": [[{"text": "Troops", "url": "https://t.me/the_bot?start=troops"}]]
                },
            }
            assert photo.path.endswith("/sendPhoto")
            keys = courier.sender.keys
            assert isinstance(keys, FakeKeyStore)
            assert list(keys.commands.values()) == ["/search " + "é" * 60]

    asyncio.run(run())


def test_of_several_parts_the_first_is_pinned_and_the_others_make_no_sound() -> None:
    long = Page("en", tuple(Paragraph(((Text("word " * 300),),)) for _ in range(6)))
    parts = [read(part) for part in prepared(long, ChatKind.CHANNEL, "the_bot", pin=True)]
    assert [(part.pin, part.silent) for part in parts] == [(True, False), (False, True), (False, True)]


@settings(deadline=None, max_examples=30)
@given(pages)
def test_a_part_is_the_same_after_it_was_stored(page: Page) -> None:
    for message in rendered(page, "the_bot"):
        for part in (Part(message), Part(message, silent=True, pin=True)):
            assert read(written(part)) == part


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"v":2}', '{"v":1}', '{"v":1,"html":"x","keyboard":[3]}'])
def test_a_part_of_another_make_is_refused_and_not_sent(text: str) -> None:
    async def run() -> Outcome:
        async with serving(wire.never) as server, courier_at(server.url) as courier:
            done = await courier.send("1001", text, "7.0")
            assert server.asked == []
            return done

    assert isinstance(asyncio.run(run()), Refused)


def test_a_key_that_is_no_chats_is_refused() -> None:
    assert outcome(wire.never, "here") == Refused("that is no key of a Telegram chat")


def test_nothing_is_sent_whose_buttons_cannot_be_kept() -> None:
    class Broken(FakeKeyStore):
        async def keep(self, command: str) -> str:
            raise StoreError("the database is away")

    async def run() -> None:
        async with serving(wire.sent()) as server, bot_at(server.url) as bot:
            courier = TelegramCourier("telegram:7000001", TelegramSender(bot, Broken()))
            page = Page("en", (Paragraph(((Text("words"),),)),), actions=(Action("Next", "/" + "x" * 70),))
            (part,) = prepared(page, ChatKind.PRIVATE, "the_bot")
            assert await courier.send("1001", part, "7.0") == NotSent("the database is away")
            assert server.asked == []

    asyncio.run(run())


def test_a_pin_that_fails_is_no_failure_of_the_delivery() -> None:
    answers = [wire.sent(), bad("not enough rights to manage pinned messages in the chat"), wire.sent()]

    async def run() -> None:
        async with serving(*answers, told(200, '{"ok":true,"result":true}')) as server:
            async with courier_at(server.url) as courier:
                pinning = asyncio.create_task(courier.run())
                for _ in range(2):
                    (part,) = prepared(PAGE, ChatKind.PRIVATE, "the_bot", pin=True)
                    assert await courier.send("1001", part, "7.0") == Sent("5")
                    await courier.pinned()
                pinning.cancel()
            paths = [asked.path.rpartition("/")[2] for asked in server.asked]
            assert paths == ["sendMessage", "pinChatMessage"] * 2
            assert server.asked[1].given == {
                "chat_id": 1001,
                "message_id": 5,
                "disable_notification": True,
            }

    asyncio.run(run())


def test_a_picture_is_uploaded_once_and_again_when_telegram_forgot_it() -> None:
    photo = {"file_id": "known", "file_unique_id": "u", "width": 9, "height": 9}
    done = {"message_id": 5, "date": 0, "chat": {"id": 1001, "type": "private"}, "photo": [photo]}
    there = told(200, json.dumps({"ok": True, "result": done}))
    message = Message("alt", photo=Photo(b"\x89PNG", "chart"))

    async def run() -> None:
        lost = bad("wrong file identifier/HTTP URL specified")
        async with serving(there, there, lost, there) as server, courier_at(server.url) as courier:
            for _ in range(3):
                assert await courier.sender.send(1001, message) == 5
            uploads = [b"\x89PNG" in asked.body for asked in server.asked]
            assert uploads == [True, False, False, True]
            assert server.asked[1].given["photo"] == "known"

    asyncio.run(run())
