"""The emulator as tests use it: a Discord on this machine, with people and servers made to order."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from aiohttp import web

from tests.emulators import connections
from tests.emulators.discord import lookups, places
from tests.emulators.discord import world as worlds
from tests.emulators.discord.control import Control
from tests.emulators.discord.faults import Faults
from tests.emulators.discord.gateway import Gateway
from tests.emulators.discord.limits import Limits
from tests.emulators.discord.people import Person
from tests.emulators.discord.places import Channel, Guild
from tests.emulators.discord.record import Record
from tests.emulators.discord.rooms import Room, Server
from tests.emulators.discord.rules import ANSWER_SECONDS, DM
from tests.emulators.discord.server import BODY_BYTES, ROOT
from tests.emulators.discord.server import Server as Rest
from tests.emulators.discord.world import World
from tests.emulators.waiting import DEADLINE, T

TOKEN: Final = "NzAwMDAw.emulated.token-that-must-not-be-printed"  # noqa: S105 -- a token of no real bot


class Emulator:
    """`async with Emulator() as discord`: listens on `discord.url` from then on."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        limits: Limits | None = None,
        username: str = "Briefing",
        port: int = 0,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.token = token
        self.port = port
        self.world = World(username)
        self.world.answer_seconds = answer_seconds
        self.server = Rest(self.world, token)
        self.server.buckets.limits = limits
        self.gateway = Gateway(self.world, token)
        self._control = Control(self)
        self._runner: web.ServerRunner | None = None

    @property
    def url(self) -> str:
        """The REST API's root with its version, as `Route.BASE` wants it."""
        return f"{self.world.root}{ROOT}"

    @property
    def gateway_url(self) -> str:
        """Where the gateway listens, as `GET /gateway` tells."""
        return lookups.address(self.world)

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
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.hang_up()

    async def listen(self) -> None:
        """Take connections, again on the same port after `hang_up`."""
        server = web.Server(self._answer, request_factory=connections.factory(BODY_BYTES), access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        self.world.root = f"http://127.0.0.1:{self.port}"

    async def hang_up(self) -> None:
        """Close all connections and take none: what comes now is refused."""
        self.faults.clear()
        self.gateway.drop()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path.startswith("/control/"):
            return await self._control.answer(request)
        if request.path.startswith("/gateway"):
            return await self.gateway.answer(request)
        if request.path.startswith("/cdn/"):
            content = self.world.files.get(request.path)
            return web.Response(body=content) if content is not None else web.Response(status=404)
        return await self.server.answer(request)

    # Who and where

    def person(self, name: str, *, locale: str = "en-US") -> Person:
        """Someone new, whose client speaks that language."""
        user = worlds.user(self.world.number(), name)
        self.world.users[int(user["id"])] = user
        self.world.locales[int(user["id"])] = locale
        return Person(self.world, user)

    def guild(
        self, name: str, owner: Person, *members: Person, locale: str = "en-US", bot: bool = True
    ) -> Server:
        """A server with its owner and members, and the bot."""
        guild = Guild(self.world.number(), name, owner.id, locale)
        guild.role(guild.id, "@everyone", places.USUAL)
        for one in (owner, *members):
            guild.joins(one.user, self.world.clock())
        self.world.guilds[guild.id] = guild
        server = Server(self.world, guild)
        if bot:
            owner.adds_bot(server)
        return server

    def chat(self, one: Person, other: Person) -> Room:
        """A private chat of two people, without the bot."""
        channel = Channel(self.world.number(), DM, recipients=[one.user, other.user])
        self.world.channels[channel.id] = channel
        return Room(self.world, channel)

    # Time, and waiting

    def skip(self, seconds: float) -> None:
        """So much time passes at once, for interactions, nonces and old messages."""
        now = self.world.clock
        self.world.clock = (lambda: time.time() + seconds) if now is time.time else lambda: now() + seconds

    async def until(self, condition: Callable[[], T | None], what: str = "", within: float = DEADLINE) -> T:
        """Wait until something is so; an AssertionError when it never is."""
        return await self.world.until(condition, what, within)

    async def settled(self, within: float = DEADLINE) -> None:
        """Wait until everybody has the answer to all that they asked."""
        every = self.world.interactions.values()
        await self.until(lambda: all(one.settled for one in every), "all answers", within)

    async def connected(self, within: float = DEADLINE) -> None:
        """Wait until a bot is at the gateway."""
        await self.until(
            lambda: any(one.socket for one in self.gateway.sessions.values()), "a bot at the gateway", within
        )
