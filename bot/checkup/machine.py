"""What the machine has to give: files of settings, folders, a right clock, time zones, an address."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.checkup.line import Line, error, ok, warning
from bot.settings import PARTS, SECRETS
from bot.stated import PREFIX, gathered
from bot.wiring import cache_folder, database_url, zone_of

if TYPE_CHECKING:
    from bot.settings import Settings

PATIENCE: Final = 10.0
MOUNTED: Final = Path("/run")
"""Where systemd and containers put secrets, with rights of their own."""
OFF: Final = timedelta(seconds=5)
"""How far a clock may be off before it is told."""


def settings(environ: Mapping[str, str], given: Settings) -> Iterator[Line]:
    """Where the settings come from, and whether secrets among them can be read by others."""
    stated = gathered(environ, SECRETS)
    number = sum(name.startswith(PREFIX) for name in environ)
    yield ok("settings", f"{stated.file or 'no file'} and {number} variables.")
    for file in stated.secret_files:
        if file.stat().st_mode & stat.S_IROTH and not file.is_relative_to(MOUNTED):
            yield warning("settings", f"{file} holds a secret and others can read it: `chmod 600 {file}`.")
    if not any(getattr(getattr(given, name), "token", None) for name in PARTS):
        yield warning("settings", "no token is set: `briefing run` is a chat in this terminal.")


def folders(settings: Settings) -> list[Line]:
    """Where the bot writes."""
    places = {"cache": (cache_folder(settings), "BRIEFING_CACHE")}
    url = database_url(settings)
    if url.startswith("sqlite:///"):
        places["database"] = (
            Path(url.removeprefix("sqlite:///")).expanduser().parent,
            "BRIEFING_DATABASE_URL",
        )
    return [_folder(what, *place) for what, place in places.items()]


def _folder(what: str, folder: Path, setting: str) -> Line:
    """It need not be there yet: then the one that it is to be made in counts."""
    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), Path("/"))
    try:
        with tempfile.NamedTemporaryFile(dir=there, prefix=".briefing-check-"):
            return ok("folders", f"{folder} ({what}) can be {'written' if there == folder else 'made'}.")
    except OSError as failed:
        advice = f"Give this user the right, or name another with {setting}."
        return error("folders", f"{folder} ({what}) cannot be written: {failed.strerror}. {advice}")


async def clock(settings: Settings, now: Callable[[], datetime]) -> list[Line]:
    """This machine's clock against those of the platforms in use."""
    urls = [part.api_url for part in (settings.telegram, settings.discord) if part.token is not None]
    return [await _compared(url, now) for url in urls] or [
        ok("clock", f"it shows {now():%Y-%m-%d %H:%M} UTC; there is no platform to compare with.")
    ]


async def _compared(url: str, now: Callable[[], datetime]) -> Line:
    import aiohttp  # noqa: PLC0415 - slow to import

    host = urlsplit(url).hostname
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
            before = now()
            async with session.head(url, allow_redirects=False) as answer:
                there = parsedate_to_datetime(answer.headers.get("Date", "")).astimezone(UTC)
    except (aiohttp.ClientError, TimeoutError, ValueError, TypeError):
        return warning("clock", f"{host} does not tell the time: see that NTP keeps this machine's clock.")
    off = before + (now() - before) / 2 - there - timedelta(milliseconds=500)  # it is told in whole seconds
    if abs(off) <= OFF:
        return ok("clock", f"as that of {host}.")
    which = "ahead of" if off > timedelta(0) else "behind"
    advice = "Let NTP keep it: `timedatectl set-ntp true`."
    said = f"{round(abs(off).total_seconds()):,} s {which} {host}: digests come at wrong times"
    return warning("clock", f"{said}. {advice}")


def zones(settings: Settings) -> list[Line]:
    """The time zones that are known, and the one of chats that named none."""
    from importlib.metadata import version  # noqa: PLC0415 - slow to import

    from digests import zones as known  # noqa: PLC0415 - reads the tz database

    zone = zone_of(settings)
    said = f"{len(known.names())} are known (tzdata {version('tzdata')})"
    if settings.timezone is None and zone == "UTC":
        advice = "Set BRIEFING_TIMEZONE, as Europe/Paris, if that is not where people are."
        return [warning("time zones", f"{said}; chats that name none are taken to be in UTC. {advice}")]
    return [ok("time zones", f"{said}; chats that name none are taken to be in {zone}.")]


async def address(settings: Settings) -> list[Line]:
    """Where the HTTP server is to listen: free, or taken by a bot that runs."""
    import asyncio  # noqa: PLC0415 - as above

    place = settings.http.place
    if place is None:
        return [ok("http", "off: nothing is listened for.")]
    host, port = place
    try:
        server = await asyncio.start_server(lambda *_: None, host, port)
    except OSError as failed:
        if await _is_bot(host, port):
            return [ok("http", f"{settings.http.listen} is in use by a bot that runs.")]
        said = (
            f"{settings.http.listen} cannot be had: {os.strerror(failed.errno) if failed.errno else failed}"
        )
        return [error("http", f"{said}. Name another with BRIEFING_HTTP__LISTEN.")]
    server.close()
    await server.wait_closed()
    return [ok("http", f"{settings.http.listen} is free.")]


async def _is_bot(host: str, port: int) -> bool:
    import aiohttp  # noqa: PLC0415 - as above

    url = f"http://{f'[{host}]' if ':' in host else host}:{port}/readyz"
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session,
            session.get(url) as answer,
        ):
            return (await answer.text()).partition("\n")[0] in ("ready", "not ready")
    except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError):
        return False
