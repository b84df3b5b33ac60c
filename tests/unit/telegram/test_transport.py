"""The transport keeps what became of a request apart, its waits short and the token to itself."""

from __future__ import annotations

import asyncio
import gc
import io
import logging
import socket
import ssl
import traceback
from collections.abc import Iterator
from datetime import timedelta

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.platforms.telegram.failures import was_never_sent
from bot.platforms.telegram.transport import HIDDEN, Secrets, Transport
from tests.unit.telegram import wire
from tests.unit.telegram.wire import (
    PATIENT,
    TOKEN,
    WEBHOOK,
    Answer,
    bot_at,
    cut,
    half,
    never,
    nowhere,
    refused,
    reset,
    sent,
    serving,
    told,
    waits_for,
)

HTML = "<html>Bad Gateway"
UNCLEAR: dict[str, tuple[Answer, type[TelegramError], str]] = {
    "reset": (reset, NetworkError, "sendMessage: ClientOSError: Connection reset by peer"),
    "cut": (cut, NetworkError, "sendMessage: ServerDisconnectedError"),
    "502": (told(502, HTML, "text/html"), NetworkError, "sendMessage: HTTP 502, and not from the Bot API"),
    "504": (told(504, HTML, "text/html"), NetworkError, "sendMessage: HTTP 504, and not from the Bot API"),
    "500 of its own": (refused(500, "Internal Server Error"), NetworkError, "Internal Server Error"),
    "cut off in the middle": (half, TimedOut, "sendMessage: SocketTimeoutError"),
    "not JSON": (told(200, "{ok"), NetworkError, "the answer is no JSON"),
    "another page": (told(200, HTML), NetworkError, "sendMessage: HTTP 200, and not from the Bot API"),
    "slow": (never, TimedOut, "sendMessage: SocketTimeoutError"),
    "moved elsewhere": (told(302, ""), NetworkError, "sendMessage: HTTP 302, and not from the Bot API"),
}


async def failure(url: str, waits: wire.Waits = PATIENT) -> TelegramError:
    async with bot_at(url, waits) as bot:
        with pytest.raises(TelegramError) as raised:
            await bot.send_message(1001, "words")
    return raised.value


@pytest.mark.parametrize("name", UNCLEAR)
def test_what_may_have_been_sent(name: str) -> None:
    answer, kind, words = UNCLEAR[name]

    async def run() -> None:
        async with serving(answer) as server:
            error = await failure(server.url, waits_for(answer))
            assert (type(error), str(error)) == (kind, words)
            assert not was_never_sent(error)
            await server.came.wait()
            assert len(server.asked) == 1  # nothing is tried twice behind our back

    asyncio.run(run())


def test_what_was_surely_not_sent() -> None:
    async def run() -> None:
        error = await failure(nowhere())
        assert (type(error), was_never_sent(error)) == (NetworkError, True)
        assert str(error).startswith("sendMessage: ClientConnectorError: ")
        error = await failure("http://nowhere.invalid")
        assert was_never_sent(error)
        async with serving(told(403, HTML, "text/html")) as server:
            error = await failure(server.url)  # a proxy's no: it says nothing of the chat
            assert (type(error), was_never_sent(error)) == (NetworkError, True)

    asyncio.run(run())


def test_an_address_that_is_none_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="Invalid"):
        Transport(Secrets(TOKEN), "http://[")


def test_no_free_connection_in_time() -> None:
    async def run() -> None:
        async with serving(never) as server, bot_at(server.url, connections=1) as bot:
            first = asyncio.create_task(bot.send_message(1001, "one"))
            await server.came.wait()
            with pytest.raises(TimedOut) as raised:
                await bot.send_message(1001, "two", pool_timeout=0.01, connect_timeout=0.01)
            assert was_never_sent(raised.value)
            first.cancel()
            assert len(server.asked) == 1

    asyncio.run(run())


def test_a_transport_that_is_closed_sends_nothing_and_can_be_opened_again() -> None:
    async def run() -> None:
        async with serving(sent()) as server:
            async with bot_at(server.url) as bot:
                pass
            with pytest.raises(NetworkError, match="closed") as raised:
                await bot.send_message(1001, "words")
            assert was_never_sent(raised.value)
            transport = bot.request
            await transport.initialize()
            await transport.initialize()
            assert (await bot.send_message(1001, "words")).message_id == 5
            await transport.shutdown()
            await transport.shutdown()

    asyncio.run(run())


REFUSALS: list[tuple[Answer, type[TelegramError], str]] = [
    (refused(400, "Bad Request: chat not found"), BadRequest, "Chat not found"),
    (refused(403, "Forbidden: bot was blocked by the user"), Forbidden, "Forbidden: bot was blocked"),
    (refused(401, "Unauthorized"), InvalidToken, "Unauthorized"),
    (refused(404, "Not Found"), InvalidToken, "Not Found"),
    (refused(400, "Bad Request: upgraded", migrate_to_chat_id=-1007), ChatMigrated, "New chat id: -1007"),
    (refused(429, "Too Many Requests", retry_after=7), RetryAfter, "wait 7 s"),
    (told(429, HTML, "text/html"), RetryAfter, "wait 5 s"),
    (told(413, HTML, "text/html"), BadRequest, "too large"),
]


@pytest.mark.parametrize(("answer", "kind", "words"), REFUSALS)
def test_the_bot_apis_own_no_is_the_librarys_error(
    answer: Answer, kind: type[TelegramError], words: str
) -> None:
    async def run() -> None:
        async with serving(answer) as server:
            error = await failure(server.url)
            assert isinstance(error, kind)
            assert words in str(error)
            assert not was_never_sent(error)
            if isinstance(error, RetryAfter):
                assert error.retry_after == timedelta(seconds=5 if "5" in words else 7)

    asyncio.run(run())


def test_parameters_are_json_and_files_a_form() -> None:
    async def run() -> None:
        async with serving(sent()) as server, bot_at(f"{server.url}/", connections=2) as bot:
            await bot.send_message(-1001, "«\u00a0oui\u202f!", disable_notification=True, message_thread_id=3)
            await bot.send_photo(1001, io.BytesIO(b"\x89PNG"), caption="é", filename="chart.png")
            message, photo = server.asked
            assert message.path == f"/bot{TOKEN}/sendMessage"
            assert message.given == {
                "chat_id": -1001,
                "text": "«\u00a0oui\u202f!",
                "disable_notification": True,
                "message_thread_id": 3,
            }
            assert photo.headers["content-type"].startswith("multipart/form-data")
            assert b'filename="chart.png"' in photo.body
            assert b"\r\n\r\n\x89PNG\r\n" in photo.body
            assert "é".encode() in photo.body

    asyncio.run(run())


def test_a_poll_may_last_longer_than_other_answers() -> None:
    async def run() -> None:
        async with serving(told(200, '{"ok":true,"result":[]}')) as server, bot_at(server.url) as bot:
            assert await bot.get_updates(timeout=30) == ()
            assert bot.request.read_timeout == PATIENT.read

    asyncio.run(run())


def test_proxies_of_the_environment_are_not_asked_unless_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", nowhere())
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)

    async def run() -> None:
        async with serving(sent()) as server:
            async with bot_at(server.url) as bot:
                assert (await bot.send_message(1001, "words")).message_id == 5
            async with bot_at(server.url, proxies=True) as bot:
                with pytest.raises(NetworkError, match="ClientProxyConnectionError") as raised:
                    await bot.send_message(1001, "words")
                assert was_never_sent(raised.value)

    asyncio.run(run())


def test_the_webhooks_secret_is_told_to_telegram_only() -> None:
    async def run() -> None:
        async with serving(told(200, '{"ok":true,"result":true}')) as server, bot_at(server.url) as bot:
            assert await bot.set_webhook("https://example.org/hook", secret_token=HIDDEN)
            assert server.asked[0].given["secret_token"] == WEBHOOK

    asyncio.run(run())


def raised_with_the_address() -> Iterator[tuple[Exception, str, bool]]:
    """aiohttp's errors with the address in them; what is told of each, and whether nothing was sent."""
    address = f"https://example.org/bot{TOKEN}/sendMessage"
    unwritten = aiohttp.ClientOSError(None, f"Can not write request body for {address}")
    unwritten.__cause__ = aiohttp.ClientConnectionResetError("Cannot write to closing transport")
    key = ConnectionKey("example.org", 443, True, True, None, None, None)
    certificate = ssl.SSLCertVerificationError(1, f"certificate verify failed: {address}")
    yield unwritten, "ClientOSError", True
    yield aiohttp.ClientOSError(None, f"Can not write request body for {address}"), "ClientOSError", False
    yield aiohttp.ConnectionTimeoutError(f"Connection timeout to host {address}"), "ConnectionTimeout", True
    yield aiohttp.SocketTimeoutError(address), "SocketTimeoutError", False
    yield aiohttp.InvalidURL(address), "InvalidURL", True
    yield aiohttp.ClientConnectorCertificateError(key, certificate), "ClientConnectorCertificate", True
    yield aiohttp.ClientConnectorDNSError(key, socket.gaierror(-2, "Not known")), "Error: Not known", True
    yield aiohttp.ClientConnectorError(key, OSError(111, address)), "Connection refused", True
    yield aiohttp.ClientPayloadError(address), "ClientPayloadError", False
    yield TimeoutError(address), "TimeoutError", False
    yield RuntimeError(address), "RuntimeError", False


@pytest.mark.parametrize(("error", "words", "never_sent"), list(raised_with_the_address()))
def test_what_aiohttp_says_is_not_repeated(
    error: Exception, words: str, never_sent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def request(*_: object, **__: object) -> None:
        raise error

    async def run() -> TelegramError:
        async with bot_at("https://example.org") as bot:
            monkeypatch.setattr(aiohttp.ClientSession, "request", request)
            with pytest.raises(NetworkError) as raised:
                await bot.send_message(1001, "words")
            return raised.value

    found = asyncio.run(run())
    assert words in str(found)
    assert was_never_sent(found) is never_sent
    shown = traceback.TracebackException.from_exception(found, capture_locals=True)
    assert TOKEN not in "".join(shown.format())


@pytest.fixture
def everything() -> Iterator[io.StringIO]:
    """All that any library logs, at DEBUG."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield said
    root.removeHandler(handler)
    root.setLevel(before)


def test_no_secret_is_in_any_log_text_repr_or_traceback(everything: io.StringIO) -> None:
    async def tried(url: str, waits: wire.Waits) -> None:
        async with bot_at(url, waits) as bot:
            for _ in range(2):
                try:
                    await bot.set_webhook("https://example.org/hook", secret_token=HIDDEN)
                    await bot.initialize()
                    await bot.send_message(1001, "words")
                except TelegramError as error:
                    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
                    everything.writelines(shown.format())
                    everything.write(f"{error!r} {error} {error.__cause__!r} {error.__context__!r}")
            everything.write(f"{bot!r} {bot.request!r} {bot.base_url} {bot.base_file_url} {bot.token}")

    async def run() -> None:
        asyncio.get_running_loop().set_debug(True)
        answers = [answer for answer, _, _ in UNCLEAR.values()] + [answer for answer, _, _ in REFUSALS]
        for answer in answers:
            async with serving(answer) as server:
                await tried(server.url, waits_for(answer))
        for url in (nowhere(), "http://nowhere.invalid"):
            await tried(url, PATIENT)

    asyncio.run(run())
    gc.collect()
    said = everything.getvalue() + repr(Secrets(TOKEN, WEBHOOK)) + repr(Transport(Secrets(TOKEN)))
    assert "Calling Bot API endpoint" in said  # it did listen
    assert TOKEN.partition(":")[2] not in said
    assert WEBHOOK not in said
