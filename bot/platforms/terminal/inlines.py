"""Inlines as runs of text: words made safe, citations and marks that hold together."""

from __future__ import annotations

from typing import assert_never

from bot.page import Action, Cite, Code, Emphasis, Inline, Line, Link, Mark, Sign, Strong, Text
from bot.platforms.terminal.glyphs import GLUE, glyphs, sign
from bot.platforms.terminal.runs import Row, Run, Shade

ALARMING = (Sign.CONTESTED, Sign.WITHDRAWN, Sign.DEFECT)
SHORT = 16
"""A citation up to this wide is never broken; a longer one may be, between its paragraphs."""


def runs_of(line: Line, encoding: str, shade: Shade = Shade.PLAIN) -> Row:
    """The line's runs on the ground of `shade`."""
    runs: list[Run] = []
    marked = False
    for inline in line:
        fresh = _runs(inline, encoding, shade)
        if marked and fresh and fresh[0][0].startswith(" "):
            fresh[0] = (GLUE + fresh[0][0][1:], fresh[0][1])
        runs += fresh
        marked = isinstance(inline, Mark)
    return runs


def _runs(inline: Inline, encoding: str, shade: Shade) -> list[Run]:
    match inline:
        case Text():
            return [(glyphs(inline.text, encoding), shade)]
        case Strong():
            return [(glyphs(inline.text, encoding), shade | Shade.BOLD)]
        case Emphasis():
            return [(glyphs(inline.text, encoding), shade | Shade.ITALIC)]
        case Code():
            return [(held(glyphs(inline.text, encoding)), shade | Shade.BOLD)]
        case Link():
            words = (glyphs(inline.text, encoding), shade)
            return [words] if inline.text == inline.url else [words, (" ", shade), _address(inline, encoding)]
        case Cite():
            return [(cite_text(inline, encoding), shade)]
        case Mark():
            return [mark_run(inline.sign, encoding, shade)]
        case _ as never:
            assert_never(never)


def _address(link: Link, encoding: str) -> Run:
    return f"<{glyphs(link.url, encoding)}>", Shade.DIM


def cite_text(cite: Cite, encoding: str) -> str:
    """`[4] §4, 6`, held together."""
    if not cite.paragraphs:
        return f"[{cite.number}]"
    head = f"[{cite.number}]{GLUE}{glyphs('§', encoding)}"
    whole = head + f",{GLUE}".join(map(str, cite.paragraphs))
    return whole if len(whole) <= SHORT else head + ", ".join(map(str, cite.paragraphs))


def mark_run(mark: Sign, encoding: str, shade: Shade = Shade.PLAIN) -> Run:
    """A sign; an alarming one is bold and red besides."""
    alarming = mark in ALARMING
    return sign(mark, encoding), Shade.BOLD | Shade.ALERT if alarming else shade


def command_text(action: Action, encoding: str) -> str:
    """What to type for an action, held together."""
    return held(glyphs(action.command, encoding))


def held(text: str) -> str:
    """`text` with spaces that no row is broken at."""
    return text.replace(" ", GLUE)


def starts_with_mark(line: Line) -> bool:
    """Whether the line hangs from a sign."""
    return bool(line) and isinstance(line[0], Mark)
