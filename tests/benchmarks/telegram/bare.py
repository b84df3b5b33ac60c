"""Bare bots and bare send loops on python-telegram-bot and aiogram, as a process: what ours is held beside.

`python -m tests.benchmarks.telegram.bare ptb|aiogram bot|loop URL READY`. READY is a JSON file:
`{"answers": {"help": {"text": ..., "reply_markup": ...}}, "chats": [...], "lanes": 32}`.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiogram import Bot as AiogramBot
from aiogram import Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import InlineKeyboardMarkup as AiogramMarkup
from aiogram.types import Message
from telegram import Bot, InlineKeyboardMarkup, Update
from telegram.ext import Application, CommandHandler, ContextTypes
from telegram.request import HTTPXRequest

from tests.emulators.telegram import TOKEN

Ready = dict[str, Any]
HTML = "HTML"


def ptb_bot(url: str, ready: Ready) -> None:
    """An Application on the default transport, with updates handled side by side."""
    application = Application.builder().token(TOKEN).base_url(f"{url}/bot").concurrent_updates(True).build()
    for command, told in ready["answers"].items():
        application.add_handler(CommandHandler(command, _ptb_answer(told)))
    application.run_polling(timeout=30, allowed_updates=["message"])


def _ptb_answer(told: Ready) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Awaitable[None]]:
    text, keyboard = told["text"], InlineKeyboardMarkup.de_json(told["reply_markup"], None)

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_chat
        await context.bot.send_message(update.effective_chat.id, text, parse_mode=HTML, reply_markup=keyboard)

    return answer


def aiogram_bot(url: str, ready: Ready) -> None:
    """A Dispatcher with a handler a command; it handles updates side by side by itself."""
    dispatcher = Dispatcher()
    for command, told in ready["answers"].items():
        dispatcher.message(Command(command))(_aiogram_answer(told))

    async def main() -> None:
        await dispatcher.start_polling(_aiogram(url), polling_timeout=30, allowed_updates=["message"])

    asyncio.run(main())


def _aiogram_answer(told: Ready) -> Callable[[Message], Awaitable[None]]:
    text, keyboard = told["text"], AiogramMarkup.model_validate(told["reply_markup"])

    async def answer(message: Message) -> None:
        await message.answer(text, parse_mode=HTML, reply_markup=keyboard)

    return answer


def _aiogram(url: str) -> AiogramBot:
    return AiogramBot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))


def ptb_loop(url: str, ready: Ready) -> None:
    """`send_message` for each chat, on the default transport."""
    told = ready["answers"]["help"]
    keyboard = InlineKeyboardMarkup.de_json(told["reply_markup"], None)

    async def main() -> None:
        request = HTTPXRequest(connection_pool_size=256)  # as the Application has it
        async with Bot(TOKEN, base_url=f"{url}/bot", request=request) as bot:
            await _sent(
                ready,
                lambda chat: bot.send_message(chat, told["text"], parse_mode=HTML, reply_markup=keyboard),
            )

    asyncio.run(main())


def aiogram_loop(url: str, ready: Ready) -> None:
    """`send_message` for each chat."""
    told = ready["answers"]["help"]
    keyboard = AiogramMarkup.model_validate(told["reply_markup"])

    async def main() -> None:
        async with _aiogram(url) as bot:
            await _sent(
                ready,
                lambda chat: bot.send_message(chat, told["text"], parse_mode=HTML, reply_markup=keyboard),
            )

    asyncio.run(main())


async def _sent(ready: Ready, send: Callable[[int], Awaitable[object]]) -> None:
    """To every chat, so many at once."""
    chats = iter(ready["chats"])

    async def lane() -> None:
        for chat in chats:
            await send(chat)

    async with asyncio.TaskGroup() as lanes:
        for _ in range(ready["lanes"]):
            lanes.create_task(lane())


RUNS = {
    ("ptb", "bot"): ptb_bot,
    ("aiogram", "bot"): aiogram_bot,
    ("ptb", "loop"): ptb_loop,
    ("aiogram", "loop"): aiogram_loop,
}

if __name__ == "__main__":
    library, kind, address, path = sys.argv[1:]
    RUNS[library, kind](address, json.loads(Path(path).read_text("utf-8")))
