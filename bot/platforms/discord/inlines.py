"""Inlines as Discord's markdown: citations that hold together, marks that stay with their words."""

from __future__ import annotations

from typing import assert_never

from bot.fit.seams import mended
from bot.page import Cite, Code, Emphasis, Inline, Line, Link, Mark, Strong, Text
from bot.platforms.discord.markdown import APART, code, emphasis, linked, plain, strong
from bot.platforms.plain import GLUE
from bot.platforms.signs import SIGNS, cite_text


def line_text(line: Line) -> str:
    """The line, its inlines one after the other."""
    said, is_marked = "", False
    for inline in mended(line):
        part = inline_text(inline)
        if is_marked and part.startswith(" "):
            part = GLUE + part[1:]
        if said.endswith(("*", "`")) and part.startswith(("*", "`")):
            said += APART
        said += part
        is_marked = isinstance(inline, Mark)
    return said


def inline_text(inline: Inline) -> str:
    """One inline."""
    match inline:
        case Text():
            return plain(inline.text)
        case Strong():
            return strong(inline.text)
        case Emphasis():
            return emphasis(inline.text)
        case Code():
            return code(inline.text)
        case Link():
            return linked(inline.text, inline.url)
        case Cite():
            return plain(cite_text(inline))
        case Mark():
            return SIGNS[inline.sign]
        case _ as never:
            assert_never(never)
