"""A small Telegram with someone in every kind of chat, and a bare client that can ask anything of it."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.emulators.telegram import Emulator, Limits
from tests.emulators.telegram.people import Person
from tests.emulators.telegram.rooms import Room
from tests.emulators.telegram.seen import Question


@dataclass(slots=True)
class Scene:
    """Who and what there is; the bot's message 2 with a button ‹Go› stands in the chat with Ada."""

    telegram: Emulator
    client: aiohttp.ClientSession
    ada: Person
    stranger: Person
    group: Room
    forum: Room
    channel: Room
    foreign: Room
    """A channel in which the bot is no administrator."""
    message: int = 0
    file_id: str = ""
    press: str = ""
    question: Question | None = None

    @property
    def topic(self) -> int:
        """The forum's first topic."""
        return next(iter(self.forum.chat.topics))

    async def asks(
        self, method: str, *, token: str = "", files: dict[str, bytes] | None = None, **given: Any
    ) -> dict[str, Any]:
        """Call a method with a form, as the libraries do; the body of the answer, with its HTTP status."""
        told = {
            key: value if isinstance(value, str) else json.dumps(value, default=str)
            for key, value in given.items()
        }
        form = aiohttp.FormData(told)
        for name, content in (files or {}).items():
            form.add_field(
                name, io.BytesIO(content), filename="chart.png"
            )  # a stream: bytes so large get a warning
        address = f"{self.telegram.url}/bot{token or self.telegram.token}/{method}"
        async with self.client.post(address, data=form) as response:
            body: dict[str, Any] = await response.json()
            assert body["ok"] or body["error_code"] == response.status
            return body


@asynccontextmanager
async def scene(limits: Limits | None = None) -> AsyncIterator[Scene]:
    """A new scene, gone afterwards."""
    async with Emulator() as telegram, aiohttp.ClientSession() as client:
        ada = telegram.person("Ada", started=True)
        made = Scene(
            telegram,
            client,
            ada,
            telegram.person("Bob"),
            telegram.group("Talk", ada),
            telegram.supergroup("Forum", ada, topics=("News", "Closed")),
            telegram.channel("Wire", ada, username="the_wire"),
            telegram.channel("Foreign", ada),
        )
        ada.promotes_bot(made.channel)
        await _furnish(made)
        telegram.world.updates.pending.clear()
        telegram.record.calls.clear()
        telegram.world.floods.limits = limits
        yield made


async def _furnish(made: Scene) -> None:
    made.ada.says("/start")
    keys = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    sent = await made.asks("sendMessage", chat_id=made.ada.id, text="Hello", reply_markup=keys)
    made.message = sent["result"]["message_id"]
    made.press = made.ada.touches("Go").id
    made.question = Question("5", "words")
    made.telegram.world.questions["5"] = made.question
    made.telegram.world.files["photo-known"] = (640, 480)
    made.file_id = "photo-known"
    made.forum.chat.closed_topics.add(list(made.forum.chat.topics)[1])
