"""The supervisor is told what happens, on a real socket; alive means that every loop turns."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from bot.supervisor import Supervisor, supervisor


@dataclass
class Listener:
    """The socket of a supervisor, and its name."""

    wire: socket.socket
    address: str

    def heard(self) -> list[str]:
        """All that has come since."""
        said: list[str] = []
        while True:
            try:
                said.append(self.wire.recv(4096).decode())
            except BlockingIOError:
                return said


@pytest.fixture(params=["a path", "an abstract name"])
def listener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Listener]:
    name = secrets.token_hex(8)
    address, bound = (
        (str(tmp_path / "notify"), str(tmp_path / "notify"))
        if request.param == "a path"
        else (f"@{name}", f"\0{name}")
    )
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.setblocking(False)
        wire.bind(bound)
        yield Listener(wire, address)


@dataclass
class Time:
    """Seconds that pass when they are told to."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def test_it_is_told_when_everything_stands_what_goes_on_and_that_the_end_began(listener: Listener) -> None:
    told = supervisor({"NOTIFY_SOCKET": listener.address})
    told.ready()
    told.status("sending\nfor telegram:1")
    told.stopping()
    assert listener.heard() == ["READY=1", "STATUS=sending for telegram:1", "STOPPING=1"]


def test_alive_is_told_four_times_in_the_watchdogs_span(listener: Listener) -> None:
    clock = Time()
    told = Supervisor(listener.address, 60.0, clock)
    turn = told.watched("telegram")
    times = []
    for _ in range(1200):
        turn()
        times += [clock.now for _ in listener.heard()]
        clock.now += 0.1
    assert len(times) == 8
    assert all(14.9 < later - earlier < 15.2 for earlier, later in pairwise(times))


def test_one_loop_that_hangs_is_not_hidden_by_another(listener: Listener) -> None:
    clock = Time()
    told = Supervisor(listener.address, 8.0, clock)
    telegram, discord = told.watched("telegram"), told.watched("discord")

    def turned(*loops: Callable[[], None]) -> list[str]:
        clock.now += 5.0
        for loop in loops:
            loop()
        return listener.heard()

    assert turned(telegram, discord) == ["WATCHDOG=1"]
    assert turned(telegram) == []
    assert turned(telegram, telegram) == []
    assert turned(discord) == ["WATCHDOG=1"]
    assert turned(discord) == []


def test_without_a_watchdog_turns_are_not_told(listener: Listener) -> None:
    supervisor({"NOTIFY_SOCKET": listener.address}).watched("telegram")()
    assert listener.heard() == []


@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ({}, (None, None)),
        ({"NOTIFY_SOCKET": "/run/n", "WATCHDOG_USEC": "30000000"}, ("/run/n", 30.0)),
        ({"NOTIFY_SOCKET": "@n", "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "77"}, ("@n", 30.0)),
        ({"NOTIFY_SOCKET": "@n", "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "78"}, ("@n", None)),
        ({"NOTIFY_SOCKET": "vsock:2:1", "WATCHDOG_USEC": "0"}, (None, None)),
        ({"NOTIFY_SOCKET": "", "WATCHDOG_USEC": "soon"}, (None, None)),
    ],
)
def test_what_the_variables_say(variables: dict[str, str], found: tuple[str | None, float | None]) -> None:
    told = supervisor(variables, 77)
    assert (told.address, told.watchdog) == found


def test_a_watchdog_of_this_process_is_ours() -> None:
    assert supervisor({"WATCHDOG_USEC": "1", "WATCHDOG_PID": str(os.getpid())}).watchdog == 1e-6


def test_nobody_there_and_a_socket_that_is_gone_stop_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor({}).ready()
    assert capsys.readouterr().err == ""
    supervisor({"NOTIFY_SOCKET": str(tmp_path / "gone")}).ready()
    assert "supervisor_not_told" in capsys.readouterr().err
