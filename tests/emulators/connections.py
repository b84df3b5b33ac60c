"""The TCP connection below a request: whether it stands, and how it is cut."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

from aiohttp import web


def factory(most_bytes: int) -> Any:
    """How a server makes requests out of what arrives; longer bodies are turned away."""

    def request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
        loop = asyncio.get_running_loop()
        return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=most_bytes)

    return request


def is_open(request: web.BaseRequest) -> bool:
    """Whether the other side may still be there."""
    return request.transport is not None and not request.transport.is_closing()


def reset(request: web.BaseRequest) -> None:
    """Cut the connection so that the other side sees a reset and no orderly end."""
    if request.transport is None:
        return
    plug = request.transport.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
