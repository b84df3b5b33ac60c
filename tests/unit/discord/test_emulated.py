"""Digests to the emulated Discord, which refuses what Discord refuses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.page import Action, Image, Page, Paragraph, Text
from bot.pages import editions
from bot.phrases.catalogue import Phrases
from bot.platforms.discord import courier as couriers
from bot.platforms.discord.courier import DiscordCourier
from bot.platforms.discord.outcomes import BANNED
from bot.platforms.discord.parts import prepared
from bot.platforms.discord.rest import Waits, opened
from bot.platforms.discord.sender import DiscordSender
from corpus.index import Index
from digests.compose import Order
from digests.edition import Dateline
from digests.outcomes import Gone, Limited, NotSent, Outcome, Refused, Sent, Unclear
from digests.subscription import Content
from tests.editions import told
from tests.emulators.discord import Emulator, Limits
from tests.emulators.discord.faults import CREATE
from tests.emulators.discord.people import Person
from tests.emulators.discord.rooms import Room, Server
from tests.emulators.pictures import png
from tests.fakes.keys import FakeKeyStore

DUE = Dateline(datetime(2026, 12, 4, 7, tzinfo=UTC), "Europe/Paris")
PAGE = Page("en", (Paragraph(((Text("words for @everyone"),),)),), actions=(Action("Troops", "/troops"),))
(PART,) = prepared(PAGE)


@dataclass(frozen=True, slots=True)
class Scene:
    """A server with a channel of each kind, its owner, and a courier of the bot's."""

    discord: Emulator
    ada: Person
    server: Server
    text: Room
    courier: DiscordCourier

    async def send(self, room: Room, nonce: str = "", part: str = PART) -> Outcome:
        """Send a part; without a nonce, under one of the channel's own."""
        return await self.courier.send(str(room.id), part, nonce or f"{room.id}.0")


@asynccontextmanager
async def scene(limits: Limits | None = None, read: float = 15.0, **more: Any) -> AsyncIterator[Scene]:
    async with (
        Emulator(limits=limits) as discord,
        opened(discord.token, discord.url, Waits(read=read)) as rest,
    ):
        ada = discord.person("Ada")
        server = discord.guild("Newsroom", ada)
        courier = DiscordCourier("discord:700000", DiscordSender(rest, FakeKeyStore()), **more)
        yield Scene(discord, ada, server, server.text("general"), courier)


def played(play: Callable[[Scene], Awaitable[None]], **how: Any) -> None:
    async def run() -> None:
        async with scene(**how) as made:
            await play(made)
            assert made.discord.world.losses == []

    asyncio.run(run())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_digest_in_every_kind_of_channel(language: str, shipped_index: Index) -> None:
    edition = told(None, shipped_index, Order(Content.BRIEF, language, frozenset()))
    assert edition is not None
    (part,) = prepared(editions.edition(edition, shipped_index, DUE, Phrases(language)).page)
    news: list[int] = []

    async def play(made: Scene) -> None:
        announced = made.server.announcement("news")
        news.append(announced.id)
        thread = made.server.thread(made.text, "a thread")
        post = made.server.thread(made.server.forum("forum"), "a post")
        publishing = asyncio.create_task(made.courier.run())
        for room in (made.text, announced, thread, post, made.ada.private):
            assert isinstance(await made.send(room, f"{room.id}.0", part), Sent)
            assert len(room.messages()) == 1
        await asyncio.wait_for(made.courier.published(), 10)
        publishing.cancel()
        published = [room.last().raw["flags"] & 1 for room in (made.text, announced)]
        assert published == [0, 1]

    played(play, publishes=lambda channel: channel in news)


def test_a_digest_pings_nobody() -> None:
    async def play(made: Scene) -> None:
        await made.send(made.text)
        assert made.text.last().pings == []

    played(play)


def test_a_picture_stands_in_its_message() -> None:
    (part,) = prepared(Page("en", (Image(png(640, 480), "chart", "Six claims"),)))

    async def play(made: Scene) -> None:
        assert isinstance(await made.send(made.text, part=part), Sent)
        assert made.text.last().files == ["chart-1.png"]

    played(play)


FAULTS: list[tuple[str, dict[str, Any], type, bool]] = [
    # fault, its fields, outcome, whether the message stands
    ("reset_before", {}, Unclear, False),
    ("reset_after", {}, Unclear, True),
    ("garbage", {}, Unclear, False),
    ("garbage_after", {}, Unclear, True),
]


@pytest.mark.parametrize(("kind", "fields", "outcome", "stands"), FAULTS)
def test_what_is_unclear_is_sent_again_under_its_nonce_and_stands_once(
    kind: Any, fields: dict[str, Any], outcome: type, stands: bool
) -> None:
    async def play(made: Scene) -> None:
        made.discord.faults.add(kind, CREATE, **fields)
        assert isinstance(await made.send(made.text), outcome)
        assert len(made.text.messages()) == stands
        again = await made.send(made.text)
        (message,) = made.text.messages()
        assert again == Sent(str(message.id))
        assert isinstance(await made.send(made.text, "1.1"), Sent)
        assert len(made.text.messages()) == 2

    played(play)


@pytest.mark.parametrize("kind", ["slow", "slow_after"])
def test_an_answer_that_does_not_come_is_unclear(kind: Any) -> None:
    async def play(made: Scene) -> None:
        slow = made.discord.faults.add(kind, CREATE)
        assert await made.send(made.text) == Unclear("SocketTimeoutError")
        slow.release()

    played(play, read=0.2)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_that_fails_is_asked_once_and_unclear(status: int) -> None:
    async def play(made: Scene) -> None:
        made.discord.faults.fail(status, CREATE)
        assert await made.send(made.text) == Unclear(f"HTTP {status}")
        assert len(made.discord.record.of(CREATE)) == 1

    played(play)


def test_a_flood_is_told_and_not_slept_through() -> None:
    async def play(made: Scene) -> None:
        made.discord.faults.flood(30, CREATE)
        assert await made.send(made.text) == Limited(timedelta(seconds=30), whole_bot=False)
        made.discord.faults.flood(40, CREATE, everywhere=True)
        assert await made.send(made.text) == Limited(timedelta(seconds=40))
        made.discord.faults.ban(CREATE)
        assert await made.send(made.text) == Limited(BANNED)
        assert len(made.discord.record.of(CREATE)) == 3

    played(play)


def test_the_sixth_message_in_a_channel_is_too_many_for_that_channel_alone() -> None:
    async def play(made: Scene) -> None:
        outcomes = [await made.send(made.text, f"1.{at}") for at in range(6)]
        assert [type(one) for one in outcomes] == [Sent] * 5 + [Limited]
        assert isinstance(outcomes[-1], Limited)
        assert not outcomes[-1].whole_bot
        assert timedelta(0) < outcomes[-1].wait <= timedelta(seconds=5)
        assert isinstance(await made.send(made.server.text("other"), "2.0"), Sent)

    played(play, limits=Limits())


def test_where_the_bot_may_not_write_it_is_gone_in_words() -> None:
    async def play(made: Scene) -> None:
        locked = made.server.thread(made.text, "locked")
        locked.channel.locked = True
        assert await made.send(locked) == Gone("the thread is locked (160005)")
        made.text.denies_bot("send_messages")
        said = await made.send(made.text)
        assert isinstance(said, Gone)
        assert "“Send Messages”" in said.reason
        made.text.denies_bot("view_channel")
        said = await made.send(made.text)
        assert isinstance(said, Gone)
        assert "“View Channel”" in said.reason
        made.ada.closes_chat()
        assert await made.send(made.ada.private) == Gone(
            "the user takes no direct messages from the bot (50007)"
        )

    played(play)


def test_a_channel_that_is_deleted_and_a_server_that_the_bot_was_removed_from_are_gone() -> None:
    async def play(made: Scene) -> None:
        other = made.server.text("other")
        made.ada.deletes(other)
        assert await made.send(other) == Gone("the channel does not exist any more (10003)")
        made.ada.removes_bot(made.server)
        assert isinstance(await made.send(made.text), Gone)

    played(play)


def test_a_wrong_token_is_told_and_ends_no_chat() -> None:
    async def run() -> tuple[Outcome, list[str]]:
        told: list[str] = []
        async with Emulator() as discord, opened("another-token", discord.url) as rest:
            room = discord.guild("Newsroom", discord.person("Ada")).text("general")
            courier = DiscordCourier(
                "discord:1",
                DiscordSender(rest, FakeKeyStore()),
                on_refused=lambda: told.append("refused"),
            )
            return await courier.send(str(room.id), PART, "1.0"), told

    outcome, told = asyncio.run(run())
    assert outcome == NotSent("Discord does not know the bot’s token")
    assert told == ["refused"]


def test_a_message_that_discord_will_not_have_is_refused() -> None:
    async def play(made: Scene) -> None:
        part = PART.replace("c:/troops", "c" * 101)
        said = await made.send(made.text, part=part)
        assert isinstance(said, Refused)
        assert said.reason.endswith("(50035)")

    played(play)


def test_a_discord_that_hung_up_was_sent_nothing() -> None:
    async def play(made: Scene) -> None:
        await made.discord.hang_up()
        assert await made.send(made.text) == NotSent("ClientConnectorError: Connection refused")

    played(play)


def test_a_post_for_which_there_is_no_room_to_be_published_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(couriers, "POSTS", 1)

    async def run() -> None:
        async with scene(publishes=lambda _: True) as made:  # whose posts nobody publishes
            for _ in range(2):
                assert isinstance(await made.send(made.server.text("wire")), Sent)

    asyncio.run(run())
    assert capfd.readouterr().err.count("too many wait already") == 1
