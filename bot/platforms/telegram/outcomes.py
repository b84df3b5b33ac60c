"""What became of a digest's message: each of Telegram's errors as an outcome; pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.platforms.telegram.failures import was_never_sent
from digests.outcomes import Gone, Limited, Moved, NotSent, Outcome, Refused, Unclear

LONGEST_OF_CHAT: Final = timedelta(seconds=60)
"""A chat's own limits are a message a second and, in a group, 20 a minute: waiting longer is for the bot."""
_GONE: Final = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "input_user_deactivated",
    "user_is_blocked",
    "peer_id_invalid",
    "group chat was deactivated",
    "channel_private",
    "bot is not a member",
    "need administrator rights in the channel",
    "have no rights to send a message",
    "not enough rights to send text messages",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_admin_required",
    "chat_send_plain_forbidden",
    "chat_guest_send_forbidden",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
)
"""Bad requests that speak of the chat and not of the message."""


@dataclass(slots=True)
class Floods:
    """Which chats were told lately to wait, to tell a chat's limit from the whole bot's.

    Telegram says how long to wait and never for what. A digest sends one message a chat, so a chat's own
    limit is met where others write there too: alone. When a second chat is refused while the first still
    waits, or the wait is longer than a chat's limits explain, it is the bot's.
    """

    _until: dict[str, float] = field(default_factory=dict)

    def limited(self, chat: str, wait: timedelta, now: float) -> Limited:
        """`now`: seconds of a steady clock; `chat`: without its topic, for topics share their limits."""
        self._until = {other: until for other, until in self._until.items() if until > now}
        alone = not (self._until.keys() - {chat})
        self._until[chat] = now + wait.total_seconds()
        return Limited(wait, whole_bot=not alone or wait > LONGEST_OF_CHAT)


def outcome_of(error: TelegramError, chat: str, floods: Floods, now: float) -> Outcome:
    """The outcome of a message to `chat` (its key) that ended in `error`.

    An error that says nothing of what became of the message leaves it unclear.
    """
    match error:
        case RetryAfter():
            wait = error._retry_after  # the public one warns about its future
            return floods.limited(chat.partition("/")[0], wait, now)
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Gone(error.message)
        case BadRequest():
            said = error.message.lower()
            gone = any(words in said for words in _GONE)
            return Gone(error.message) if gone else Refused(error.message)
        case InvalidToken():
            return NotSent("Telegram does not know the bot's token")
        case _ if was_never_sent(error):
            return NotSent(error.message)
        case _:
            return Unclear(error.message)
