"""A page as text for a terminal or a pipe: the same words with colours or without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from bot.page import Action, Block, Bullets, Figures, Heading, Image, Page, Paragraph, Quote, Rule
from bot.platforms.terminal.columns import figures
from bot.platforms.terminal.glyphs import GLUE, glyphs
from bot.platforms.terminal.inlines import command_text, held, runs_of
from bot.platforms.terminal.lists import IN, bullets, hanging, quote
from bot.platforms.terminal.look import PLAIN, Look
from bot.platforms.terminal.runs import Row, Run, Shade, painted, width_of, wrapped

WIDEST = 110
"""Wider rows are hard to read; a wider terminal keeps a margin at the right."""
BLANK: Row = ()


def rendered(page: Page, look: Look = PLAIN, saved: Mapping[str, str] | None = None) -> str:
    """The page's text, each row with its line end; `saved`: where the picture of each name was written."""
    look = replace(look, width=min(look.width, WIDEST))
    rows: list[Row] = []
    under_heading = True
    for block in page.blocks:
        rows += () if under_heading else (BLANK,)
        rows += _block(block, look, page.language, saved or {})
        under_heading = isinstance(block, Heading)
    for part in (list(_sources(page, look)), _actions(page.actions, look)):
        rows += (BLANK, *part) if rows and part else part
    return painted(rows, look.colours)


def _block(block: Block, look: Look, language: str, saved: Mapping[str, str]) -> Iterable[Row]:
    match block:
        case Heading():
            return _heading(block, look)
        case Paragraph():
            return [row for line in block.lines for row in hanging(line, look)]
        case Bullets():
            return bullets(block, look)
        case Figures():
            return figures(block, look, language)
        case Quote():
            return quote(block, look)
        case Image():
            return _image(block, look, saved)
        case Rule():
            return [[(glyphs("─", look.encoding) * look.width, Shade.DIM)]]
        case _ as never:
            assert_never(never)


def _heading(heading: Heading, look: Look) -> list[Row]:
    """The title, and its aside at the right edge where there is room."""
    title = [(glyphs(heading.text, look.encoding), Shade.BOLD)]
    aside = [(glyphs(heading.aside, look.encoding), Shade.DIM)]
    between = look.width - width_of(title) - width_of(aside)
    if not heading.aside:
        return wrapped(title, look.width)
    if between < len(IN):
        return [*wrapped(title, look.width), *wrapped(aside, look.width)]
    return [[*title, (" " * between, Shade.PLAIN), *aside]]


def _image(image: Image, look: Look, saved: Mapping[str, str]) -> Iterator[Row]:
    """The words that say the same, and where the picture is; the place is one row, to be copied."""
    yield from wrapped([(glyphs(image.alt, look.encoding), Shade.PLAIN)], look.width)
    if place := saved.get(image.name):
        yield [(glyphs("→ ", look.encoding), Shade.DIM), (glyphs(place, look.encoding), Shade.PLAIN)]


def _sources(page: Page, look: Look) -> Iterator[Row]:
    """Each document under its number, its passages after it; quiet, for they are looked up, not read."""
    if page.sources and page.sources_title:
        yield [(glyphs(page.sources_title, look.encoding), Shade.PLAIN)]
    widest = max((len(str(source.number)) for source in page.sources), default=0)
    for source in page.sources:
        number = f"[{source.number}]".ljust(widest + 2).replace(" ", GLUE)
        indent = " " * (widest + 3)
        line: list[Run] = [(number + GLUE, Shade.DIM), *runs_of(source.document, look.encoding, Shade.DIM)]
        yield from wrapped(line, look.width, "", indent)
        passages: list[Run] = []
        for passage in source.passages:
            passages += (_between(look),) if passages else ()
            passages += runs_of(passage, look.encoding, Shade.DIM)
        yield from wrapped(passages, look.width, indent, indent) if passages else ()


def _actions(actions: Iterable[Action], look: Look) -> list[Row]:
    """What to type for what is a button elsewhere: `Chart /troops chart · Disputed /disputed troops`."""
    line: list[Run] = []
    for action in actions:
        command = command_text(action, look.encoding)
        label = glyphs(action.label, look.encoding)
        line += (_between(look),) if line else ()
        if label.casefold() != action.command.removeprefix("/").casefold():
            line.append((held(label) + GLUE, Shade.DIM))
        line.append((command, Shade.PLAIN))
    return wrapped(line, look.width) if line else []


def _between(look: Look) -> Run:
    return f"{GLUE}{glyphs('·', look.encoding)} ", Shade.DIM
