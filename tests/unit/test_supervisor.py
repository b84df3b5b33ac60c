"""The supervisor is told what happens, on a real socket; alive means that every loop turns."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.condition import Turns
from bot.supervisor import Supervisor, supervisor
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


def test_it_is_told_when_everything_stands_what_goes_on_and_that_the_end_began(listener: Listener) -> None:
    told = supervisor({"NOTIFY_SOCKET": listener.address})
    told.ready()
    told.status("sending\nfor telegram:1")
    told.stopping()
    assert listener.heard() == ["READY=1", "STATUS=sending for telegram:1", "STOPPING=1"]


def alive(listener: Listener, *turning: float, ends: float = 1000.0) -> list[float]:
    """When it is told that we are alive, in 100 virtual seconds of a watchdog of 20.

    `turning` are watched loops: each turns every second until so many seconds have passed, and is let go at
    `ends`.
    """
    times = list[float]()

    async def turns(watched: Turns, name: str, until: float) -> None:
        with watched.watched(name) as turn:
            while (now := asyncio.get_running_loop().time()) < ends:
                if now < until:
                    turn()
                await asyncio.sleep(1.0)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        watched, told = Turns(loop.time), Supervisor(listener.address, 20.0)
        tasks = [asyncio.create_task(turns(watched, f"loop {until}", until)) for until in turning]
        await asyncio.sleep(0)
        tasks.append(asyncio.create_task(told.run(watched.all_turned)))
        while loop.time() < 100.0:
            await asyncio.sleep(0.5 if loop.time() == 0 else 1.0)
            times.extend(loop.time() - 0.5 for said in listener.heard() if said == "WATCHDOG=1")
        for task in tasks:
            task.cancel()

    virtually(main)
    return times


def test_alive_is_told_four_times_in_the_watchdogs_span(listener: Listener) -> None:
    assert alive(listener, 200.0) == [5.0 * number for number in range(21)]


def test_without_a_loop_to_watch_it_is_the_event_loop_that_turns(listener: Listener) -> None:
    assert len(alive(listener)) == 21


def test_one_loop_that_hangs_is_not_hidden_by_another(listener: Listener) -> None:
    assert alive(listener, 200.0, 31.0)[-1] == 40.0


def test_a_loop_that_ended_is_not_waited_for(listener: Listener) -> None:
    assert alive(listener, 31.0, ends=59.0)[7:10] == [35.0, 40.0, 60.0]


def test_without_a_watchdog_nothing_is_told(listener: Listener) -> None:
    asyncio.run(supervisor({"NOTIFY_SOCKET": listener.address}).run(lambda _: True))
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
