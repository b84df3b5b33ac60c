"""A server that answers as it is told, byte by byte; and a bot of the library that talks to it."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot

from bot.platforms.telegram.transport import Secrets, Transport, Waits, told_nothing

TOKEN = "7000001:a-token-that-nobody-may-ever-see"  # noqa: S105 - of no real bot
WEBHOOK = "a-webhook-secret-that-nobody-may-ever-see"
PATIENT = Waits()
IMPATIENT = Waits(read=0.05)
"""For those who never answer; anybody else might be too slow for it on a busy machine."""
Answer = Callable[["Asked"], Awaitable[None]]


@dataclass(slots=True)
class Asked:
    """One request, and the way back."""

    path: str
    headers: dict[str, str]
    body: bytes
    writer: asyncio.StreamWriter

    @property
    def given(self) -> dict[str, Any]:
        return json.loads(self.body)


@dataclass(slots=True)
class Wire:
    """The server's address and what it was asked."""

    url: str
    asked: list[Asked] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)


def told(status: int, body: str, kind: str = "application/json", length: int | None = None) -> Answer:
    """Answers with these words; `length` is the one that it claims."""

    async def answer(asked: Asked) -> None:
        words = body.encode()
        head = (
            f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {length or len(words)}\r\n\r\n"
        )
        asked.writer.write(head.encode() + words)
        await asked.writer.drain()

    return answer


half: Answer = told(200, '{"ok":true,', length=99)
"""The beginning of an answer, and never its end."""


def sent(message: int = 5) -> Answer:
    """The message was taken, under this number."""
    chat = {"id": 1001, "type": "private"}
    return told(200, json.dumps({"ok": True, "result": {"message_id": message, "date": 0, "chat": chat}}))


def refused(code: int, description: str, **parameters: int) -> Answer:
    """The Bot API's own no."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return told(code, json.dumps(body | ({"parameters": parameters} if parameters else {})))


async def cut(asked: Asked) -> None:
    """An orderly end instead of an answer."""
    asked.writer.close()


async def reset(asked: Asked) -> None:
    """A reset instead of an answer."""
    plug = asked.writer.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    asked.writer.transport.abort()


async def never(asked: Asked) -> None:
    """No answer, as long as anybody waits."""
    await asyncio.Event().wait()


def waits_for(answer: Answer) -> Waits:
    """Long, but for an answer that never comes."""
    return IMPATIENT if answer in (never, half) else PATIENT


@asynccontextmanager
async def serving(*answers: Answer) -> AsyncIterator[Wire]:
    """One answer a request, the last for all others."""
    wire = Wire("")
    handling: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while asked := await _request(reader, writer):
                wire.asked.append(asked)
                wire.came.set()
                await answers[min(len(wire.asked), len(answers)) - 1](asked)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handling.add(asyncio.create_task(talk(reader, writer)))

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    wire.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield wire
    finally:
        server.close()
        for task in handling:
            task.cancel()
        await asyncio.gather(*handling)
        await server.wait_closed()


async def _request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Asked | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    body = await _chunks(reader) if "transfer-encoding" in headers else b""
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    return Asked(first.split(" ")[1], headers, body, writer)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readline(), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return body


def nowhere() -> str:
    """An address where nobody listens."""
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{plug.getsockname()[1]}"


@asynccontextmanager
async def bot_at(url: str, waits: Waits = PATIENT, **more: Any) -> AsyncIterator[Bot]:
    """The library's bot over our transport, without asking who it is."""
    transport = Transport(Secrets(TOKEN, WEBHOOK), url, waits=waits, **more)
    bot = Bot(**told_nothing("7000001"), request=transport, get_updates_request=transport)
    await transport.initialize()
    try:
        yield bot
    finally:
        await transport.shutdown()
