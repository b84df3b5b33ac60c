"""What the benchmarks of Telegram stand on: the emulator and the bots, each a process by itself."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

CHECKOUT = Path(__file__).parents[3]
PATIENCE = 120.0
"""Seconds after which something that is waited for has failed to happen."""
LOOK = 0.05
"""Seconds between two looks."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Process:
    """A child, and the CPU time that it has used."""

    child: subprocess.Popen[bytes]
    log: Path

    def cpu(self) -> float:
        """Seconds, of all its threads."""
        told = Path(f"/proc/{self.child.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / TICKS

    def end(self) -> None:
        """Stop it as an operator would; an AssertionError with its words when it did not end well."""
        self.child.terminate()
        try:
            self.child.wait(30)
        finally:
            if self.child.poll() is None:
                self.child.kill()
                self.child.wait()

    def done(self, within: float = PATIENCE) -> None:
        """Wait until it has ended by itself, and well."""
        assert self.child.wait(within) == 0, self.log.read_text("utf-8")[-2000:]


@contextmanager
def process(folder: Path, *program: str, variables: Mapping[str, str] | None = None) -> Iterator[Process]:
    """A running Python program; what it says goes into a file, for a pipe would have to be read."""
    log = folder / f"{len(list(folder.glob('*.log')))}.log"
    with log.open("wb") as words:
        child = subprocess.Popen(
            [sys.executable, *program], stdout=words, stderr=subprocess.STDOUT, cwd=CHECKOUT, env=variables
        )
    running = Process(child, log)
    try:
        yield running
    finally:
        running.end()


@dataclass
class Telegram:
    """The emulator in its process, and its own door."""

    process: Process
    url: str

    def tell(self, name: str, **asked: Any) -> dict[str, Any]:
        """One call of `/control/<name>`."""
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=60)
        body = json.dumps(asked)
        connection.request("POST", f"/control/{name}", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        told: dict[str, Any] = json.loads(answer.read())
        connection.close()
        assert answer.status == 200, told
        return told

    def people(self, count: int) -> list[int]:
        """So many who have written to the bot before."""
        return list(self.tell("people", count=count)["ids"])

    def count(self, call: str) -> int:
        """How many calls of a method there were, answered or not; of "sendMessage 200" the taken ones."""
        calls = self.tell("counts")["calls"]
        return sum(number for key, number in calls.items() if f"{key} ".startswith(f"{call} "))

    def until(self, call: str, count: int, within: float = PATIENCE) -> None:
        """Wait until there were so many such calls."""
        deadline = time.monotonic() + within
        while self.count(call) < count:
            assert time.monotonic() < deadline, f"{self.count(call)} of {count} {call} within {within} s"
            time.sleep(LOOK)

    def sent(self) -> list[tuple[int, float]]:
        """Each message that was sent since the record began: to whom, and when."""
        calls = self.tell("record", method="sendMessage", brief=True)["calls"]
        assert {code for *_, code in calls} <= {200}, "something was refused"
        return [(chat, at) for _, chat, at, _ in calls]

    @classmethod
    def at(cls, running: Process) -> Self:
        """The one that has just been started: its first line is its address."""
        deadline = time.monotonic() + PATIENCE
        while not (said := running.log.read_text("utf-8")).endswith("\n"):
            assert time.monotonic() < deadline
            time.sleep(LOOK)
        return cls(running, said.strip())


@contextmanager
def telegram(folder: Path) -> Iterator[Telegram]:
    """An emulator that refuses all that it always refuses, and has no limits until it is told some."""
    with process(folder, "-m", "tests.emulators.telegram") as running:
        yield Telegram.at(running)


def ours(url: str, folder: Path, database: str) -> dict[str, str]:
    """The variables of `briefing run`."""
    from tests.emulators.telegram import TOKEN  # noqa: PLC0415

    kept = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    return {
        **kept,
        "BRIEFING_TELEGRAM__TOKEN": TOKEN,
        "BRIEFING_TELEGRAM__API_URL": url,
        "BRIEFING_DATABASE_URL": database,
        "BRIEFING_CACHE": str(folder / "cache"),
        "BRIEFING_TIMEZONE": "UTC",
    }


def rate(times: Sequence[float]) -> float:
    """A second, between the first and the last."""
    return (len(times) - 1) / (times[-1] - times[0])
