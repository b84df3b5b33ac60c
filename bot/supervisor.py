"""What the supervisor of this process is told, in systemd's notify protocol: ready, alive, stopping."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.logs import logger

SHARE: Final = 4
"""How many times in the watchdog's span we look whether we are alive, and say so."""
PATIENCE: Final = 1.0
"""Seconds that a full socket is waited for."""


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who waits for the start, and ends a process that hangs; nobody, where nobody asked."""

    address: str | None = None
    """Its datagram socket: a path, or `@name` in the abstract namespace."""
    watchdog: float | None = None
    """Seconds of silence after which the process is taken to hang."""

    def ready(self) -> None:
        """Everything stands: whoever waits for the start goes on."""
        self._tell("READY=1")

    def stopping(self) -> None:
        """The end has begun."""
        self._tell("STOPPING=1")

    async def run(self, is_alive: Callable[[], bool]) -> None:
        """Say again and again that we are alive, as long as we are; until cancelled."""
        while self.watchdog is not None:
            if is_alive():
                self._tell("WATCHDOG=1")
            await asyncio.sleep(self.watchdog / SHARE)

    def _tell(self, said: str) -> None:
        if self.address is None:
            return
        address = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
                wire.settimeout(PATIENCE)
                wire.sendto(said.encode(), address)
        except OSError as error:
            logger().warning("supervisor_not_told", said=said, error=error.strerror)


NOBODY: Final = Supervisor()


def supervising(environ: Mapping[str, str], process: int | None = None) -> Supervisor:
    """The supervisor that the variables of this process name, NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID.

    As sd_notify(3) and sd_watchdog_enabled(3) have it: addresses of another family are not for us, nor is a
    watchdog that waits for another process.
    """
    address, span = environ.get("NOTIFY_SOCKET", ""), environ.get("WATCHDOG_USEC", "")
    meant = environ.get("WATCHDOG_PID", "") in ("", str(process or os.getpid()))
    return Supervisor(
        address=address if address.startswith(("/", "@")) else None,
        watchdog=int(span) / 1e6 if meant and span.isdecimal() and int(span) > 0 else None,
    )
