"""The sides of a picture, read from the head of a PNG or JPEG file."""

from __future__ import annotations

import struct
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's markers that begin a frame, where its sides stand."""


def sides(content: bytes) -> tuple[int, int] | None:
    """Width and height, or nothing when it is no picture."""
    if content.startswith(_PNG) and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return (width, height) if width and height else None
    return _jpeg(content) if content.startswith(b"\xff\xd8") else None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        if content[position + 1] in _FRAMES:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + int(struct.unpack(">H", content[position + 2 : position + 4])[0])
    return None


def png(width: int, height: int) -> bytes:
    """The head of a PNG file with these sides: enough of a picture for the emulator."""
    return _PNG + struct.pack(">I4sII5s", 13, b"IHDR", width, height, b"\x08\x02\x00\x00\x00")
