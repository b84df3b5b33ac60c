"""The bot on Telegram beside bare bots of two libraries, all on one emulator: answers, digests, limits."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from digests.deliver import LANES
from digests.store.store import open_store
from tests.benchmarks.telegram.ledger_loop import lately, subscribe
from tests.benchmarks.telegram.stage import Process, Telegram, ours, process, rate, telegram

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
UPDATES = int(os.environ.get("BENCH_UPDATES", "1000"))
"""How many wait at once, for the throughput."""
PACED, EVERY = 200, 0.01
"""How many come one by one, for the latency, and after how many seconds each."""
SENDS = int(os.environ.get("BENCH_SENDS", "3000"))
BOTS = ("ours", "ptb", "aiogram")
COMMANDS = ("help", "troops")
BARE = "tests.benchmarks.telegram.bare"
LIMITED, LIMIT = 20, 30
"""Seconds for which digests go out against the limit, and how many a second it is."""
ASKING = 40
"""How many people ask in the first half of that time."""
TAKEN, TOO_MANY = 200, 429


@dataclass
class Measured:
    """Of one bot and command: a number a round."""

    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """Milliseconds an update."""
    busy: list[float] = field(default_factory=list)
    """Which share of the time the emulator was at work: near 1, it is the emulator that was measured."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("telegram")


@pytest.fixture(scope="module")
def emulator(folder: Path) -> Iterator[Telegram]:
    with telegram(folder) as running:
        yield running


@pytest.fixture(scope="module")
def people(emulator: Telegram) -> list[int]:
    return emulator.people(max(UPDATES, SENDS, LIMITED * LIMIT + ASKING))


@pytest.fixture(scope="module")
def ready(emulator: Telegram, folder: Path, people: list[int]) -> Path:
    """What our bot answers, word for word, for the bare bots to answer with."""
    answers = {}
    with bot("ours", emulator, folder, folder / "unused"):
        for command in COMMANDS:
            emulator.tell("forget")
            emulator.tell("says", ids=people[:1], text=f"/{command}")
            emulator.until("sendMessage", 1)
            (call,) = emulator.tell("record", method="sendMessage")["calls"]
            answers[command] = {name: call["given"][name] for name in ("text", "reply_markup")}
    path = folder / "ready.json"
    path.write_text(json.dumps({"answers": answers, "chats": people[:SENDS], "lanes": LANES}), "utf-8")
    return path


@contextmanager
def bot(name: str, on: Telegram, folder: Path, ready: Path) -> Iterator[Process]:
    """One that polls."""
    on.tell("forget")
    if name == "ours":
        database = f"sqlite:///{folder / 'answers.sqlite'}"
        started = process(folder, "-m", "bot", "run", variables=ours(on.url, folder, database))
    else:
        started = process(folder, "-m", BARE, name, "bot", on.url, str(ready))
    with started as running:
        on.until("getUpdates", 1)
        yield running


def test_answers_beside_bare_bots(
    emulator: Telegram, folder: Path, people: list[int], ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = {(name, command): Measured() for name in BOTS for command in COMMANDS}
    for _ in range(ROUNDS):
        for name in BOTS:
            with bot(name, emulator, folder, ready) as running:
                warm_up(emulator, people)
                for command in COMMANDS:
                    one = measured[name, command]
                    one_by_one(emulator, people, command, one)
                    at_once(emulator, people, command, running, one)
    with capsys.disabled():
        print(f"\nmedians of {ROUNDS} rounds; {UPDATES} updates at once, {PACED} one by one")
        for (name, command), one in measured.items():
            p50, p99, per_second, cpu, busy = map(statistics.median, vars(one).values())
            print(
                f"  /{command:6} {name:8} update to request p50 {p50:6.2f} ms, p99 {p99:6.2f} ms;"
                f" {per_second:6.0f} updates/s, {cpu:.2f} ms of CPU each (emulator busy {busy:.0%})"
            )
    missed = [line for command in COMMANDS for line in goals(command, measured)]
    assert not missed, "; ".join(missed)


def goals(command: str, measured: dict[tuple[str, str], Measured]) -> Iterator[str]:
    """The goals that are missed: ratios round by round, so that what else the machine did weighs alike."""
    own, ptb, aiogram = (measured[name, command] for name in BOTS)
    twice = statistics.median(a / b for a, b in zip(own.rate, ptb.rate, strict=True))
    if twice < 2:
        yield f"/{command}: {twice:.2f} times bare PTB's updates/s, not 2"
    as_many = statistics.median(a / b for a, b in zip(own.rate, aiogram.rate, strict=True))
    if as_many < 1:
        yield f"/{command}: {as_many:.2f} times bare aiogram's updates/s, not 1"
    later = statistics.median(own.p50) - min(statistics.median(ptb.p50), statistics.median(aiogram.p50))
    if later >= 3:
        yield f"/{command}: {later:.1f} ms more than the faster bare bot at p50, not under 3"


def warm_up(on: Telegram, people: list[int]) -> None:
    for command in COMMANDS:
        on.tell("forget")
        on.tell("says", ids=people[:100], text=f"/{command}")
        on.until("sendMessage", 100)


def one_by_one(on: Telegram, people: list[int], command: str, measured: Measured) -> None:
    on.tell("forget")
    first = on.tell("says", ids=people[:PACED], text=f"/{command}", every=EVERY)["first"]
    on.until("sendMessage", PACED)
    times = on.tell("times")["times"]
    sent = dict(on.sent())
    took = [
        (sent[person] - times[str(first + place)][0]) * 1000 for place, person in enumerate(people[:PACED])
    ]
    measured.p50.append(statistics.median(took))
    measured.p99.append(statistics.quantiles(took, n=100)[98])


def at_once(on: Telegram, people: list[int], command: str, running: Process, measured: Measured) -> None:
    on.tell("forget")
    cpu, others = running.cpu(), on.process.cpu()
    begun = on.tell("says", ids=people[:UPDATES], text=f"/{command}")["at"]
    on.until("sendMessage", UPDATES)
    sent = on.sent()
    took = sent[-1][1] - begun
    assert sorted(chat for chat, _ in sent) == sorted(people[:UPDATES])
    measured.rate.append(UPDATES / took)
    measured.cpu.append((running.cpu() - cpu) / UPDATES * 1000)
    measured.busy.append((on.process.cpu() - others) / took)


def test_digests_beside_bare_send_loops(
    emulator: Telegram, folder: Path, ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rates: dict[str, list[float]] = {name: [] for name in BOTS}
    for at in range(ROUNDS):
        for name in BOTS:
            emulator.tell("forget")
            if name == "ours":
                database = f"sqlite:///{folder / f'loop{at}.sqlite'}"
                program = ("tests.benchmarks.telegram.ledger_loop", emulator.url, str(ready), database)
            else:
                program = (BARE, name, "loop", emulator.url, str(ready))
            with process(folder, "-m", *program) as running:
                running.done()
            sent = emulator.sent()
            assert len(sent) == len({chat for chat, _ in sent}) == SENDS
            rates[name].append(rate([at for _, at in sent]))
    with capsys.disabled():
        print(f"\n{SENDS} digests over {LANES} lanes, no limits, medians of {ROUNDS} rounds")
        for name, each in rates.items():
            ledger = ", each transition committed to SQLite" if name == "ours" else ""
            print(f"  {name:8} {statistics.median(each):6.0f} sends/s{ledger}")
    times = statistics.median(a / b for a, b in zip(rates["ours"], rates["ptb"], strict=True))
    assert times >= 3, f"{times:.2f} times bare PTB's sends/s, not 3"


def test_digests_against_the_limits_while_people_ask(
    emulator: Telegram, folder: Path, people: list[int], ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program as it is run, with the dossier's own digest."""
    count = LIMITED * LIMIT
    subscribed, asking = people[:count], people[count : count + ASKING]
    database = f"sqlite:///{folder / 'limits.sqlite'}"

    async def prepare() -> None:
        async with open_store(database) as store:
            await subscribe(store, subscribed, lately())

    asyncio.run(prepare())
    emulator.tell("forget")
    emulator.tell("limits", per_second=LIMIT)
    with process(folder, "-m", "bot", "run", variables=ours(emulator.url, folder, database)):
        emulator.until("sendMessage", 1)
        first = emulator.tell("says", ids=asking, text="/help", every=LIMITED / 2 / ASKING)["first"]
        emulator.until("sendMessage 200", count + ASKING)
    emulator.tell("limits", off=True)
    put = emulator.tell("times")["times"]
    calls = emulator.tell("record", method="sendMessage", brief=True)["calls"]
    refused = sum(code == TOO_MANY for *_, code in calls)
    times = [at for *_, at, code in calls if code == TAKEN]
    sent = {chat: at for _, chat, at, code in calls if code == TAKEN}
    waited = [(sent[person] - put[str(first + place)][0]) * 1000 for place, person in enumerate(asking)]
    each = rate(times)
    with capsys.disabled():
        print(
            f"\n{count} digests and {ASKING} answers of {LIMIT}/s: {each:.2f}/s, {each / LIMIT:.1%},"
            f" {refused} refused as too fast;"
            f" an answer went out after {statistics.median(waited):.0f} ms (p50), {max(waited):.0f} ms (most)"
        )
    assert refused == 0
    assert each >= 0.98 * LIMIT, f"{each:.2f}/s, not 98% of {LIMIT}"
