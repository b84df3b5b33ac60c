"""The gateway: who comes in, who is kept, and what is said again to those who come back."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import WSMsgType, web

from tests.emulators.discord import lookups, rules
from tests.emulators.discord.places import Wire
from tests.emulators.discord.sessions import DISPATCH, Closed, Session, Socket
from tests.emulators.discord.world import APPLICATION, World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS = 1, 2, 3, 4, 6, 7, 8
INVALID_SESSION, HELLO, ACK = 9, 10, 11


class Gateway:
    """Takes sockets, opens sessions and takes them up again."""

    def __init__(self, world: World, token: str) -> None:
        self.world = world
        self.token = token
        self.interval = 41.25
        """Seconds between heartbeats; without one for twice as long the socket is closed."""
        self.privileged = 0
        """Privileged intents that the bot may have."""
        self.sessions: dict[str, Session] = {}
        self.sockets: list[Socket] = []
        self.identified = 0
        self.resumed = 0
        self.beats = 0

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """`/gateway/?v=10&encoding=json`."""
        raw = web.WebSocketResponse(max_msg_size=4096)
        await raw.prepare(request)
        socket = Socket(raw, packed=request.query.get("compress") == "zlib-stream")
        self.sockets.append(socket)
        async with asyncio.TaskGroup() as tasks:
            writing = tasks.create_task(_quietly(socket.write()))
            try:
                await self._listen(socket, request.query)
            except Closed as end:
                socket.close(end.code, end.reason)
                await raw.receive()
            finally:
                self._left(socket)
                writing.cancel()
        return raw

    def _left(self, socket: Socket) -> None:
        self.sockets.remove(socket)
        for one in self.sessions.values():
            if one.socket is socket:
                one.socket = None
        self.world.changed()

    async def _listen(self, socket: Socket, asked: Mapping[str, str]) -> None:
        if asked.get("v") != "10" or asked.get("encoding") != "json":
            raise Closed(4012, "Invalid API version")
        socket.send(HELLO, {"heartbeat_interval": round(self.interval * 1000), "_trace": []})
        while True:
            try:
                async with asyncio.timeout_at(socket.beat + 2 * self.interval):
                    message = await self._next(socket)
            except TimeoutError:
                raise Closed(4009, "Session timed out") from None
            if message is None:
                return
            if socket.talks_too_much():
                raise Closed(4008, "Rate limited")
            self._heard(socket, message.get("op"), message.get("d"))

    async def _next(self, socket: Socket) -> Wire | None:
        """The next message; nothing when the other side has hung up."""
        said = await socket.raw.receive()
        if said.type is not WSMsgType.TEXT:
            return None
        try:
            message = json.loads(said.data)
        except ValueError:
            raise Closed(4002, "Error while decoding payload") from None
        if not isinstance(message, dict):
            raise Closed(4002, "Error while decoding payload")
        return message

    def _heard(self, socket: Socket, op: Any, data: Any) -> None:
        session = next((one for one in self.sessions.values() if one.socket is socket), None)
        if op == HEARTBEAT:
            socket.beat = asyncio.get_running_loop().time()
            self.beats += 1
            if socket.answers:
                socket.send(ACK, None)
        elif op in (IDENTIFY, RESUME):
            if session is not None:
                raise Closed(4005, "Already authenticated")
            self._identify(socket, data) if op == IDENTIFY else self._resume(socket, data)
        elif session is None:
            raise Closed(4003, "Not authenticated")
        elif op not in (PRESENCE, VOICE, MEMBERS):
            raise Closed(4001, "Unknown opcode")
        self.world.changed()

    def _identify(self, socket: Socket, data: Wire) -> None:
        self._known(data)
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~rules.ALL_INTENTS:
            raise Closed(4013, "Invalid intent(s)")
        if intents & rules.PRIVILEGED & ~self.privileged:
            raise Closed(4014, "Disallowed intent(s)")
        if not isinstance(data.get("properties"), dict):
            raise Closed(4002, "Error while decoding payload")
        session = Session(intents)
        session.socket = socket
        self.sessions[session.id] = session
        self.identified += 1
        self._ready(session)
        self.world.listeners.append(session)

    def _known(self, data: Any) -> None:
        token = data.get("token") if isinstance(data, dict) else None
        if not isinstance(token, str) or not hmac.compare_digest(token.encode(), self.token.encode()):
            raise Closed(4004, "Authentication failed")

    def _ready(self, session: Session) -> None:
        guilds = [one for one in self.world.guilds.values() if APPLICATION in one.members]
        ready: Wire = {
            "v": 10,
            "user": self.world.bot,
            "guilds": [{"id": str(one.id), "unavailable": True} for one in guilds],
            "session_id": session.id,
            "resume_gateway_url": lookups.address(self.world),
            "application": {"id": str(APPLICATION), "flags": 0},
            "private_channels": [],
        }
        session.put("READY", ready, 0)
        for one in guilds:
            if not one.unavailable:
                session.put("GUILD_CREATE", one.wire(full=True), 1)

    def _resume(self, socket: Socket, data: Wire) -> None:
        self._known(data)
        session = self.sessions.get(str(data.get("session_id")))
        seen = data.get("seq")
        if session is None or not isinstance(seen, int) or not 0 <= seen <= session.sequence:
            socket.send(INVALID_SESSION, False)
            return
        if session.kept and session.kept[0][0] > seen + 1:
            self.forget(session)
            socket.send(INVALID_SESSION, False)
            return
        if session.socket is not None:
            session.socket.close(4000, "taken up elsewhere")
        for number, name, event in session.kept:
            if number > seen:
                socket.send(DISPATCH, event, name, number)
        session.socket = socket
        self.resumed += 1
        session.put("RESUMED", {}, 0)

    # What tests do

    def forget(self, session: Session) -> None:
        """The session is gone: whoever wants to take it up is told so."""
        self.sessions.pop(session.id, None)
        if session in self.world.listeners:
            self.world.listeners.remove(session)

    def reconnect(self) -> None:
        """Ask everybody to come again."""
        for one in self.sockets:
            one.send(RECONNECT, None)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell everybody that their session is not valid; it may be taken up again, or not."""
        for session in [one for one in self.sessions.values() if one.socket is not None]:
            assert session.socket is not None
            session.socket.send(INVALID_SESSION, resumable)
            if not resumable:
                self.forget(session)

    def drop(self, code: int | None = None) -> None:
        """Cut all sockets, or close them with a code."""
        for one in self.sockets:
            if code is not None:
                one.close(code)
            elif one.raw._req is not None and one.raw._req.transport is not None:
                one.raw._req.transport.abort()


async def _quietly(writing: Any) -> None:
    """A socket that breaks while it is written to is no error: the reader finds out."""
    try:
        await writing
    except (ConnectionError, RuntimeError):
        return
