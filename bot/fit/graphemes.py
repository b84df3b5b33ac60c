"""Where a reader sees one character end and the next begin: Unicode's annex 29, enough to cut safely."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category

_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Me", "Mc"})


def graphemes(text: str) -> Iterator[str]:
    """The characters of `text` as a reader counts them; joined up again they are `text`."""
    if text.isascii() and "\r" not in text:
        yield from text
        return
    start = flags = 0
    for index in range(1, len(text)):
        flags = flags + 1 if _is_flag_half(text[index - 1]) else 0
        if not _belong(text[index - 1], text[index], flags):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _belong(before: str, after: str, flags: int) -> bool:
    """Whether `after` is part of the character that `before` ends; `flags`: flag halves up to `before`."""
    if category(after) in _MARKS or after == _JOINER or "\U000e0020" <= after <= "\U000e007f":
        return before not in "\r\n"
    if before == _JOINER or "\U0001f3fb" <= after <= "\U0001f3ff":  # a joined emoji, a skin tone
        return True
    if _is_flag_half(after):
        return flags % 2 == 1
    if before == "\r":
        return after == "\n"
    return _is_syllable(before, after)


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_syllable(before: str, after: str) -> bool:
    """Whether two Korean letters (jamo) or a block and a letter are written as one block."""
    if "\u1160" <= after <= "\u11a7":
        return "\u1100" <= before <= "\u11a7" or ("\uac00" <= before <= "\ud7a3" and _is_open(before))
    if "\u11a8" <= after <= "\u11ff":
        return "\u1160" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    return "\u1100" <= before <= "\u115f" and ("\u1100" <= after <= "\u115f" or "\uac00" <= after <= "\ud7a3")


def _is_open(block: str) -> bool:
    """Whether a Korean block still lacks its final letter."""
    return (ord(block) - 0xAC00) % 28 == 0
