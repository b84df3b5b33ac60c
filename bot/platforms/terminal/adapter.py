"""The chat: a line in, a page out; typed at a terminal or piped in."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from bot.page import Page
from bot.platforms.terminal.glyphs import glyphs
from bot.platforms.terminal.keyboard import Keyboard, PlainKeyboard
from bot.platforms.terminal.lines import TooLong, piped
from bot.platforms.terminal.sender import TerminalSender

LEAVING = ("/quit", "/exit")
LIMIT = 2000
"""The most characters of a line that is answered."""
NOBODY_READS = 141
"""The exit code of a program whose output nobody reads: 128 and the number of SIGPIPE, as `cat` has it."""


class Chat:
    """One conversation, over as many pages as it takes."""

    def __init__(
        self,
        answer: Callable[[str], Awaitable[Page]],
        too_long: Callable[[int], Page],
        sender: TerminalSender,
        *,
        names: Callable[[], Iterable[str]] = tuple,
        limit: int = LIMIT,
        stderr: TextIO | None = None,
    ) -> None:
        """`too_long` answers a line by its length in characters; `names`: the commands, for completion."""
        self._answer = answer
        self._too_long = too_long
        self._sender = sender
        self._names = names
        self._limit = limit
        self._stderr = stderr or sys.stderr
        self._keyboard: Keyboard | None = None
        self._answering: asyncio.Task[str] | None = None
        self._begun = False

    async def run(self, stdin: TextIO | None, *, interactive: bool, welcome: Page | None = None) -> int:
        """Answer until the input ends; the exit code. With `interactive`, both ends are a terminal."""
        try:
            if stdin and interactive:
                await self._converse(stdin, welcome)
            elif stdin:
                await self._answer_all(stdin)
        except BrokenPipeError:
            return NOBODY_READS
        except OSError as error:
            self._complain(error)
            return 1
        return 0

    def text(self, page: Page) -> str:
        """A page as it would be shown now."""
        return self._sender.text(page)

    def post(self, text: str) -> None:
        """Show what nobody asked for, above the prompt and what is being typed there; OSError."""
        self._show(text)

    async def _answer_all(self, stdin: TextIO) -> None:
        async for line in piped(stdin.fileno(), self._limit):
            if line in LEAVING:
                return
            self._show(await self._reply(line))
            await asyncio.sleep(0)  # an answer may not have waited for anything, and others want their turn

    async def _converse(self, stdin: TextIO, welcome: Page | None) -> None:
        if welcome:
            self._show(self._sender.text(welcome) + "\n")
        self._keyboard = self._keyboard_at(stdin)
        try:
            with _interrupting(self._interrupt):
                while (line := await self._keyboard.line()) is not None and line not in LEAVING:
                    if line:
                        self._show(await self._reply_unless_interrupted(line))
        finally:
            self._keyboard.close()
            self._keyboard = None

    def _keyboard_at(self, stdin: TextIO) -> Keyboard:
        """With readline, where it is and this is the process's own terminal."""
        if stdin is sys.stdin and os.isatty(1):
            with suppress(ImportError):
                from bot.platforms.terminal import editing  # noqa: PLC0415 - not everywhere, and a pipe needs none

                if editing.is_gnu():
                    return editing.EditedKeyboard(stdin, self._sender, self._names)
        return PlainKeyboard(stdin, self._sender.write, self._limit)

    async def _reply(self, line: str | TooLong) -> str:
        """The answer's text; none after an error, which is one line on standard error."""
        if isinstance(line, str) and len(line) > self._limit:
            line = TooLong(len(line))
        try:
            page = self._too_long(line.length) if isinstance(line, TooLong) else await self._answer(line)
            return self._sender.text(page)
        except Exception as error:  # one bad answer never stops the next
            self._complain(error)
            return ""

    async def _reply_unless_interrupted(self, line: str | TooLong) -> str:
        self._answering = asyncio.ensure_future(self._reply(line))
        try:
            return await self._answering
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task and task.cancelling():
                raise
            self._sender.write("\n")  # below the ^C that the terminal has put there
            return ""
        finally:
            self._answering = None

    def _show(self, text: str) -> None:
        """Pages in a pipe have a blank line between them; at a prompt each has one after it."""
        if not text:
            return
        if self._keyboard:
            self._keyboard.above(text + "\n")
        else:
            self._sender.write(f"\n{text}" if self._begun else text)
            self._begun = True

    def _interrupt(self) -> None:
        """Ctrl-C: stop the answer that is being made, else what is being typed."""
        if self._answering:
            self._answering.cancel()
        elif self._keyboard:
            self._keyboard.interrupt()

    def _complain(self, error: Exception) -> None:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        self._stderr.write(glyphs(said, self._stderr.encoding or "ascii") + "\n")
        self._stderr.flush()


@contextmanager
def _interrupting(call: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C calls `call` from the event loop, where the platform and the thread allow it."""
    loop = asyncio.get_running_loop()
    before = signal.getsignal(signal.SIGINT)
    try:
        loop.add_signal_handler(signal.SIGINT, call)
    except (NotImplementedError, RuntimeError, ValueError):
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, before)
