"""Telegram's failures that say more than the library's own, and none of which names the token."""

from __future__ import annotations

import json
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.platforms import connections

_NO_WAIT: Final = timedelta(seconds=5)
"""How long to wait after a 429 that does not say."""


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
    return network_error(
        f"{method}: {connections.told(error)}",
        timed_out=isinstance(error, TimeoutError),
        never_sent=connections.was_never_sent(error, at_one_go=at_one_go),
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
