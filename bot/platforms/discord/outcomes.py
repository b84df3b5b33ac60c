"""What became of a digest's message: each of Discord's answers as an outcome; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from bot.platforms.discord.rest import Answer, Reply, Unanswered
from digests.outcomes import Gone, Limited, NotSent, Outcome, Refused, Sent, Unclear

BANNED: Final = timedelta(minutes=10)
"""How long to be still where not the API but what stands before it refuses us: asking on prolongs that."""
NO_WAIT: Final = timedelta(seconds=5)
"""How long to wait after a 429 that does not say."""
BLOCKED: Final = 40333
"""What stands before the API says so itself at times."""
NO_ACCESS: Final = 50001
NO_PERMISSION: Final = 50013
_GONE: Final = {
    10003: "the channel does not exist any more",
    10004: "the server does not exist any more",
    10013: "the user does not exist any more",
    NO_ACCESS: "the bot has no access to the channel: “View Channel” is missing",
    NO_PERMISSION: "the bot may not write in the channel: “Send Messages”, or in a thread"
    " “Send Messages in Threads”, is missing",
    50007: "the user takes no direct messages from the bot",
    50008: "no messages can be sent to a channel of this kind",
    50024: "no messages can be sent to a channel of this kind",
    50083: "the thread is archived",
    50278: "the user shares no server with the bot",
    160005: "the thread is locked",
}
"""Codes that speak of the chat and not of the message, in words."""
_FILTERED: Final = frozenset({20009, 200000, 200001, 240000})
"""Forbidden for what it says: the server's filters."""


def outcome_of(reply: Reply, lacking: Sequence[str] = ()) -> Outcome:
    """The outcome of a message; `lacking`: names of permissions that the bot is known to lack there.

    An answer that says nothing of what became of the message leaves it unclear; what something between us
    and Discord refuses says nothing of the chat.
    """
    if isinstance(reply, Unanswered):
        return NotSent(reply.reason) if reply.never_sent else Unclear(reply.reason)
    status, body = reply.status, reply.body
    if reply.is_done:
        message = (body or {}).get("id")
        return Sent(str(message)) if message else Unclear(f"HTTP {status} without a message")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _limited(reply)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unclear(f"HTTP {status}")
    if status == HTTPStatus.UNAUTHORIZED:
        return NotSent("Discord does not know the bot’s token")
    if body is None or _code(body) == BLOCKED:
        return _refused_before(reply)
    return _told(status, body, lacking)


def is_unknown_token(reply: Reply) -> bool:
    """Whether Discord does not know the token (any more)."""
    return isinstance(reply, Answer) and reply.status == HTTPStatus.UNAUTHORIZED


def reason_of(status: int, code: int, said: str, lacking: Sequence[str] = ()) -> str:
    """An error in words, with the names of the permissions that are missing; for operators."""
    if lacking and code in (NO_ACCESS, NO_PERMISSION):
        return f"missing in the channel: {', '.join(f'“{name}”' for name in lacking)} ({code})"
    words = _GONE.get(code) or said or f"HTTP {status}"
    return f"{words} ({code})" if code else words


def _told(status: int, body: Mapping[str, Any], lacking: Sequence[str]) -> Outcome:
    code, said = _code(body), str(body.get("message", ""))
    reason = reason_of(status, code, said, lacking)
    if code in _GONE:
        return Gone(reason)
    if status == HTTPStatus.FORBIDDEN:
        return Refused(reason) if code in _FILTERED else Gone(reason)
    if status == HTTPStatus.NOT_FOUND:  # no such path: the address of the API is wrong
        return NotSent(reason)
    return Refused(reason)


def _refused_before(reply: Answer) -> Outcome:
    """Refused, and not in Discord's own words."""
    if reply.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return Refused("the message is too large")
    if reply.status == HTTPStatus.FORBIDDEN:
        return Limited(max(BANNED, _seconds(reply.headers.get("retry-after"), BANNED)))
    return NotSent(f"HTTP {reply.status}, and not from Discord’s API")


def _limited(reply: Answer) -> Limited:
    """Told to wait: for one channel, for the whole bot, or, without a Via, for all who come from here."""
    header = _seconds(reply.headers.get("retry-after"), NO_WAIT)
    if reply.body is None or "via" not in reply.headers:
        return Limited(max(BANNED, header))
    wait = _seconds(reply.body.get("retry_after"), header)
    scope = reply.headers.get("x-ratelimit-scope", "")
    return Limited(wait, whole_bot=bool(reply.body.get("global")) or scope == "global")


def _seconds(told: object, usual: timedelta) -> timedelta:
    try:
        seconds = float(str(told))
    except ValueError:
        return usual
    return timedelta(seconds=seconds) if 0 < seconds < timedelta.max.total_seconds() else usual


def _code(body: Mapping[str, Any]) -> int:
    code = body.get("code", 0)
    return code if isinstance(code, int) else 0
