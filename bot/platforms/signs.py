"""Signs and citations as messengers show them."""

from __future__ import annotations

from typing import Final

from bot.page import Cite, Sign
from bot.platforms.plain import GLUE

SIGNS: Final = {
    Sign.CONTESTED: "⚠️",  # as an emoji: it has its colour in the light and the dark theme
    Sign.CHECKED: "✓",
    Sign.UNCHECKED: "○",
    Sign.WITHDRAWN: "✗",
    Sign.DEFECT: "⚠️",
    Sign.NOT_EQUAL: "≠",
}
SHORT: Final = 16
"""A citation up to this long is never broken; a longer one may be, between its paragraphs."""
_COLON: Final = {"fr": "\u00a0: "}


def cite_text(cite: Cite) -> str:
    """`[4] §4, 6`, held together."""
    if not cite.paragraphs:
        return f"[{cite.number}]"
    head = f"[{cite.number}]{GLUE}§"
    whole = head + f",{GLUE}".join(map(str, cite.paragraphs))
    return whole if len(whole) <= SHORT else head + ", ".join(map(str, cite.paragraphs))


def colon(language: str) -> str:
    """What stands between a figure and what it measures."""
    return _COLON.get(language, ": ")
