"""The library's way to the Bot API, over aiohttp: fast, bounded in time; it alone knows the token."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.platforms.telegram.failures import failure_in, failure_of, network_error

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

OFFICIAL: Final = "https://api.telegram.org"
BOT: Final = "bot"
FILE: Final = "file"
HIDDEN: Final = "hidden"
"""What stands for a secret in everything that the library is told."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds, at most."""

    pool: float = 5.0
    """For a free connection."""
    connect: float = 10.0
    write: float = 30.0
    read: float = 60.0
    """For an answer: giving up earlier than Telegram leaves a message in doubt."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the library never learns; never shown."""

    token: str = field(repr=False)
    webhook: str = field(default="", repr=False)
    """What Telegram is to say with each update that it pushes."""


class Transport(BaseRequest):
    """Requests of one bot. `url` of a request says the method only: the library is told no address.

    Raises the library's errors; their text, cause and traceback name the method and never an address. Where
    nothing can have been sent, `failures.was_never_sent` tells so.
    """

    __slots__ = (
        "_addresses",
        "_connections",
        "_proxies",
        "_root",
        "_secrets",
        "_session",
        "_waits",
        "is_reached",
    )

    def __init__(
        self,
        secrets: Secrets,
        api_url: str = OFFICIAL,
        *,
        waits: Waits = Waits(),
        connections: int = 64,
        proxies: bool = False,
    ) -> None:
        """`proxies`: whether to use those that the environment names. ValueError when the URL is none."""
        URL(api_url)
        self._secrets = secrets
        self._root = api_url.rstrip("/")
        self._waits = waits
        self._connections = connections
        self._proxies = proxies
        self._session: aiohttp.ClientSession | None = None
        self._addresses: dict[str, URL] = {}
        self.is_reached = True
        """Whether the Bot API answered the last call, be it with an error."""

    def __repr__(self) -> str:
        return "Transport()"

    @property
    def read_timeout(self) -> float:
        """Seconds; the library adds a poll's own to it."""
        return self._waits.read

    async def initialize(self) -> None:
        """Open; nothing where it is open."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=self._proxies,
            )

    async def shutdown(self) -> None:
        """Close all connections; what is under way fails. It may be opened again."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of an answer that is the Bot API's own."""
        waits = self._waits
        answer = await self._asked(
            url,
            method,
            request_data,
            _limits(
                _chosen(pool_timeout, waits.pool),
                _chosen(connect_timeout, waits.connect),
                _chosen(write_timeout, waits.write),
                _chosen(read_timeout, waits.read),
            ),
        )
        self.is_reached = not isinstance(answer, NetworkError) or isinstance(answer, BadRequest)
        if isinstance(answer, TelegramError):
            raise answer  # here, where no variable holds an address and no other error is being handled
        return answer

    async def _asked(
        self, url: str, method: str, data: RequestData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes] | TelegramError:
        """The answer, or the error to raise: what aiohttp raises may hold the address, and stays here."""
        name = url.rpartition("/")[2]
        if self._session is None:
            return network_error(f"{name}: the transport is closed", never_sent=True)
        try:
            async with self._session.request(
                method,
                self._address(url),
                timeout=limits,
                allow_redirects=False,  # the address holds the token, and goes nowhere else
                **self._body(data),
            ) as response:
                status, body = response.status, await response.read()
                return failure_in(name, status, body) or (status, body)
        except Exception as error:  # of any kind: it may hold the address
            return failure_of(name, error, at_one_go=not _has_files(data))

    def _address(self, url: str) -> URL:
        if url not in self._addresses:
            kind, _, path = url.partition("/")
            folder = "" if kind == BOT else f"/{kind}"
            address = URL(f"{self._root}{folder}/bot{self._secrets.token}/{path}", encoded=True)
            if kind != BOT:
                return address
            self._addresses[url] = address  # one a method, each looked up thousands of times
        return self._addresses[url]

    def _body(self, data: RequestData | None) -> dict[str, Any]:
        if data is None:
            return {}
        if data.contains_files:
            return {"data": self._form(data)}
        given = data.parameters
        if given.get("secret_token") == HIDDEN:
            given["secret_token"] = self._secrets.webhook
        text = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
        return {"data": text.encode("utf-8", "replace"), "headers": {"Content-Type": "application/json"}}

    def _form(self, data: RequestData) -> aiohttp.FormData:
        form = aiohttp.FormData(data.json_parameters)
        for name, (filename, content, kind) in data.multipart_data.items():
            stream = io.BytesIO(content) if isinstance(content, bytes) else content
            form.add_field(name, stream, filename=filename, content_type=kind)
        return form

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer; TelegramError where it is none. The library's own would log it whole."""
        try:
            return json.loads(payload)
        except ValueError:
            pass
        raise network_error("the answer is no JSON")


def _has_files(data: RequestData | None) -> bool:
    return data is not None and data.contains_files


def _chosen(given: ODVInput[float], default: float) -> float | None:
    return default if given is BaseRequest.DEFAULT_NONE else cast("float | None", given)


@lru_cache(maxsize=64)
def _limits(
    pool: float | None, connect: float | None, write: float | None, read: float | None
) -> aiohttp.ClientTimeout:
    """aiohttp counts the wait for a free connection and the connecting together; None waits for ever."""
    connecting = None if pool is None or connect is None else pool + connect
    total = None if connecting is None or write is None or read is None else connecting + write + read
    return aiohttp.ClientTimeout(total=total, connect=connecting, sock_connect=connect, sock_read=read)


def told_nothing(bot: str) -> dict[str, Any]:
    """What the library's `Bot` is built with in place of a token and addresses, beside the transports.

    `bot` is its public number.
    """
    return {"token": f"{bot}:{HIDDEN}", "base_url": lambda _: BOT, "base_file_url": lambda _: FILE}
