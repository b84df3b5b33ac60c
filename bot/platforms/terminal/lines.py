"""What is piped in, as lines: decoded, made harmless, and never more of one held than may be answered."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import partial

from bot.platforms.terminal.blocking import apart

CHUNK = 65_536
_BOM = b"\xef\xbb\xbf"
_CONTINUED = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that do not begin a character."""
_SPACES = re.compile("[\t\v\f\r\n\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TooLong:
    """A line over the limit, of which only the length is known, in characters."""

    length: int


async def piped(descriptor: int, limit: int) -> AsyncIterator[str | TooLong]:
    """The lines to answer, as they come; the last one need not end in a line end."""
    splitter = Splitter(limit)
    while data := await apart(partial(os.read, descriptor, CHUNK)):
        for line in splitter.feed(data):
            yield line
    for line in splitter.end():
        yield line


def cleaned(text: str) -> str:
    """A line without white space at its ends and without control characters, which become U+FFFD."""
    return _CONTROLS.sub("\ufffd", _SPACES.sub(" ", text)).strip()


class Splitter:
    """Bytes in, lines out: UTF-8, no byte order mark, no blank lines and no comments (`#`)."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._most = 4 * limit + 8
        self._held = bytearray()
        self._dropped = 0
        self._comment = False
        self._first = True

    def feed(self, data: bytes) -> Iterator[str | TooLong]:
        """The lines that `data` ends."""
        *ended, rest = data.split(b"\n")
        for part in ended:
            self._add(part)
            yield from self._line()
        self._add(rest)

    def end(self) -> Iterator[str | TooLong]:
        """The last line, if it did not end."""
        yield from self._line()

    def _add(self, part: bytes) -> None:
        self._held += part
        if self._first and self._held.startswith(_BOM):
            del self._held[: len(_BOM)]
            self._first = False
        if len(self._held) > self._most:
            self._comment = self._comment or (not self._dropped and self._held.lstrip().startswith(b"#"))
            self._dropped += len(self._held.translate(None, _CONTINUED))
            self._held.clear()

    def _line(self) -> Iterator[str | TooLong]:
        text = cleaned(self._held.decode("utf-8", "replace"))
        length = self._dropped + len(text)
        comment = self._comment or (not self._dropped and text.startswith("#"))
        self._held.clear()
        self._dropped, self._comment, self._first = 0, False, False
        if length > self._limit and not comment:
            yield TooLong(length)
        elif text and not comment:
            yield text
