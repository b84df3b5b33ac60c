"""Where everything is put together: settings to a dossier, a database and services on them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.dispatch import answer
from bot.errors import BotError
from bot.page import Page
from bot.phrases.catalogue import SPOKEN
from bot.register import LazyRegister
from bot.reload import LiveIndex
from bot.request import Asker
from bot.services import Services
from bot.settings import Settings, load, machine_zone
from digests.errors import StoreError

if TYPE_CHECKING:
    from datetime import datetime

    from digests.store.store import Store


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


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[Store]:
    """The configured database, made or migrated if need be; StoreError when it cannot be opened."""
    from digests.store.store import open_store  # noqa: PLC0415 - slow to import, and few commands need it

    make_state_folder(settings)
    async with open_store(database_url(settings)) as store:
        yield store


def make_state_folder(settings: Settings) -> None:
    """Make the folder of the database that is used when none is set; StoreError."""
    if settings.database_url is None:
        folder = Path(database_url(settings).removeprefix("sqlite:///")).parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder} cannot be made: {error.strerror}.") from None


@contextmanager
def assembled(
    settings: Settings, register: LazyRegister | None = None
) -> Iterator[tuple[LiveIndex, Services]]:
    """The configured dossier, compiled if it changed, and services on it; DossierError when it has errors.

    Without a `register`, what is kept about chats is opened when a command first needs it, and the language
    is the configured one until another is chosen.
    """
    cache = cache_folder(settings)
    os.environ.setdefault("MPLCONFIGDIR", str(cache / "matplotlib"))  # its font cache, not in the home folder
    with LiveIndex(settings.dossier, cache) as live:
        lazy = register or LazyRegister(partial(opened_store, settings), remembers=False)
        yield live, Services(live.current, lazy, version, partial(zone_of, settings), settings.operator)


def zone_of(settings: Settings) -> str:
    """The time zone of chats that named none: as set, else this machine's."""
    return settings.timezone or machine_zone(os.environ)


async def ask(
    line: str, asker: Asker, at: datetime, services: Services, language: str, live: LiveIndex | None = None
) -> Page:
    """The page for what somebody wrote; with `live`, on the dossier as its files are now."""
    if live is None:
        return await answer(line, asker, at, language, services)
    await live.refresh(at)
    with live.reading():
        return await answer(line, asker, at, language, services)


def configured(language: str | None) -> Settings:
    """The settings, with the language given on the command line before the configured one."""
    settings = load()
    if language is None:
        return settings
    if language not in SPOKEN:
        raise BotError(f"No language “{language}” here. Use one of: {', '.join(SPOKEN)}.")
    return settings.model_copy(update={"language": language})
