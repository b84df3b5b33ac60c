"""Inlines as Telegram's HTML: citations that hold together, marks that stay with their words."""

from __future__ import annotations

import re
from typing import assert_never

from bot.page import Cite, Code, Emphasis, Inline, Line, Link, Mark, Sign, Strong, Text
from bot.platforms.plain import GLUE
from bot.platforms.signs import SIGNS, cite_text
from bot.platforms.telegram.markup import Html, join, linked, plain, tagged

_PRESSABLE = re.compile(r"/[a-z0-9_]{1,32}")


def line_html(line: Line) -> Html:
    """The line, its inlines one after the other."""
    parts: list[Html] = []
    marked = False
    for inline in line:
        part = inline_html(inline)
        if marked and part.html.startswith(" "):
            part = Html(GLUE + part.html[1:], GLUE + part.text[1:], part.marks)
        parts.append(part)
        marked = isinstance(inline, Mark)
    return join("", parts)


def inline_html(inline: Inline) -> Html:
    """One inline."""
    match inline:
        case Text():
            return plain(inline.text)
        case Strong():
            return tagged("b", plain(inline.text))
        case Emphasis():
            return tagged("i", plain(inline.text))
        case Code():
            return code(inline.text)
        case Link():
            return linked(inline.text, inline.url)
        case Cite():
            return plain(cite_text(inline))
        case Mark():
            return sign(inline.sign)
        case _ as never:
            assert_never(never)


def code(text: str) -> Html:
    """Something to copy at a touch; a bare command is left to Telegram, where a touch sends it."""
    return plain(text) if _PRESSABLE.fullmatch(text) else tagged("code", plain(text))


def sign(mark: Sign) -> Html:
    """A sign."""
    return plain(SIGNS[mark])
