"""The log: one event a line, readable or JSON, other packages' words among it, and no secret in any."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot import logs
from bot.redaction import redacted

TELEGRAM = "123456789:AAabcdefghijklmnopqrstuvwxyz-_01234"
DISCORD = "MTAwMDAwMDAwMDAwMDAwMDAwMA.GabcDE.abcdefghijklmnopqrstuvwxyz-_0123456789"


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What was written on standard error; afterwards the log is as if nobody ever set it up."""
    root = logging.getLogger()
    before = (root.handlers, root.level)
    yield lambda: capfd.readouterr().err
    logging.captureWarnings(capture=False)
    root.handlers, root.level = before
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (f"token {TELEGRAM}.", "token ***."),
        (f"http://localhost/bot{TELEGRAM}/getMe", "http://localhost/bot***/getMe"),
        (TELEGRAM.replace(":", "%3A"), "***"),
        (f"Authorization: Bot {DISCORD}", "Authorization: Bot ***"),
        (
            "/interactions/1000000000000000000/aW50ZXJhY3Rpb246MTAwMDAw/callback",
            "/interactions/1000000000000000000/***/callback",
        ),
        ("postgresql://me:pass-word@host/name", "postgresql://me:***@host/name"),
        ("postgresql+psycopg://:p%40ss@host/name", "postgresql+psycopg://:***@host/name"),
        *[
            (text, text)
            for text in (
                "telegram:7000001",
                "2026-11-28T12:05:00.000000Z",
                "host:12345:0a1b2c3d",
                "http://127.0.0.1:8080/readyz",
                "digests.store.leases.acquire",
                "user@example.org",
            )
        ],
    ],
)  # fmt: skip
def test_what_has_the_shape_of_a_secret_is_hidden_and_nothing_else(text: str, safe: str) -> None:
    assert redacted(text) == safe


def test_for_a_service_an_event_is_a_json_object_with_its_exception_on_the_one_line(
    said: Callable[[], str],
) -> None:
    logs.set_up(form="auto")
    logs.logger().info("delivery", id=7, state="sent")
    try:
        int(f"http://localhost/bot{TELEGRAM}/getMe")
    except ValueError:
        logs.logger().exception("chores_failed", bot="telegram:123456789")
    first, second = (json.loads(line) for line in said().splitlines())
    assert {**first, "timestamp": "T"} == {
        "timestamp": "T", "level": "info", "event": "delivery", "id": 7, "state": "sent",
    }  # fmt: skip
    assert list(first)[:3] == ["timestamp", "level", "event"]
    assert second["exception"].startswith("Traceback (most recent call last):\n")
    assert second["exception"].endswith("with base 10: 'http://localhost/bot***/getMe'")


def test_for_people_it_is_text(said: Callable[[], str]) -> None:
    logs.set_up(form="text")
    logs.logger().warning("poll_failed", reason="no route", url="postgresql://me:secret@host/x")
    line = said()
    assert "poll_failed" in line
    assert "url=postgresql://me:***@host/x" in line
    assert line.count("\n") == 1


def test_events_below_the_level_are_not_written(said: Callable[[], str]) -> None:
    logs.set_up(form="json", level="warning")
    logs.logger().info("delivery")
    logs.logger().warning("lease_lost")
    assert [json.loads(line)["event"] for line in said().splitlines()] == ["lease_lost"]


def test_other_packages_are_heard_from_warnings_on_as_events_of_ours(
    said: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.set_up(form="json", level="debug")
    logs.hear_libraries()
    library = logging.getLogger("discord.http")
    monkeypatch.setattr(library, "level", logging.DEBUG)
    library.info("message: what somebody said")
    library.warning("rate limited:\nPOST https://discord.test/api/webhooks/1/%s", "a" * 40)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("soon gone", DeprecationWarning, stacklevel=1)
    heard, warned = (json.loads(line) for line in said().splitlines())
    assert {**heard, "timestamp": "T"} == {
        "timestamp": "T", "level": "warning", "event": "library", "library": "discord.http",
        "said": "rate limited: POST https://discord.test/api/webhooks/1/***",
    }  # fmt: skip
    assert (warned["library"], "DeprecationWarning: soon gone" in warned["said"]) == ("py.warnings", True)
