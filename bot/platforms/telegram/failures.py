"""Telegram's failures that say more than the library's own, and none of which names the token."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut


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
