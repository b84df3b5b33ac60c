"""Sends messages to Telegram; a picture is uploaded once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

import telegram
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.platforms.keys import KeyStore
from bot.platforms.telegram.buttons import Button
from bot.platforms.telegram.failures import network_error
from bot.platforms.telegram.render import Message, Photo

Below = ReplyKeyboardMarkup | ReplyKeyboardRemove

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
PICTURES: Final = 512
"""How many pictures are remembered by Telegram's name for them."""
_UNKNOWN_FILE: Final = ("wrong file identifier", "wrong remote file", "file reference")


@dataclass(slots=True)
class TelegramSender:
    """One bot's way to send; raises the library's errors, and StoreError before anything is sent."""

    bot: Bot
    keys: KeyStore
    _files: OrderedDict[bytes, str] = field(default_factory=OrderedDict)
    """Telegram's names of pictures, by what they show."""

    async def send(
        self,
        chat: int,
        message: Message,
        *,
        thread: int | None = None,
        silent: bool = False,
        to: int | None = None,
        below: Below | None = None,
    ) -> int:
        """Send it to a chat, or to a forum topic of it; its number there.

        It is an answer to the message `to`, if that is still there. `below`: what is below the text field
        from then on; only for a message without buttons.
        """
        await self._keep(message)
        reply = None if to is None else {"message_id": to, "allow_sending_without_reply": True}
        given: dict[str, Any] = {
            "chat_id": chat,
            "disable_notification": silent or None,
            "message_thread_id": thread,
            "reply_parameters": reply,
            "reply_markup": below.to_dict() if below else _keyboard(message.keyboard),
        }
        if message.photo is None:
            return await self._post("sendMessage", given | _text(message))
        return await self._send_photo(message, message.photo, given)

    async def edit(self, chat: int, number: int, message: Message) -> None:
        """Put its text and buttons in place of another message's."""
        await self._keep(message)
        given = {"chat_id": chat, "message_id": number, "reply_markup": _keyboard(message.keyboard)}
        await self._post("editMessageText", given | _text(message))

    async def _post(self, method: str, given: dict[str, Any]) -> int:
        """Past the library's own methods: they make objects of all that comes back, which takes the time."""
        told = await self.bot._post(method, given)
        try:
            return int(told["message_id"])
        except (TypeError, KeyError, ValueError):
            pass
        raise network_error(f"{method}: the answer is no message")

    async def _send_photo(self, message: Message, shown: Photo, given: dict[str, Any]) -> int:
        """By Telegram's name for it, if it has one; anew, should the name be forgotten there."""
        given |= {"caption": message.html, "parse_mode": ParseMode.HTML}
        known = self._files.get(_digest(shown))
        if known is not None:
            try:
                return await self._post("sendPhoto", given | {"photo": known})
            except BadRequest as error:
                if not _is_lost(error):
                    raise
                del self._files[_digest(shown)]
        file = InputFile(shown.png, filename=f"{shown.name}.png")
        sent = telegram.Message.de_json(await self.bot._post("sendPhoto", given | {"photo": file}), self.bot)
        self._remember(shown, sent)
        return sent.message_id

    async def _keep(self, message: Message) -> None:
        for command in message.kept:
            await self.keys.keep(command)

    def _remember(self, photo: Photo, sent: telegram.Message) -> None:
        if sent.photo:
            self._files[_digest(photo)] = sent.photo[-1].file_id
            while len(self._files) > PICTURES:
                self._files.popitem(last=False)


def markup(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """The library's keyboard."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(one.label, callback_data=one.data or None, url=one.url or None)
                for one in row
            ]
            for row in rows
        ]
    )


@lru_cache(maxsize=256)
def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> dict[str, Any] | None:
    """The same as the Bot API is told it; nobody changes what this gives."""
    keyboard = markup(rows)
    return keyboard.to_dict() if keyboard else None


def _text(message: Message) -> dict[str, Any]:
    return {"text": message.html, "parse_mode": ParseMode.HTML, "link_preview_options": {"is_disabled": True}}


def _digest(photo: Photo) -> bytes:
    return blake2b(photo.png, digest_size=16).digest()


def _is_lost(error: BadRequest) -> bool:
    return any(words in error.message.lower() for words in _UNKNOWN_FILE)
