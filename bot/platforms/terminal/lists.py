"""Lists and quotes on the screen: a head and what hangs from it; commands beside what they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.page import Action, Bullets, Code, Line, Quote, Strong
from bot.platforms.terminal.glyphs import glyphs
from bot.platforms.terminal.inlines import command_text, runs_of, starts_with_mark
from bot.platforms.terminal.look import Look
from bot.platforms.terminal.runs import Row, Shade, beside, width_of, wrapped

IN = "  "


def hanging(line: Line, look: Look) -> list[Row]:
    """A line whose further rows stand under its words when it begins with a sign."""
    return wrapped(runs_of(line, look.encoding), look.width, "", IN if starts_with_mark(line) else "")


def bullets(block: Bullets, look: Look) -> Iterable[Row]:
    """The entries one below the other; a list of commands in two columns."""
    heads = [entry.head for entry in block.entries]
    if all(len(head) > 1 and isinstance(head[0], Code) for head in heads) and not any(
        e.body for e in block.entries
    ):
        return _commands(heads, look)
    return _entries(block, look)


def quote(block: Quote, look: Look) -> Iterator[Row]:
    """The title, and the lines below it, quiet and indented."""
    if block.title:
        yield from wrapped([(glyphs(block.title, look.encoding), Shade.PLAIN)], look.width)
    for line in block.lines:
        yield from wrapped(runs_of(line, look.encoding, Shade.DIM), look.width, IN, IN + IN)


def _entries(block: Bullets, look: Look) -> Iterator[Row]:
    """Each head in bold, unless it stresses a part of itself; what is below it indented."""
    for entry in block.entries:
        stressed = any(isinstance(inline, Strong | Code) for inline in entry.head)
        head = runs_of(entry.head, look.encoding, Shade.PLAIN if stressed else Shade.BOLD)
        lines = [head, *(runs_of(line, look.encoding) for line in entry.body)]
        lines[-1] = [*lines[-1], *_opening(entry.open, look)]
        yield from wrapped(lines[0], look.width, "", IN)
        for line in lines[1:]:
            yield from wrapped(line, look.width, IN, IN + IN)


def _opening(action: Action | None, look: Look) -> Row:
    return ((IN, Shade.PLAIN), (command_text(action, look.encoding), Shade.DIM)) if action else ()


def _commands(heads: Iterable[Line], look: Look) -> Iterator[Row]:
    """What is typed, then what it stands for beside it, or below it where it is too wide for its column."""
    pairs = [(runs_of(head[:1], look.encoding), runs_of(head[1:], look.encoding)) for head in heads]
    most = look.width * 2 // 5
    column = max((width for typed, _ in pairs if (width := width_of(typed)) <= most), default=most)
    rest = look.width - column - len(IN)
    for typed, meaning in pairs:
        rows = wrapped(meaning, rest)
        fits = width_of(typed) <= column
        yield from () if fits else wrapped(typed, look.width)
        yield from beside([[typed] if fits else [()], rows], (column, rest))
