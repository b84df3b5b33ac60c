"""Text as Discord's markdown: escaped and marked; nothing else writes a mark, and no mention fires."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

from bot.platforms.plain import clean, without_unsafe

APART: Final = "\u200b"
"""Between two stretches whose marks would run into each other."""
_ACTS: Final = re.compile(r"[\\*_`~|<@\[]|:(?=//|[\w~+-]+:)")
"""What would begin a mark, a mention, a masked link, an emoji or an address, anywhere in a line."""
_BEGINS: Final = re.compile(r"^(\s*)([-+#>]|[0-9]+(?=[.)]))")
"""What would make a heading, a list or a quote of a line."""
_SPACED: Final = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def plain(text: str) -> str:
    """Words from anywhere, shown as they stand wherever in a line."""
    escaped = _ACTS.sub(r"\\\g<0>", clean(text))
    return _BEGINS.sub(lambda found: found[1] + _begun(found[2]), escaped)


def _begun(sign: str) -> str:
    """A sign that is no sign any more; a digit takes no backslash, so what follows it does."""
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def strong(text: str) -> str:
    """In bold."""
    return _marked("**", text)


def emphasis(text: str) -> str:
    """Slanted."""
    return _marked("*", text)


def _marked(mark: str, text: str) -> str:
    """In marks, which must stand beside a letter."""
    found = _SPACED.fullmatch(plain(text))
    before, inner, after = found.groups() if found else ("", "", "")
    return f"{before}{mark}{inner}{mark}{after}" if inner else before + after


def code(text: str) -> str:
    """Something to copy as it stands; no mark acts in it, and none can be escaped there."""
    words = clean(text)
    return plain(text) if "`" in words or not words.strip() else f"`{words}`"


def linked(text: str, url: str) -> str:
    """Words that open an address; beside it where Discord would not take it for one."""
    address = without_unsafe(url)
    if not _is_address(address):
        return plain(text) if text == url or not url else f"{plain(text)} ({plain(url)})"
    shown = quote(address, safe=":/?#@!$&'+,;=%~-._")  # without what would end a link
    if text == url:
        return f"<{shown}>"
    if "://" in text or set("[]") & set(text):  # Discord shows no address behind another, nor all brackets
        return f"{plain(text)} (<{shown}>)"
    return f"[{plain(text)}]({shown})" if text.strip() else f"<{shown}>"


def _is_address(url: str) -> bool:
    parts = urlsplit(url)
    is_web = parts.scheme in ("http", "https") and "." in (parts.hostname or "").strip(".")
    return is_web and url.isprintable() and " " not in url


def small(line: str) -> str:
    """A line in small print."""
    return f"-# {line}" if line else ""


def heading(level: int, text: str) -> str:
    """A title; level 2 is a page's, 3 a section's."""
    said = plain(text).strip()
    ends = APART if said.endswith("#") else ""  # which Discord would take for the title's other end
    return f"{'#' * level} {said}{ends}" if said else ""
