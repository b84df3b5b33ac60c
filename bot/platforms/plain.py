"""Words from anywhere as one safe line, before a messenger's renderer escapes them."""

from __future__ import annotations

import re
from typing import Final

GLUE: Final = "\u00a0"
"""A space that no line is broken at."""
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACES = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2061-\u206f"  # direction controls: they show text as other text
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"  # no characters, half ones
)


def units(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def clean(text: str) -> str:
    """`text` as one line, without what is not seen or shows it as other text."""
    if text.isascii() and text.isprintable():
        return text
    return without_unsafe(_SPACES.sub(" ", _UNSEEN.sub("", text)), "\ufffd")


def without_unsafe(text: str, instead: str = "") -> str:
    """`text` with something instead of what is no character or shows others as what they are not."""
    return _UNSAFE.sub(instead, text)
