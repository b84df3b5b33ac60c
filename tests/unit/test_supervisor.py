"""The supervisor is told what happens, on a real socket."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.supervisor import Supervisor, supervising
from tests.unit.digests.sending import virtually


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


def test_it_is_told_when_everything_stands_and_that_the_end_began(listener: Listener) -> None:
    told = supervising({"NOTIFY_SOCKET": listener.address})
    told.ready()
    told.stopping()
    assert listener.heard() == ["READY=1", "STOPPING=1"]


def test_alive_is_told_four_times_in_the_watchdogs_span_and_not_while_something_hangs(
    listener: Listener,
) -> None:
    times = list[float]()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        told = Supervisor(listener.address, 20.0)
        telling = asyncio.create_task(told.run(lambda: not 31.0 < loop.time() < 59.0))
        await asyncio.sleep(0.5)
        while loop.time() < 80.0:
            times.extend(loop.time() - 0.5 for said in listener.heard() if said == "WATCHDOG=1")
            await asyncio.sleep(1.0)
        telling.cancel()

    virtually(main)
    assert times == [0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 60.0, 65.0, 70.0, 75.0]


def test_without_a_watchdog_nothing_is_told(listener: Listener) -> None:
    asyncio.run(supervising({"NOTIFY_SOCKET": listener.address}).run(lambda: True))
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
    told = supervising(variables, 77)
    assert (told.address, told.watchdog) == found


def test_a_watchdog_of_this_process_is_ours() -> None:
    assert supervising({"WATCHDOG_USEC": "1", "WATCHDOG_PID": str(os.getpid())}).watchdog == 1e-6


def test_nobody_there_and_a_socket_that_is_gone_stop_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    supervising({}).ready()
    assert capsys.readouterr().err == ""
    supervising({"NOTIFY_SOCKET": str(tmp_path / "gone")}).ready()
    assert "supervisor_not_told" in capsys.readouterr().err
