"""The real python-telegram-bot talks to the emulated Telegram as it does to the real one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes

from tests.emulators.telegram import Emulator
from tests.emulators.telegram.people import Person

Context = ContextTypes.DEFAULT_TYPE
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])


async def _start(update: Update, context: Context) -> None:
    assert update.effective_chat
    await update.effective_chat.send_message(
        "<b>Hello</b>\n<blockquote>quoted</blockquote>", parse_mode=ParseMode.HTML, reply_markup=KEYS
    )


async def _more(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Here it is")
    await update.callback_query.edit_message_text("More &amp; more", parse_mode=ParseMode.HTML)


@asynccontextmanager
async def _bot(telegram: Emulator, *, webhook: bool = False) -> AsyncIterator[Application]:
    app = ApplicationBuilder().token(telegram.token).base_url(f"{telegram.url}/bot").build()
    app.add_handler(CommandHandler("start", _start))
    app.add_handler(CallbackQueryHandler(_more))
    async with app:
        assert app.updater
        await app.start()
        await app.updater.start_polling(poll_interval=0.0, timeout=5)
        try:
            yield app
        finally:
            await app.updater.stop()
            await app.stop()


DIALOG = """\
Ada: /start
bot: Hello
  │quoted
  ‹More›
Ada ▸: ‹More›
bot ☁: Here it is
bot ✎: More & more
"""


async def _talk(telegram: Emulator, ada: Person) -> None:
    ada.says("/start")
    assert (await ada.private.reply()).labels == ["More"]
    press = await ada.presses("More")
    assert press.toast == "Here it is"
    assert (await ada.private.reply()).text == "More & more"
    assert ada.private.transcript() == DIALOG
    assert telegram.record.refused() == []


def test_a_conversation_by_polling() -> None:
    async def run() -> None:
        async with Emulator() as telegram, _bot(telegram):
            await _talk(telegram, telegram.person("Ada"))

    asyncio.run(run())
