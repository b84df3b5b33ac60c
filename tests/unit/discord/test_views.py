"""The library sends a message as it was rendered, and keeps nothing of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
from discord.http import handle_message_parameters

from bot.page import Action, Image, Page, Paragraph, Text
from bot.platforms.discord.edits import is_past_editing, may_edit
from bot.platforms.discord.render import rendered
from bot.platforms.discord.views import MessageView, files_of

PAGE = Page(
    "en",
    (Paragraph(((Text("words"),),)), Image(b"png", "chart", "Six claims")),
    actions=(Action("Troops", "/troops"),),
)


def test_the_library_sends_what_was_rendered() -> None:
    (message,) = rendered(PAGE)

    async def run() -> None:
        view = MessageView(message)
        with handle_message_parameters(view=view, files=files_of(message)) as sent:
            assert sent.payload is None
            assert sent.multipart is not None
            told = discord.utils._from_json(sent.multipart[0]["value"])
            (file,) = sent.multipart[1:]
            assert (file["filename"], file["value"].read()) == ("chart-1.png", b"png")
        assert told["components"] == list(message.components)
        assert told["flags"] == 1 << 15
        assert told["attachments"] == [{"id": 0, "filename": "chart-1.png", "description": "Six claims"}]
        assert (view.is_finished(), view.is_dispatchable()) == (True, False)

    asyncio.run(run())


def test_messages_can_be_changed_for_an_hour() -> None:
    born = datetime(2026, 11, 20, 8, tzinfo=UTC)
    message = discord.utils.time_snowflake(born)
    assert may_edit(message, born + timedelta(minutes=59))
    assert not may_edit(message, born + timedelta(minutes=61))


def test_which_failures_of_an_edit_ask_for_a_reply() -> None:
    def failure(code: int) -> discord.HTTPException:
        answer: Any = SimpleNamespace(status=400, reason="Bad Request")
        return discord.HTTPException(answer, {"code": code, "message": "no"})

    codes = (10008, 30046, 50005, 50035, 50013)
    assert [is_past_editing(failure(code)) for code in codes] == [True, True, True, False, False]
