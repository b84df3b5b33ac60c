"""Text as Telegram's HTML: escaped, marked, and counted as Telegram counts; nothing else writes a tag."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from bot.platforms.plain import clean, units, without_unsafe

_SELF_MADE = re.compile(r"(?<![\w/])[/@#$](?=\w)|\w\.[a-z]{2}")
"""What Telegram marks by itself: commands, names, hashtags, addresses."""


class Html(NamedTuple):
    """A stretch of a message."""

    html: str = ""
    text: str = ""
    """What is seen of it."""
    marks: int = 0
    """How many entities its tags make."""

    @property
    def units(self) -> int:
        """Its length after parsing, in UTF-16 units."""
        return units(self.text)

    @property
    def entities(self) -> int:
        """How many entities it has at most, with those that Telegram makes itself."""
        return self.marks + sum(1 for _ in _SELF_MADE.finditer(self.text))


NOTHING: Final = Html()


def plain(text: str) -> Html:
    """Words from anywhere, made safe."""
    seen = clean(text)
    return Html(escape(seen, quote=False), seen)


def tagged(tag: str, inner: Html, attributes: str = "") -> Html:
    """`inner` in a tag; nothing where it is nothing."""
    if not inner.text:
        return NOTHING
    return Html(f"<{tag}{attributes}>{inner.html}</{tag}>", inner.text, inner.marks + 1)


def linked(text: str, url: str) -> Html:
    """Words that open an address; beside it where Telegram would not take it for one."""
    words = plain(text)
    if urlsplit(without_unsafe(url)).scheme in ("http", "https") and _is_address(url):
        return tagged("a", words, f' href="{escape(url)}"')
    return words if text == url else join(" ", (words, plain(f"({url})")))


def _is_address(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return url.isprintable() and " " not in url and "." in host.strip(".")


def join(between: str, parts: Iterable[Html]) -> Html:
    """The parts that are not empty, with `between`, which needs no escape, between them."""
    kept = [part for part in parts if part.text]
    if len(kept) == 1:
        return kept[0]
    return Html(
        between.join([part.html for part in kept]),
        between.join([part.text for part in kept]),
        sum([part.marks for part in kept]),
    )
