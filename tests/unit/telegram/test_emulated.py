"""Digests through the library to the emulated Telegram, which refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import Bot

from bot.page import Action, Image, Page, Paragraph, Text
from bot.pages import editions
from bot.phrases.catalogue import Phrases
from bot.platforms.telegram.courier import TelegramCourier
from bot.platforms.telegram.parts import prepared
from bot.platforms.telegram.sender import TelegramSender
from bot.platforms.telegram.transport import Secrets, Transport, Waits, told_nothing
from corpus.index import Index
from digests.compose import Order
from digests.edition import Dateline
from digests.outcomes import Gone, Limited, Moved, NotSent, Refused, Sent, Unclear
from digests.subscription import ChatKind, Content
from tests.editions import told
from tests.emulators.pictures import png
from tests.emulators.scenes import Scene, scene
from tests.emulators.telegram import Limits
from tests.fakes.keys import FakeKeyStore

DUE = Dateline(datetime(2026, 12, 4, 7, tzinfo=UTC), "Europe/Paris")
PAGE = Page("en", (Paragraph(((Text("words"),),)),), actions=(Action("Troops", "/troops"),))
(PART,) = prepared(PAGE, ChatKind.PRIVATE, "briefing_bot")


@asynccontextmanager
async def courier_in(made: Scene, read: float = 60.0) -> AsyncIterator[TelegramCourier]:
    transport = Transport(Secrets(made.telegram.token), made.telegram.url, waits=Waits(read=read))
    bot = Bot(**told_nothing("7000001"), request=transport, get_updates_request=transport)
    async with transport:
        yield TelegramCourier("telegram:7000001", TelegramSender(bot, FakeKeyStore()))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_digest_in_every_kind_of_chat(language: str, shipped_index: Index) -> None:
    edition = told(None, shipped_index, Order(Content.BRIEF, language, frozenset()))
    assert edition is not None
    page = editions.edition(edition, shipped_index, DUE, Phrases(language)).page

    async def run() -> None:
        async with scene() as made, courier_in(made) as courier:
            places = {
                str(made.ada.id): (ChatKind.PRIVATE, made.ada.private),
                str(made.group.id): (ChatKind.GROUP, made.group),
                f"{made.forum.id}/{made.topic}": (ChatKind.GROUP, made.forum),
                str(made.channel.id): (ChatKind.CHANNEL, made.channel),
            }
            shown = set()
            for key, (kind, room) in places.items():
                (part,) = prepared(page, kind, "briefing_bot", pin=True)
                assert isinstance(await courier.send(key, part, "1.0"), Sent)
                message = room.messages()[-1]
                shown.add(message.text)
                assert (message.topic == made.topic) is ("/" in key)
                buttons = [button for row in message.rows for button in row]
                assert all(("callback_data" in button) is (kind is ChatKind.PRIVATE) for button in buttons)
            assert len(shown) == 1
            pinning = asyncio.create_task(courier.run())
            await courier.pinned()
            pinning.cancel()
            assert made.ada.private.chat.pinned
            assert not made.group.chat.pinned  # it may not there, and nobody minds
            assert made.telegram.world.losses == []

    asyncio.run(run())


def test_a_picture_with_more_than_its_caption_takes() -> None:
    page = Page("en", (Image(png(640, 480), "chart", "claim " * 300),), actions=(Action("Help", "/help"),))

    async def run() -> None:
        async with scene() as made, courier_in(made) as courier:
            for part in prepared(page, ChatKind.PRIVATE, "briefing_bot"):
                assert isinstance(await courier.send(str(made.ada.id), part, "1.0"), Sent)
            photo, text = made.ada.private.messages()[-2:]
            assert (photo.picture, text.picture) == (True, False)
            assert (photo.plain + " " + text.plain).split() == ["claim"] * 300
            assert text.labels == ["Help"]

    asyncio.run(run())


FAULTS: list[tuple[str, dict[str, Any], type, bool]] = [
    # fault, its fields, outcome, whether the message stands
    ("reset_before", {}, Unclear, False),
    ("reset_after", {}, Unclear, True),
    ("garbage", {}, Unclear, False),
    ("garbage_after", {}, Unclear, True),
    ("refuse", {"code": 500}, Unclear, False),
    ("refuse", {"code": 401, "description": "Unauthorized"}, NotSent, False),
    ("refuse", {"code": 400, "description": "Bad Request: strange"}, Refused, False),
]


@pytest.mark.parametrize(("kind", "fields", "outcome", "stands"), FAULTS)
def test_what_goes_wrong(kind: Any, fields: dict[str, Any], outcome: type, stands: bool) -> None:
    async def run() -> None:
        async with scene() as made, courier_in(made) as courier:
            before = len(made.ada.private.messages())
            made.telegram.faults.add(kind, "sendMessage", **fields)
            assert isinstance(await courier.send(str(made.ada.id), PART, "1.0"), outcome)
            assert len(made.ada.private.messages()) - before == int(stands)
            assert isinstance(await courier.send(str(made.ada.id), PART, "1.0"), Sent)

    asyncio.run(run())


def test_an_answer_that_comes_too_late_leaves_it_unclear() -> None:
    async def run() -> None:
        async with scene() as made, courier_in(made, read=0.05) as courier:
            before = len(made.ada.private.messages())
            slow = made.telegram.faults.add("slow_after", "sendMessage")
            assert isinstance(await courier.send(str(made.ada.id), PART, "1.0"), Unclear)
            await made.telegram.until(lambda: len(made.ada.private.messages()) > before)
            slow.release()

    asyncio.run(run())


def test_chats_that_are_gone_or_moved() -> None:
    async def run() -> None:
        async with scene() as made, courier_in(made) as courier:
            telegram = made.telegram
            closed = next(iter(made.forum.chat.closed_topics))
            new = telegram.migrates(made.group, made.ada)
            made.ada.blocks_bot()
            gone = {
                str(made.ada.id): "Forbidden: bot was blocked by the user",
                str(made.stranger.id): "Forbidden: bot can't initiate conversation with a user",
                "404": "Chat not found",
                str(made.foreign.id): None,
                f"{made.forum.id}/{closed}": "Topic_closed",
                f"{made.forum.id}/99": "Message thread not found",
            }
            for key, reason in gone.items():
                outcome = await courier.send(key, PART, "1.0")
                assert isinstance(outcome, Gone), key
                assert reason in (None, outcome.reason)
            assert await courier.send(str(made.group.id), PART, "1.0") == Moved(str(new.id))

    asyncio.run(run())


def test_too_fast_for_one_chat_and_for_the_whole_bot() -> None:
    async def run() -> None:
        async with scene(Limits(per_second=3)) as made, courier_in(made) as courier:
            people = [made.telegram.person(f"P{n}", started=True) for n in range(5)]
            second = timedelta(seconds=1)
            assert isinstance(await courier.send(str(people[0].id), PART, "1.0"), Sent)
            again = await courier.send(str(people[0].id), PART, "2.0")
            assert again == Limited(second, whole_bot=False)
            outcomes = [await courier.send(str(one.id), PART, "1.0") for one in people[1:]]
            assert [isinstance(one, Sent) for one in outcomes] == [True, True, False, False]
            assert outcomes[2:] == [Limited(second, whole_bot=True)] * 2

    asyncio.run(run())


def test_nobody_listens_for_a_while() -> None:
    async def run() -> None:
        async with scene() as made, courier_in(made) as courier:
            await made.telegram.hang_up()
            assert isinstance(await courier.send(str(made.ada.id), PART, "1.0"), NotSent)
            await made.telegram.listen()
            assert isinstance(await courier.send(str(made.ada.id), PART, "1.0"), Sent)

    asyncio.run(run())
