"""How the process stands: what /readyz and /metrics say, a loop that hangs, a database that is away."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import condition as conditions
from bot.condition import BotCondition, Condition, DossierCondition, Pulse, Watch
from bot.health import Health, lines
from bot.http import listening
from bot.lives import Life, Stage
from bot.metrics import Metrics
from digests.delivery import Delivery, State
from digests.errors import StoreError
from digests.moves import Move
from digests.outbox import Outbox
from digests.store.migrate import HISTORY
from digests.subscription import ChatKind

AT = datetime(2026, 11, 28, 8, tzinfo=UTC)
OUTBOX = Outbox(
    pending=3,
    sending=1,
    unknown=2,
    oldest=AT - timedelta(minutes=5),
    unplanned=None,
    is_paused=False,
)
WELL = BotCondition("telegram:1", Stage.CONNECTED, is_up=True, has_lease=True, outbox=OUTBOX)
DOSSIER = DossierCondition("varnsund", "4")


def test_what_is_ready_says_what_it_rests_on() -> None:
    standby = replace(WELL, id="discord:2", has_lease=False)
    assert list(lines(Condition(AT, DOSSIER, (WELL, standby)))) == [
        "ready",
        "database: answers",
        f"tables: revision {HISTORY.head}, current",
        "dossier: varnsund, revision 4",
        "telegram:1: connected, holds the lease",
        "discord:2: connected, standby",
    ]


def test_what_is_not_ready_says_why_and_one_bot_that_is_connected_is_enough() -> None:
    refused = BotCondition("telegram:1", Stage.REFUSED, "Telegram does not know this token.")
    broken = replace(DOSSIER, refusal="events.yaml:3: event-date: no such day")
    away = Condition(AT, broken, (refused, BotCondition("discord:2", Stage.CONNECTING)), "It is away.")
    assert list(lines(away)) == [
        "not ready",
        "database: It is away.",
        "dossier: varnsund, revision 4; the files as they are now were refused:"
        " events.yaml:3: event-date: no such day",
        "telegram:1: refused: Telegram does not know this token.",
        "discord:2: connecting",
    ]
    assert not replace(away, failure="").is_ready
    assert replace(away, failure="", bots=(refused, WELL)).is_ready


def test_tables_that_a_newer_program_changed_are_not_ready() -> None:
    changed = Condition(AT, DOSSIER, (replace(WELL, is_up=False),), revision="9999")
    assert list(lines(changed))[:3] == [
        "not ready",
        "database: answers",
        f"tables: revision 9999, but this program knows {HISTORY.head}",
    ]
    assert list(lines(changed))[-1] == (
        "telegram:1: connected, holds the lease; its platform does not answer at present"
    )


def samples(metrics: Metrics, condition: Condition) -> dict[str, float]:
    """Every sample of ours, as it is written, without those of buckets and of when a series began."""
    text = metrics.text(condition).decode()
    return {
        f"{one.name}{{{','.join(f'{key}={value}' for key, value in sorted(one.labels.items()))}}}": one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
        if one.name.startswith("briefing_") and not one.name.endswith(("_created", "_bucket"))
    }


def delivery(state: State, **more: Any) -> Delivery:
    row = Delivery(1, 1, "telegram:1", "42", ChatKind.PRIVATE, AT, 1, 1, AT, AT, state=state)
    return replace(row, **more)


def test_the_figures_are_those_of_the_condition_and_of_what_happened() -> None:
    metrics = Metrics("1.2.3")
    pending, sending = delivery(State.PENDING), delivery(State.SENDING)
    for after in (
        sending,
        delivery(State.SENT, ended=AT + timedelta(seconds=7)),
        delivery(State.PENDING, attempts=1),
        delivery(State.PENDING, part=1),
        delivery(State.UNKNOWN),
        delivery(State.DEAD),
    ):
        metrics.moved(Move(pending if after is sending else sending, after))
    metrics.missed("telegram:1", 3)
    metrics.missed("telegram:1", 0)
    metrics.limited("telegram:1")
    with metrics.answering("telegram", "topic"):
        pass
    refused = BotCondition("discord:2", Stage.REFUSED, "no")
    broken = replace(DOSSIER, refusal="broken", refusals=2)
    told = samples(metrics, Condition(AT, broken, (WELL, refused)))
    assert told.pop("briefing_request_duration_seconds_sum{command=topic,platform=telegram}") > 0
    assert told == {
        "briefing_build_info{dossier=varnsund,revision=4,version=1.2.3}": 1,
        "briefing_database_up{}": 1,
        "briefing_deliveries_total{outcome=dead,platform=telegram}": 1,
        "briefing_deliveries_total{outcome=missed,platform=telegram}": 3,
        "briefing_deliveries_total{outcome=retried,platform=telegram}": 1,
        "briefing_deliveries_total{outcome=sent,platform=telegram}": 1,
        "briefing_deliveries_total{outcome=unknown,platform=telegram}": 1,
        "briefing_delivery_lateness_seconds_count{platform=telegram}": 1,
        "briefing_delivery_lateness_seconds_sum{platform=telegram}": 7,
        "briefing_dossier_refusals_total{}": 2,
        "briefing_dossier_refused{}": 1,
        "briefing_lease_held{bot=discord:2}": 0,
        "briefing_lease_held{bot=telegram:1}": 1,
        "briefing_outbox_oldest_due_seconds{bot=telegram:1}": 300,
        "briefing_outbox_rows{bot=telegram:1,state=pending}": 3,
        "briefing_outbox_rows{bot=telegram:1,state=sending}": 1,
        "briefing_outbox_rows{bot=telegram:1,state=unknown}": 2,
        "briefing_paused{bot=telegram:1}": 0,
        "briefing_platform_up{bot=discord:2}": 0,
        "briefing_platform_up{bot=telegram:1}": 1,
        "briefing_rate_limited_total{platform=telegram}": 1,
        "briefing_request_duration_seconds_count{command=topic,platform=telegram}": 1,
        "briefing_tick_lag_seconds{bot=telegram:1}": 0,
        "briefing_token_refused{bot=discord:2}": 1,
        "briefing_token_refused{bot=telegram:1}": 0,
    }


def test_what_is_not_known_any_more_is_not_there_rather_than_as_it_was() -> None:
    metrics = Metrics("1.2.3")
    broken = Condition(AT, replace(DOSSIER, refusals=1), (WELL,))
    samples(metrics, broken)
    told = samples(metrics, replace(broken, bots=(replace(WELL, outbox=None),), failure="It is away."))
    assert told["briefing_database_up{}"] == 0
    assert told["briefing_dossier_refusals_total{}"] == 1
    assert [name for name in told if name.startswith(("briefing_outbox", "briefing_tick"))] == []


def test_promtool_finds_nothing_to_say_about_the_figures() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not here; on Debian it is in the package prometheus")
    metrics = Metrics("1.2.3")
    metrics.moved(Move(delivery(State.SENDING), delivery(State.SENT, ended=AT)))
    metrics.limited("telegram:1")
    with metrics.answering("telegram", "topic"):
        pass
    text = metrics.text(Condition(AT, DOSSIER, (WELL,)))
    done = subprocess.run(
        [promtool, "check", "metrics"], input=text, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


class Seconds:
    """A steady clock that is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_loop_hangs_when_it_does_not_turn_for_long_and_no_longer_once_it_does() -> None:
    seconds = Seconds()
    pulse = Pulse(seconds)
    with pulse.watched("telegram:1") as turn:
        assert not pulse.still("telegram:1")
        seconds.now = 90.5
        assert pulse.still("telegram:1")
        turn()
        assert not pulse.still("telegram:1")
    assert not pulse.still("discord:2")  # not connected yet


class FakeStore:
    """Answers as told."""

    def __init__(self, answer: Callable[[], Any]) -> None:
        self.answer = answer
        self.asked = 0

    async def revision(self) -> str:
        self.asked += 1
        await self.answer()
        return HISTORY.head


class FakeLive:
    refusal, refusals = "", 0

    def current(self) -> Any:
        manifest = type("Manifest", (), {"id": "varnsund", "revision": 4})
        return type("Index", (), {"manifest": manifest})


def watching(answer: Callable[[], Any], seconds: Seconds) -> tuple[Watch, FakeStore]:
    store = FakeStore(answer)
    return Watch((), cast("Any", FakeLive()), cast("Any", store), Pulse(seconds), lambda: AT), store


def test_a_look_is_good_for_a_moment_so_that_asking_often_costs_no_more() -> None:
    async def story() -> None:
        seconds = Seconds()
        watch, store = watching(lambda: asyncio.sleep(0), seconds)
        first = await watch.look()
        assert (await watch.look(), store.asked) == (first, 1)
        seconds.now = 3
        await watch.look()
        assert store.asked == 2

    asyncio.run(story())


def test_a_database_that_fails_or_does_not_answer_is_told_and_asked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fails() -> None:
        raise StoreError("It is away.")

    async def story() -> None:
        watch, _ = watching(fails, Seconds())
        assert (await watch.look()).failure == "It is away."

        monkeypatch.setattr(conditions, "PATIENCE", 0.01)
        answer, seconds = asyncio.Event(), Seconds()
        watch, store = watching(answer.wait, seconds)
        assert (await watch.look()).failure == "The database has not answered for 0.01 seconds."
        seconds.now = 3
        assert (await watch.look()).failure == "The database has not answered for 0.01 seconds."
        assert store.asked == 1
        answer.set()
        await asyncio.sleep(0)
        seconds.now = 6
        assert (await watch.look()).failure == ""
        watch.close()

    asyncio.run(story())


def test_over_http_a_loop_that_hangs_is_503_and_what_is_nowhere_404() -> None:
    async def story() -> list[tuple[str, str, int, str]]:
        seconds, told = Seconds(), []
        watch, _ = watching(lambda: asyncio.sleep(0), seconds)
        platform = type("FakePlatform", (), {"id": "telegram:1"})()
        sender = type("FakeSender", (), {"keeper": type("FakeKeeper", (), {"lease": lambda _: None})()})()
        life = Life(platform, cast("Any", None), cast("Any", None), stage=Stage.CONNECTED)
        life.service, life.sender = cast("Any", type("FakeService", (), {"is_up": True})()), sender
        watch.lives = (life,)
        watch.store.outbox = lambda *_: asyncio.sleep(0)  # type: ignore[method-assign, assignment, return-value]
        async with (
            AsyncExitStack() as stack,
            listening(("127.0.0.1", 0), Health(watch, Metrics("1.2.3")).routes) as port,
            aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
        ):
            stack.enter_context(watch.pulse.watched("telegram:1"))

            async def ask(method: str, path: str) -> None:
                async with session.request(method, path) as answer:
                    told.append((method, path, answer.status, (await answer.text()).partition("\n")[0]))

            for path in ("/livez", "/readyz", "/metrics", "/", "/livez/x"):
                await ask("GET", path)
                await ask("HEAD", path)
            await ask("POST", "/readyz")
            seconds.now = 91
            await ask("GET", "/livez")
        return told

    assert asyncio.run(story()) == [
        ("GET", "/livez", 200, "alive"),
        ("HEAD", "/livez", 200, ""),
        ("GET", "/readyz", 200, "ready"),
        ("HEAD", "/readyz", 200, ""),
        ("GET", "/metrics", 200, "# HELP process_virtual_memory_bytes Virtual memory size in bytes."),
        ("HEAD", "/metrics", 200, ""),
        ("GET", "/", 404, "404: Not Found"),
        ("HEAD", "/", 404, ""),
        ("GET", "/livez/x", 404, "404: Not Found"),
        ("HEAD", "/livez/x", 404, ""),
        ("POST", "/readyz", 405, "405: Method Not Allowed"),
        ("GET", "/livez", 503, "telegram:1: its sending loop hangs"),
    ]
