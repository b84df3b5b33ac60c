"""What aiohttp's errors say: whether a request can have reached its server, and why it failed in words."""

from __future__ import annotations

import os
import socket
from typing import Final

import aiohttp

_NEVER_SENT: Final = (
    aiohttp.ClientConnectorError,  # refused, no such host, no TLS, no proxy
    aiohttp.ConnectionTimeoutError,  # in the pool or while connecting
    aiohttp.ServerFingerprintMismatch,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


def was_never_sent(error: Exception, *, at_one_go: bool) -> bool:
    """Whether nothing of the request went out; `at_one_go`: whether it has no files."""
    return isinstance(error, _NEVER_SENT) or (at_one_go and _was_unwritten(error))


def told(error: Exception) -> str:
    """An error in words that hold no address: its kind, and what the machine calls its number."""
    number = None if isinstance(error, aiohttp.ClientSSLError) else getattr(error, "errno", None)
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else None
    if isinstance(cause, socket.gaierror):
        return f"{type(error).__name__}: {cause.strerror}"
    return f"{type(error).__name__}: {os.strerror(number)}" if number else type(error).__name__


def _was_unwritten(error: Exception) -> bool:
    """Whether a connection was found closed when the request was about to be written to it.

    A request without files is written in one go, so nothing of it went out. It happens where the other side
    has just closed a connection that was not in use for long.
    """
    return isinstance(error, aiohttp.ClientOSError) and isinstance(
        error.__cause__, aiohttp.ClientConnectionResetError
    )
