"""Text made safe to print and fit for an encoding, and the terminal's glyph for each sign."""

from __future__ import annotations

import re
from unicodedata import normalize

from bot.page import Sign

GLUE = "\ufdd0"
"""A space in a layout that no line is broken at; printed as a space. Text from outside cannot hold it."""

SIGNS = {
    Sign.CONTESTED: "!",  # the warning triangle is one cell wide here and two there, and breaks columns
    Sign.CHECKED: "✓",
    Sign.UNCHECKED: "○",
    Sign.WITHDRAWN: "x",
    Sign.DEFECT: "!",
    Sign.NOT_EQUAL: "≠",
}

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\U000e0000-\U000e0fff]")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters: they move the cursor, ring, set colours and titles
    "\u061c\u200e\u200f\u202a-\u202e\u2061-\u206f"  # direction controls: they show text as other text
    "\u2028\u2029\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"  # line ends, no characters, half ones
)
_QUOTED = re.compile("(?<=«)[ \u00a0\u202f]|[ \u00a0\u202f](?=»)")
"""The spaces inside French quotation marks; plain ones have none."""
_ASCII = str.maketrans(
    {
        "§": "par.",
        "✓": "+",
        "○": "o",
        "≠": "!=",
        "→": "->",
        "←": "<-",
        "×": "x",
        "·": "|",
        "•": "*",
        "─": "-",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "…": "...",
        "€": "EUR",
        "£": "GBP",
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "\u00a0": GLUE,
        "\u202f": GLUE,
        "\u2007": GLUE,
    }
)


def glyphs(text: str, encoding: str) -> str:
    """`text` as a terminal may print it: nothing acts on it, every character has an encoding."""
    if text.isascii() and text.isprintable():
        return text
    seen = _UNSAFE.sub(_visible, _UNSEEN.sub("", text))
    return seen if encoding.lower().startswith("utf") else _encodable(seen, encoding)


def sign(mark: Sign, encoding: str) -> str:
    """The glyph of a mark."""
    return glyphs(SIGNS[mark], encoding)


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] == "\t":
        return " "
    if code < 0x20:  # noqa: PLR2004 - each control character has a picture, 0x2400 higher
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"  # noqa: PLR2004 - DEL


def _encodable(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        tight = text if _nearest("«", encoding) == "«" else _QUOTED.sub("", text)
        return "".join(_nearest(character, encoding) for character in tight)
    except LookupError:
        return _encodable(text, "ascii")
    return text


def _nearest(character: str, encoding: str) -> str:
    """The character, else what stands for it in ASCII, else its letter without accents, else `?`."""
    for tried in (character, character.translate(_ASCII), normalize("NFKD", character)[0]):
        try:
            tried.replace(GLUE, " ").encode(encoding)
        except (UnicodeEncodeError, LookupError):
            continue
        return tried
    return "?"
