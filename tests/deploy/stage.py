"""The emulated Telegram in a thread of its own, so that a test may wait for containers meanwhile."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.emulators.telegram import Emulator
from tests.emulators.telegram.people import Person

Result = TypeVar("Result")


@dataclass
class Stage:
    """The emulator, a person there, and the loop that they live in."""

    telegram: Emulator
    ada: Person
    loop: asyncio.AbstractEventLoop

    def does(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Wait for something done in the emulator's thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(90)

    def asks(self, words: str, within: float = 60) -> str:
        """The words of the bot's answer."""

        async def asked() -> str:
            self.ada.private.unread()
            self.ada.says(words)
            return (await self.ada.private.reply(within=within)).plain

        return self.does(asked())


@contextmanager
def staged() -> Iterator[Stage]:
    """Run the emulator as long as the context is open."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def done(work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, loop).result(30)

    async def opened() -> Stage:
        telegram = await Emulator().__aenter__()
        return Stage(telegram, telegram.person("Ada", started=True), loop)

    try:
        stage = done(opened())
        try:
            yield stage
        finally:
            done(stage.telegram.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def until(condition: Callable[[], Result | None], what: str, within: float = 60.0) -> Result:
    """Ask again and again until there is something; fail with what was waited for."""
    end = time.monotonic() + within
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < end, f"waited {within} s for {what}"
        threading.Event().wait(0.2)
