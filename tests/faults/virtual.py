"""An event loop whose time is virtual: when nobody has anything to do, it is later at once."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any


class StuckError(AssertionError):
    """Everybody waits, and for nothing that time or the world outside could bring."""


class _Selector(selectors.DefaultSelector):  # type: ignore[valid-type,misc]
    """Waits in virtual time; really, only while something outside is at work (a database)."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[Any]:
        if self.loop.outside:
            return super().select(None if timeout is None or timeout > 0 else 0)
        if timeout is None:
            if events := super().select(0):
                return events
            raise StuckError("everybody waits for nothing")
        if timeout > 0:
            self.loop.virtual += timeout
        return super().select(0) if self.loop.polls else []


class VirtualLoop(asyncio.SelectorEventLoop):
    """`virtual` is its time, in seconds; `outside` counts calls to what has its own time."""

    def __init__(self, *, polls: bool) -> None:
        selector = _Selector()
        selector.loop = self
        self.virtual, self.outside, self.polls = 0.0, 0, polls
        super().__init__(selector)

    def time(self) -> float:
        return self.virtual

    @contextmanager
    def waiting_outside(self) -> Iterator[None]:
        """While it is open, time stands still and the loop waits for the world outside."""
        self.outside += 1
        try:
            yield
        finally:
            self.outside -= 1


def run(main: Coroutine[Any, Any, None], loop: VirtualLoop) -> None:
    """Run it to its end; tasks left over are cancelled."""
    try:
        loop.run_until_complete(main)
        for task in (left := asyncio.all_tasks(loop)):
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()
