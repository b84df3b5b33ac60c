"""Calls that block, made apart, so that neither the event loop nor the end of the process waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def apart(call: Callable[[], T]) -> T:
    """What `call` returns or raises, from a thread of its own; given up, the thread is left behind.

    Not `asyncio.to_thread`: its threads are joined at the end, and one that waits for a key never ends.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            settle = partial(outcome.set_result, call())
        except Exception as error:  # it is raised again where it is awaited
            settle = partial(outcome.set_exception, error)
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(lambda: outcome.done() or settle())

    Thread(target=run, daemon=True).start()
    return await outcome
