"""Where everything is put together: settings to services, services to a platform, and the clock."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.dispatch import LONGEST, answer
from bot.errors import BotError
from bot.names import OPTIONS, names_in, typed
from bot.page import Image, Page
from bot.pages.problems import too_long
from bot.phrases.catalogue import SPOKEN
from bot.platforms.terminal.adapter import Chat
from bot.platforms.terminal.sender import TerminalSender
from bot.register import LazyRegister
from bot.reload import LiveIndex
from bot.request import Asker, Room
from bot.services import Services
from bot.settings import Settings, load, machine_zone
from digests.errors import StoreError
from digests.subscription import ChatId, ChatKind

if TYPE_CHECKING:
    from bot.previews import Asked
    from digests.register import Records

HERE = Asker(ChatId("terminal", "here"), ChatKind.PRIVATE, person="me", room=Room(figures=40, entries=15))
"""The one who types at this terminal; its pages are long, for a terminal scrolls."""


def version() -> str:
    """The installed version."""
    from importlib.metadata import version as distribution_version  # noqa: PLC0415 - seldom asked, slow to import

    return distribution_version("briefing-bot")


def cache_folder(settings: Settings) -> Path:
    """Where what can be made again is kept."""
    if settings.cache is not None:
        return settings.cache
    home = os.environ.get("XDG_CACHE_HOME")  # the XDG Base Directory Specification
    return (Path(home) if home else Path.home() / ".cache") / "briefing-bot"


def database_url(settings: Settings) -> str:
    """Where chats and their digests are kept: as set, else an SQLite file in the user's state folder."""
    if settings.database_url is not None:
        return settings.database_url
    home = os.environ.get("XDG_STATE_HOME")  # the XDG Base Directory Specification
    folder = (Path(home) if home else Path.home() / ".local" / "state") / "briefing-bot"
    return f"sqlite:///{folder / 'briefing.sqlite'}"


def opened_register(settings: Settings) -> AbstractAsyncContextManager[Records]:
    """The register in the configured database, closed at the end; StoreError when it cannot be opened."""
    raise StoreError(f"No database is opened yet at {database_url(settings)}.")


@contextmanager
def assembled(settings: Settings, *, remembers: bool = False) -> Iterator[tuple[LiveIndex, Services]]:
    """The configured dossier, compiled if it changed, and services on it; DossierError when it has errors.

    `remembers`: chats are answered in the languages that the database has for them.
    """
    cache = cache_folder(settings)
    os.environ.setdefault("MPLCONFIGDIR", str(cache / "matplotlib"))  # its font cache, not in the home folder
    with LiveIndex(settings.dossier, cache) as live:
        register = LazyRegister(partial(opened_register, settings), remembers=remembers)
        zone = partial(zone_of, settings)
        yield live, Services(live.current, register, version, zone, settings.operator)


def zone_of(settings: Settings) -> str:
    """The time zone of chats that named none: as set, else this machine's."""
    return settings.timezone or machine_zone(os.environ)


def open_chat(language: str | None) -> int:
    """Talk at the terminal, or answer what is piped in; the exit code."""
    settings = configured(language)
    interactive = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    with assembled(settings, remembers=interactive) as (live, services):
        sender = TerminalSender(sys.stdout, os.environ, cache_folder(settings) / "charts")
        chat = Chat(
            partial(ask, services, settings.language, live if interactive else None),
            lambda length: too_long(length, LONGEST, services.phrases(settings.language)),
            sender,
            names=lambda: names_in(services.index().topics),
            limit=LONGEST,
        )
        return asyncio.run(_talk(chat, services, settings, interactive=interactive))


async def _talk(chat: Chat, services: Services, settings: Settings, *, interactive: bool) -> int:
    async with services.register:
        welcome = await ask(services, settings.language, None, "/start") if interactive else None
        return await chat.run(sys.stdin, interactive=interactive, welcome=welcome)


async def ask(services: Services, language: str, live: LiveIndex | None, line: str) -> Page:
    """The page for a line typed at this terminal, now; with `live`, on the dossier as its files are now."""
    at = datetime.now(UTC)
    if live is None:
        return await answer(line, HERE, at, language, services)
    await live.refresh(at)
    with live.reading():
        return await answer(line, HERE, at, language, services)


def draw_chart(topic: str, out: Path, language: str | None) -> str:
    """Write the topic's chart to `out`; the words that say the same. BotError when there is none."""
    settings = configured(language)
    with assembled(settings) as (_, services):
        page = asyncio.run(ask(services, settings.language, None, f"/{topic} {OPTIONS['chart']['en']}"))
        known = ", ".join(name for one in services.index().topics for name in one.commands.values())
    picture = next((block for block in page.blocks if isinstance(block, Image)), None)
    if picture is None:
        raise BotError(f"There is no chart for “{topic}”. Topics: {known}.")
    try:
        out.write_bytes(picture.png)
    except OSError as error:
        raise BotError(f"{out} cannot be written: {error.strerror}.") from None
    return picture.alt


def preview_claim(claim: str, folder: Path, language: str | None) -> None:
    """Write a claim's card to standard output, in one language or in all that the bot speaks."""
    settings = configured(language).model_copy(update={"dossier": folder})
    with assembled(settings) as (_, services):
        sender = TerminalSender(sys.stdout, os.environ, cache_folder(settings) / "charts")
        for spoken in (language,) if language else SPOKEN:
            page = asyncio.run(ask(services, spoken, None, typed("en", "claim", claim)))
            if page.private:  # not a card but what is wrong
                raise BotError(sender.text(page).strip())
            sender.write(sender.text(page) + "\n")


def preview_digest(asked: Asked) -> str:
    """What a chat would get at its next due instant, and why, as text; BotError when it cannot be told."""
    from bot.previews import preview  # noqa: PLC0415 - operators' alone
    from digests.store.store import open_store  # noqa: PLC0415 - slow to import

    settings = configured(asked.language)
    with assembled(settings) as (_, services):
        opening = partial(open_store, database_url(settings))
        at = datetime.now(UTC)
        try:
            found = asyncio.run(preview(asked, at, settings.language, services, opening))
        except StoreError as error:
            raise BotError(str(error)) from None
        sender = TerminalSender(sys.stdout, os.environ, cache_folder(settings) / "charts")
        return "\n".join((sender.text(found.page), *found.lines, ""))


def configured(language: str | None) -> Settings:
    """The settings, with the language given on the command line before the configured one."""
    settings = load()
    if language is None:
        return settings
    if language not in SPOKEN:
        raise BotError(f"No language “{language}” here. Use one of: {', '.join(SPOKEN)}.")
    return settings.model_copy(update={"language": language})
