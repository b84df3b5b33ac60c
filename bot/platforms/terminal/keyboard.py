"""Lines typed at a terminal, with pages coming in above what is being typed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from functools import partial
from typing import Protocol, TextIO

from bot.platforms.terminal.blocking import apart
from bot.platforms.terminal.lines import CHUNK, Splitter, TooLong

PROMPT = "> "
Write = Callable[[str], None]


class Keyboard(Protocol):
    """Where lines are typed."""

    async def line(self) -> str | TooLong | None:
        """The next line; nothing when the person has left: Ctrl-D, or Ctrl-C on an empty line."""

    def above(self, text: str) -> None:
        """Write text above the prompt and what is being typed."""

    def interrupt(self) -> None:
        """Ctrl-C came as a signal while a line was awaited."""

    def close(self) -> None:
        """Leave the terminal as it was found."""


class PlainKeyboard:
    """What every terminal can do: it edits the line itself, and clears it on Ctrl-C."""

    def __init__(self, stdin: TextIO, write: Write, limit: int) -> None:
        self._read = partial(os.read, stdin.fileno(), CHUNK)
        self._write = write
        self._splitter = Splitter(limit)
        self._ready: list[str | TooLong] = []
        self._reading: asyncio.Task[bytes] | None = None
        self._signal: asyncio.Future[None] | None = None

    async def line(self) -> str | TooLong | None:
        """The next line; Ctrl-C twice in a row leaves, for nobody here knows whether the line was empty."""
        interrupted = False
        while not self._ready:
            self._write(PROMPT)
            data = await self._next()
            if data is None:
                self._write("\n")
                if interrupted:
                    return None
                interrupted = True
            elif not data:
                self._write("\n")
                return None
            else:
                self._ready += self._splitter.feed(data)
                interrupted = False
        return self._ready.pop(0)

    async def _next(self) -> bytes | None:
        """What was typed; nothing when Ctrl-C came first."""
        self._reading = self._reading or asyncio.create_task(apart(self._read))
        self._signal = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait((self._reading, self._signal), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._signal = None
        if not self._reading.done():
            return None
        typed, self._reading = self._reading.result(), None
        return typed

    def above(self, text: str) -> None:
        """The terminal keeps what is being typed, and shows it no more."""
        self._write(f"\n{text}{PROMPT}" if self._signal else text)

    def interrupt(self) -> None:
        """The terminal has emptied the line; ask anew, or leave."""
        if self._signal and not self._signal.done():
            self._signal.set_result(None)

    def close(self) -> None:
        """Await no further line; the thread that reads one is left behind."""
        if self._reading:
            self._reading.cancel()
