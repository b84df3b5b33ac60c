"""The real libraries talk to the emulated Telegram as they do to the real one."""

from __future__ import annotations

import asyncio
import hmac
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot as OtherBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestChat,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
)

from tests.emulators.pictures import png
from tests.emulators.telegram import Emulator, Limits
from tests.emulators.telegram.people import Person

Context = ContextTypes.DEFAULT_TYPE
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
SECRET = "of-the-webhook"  # noqa: S105 -- this test's own
DIALOG = """\
Ada: /start
bot: Hello, Ada
  │quoted
  ‹More›
Ada ▸: ‹More›
bot ☁: Here it is
bot ✎: More & more
"""


async def _start(update: Update, context: Context) -> None:
    assert update.effective_chat
    assert update.effective_user
    words = f"<b>Hello</b>, {update.effective_user.first_name}\n<blockquote>quoted</blockquote>"
    await update.effective_chat.send_message(words, parse_mode=ParseMode.HTML, reply_markup=KEYS)


async def _more(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Here it is")
    await update.callback_query.edit_message_text("More &amp; more", parse_mode=ParseMode.HTML)


async def _offer(update: Update, context: Context) -> None:
    assert update.inline_query
    content = InputTextMessageContent("<i>15,000</i>", parse_mode=ParseMode.HTML)
    await update.inline_query.answer([InlineQueryResultArticle("1", update.inline_query.query, content)])


def _application(telegram: Emulator) -> Application[Any, Any, Any, Any, Any, Any]:
    app = ApplicationBuilder().token(telegram.token).base_url(f"{telegram.url}/bot").build()
    app.add_handlers(
        [CommandHandler("start", _start), CallbackQueryHandler(_more), InlineQueryHandler(_offer)]
    )
    return app


@asynccontextmanager
async def _polling(telegram: Emulator) -> AsyncIterator[None]:
    async with _application(telegram) as app:
        assert app.updater
        await app.start()
        await app.updater.start_polling(poll_interval=0.0, timeout=5)
        try:
            yield
        finally:
            await app.updater.stop()
            await app.stop()


@asynccontextmanager
async def _hooked(telegram: Emulator) -> AsyncIterator[None]:
    """The bot behind a webhook of its own; its first answer is 503, as when it is being restarted."""
    seen: list[int] = []

    async def take(request: web.Request) -> web.Response:
        seen.append(1)
        if len(seen) == 1:
            return web.Response(status=503)
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        assert hmac.compare_digest(given, SECRET)
        await app.update_queue.put(Update.de_json(await request.json(), app.bot))
        return web.Response()

    server = web.Application()
    server.router.add_post("/hook", take)
    runner = web.AppRunner(server, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with _application(telegram) as app:
            await app.start()
            address = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
            await app.bot.set_webhook(address, secret_token=SECRET)
            yield
            await app.stop()
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("way", [_polling, _hooked])
def test_a_conversation_and_an_inline_question(way: Any) -> None:
    async def run() -> None:
        async with Emulator() as telegram, way(telegram):
            ada: Person = telegram.person("Ada")
            ada.says("/start")
            assert (await ada.private.reply()).labels == ["More"]
            assert (await ada.presses("More")).toast == "Here it is"
            assert (await ada.private.reply()).text == "More & more"
            question = await ada.asks_inline("troops")
            assert question.titles == ["troops"]
            talk = telegram.group("Talk", ada)
            assert ada.chooses(question, 0, talk).text == "15,000"
            await telegram.drained()
            assert ada.private.transcript() == DIALOG
            assert telegram.record.refused() == []
            assert telegram.world.losses == []
            assert ("url" in telegram.world.updates.trouble) is False
            assert bool(telegram.delivery.attempts) is (way is _hooked)

    asyncio.run(run())


@asynccontextmanager
async def _bot(telegram: Emulator) -> AsyncIterator[Bot]:
    async with Bot(telegram.token, base_url=f"{telegram.url}/bot") as bot:
        yield bot


def test_the_library_reads_all_that_the_emulator_answers() -> None:
    async def run() -> None:
        async with Emulator() as telegram, _bot(telegram) as bot:
            ada = telegram.person("Ada", started=True)
            forum = telegram.supergroup("Forum", ada, topics=("News",))
            channel = telegram.channel("Wire", ada, username="the_wire")
            ada.promotes_bot(channel)
            assert (await bot.get_me()).username == "briefing_bot"
            keys = [[KeyboardButton("Choose", request_chat=KeyboardButtonRequestChat(1, True))]]
            sent = await bot.send_message(
                ada.id,
                "Which?",
                reply_markup=ReplyKeyboardMarkup(keys),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            await sent.reply_text("This?", do_quote=True)
            photo = await bot.send_photo(ada.id, io.BytesIO(png(640, 480)), caption="A chart")
            await bot.send_photo(ada.id, photo.photo[-1].file_id, reply_markup=KEYS)
            await photo.edit_media(InputMediaPhoto(io.BytesIO(png(64, 48)), caption="Another"))
            await photo.edit_caption("A third")
            post = await bot.send_message("@the_wire", "News")
            assert await post.pin()
            assert (await bot.get_chat(channel.id)).pinned_message == post
            topic = next(iter(forum.chat.topics))
            assert (await bot.send_message(forum.id, "Here", message_thread_id=topic)).is_topic_message
            assert [one.status for one in await bot.get_chat_administrators(channel.id)] == [
                "creator",
                "administrator",
            ]
            assert (await bot.get_chat_member(forum.id, bot.id)).status == "member"
            assert await bot.set_my_commands([BotCommand("troops", "Figures")], language_code="fr")
            assert [one.command for one in await bot.get_my_commands(language_code="fr")] == ["troops"]
            assert await bot.set_my_name("Briefing", language_code="fr")
            assert (await bot.get_my_name("fr")).name == "Briefing"
            assert (await bot.get_webhook_info()).url == ""
            assert await bot.delete_messages(ada.id, [photo.message_id])
            assert await bot.leave_chat(forum.id)
            assert telegram.record.refused() == []

    asyncio.run(run())


def test_refusals_are_the_errors_that_the_library_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "PTB_TIMEDELTA", "1"
    )  # without it the library warns each time that it raises RetryAfter

    async def run() -> None:
        async with Emulator(limits=Limits()) as telegram, _bot(telegram) as bot:
            ada = telegram.person("Ada", started=True)
            old = telegram.group("Talk", ada)
            new = telegram.migrates(old, ada)
            await bot.send_message(ada.id, "one")
            with pytest.raises(RetryAfter):
                await bot.send_message(ada.id, "two")
            with pytest.raises(ChatMigrated) as moved:
                await bot.send_message(old.id, "x")
            assert moved.value.new_chat_id == new.id
            ada.blocks_bot()
            with pytest.raises(Forbidden, match="blocked by the user"):
                await bot.send_message(ada.id, "x")
            with pytest.raises(BadRequest, match="Chat not found"):
                await bot.send_message(404, "x")
            wrong = Bot("7:wrong", base_url=f"{telegram.url}/bot")
            with pytest.raises(InvalidToken):
                await wrong.initialize()
            await wrong.shutdown()

    asyncio.run(run())


def test_aiogram_sends_and_edits_too() -> None:
    async def run() -> None:
        async with Emulator() as telegram:
            ada = telegram.person("Ada", started=True)
            session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))
            async with OtherBot(telegram.token, session=session) as bot:
                sent = await bot.send_message(ada.id, "<b>x</b>", parse_mode="HTML")
                await bot.edit_message_text("y", chat_id=ada.id, message_id=sent.message_id)
            assert [one.text for one in ada.private.messages()] == ["y"]

    asyncio.run(run())
