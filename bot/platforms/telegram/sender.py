"""Sends messages to Telegram; a picture is uploaded once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

import telegram
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.platforms.keys import KeyStore
from bot.platforms.telegram.buttons import Button
from bot.platforms.telegram.render import Message, Photo

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
        self, chat: int, message: Message, *, thread: int | None = None, silent: bool = False
    ) -> int:
        """Send it to a chat, or to a forum topic of it; its number there."""
        await self._keep(message)
        keyboard = markup(message.keyboard)
        if message.photo is None:
            sent = await self.bot.send_message(
                chat,
                message.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                disable_notification=silent or None,
                message_thread_id=thread,
                reply_markup=keyboard,
            )
            return sent.message_id
        for photo in self._ways(message.photo):
            try:
                sent = await self.bot.send_photo(
                    chat,
                    photo,
                    caption=message.html,
                    parse_mode=ParseMode.HTML,
                    disable_notification=silent or None,
                    message_thread_id=thread,
                    reply_markup=keyboard,
                    filename=_file_name(message.photo) if isinstance(photo, bytes) else None,
                )
            except BadRequest as error:
                if isinstance(photo, bytes) or not _is_lost(error):
                    raise
                self._files.pop(_digest(message.photo), None)
            else:
                self._remember(message.photo, sent)
                break
        return sent.message_id

    async def _keep(self, message: Message) -> None:
        for command in message.kept:
            await self.keys.keep(command)

    def _ways(self, photo: Photo) -> tuple[str | bytes, ...]:
        """Telegram's name for it, if it has one; and the picture, should the name be forgotten there."""
        known = self._files.get(_digest(photo))
        return (known, photo.png) if known else (photo.png,)

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


def _digest(photo: Photo) -> bytes:
    return blake2b(photo.png, digest_size=16).digest()


def _file_name(photo: Photo) -> str:
    return f"{photo.name}.png"


def _is_lost(error: BadRequest) -> bool:
    return any(words in error.message.lower() for words in _UNKNOWN_FILE)
