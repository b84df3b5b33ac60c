"""One attempt at a request to Discord's REST API, and its answer as it is.

The library's own way to it sleeps through rate limits and repeats what failed; a digest's ledger must be told
of both (DESIGN, section 7). So digests go this way, and everything else the library's.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, TypeAlias

import aiohttp
import discord
from yarl import URL

from bot.platforms.connections import told, was_never_sent
from bot.platforms.discord.components import Picture

OFFICIAL: Final = "https://discord.com/api/v10"
AGENT: Final = f"DiscordBot (https://github.com/Rapptz/discord.py {discord.__version__})"
"""Discord refuses who does not say what it is."""
CONNECTIONS: Final = 64


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds, at most. All of them leave time to repeat a doubtful message under its nonce."""

    connect: float = 8.0
    """For a free connection, and for a new one."""
    read: float = 15.0
    """For an answer."""
    whole: float = 25.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered."""

    status: int
    body: Mapping[str, Any] | None = None
    """Of JSON; None for what is none, or no object: not Discord's own words."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By names in small letters."""

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer came."""

    reason: str
    never_sent: bool
    """Whether surely nothing reached Discord."""


Reply: TypeAlias = Answer | Unanswered


class Rest:
    """Requests of one bot; nothing that it says or shows holds the token or an address."""

    __slots__ = ("_root", "_session", "_token", "_waits")

    def __init__(self, session: aiohttp.ClientSession, token: str, api_url: str, waits: Waits) -> None:
        self._session = session
        self._token = token
        self._root = api_url.rstrip("/")
        self._waits = waits

    def __repr__(self) -> str:
        return "Rest()"

    async def post(
        self, path: str, payload: Mapping[str, Any] | None = None, pictures: Sequence[Picture] = ()
    ) -> Reply:
        """Ask once; `path` begins with a slash. Never raises but for cancellation."""
        waits = self._waits
        try:
            async with self._session.post(
                URL(self._root + path),
                json=payload if payload and not pictures else None,
                data=_form(payload or {}, pictures) if pictures else None,
                headers={"Authorization": f"Bot {self._token}"},
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=waits.whole, connect=waits.connect, sock_read=waits.read),
            ) as response:
                body = await response.read()
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status, _object(body), headers)
        except (aiohttp.ClientError, OSError) as error:
            return Unanswered(told(error), was_never_sent(error, at_one_go=not pictures))


@asynccontextmanager
async def opened(token: str, api_url: str = OFFICIAL, waits: Waits = Waits()) -> AsyncIterator[Rest]:
    """A way to the API as long as the context is open."""
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=CONNECTIONS),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": AGENT},
    ) as session:
        yield Rest(session, token, api_url, waits)


def _form(payload: Mapping[str, Any], pictures: Sequence[Picture]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)  # Discord does not read files%5B0%5D
    form.add_field("payload_json", json.dumps(payload))
    for at, picture in enumerate(pictures):
        form.add_field(f"files[{at}]", picture.png, filename=picture.name, content_type="image/png")
    return form


def _object(body: bytes) -> Mapping[str, Any] | None:
    try:
        read = json.loads(body)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None
