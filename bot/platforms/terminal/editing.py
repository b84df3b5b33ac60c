"""The keyboard with GNU readline: history, completion, the person's own key bindings; read in a thread."""

from __future__ import annotations

import asyncio
import readline
import termios
from collections.abc import Callable, Iterable
from typing import TextIO

from rich.cells import cell_len

from bot.platforms.terminal.blocking import apart
from bot.platforms.terminal.glyphs import glyphs
from bot.platforms.terminal.keyboard import PROMPT
from bot.platforms.terminal.lines import cleaned
from bot.platforms.terminal.sender import TerminalSender

CANCEL = "\x03"


def is_gnu() -> bool:
    """Whether this is GNU readline; what is here for Ctrl-C does not work with libedit."""
    return "libedit" not in (readline.__doc__ or "")


class EditedKeyboard:
    """The process's own terminal; `names` are the commands that Tab completes."""

    def __init__(self, stdin: TextIO, sender: TerminalSender, names: Callable[[], Iterable[str]]) -> None:
        self._descriptor = stdin.fileno()
        self._write = sender.write
        self._sender = sender
        self._names = names
        self._left: asyncio.Future[None] | None = None
        self._found = termios.tcgetattr(self._descriptor)
        self._matches: list[str] = []
        readline.set_completer(self._complete)
        readline.set_completer_delims(" ")
        readline.set_auto_history(False)
        for binding in (
            "tab: complete",
            "set enable-bracketed-paste off",  # pasted lines are answered one by one
            r'"\C-c": "\C-v\C-c\C-m"',  # Ctrl-C is typed as itself, then Enter: see _read
        ):
            readline.parse_and_bind(binding)

    async def line(self) -> str | None:
        """The next line; nothing after Ctrl-D, or Ctrl-C on an empty line."""
        while True:
            typed = await self._typed()
            if typed is None:
                self._write("\n")
                return None
            if CANCEL not in typed:
                break
            if not typed.replace(CANCEL, "").strip():
                return None
        if typed.strip() and typed != readline.get_history_item(readline.get_current_history_length()):
            readline.add_history(typed)
        return cleaned(typed)

    async def _typed(self) -> str | None:
        self._left = asyncio.get_running_loop().create_future()
        reading = asyncio.create_task(apart(self._read))
        try:
            await asyncio.wait((reading, self._left), return_when=asyncio.FIRST_COMPLETED)
            return reading.result() if reading.done() else None
        except EOFError:
            return None
        finally:
            self._left = None
            reading.cancel()

    def above(self, text: str) -> None:
        """Write text above the prompt; then prompt and line as they stood, cursor included."""
        self._write(self._around(text) if self._left else text)

    def interrupt(self) -> None:
        """A signal from elsewhere, for Ctrl-C is a key here: leave."""
        if self._left and not self._left.done():
            self._left.set_result(None)

    def close(self) -> None:
        """The terminal as it was, also when readline still waits for a key."""
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._found)

    def _around(self, text: str) -> str:
        typed = readline.get_line_buffer()
        shown = PROMPT + glyphs(typed, "utf-8")
        width = self._sender.look.width
        if not self._sender.look.moves:
            return f"\n{text}{shown}"
        whole, before = cell_len(shown), cell_len(PROMPT + glyphs(typed[: _point(typed)], "utf-8"))
        full = " \r" if whole % width == 0 else ""  # as readline does: a full row does not wrap by itself
        back = _up(whole // width - before // width) + "\r" + _right(before % width) if before < whole else ""
        return f"{_up(before // width)}\r\x1b[J{text}{shown}{full}{back}"

    def _complete(self, word: str, number: int) -> str | None:
        """Readline's question: the `number`th command that the line's first word may become."""
        if number == 0:
            starts = (word, f"/{word}")
            names = self._names() if readline.get_begidx() == 0 else ()
            self._matches = [f"{name} " for name in names if name.startswith(starts)]
        return self._matches[number] if number < len(self._matches) else None

    def _read(self) -> str:
        """One line, with CANCEL in it where Ctrl-C was pressed.

        A signal does not reach the thread that reads, and nobody else can empty readline's line. So while a
        line is read Ctrl-C is a key like others, bound to end the line and to leave its trace there.
        """
        quiet = termios.tcgetattr(self._descriptor)
        quiet[6][termios.VINTR] = b"\0"
        termios.tcsetattr(self._descriptor, termios.TCSANOW, quiet)
        try:
            return input(PROMPT)
        except UnicodeDecodeError as error:
            return error.object.decode("utf-8", "replace")
        finally:
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._found)


def _point(line: str) -> int:
    """Where the cursor is in the line: Python's module does not tell, its library does; else at the end."""
    try:
        from ctypes import PyDLL, c_int  # noqa: PLC0415 - only when a page comes in while somebody types

        behind = c_int.in_dll(PyDLL(readline.__file__), "rl_point").value
    except (AttributeError, ImportError, OSError, ValueError):
        return len(line)
    return len(line.encode("utf-8", "surrogateescape")[:behind].decode("utf-8", "ignore"))


def _up(rows: int) -> str:
    return f"\x1b[{rows}A" if rows else ""


def _right(cells: int) -> str:
    return f"\x1b[{cells}C" if cells else ""
