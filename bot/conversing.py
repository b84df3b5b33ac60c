"""The chat in the terminal: what `briefing chat` opens, with digests posted into it when they are due."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from bot import logs
from bot.dispatch import LONGEST
from bot.errors import BotError
from bot.names import names_in
from bot.page import Page
from bot.pages import editions
from bot.pages.problems import too_long
from bot.platforms.terminal.adapter import Chat
from bot.platforms.terminal.courier import TerminalCourier
from bot.platforms.terminal.sender import TerminalSender
from bot.register import LazyRegister
from bot.reload import LiveIndex
from bot.request import Asker, Room
from bot.services import Services
from bot.settings import Settings
from bot.wiring import ask, assembled, cache_folder, configured, database_url, make_state_folder, opened_store
from digests.errors import StoreError
from digests.subscription import ChatId, ChatKind

if TYPE_CHECKING:
    from corpus.index import Index
    from digests.edition import Dateline, Edition
    from digests.store.store import Store
    from digests.subscription import Chat as KeptChat

HERE: Final = Asker(
    ChatId("terminal", "here"), ChatKind.PRIVATE, person="me", room=Room(figures=40, entries=15)
)
"""The one who types at this terminal; its pages are long, for a terminal scrolls."""
ROUTINE: Final = frozenset({"tick", "delivery", "lease_taken"})
"""What a log says all day, and nobody wants to read between two answers."""
FRESH: Final = timedelta(seconds=10)
"""How often the dossier's files are looked at while nobody asks."""


def open_chat(language: str | None) -> int:
    """Talk at the terminal, or answer what is piped in; the exit code."""
    settings = configured(language)
    interactive = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    if interactive:
        return _converse(settings)
    with assembled(settings) as (_, services):
        chat = _chat(services, settings, None)
        return asyncio.run(_answer_pipe(chat, services))


async def _answer_pipe(chat: Chat, services: Services) -> int:
    async with services.register:
        return await chat.run(sys.stdin, interactive=False)


def _converse(settings: Settings) -> int:
    """A conversation, with the database open and the clock running; BotError when another one has it."""
    from digests.store.sole import sole_sender  # noqa: PLC0415 - a piped chat needs none of it

    logs.set_up(unsaid=ROUTINE)
    try:
        make_state_folder(settings)
        with sole_sender(database_url(settings)):
            return asyncio.run(_run(settings))
    except StoreError as error:
        raise BotError(str(error)) from None


async def _run(settings: Settings) -> int:
    async with opened_store(settings) as store:
        with assembled(settings, LazyRegister(lambda: nullcontext(store))) as (live, services):
            chat = _chat(services, settings, live)
            async with _at_work(chat, store, live, services, settings.retention_days):
                welcome = await _ask(services, settings.language, live, "/start")
                return await chat.run(sys.stdin, interactive=True, welcome=welcome)


@asynccontextmanager
async def _at_work(
    screen: Chat, store: Store, live: LiveIndex, services: Services, keep_days: int
) -> AsyncIterator[None]:
    """While it is open, digests are posted into the chat and the dossier is kept fresh."""
    from bot.posting import Post, PostOffice, posting  # noqa: PLC0415 - brings the scheduler along

    def render(
        edition: Edition,
        index: Index,
        dateline: Dateline,
        chat: KeptChat,  # noqa: ARG001 - there is one kind here
    ) -> tuple[str, ...]:
        page = editions.edition(edition, index, dateline, services.phrases(edition.language)).page
        return (screen.text(page),)

    post = Post(TerminalCourier(HERE.chat.key, screen.post), render)
    fresh = asyncio.create_task(live.keep_fresh(FRESH, lambda: datetime.now(UTC)))
    try:
        async with (
            services.register,
            posting(PostOffice(store, live, services.desk, store.database.is_sqlite, keep_days)) as office,
            office.sending(post),
        ):
            yield
    finally:
        fresh.cancel()
        with suppress(asyncio.CancelledError):
            await fresh


def _chat(services: Services, settings: Settings, live: LiveIndex | None) -> Chat:
    return Chat(
        partial(_ask, services, settings.language, live),
        lambda length: too_long(length, LONGEST, services.phrases(settings.language)),
        TerminalSender(sys.stdout, os.environ, cache_folder(settings) / "charts"),
        names=lambda: names_in(services.index().topics),
        limit=LONGEST,
    )


async def _ask(services: Services, language: str, live: LiveIndex | None, line: str) -> Page:
    """The page for a line typed at this terminal, now."""
    return await ask(line, HERE, datetime.now(UTC), services, language, live)
