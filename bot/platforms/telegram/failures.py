"""Telegram's failures that say more than the library's own, and none of which names the token."""

from __future__ import annotations

import json
import os
import socket
from datetime import timedelta
from http import HTTPStatus
from typing import Final

import aiohttp
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

_NO_WAIT: Final = timedelta(seconds=5)
"""How long to wait after a 429 that does not say."""
_NEVER_SENT: Final = (
    aiohttp.ClientConnectorError,  # refused, no such host, no TLS, no proxy
    aiohttp.ConnectionTimeoutError,  # in the pool or while connecting
    aiohttp.ServerFingerprintMismatch,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


class NeverSentError(Exception):
    """The cause of a network error when the request surely never reached Telegram."""


class TooFastError(RetryAfter):
    """A 429; the library's own warns about its future each time its waiting time is looked at."""

    def __init__(self, wait: timedelta) -> None:
        TelegramError.__init__(self, f"too fast: wait {wait.total_seconds():g} s")
        self._retry_after = wait

    @property
    def retry_after(self) -> timedelta:
        """How long to wait."""
        return self._retry_after


def was_never_sent(error: TelegramError) -> bool:
    """Whether the request surely had no effect: refused, no address, no connection in time."""
    return isinstance(error.__cause__, NeverSentError)


def network_error(said: str, *, timed_out: bool = False, never_sent: bool = False) -> NetworkError:
    """The library's error, with its cause where nothing was sent; `said` holds no address."""
    error = TimedOut(said) if timed_out else NetworkError(said)
    if never_sent:
        error.__cause__ = NeverSentError(said)
    return error


def failure_of(method: str, error: Exception, *, at_one_go: bool) -> NetworkError:
    """The library's error for one of aiohttp's; `at_one_go`: whether the request has no files."""
    never_sent = isinstance(error, _NEVER_SENT) or (at_one_go and _was_unwritten(error))
    return network_error(
        f"{method}: {_told(error)}", timed_out=isinstance(error, TimeoutError), never_sent=never_sent
    )


def failure_in(method: str, status: int, body: bytes) -> TelegramError | None:
    """The failure that an answer tells, if the library cannot tell it: it came too fast, or from another.

    What a proxy refuses says nothing of the chat.
    """
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return TooFastError(_wait(body))
    if body.startswith(b"{"):
        return None
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return BadRequest(f"{method}: the request is too large")
    refused = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return network_error(f"{method}: HTTP {status}, and not from the Bot API", never_sent=refused)


def _wait(body: bytes) -> timedelta:
    try:
        return timedelta(seconds=max(1.0, float(json.loads(body)["parameters"]["retry_after"])))
    except (ValueError, KeyError, TypeError):
        return _NO_WAIT


def _told(error: Exception) -> str:
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
