"""The emulator as tests use it: a Telegram on this machine, with people and chats made to order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import web

from tests.emulators import connections
from tests.emulators.telegram.chats import Chat, Member
from tests.emulators.telegram.control import Control
from tests.emulators.telegram.delivery import Delivery
from tests.emulators.telegram.faults import Faults
from tests.emulators.telegram.floods import Limits
from tests.emulators.telegram.people import Person
from tests.emulators.telegram.record import Record
from tests.emulators.telegram.rooms import Room
from tests.emulators.telegram.server import BODY_BYTES, Server
from tests.emulators.telegram.world import World
from tests.emulators.waiting import DEADLINE, T

TOKEN: Final = "7000001:emulated-token-that-must-not-be-printed"  # noqa: S105 -- a token of no real bot


class Emulator:
    """`async with Emulator() as telegram`: listens on `telegram.url` from then on."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        limits: Limits | None = None,
        username: str = "briefing_bot",
        port: int = 0,
    ) -> None:
        self.token = token
        self.port = port
        self.world = World(username)
        self.world.floods.limits = limits
        self.server = Server(self.world, token)
        self.delivery = Delivery(self.world)
        self._control = Control(self)
        self._runner: web.ServerRunner | None = None
        self._delivering: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def record(self) -> Record:
        """What the bot asked for."""
        return self.server.record

    @property
    def faults(self) -> Faults:
        """What shall go wrong."""
        return self.server.faults

    async def __aenter__(self) -> Self:
        await self.listen()
        self._delivering = asyncio.create_task(self.delivery.run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._delivering:
            self._delivering.cancel()
            with suppress(asyncio.CancelledError):
                await self._delivering
        await self.hang_up()

    async def listen(self) -> None:
        """Take connections, again on the same port after `hang_up`."""
        server = web.Server(self._answer, request_factory=connections.factory(BODY_BYTES), access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]

    async def hang_up(self) -> None:
        """Close all connections and take none: what comes now is refused."""
        self.faults.clear()
        self.world.updates.stop()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path.startswith("/control/"):
            return await self._control.answer(request)
        return await self.server.answer(request)

    # Who and where

    def person(self, name: str, *, language: str = "en", username: str = "", started: bool = False) -> Person:
        """Someone new; `started`: who has already written to the bot."""
        user: dict[str, Any] = {
            "id": 1000 + self.world.number("user"),
            "is_bot": False,
            "first_name": name,
            "language_code": language,
        }
        if username:
            user["username"] = username
        self.world.users[user["id"]] = user
        private = Chat(user["id"], "private", owner=user)
        private.members = {user["id"]: Member(user, "member")}
        if started:
            private.members[self.world.bot["id"]] = Member(self.world.bot, "member")
        return Person(self.world, user, self._room(private))

    def group(self, title: str, owner: Person, *members: Person, bot: bool = True) -> Room:
        """A basic group."""
        return self._made("group", title, owner, members, bot)

    def supergroup(
        self,
        title: str,
        owner: Person,
        *members: Person,
        bot: bool = True,
        topics: tuple[str, ...] = (),
        username: str = "",
    ) -> Room:
        """A supergroup; with topics, a forum, whose topics' numbers are in `room.chat.topics`."""
        room = self._made("supergroup", title, owner, members, bot, username)
        room.chat.forum = bool(topics)
        for topic in topics:
            room.chat.last_id += 1
            room.chat.topics[room.chat.last_id] = topic
        return room

    def channel(self, title: str, owner: Person, *, username: str = "") -> Room:
        """A channel, without the bot: `owner.promotes_bot(channel)` makes it an administrator."""
        return self._made("channel", title, owner, (), False, username)

    def _made(
        self, kind: str, title: str, owner: Person, members: tuple[Person, ...], bot: bool, username: str = ""
    ) -> Room:
        base = 4_000 if kind == "group" else 1_000_000_000_000
        chat = Chat(-base - self.world.number("chat"), kind, title, username)
        chat.members = {one.id: Member(one.user, "member") for one in members}
        chat.members[owner.id] = Member(owner.user, "creator")
        if bot:
            chat.members[self.world.bot["id"]] = Member(self.world.bot, "member")
        return self._room(chat)

    def _room(self, chat: Chat) -> Room:
        self.world.chats[chat.id] = chat
        return Room(self.world, chat)

    def grants(
        self, room: Room, person: Person, *rights: str, anonymous: bool = False, creator: bool = False
    ) -> None:
        """Make someone an administrator there (or the creator), perhaps an anonymous one."""
        status = "creator" if creator else "administrator"
        room.chat.members[person.id] = Member(person.user, status, frozenset(rights), anonymous)

    def migrates(self, room: Room, by: Person, *, membership_first: bool = False) -> Room:
        """A group becomes a supergroup: the bot gets two service messages and two changes of membership."""
        old, bot = room.chat, self.world.bot
        new = Chat(-1_000_000_000_000 - self.world.number("chat"), "supergroup", old.title)
        new.members, old.moved_to = dict(old.members), None
        there = self._room(new)
        left, member = Member(bot), self.world.standing(old)

        def membership() -> None:
            for chat, before, after in ((old, member, left), (new, left, member)):
                told = {"chat": chat.wire(), "from": by.user, "date": self.world.now()}
                told |= {"old_chat_member": before.wire(), "new_chat_member": after.wire()}
                self.world.updates.put("my_chat_member", told)

        if membership_first:
            membership()
        for chat, content in (
            (old, {"migrate_to_chat_id": new.id}),
            (new, {"migrate_from_chat_id": old.id}),
        ):
            self.world.updates.put("message", self.world.post(chat, content, by.user))
        if not membership_first:
            membership()
        old.members[bot["id"]], old.moved_to = left, new.id
        return there

    # Waiting

    async def until(self, condition: Callable[[], T | None], what: str = "", within: float = DEADLINE) -> T:
        """Wait until something is so; an AssertionError when it never is."""
        return await self.world.until(condition, what, within)

    async def drained(self, within: float = DEADLINE) -> None:
        """Wait until the bot has confirmed every update."""
        await self.until(lambda: not self.world.updates.pending, "all updates taken", within)
