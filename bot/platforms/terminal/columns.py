"""A topic's figures as a table without boxes; on a narrow terminal each figure above its owner instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from bot.page import FigureRow, Figures
from bot.platforms.terminal.glyphs import GLUE, glyphs
from bot.platforms.terminal.inlines import cite_text, command_text, held, mark_run
from bot.platforms.terminal.look import Look
from bot.platforms.terminal.runs import Row, Shade, beside, width_of, wrapped

NARROW = 72
"""Below this many cells there is no room for columns."""
WIDE = 96
"""From here on the command that opens a claim has a column of its own; below, it stands under the cites."""
CITES = 16
"""The most cells of the cites, unless a command stands below them."""
GAP = 2
COLUMNS = 4
"""Figure with its sign, counts, owner, cites."""
_JOINTS = {"fr": ("\u00a0: ", "\u202f; ")}
"""What stands between a figure and what it measures, and between its owner and its date."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """One figure's words, safe to print, not yet broken into rows."""

    figure: Row
    counts: Row
    owner: Row
    cites: tuple[Row, ...]
    command: tuple[Row, ...] = ()
    sign: Row = ()


def figures(block: Figures, look: Look, language: str) -> Iterator[Row]:
    """The figures in rows of the screen."""
    colon, semicolon = (glyphs(joint, look.encoding) for joint in _JOINTS.get(language, (": ", "; ")))
    rows = [_cells(row, look.encoding, semicolon) for row in block.rows]
    titles = [((held(glyphs(head, look.encoding)), Shade.DIM),) for head in block.heads]
    heads = _Cells(titles[0], titles[1], titles[2], (titles[3],))
    widths = _widths([heads, *rows], look.width)
    if not widths:
        for cells in rows:
            yield from _stacked(cells, colon, look.width)
        return
    for cells in [heads, *rows]:
        yield from beside(_columns(cells, widths), widths, GAP)


def _cells(row: FigureRow, encoding: str, semicolon: str) -> _Cells:
    figure = held(glyphs(row.figure, encoding)).replace(f"{GLUE}(", " (")  # a number stays beside its hedge
    owned = semicolon.join(glyphs(words, encoding) for words in (row.owner, row.when) if words)
    return _Cells(
        figure=((figure, Shade.BOLD),),
        counts=((glyphs(row.counts, encoding), Shade.PLAIN),),
        owner=((owned, Shade.PLAIN),),
        cites=tuple(((cite_text(cite, encoding), Shade.PLAIN),) for cite in row.cites),
        command=(((command_text(row.open, encoding), Shade.DIM),),) if row.open else (),
        sign=(mark_run(row.sign, encoding),) if row.sign else (),
    )


def _widths(rows: Sequence[_Cells], width: int) -> tuple[int, ...]:
    """The columns' widths: figure, counts, owner, cites and perhaps command; none when there is no room."""
    commands = [part for cells in rows for part in cells.command]
    apart = (_widest(commands),) if commands and width >= WIDE else ()
    figure = 2 + max(_figure_width(cells.figure, width) for cells in rows)
    cites = min(_widest(part for cells in rows for part in cells.cites), CITES)
    cites = cites if apart else max(cites, _widest(commands))
    room = width - sum((figure, cites, *apart)) - GAP * (3 + len(apart))
    counts, owner = _widest(cells.counts for cells in rows), _widest(cells.owner for cells in rows)
    longest = _longest_word(cells.counts for cells in rows)
    if width < NARROW or room < longest + _longest_word(cells.owner for cells in rows):
        return ()
    if counts + owner > room:
        counts = min(counts, max(room * 2 // 5, longest, room - owner))
        owner = room - counts
    return (figure, counts, owner, cites, *apart)


def _figure_width(figure: Row, width: int) -> int:
    """All of it when that is a fifth of the width at most, else its longest part, a third at most."""
    whole = width_of(figure)
    parts = "".join(text for text, _ in figure).split(" ")
    return whole if whole <= width // 5 else min(max(map(cell_len, parts)), width // 3)


def _widest(rows: Iterable[Row]) -> int:
    return max(map(width_of, rows), default=0)


def _longest_word(rows: Iterable[Row]) -> int:
    words = (word for row in rows for text, _ in row for word in text.split(" "))
    return max(map(cell_len, words), default=0)


def _columns(cells: _Cells, widths: Sequence[int]) -> list[Sequence[Row]]:
    figure = wrapped(_signed(cells.figure, cells), widths[0], "" if cells.sign else "  ", "  ")
    words = [wrapped(cells.counts, widths[1]), wrapped(cells.owner, widths[2])]
    cites = [row for cite in cells.cites for row in wrapped(cite, widths[3], "", "  ")]
    if len(widths) == COLUMNS:
        return [figure, *words, [*cites, *cells.command]]
    return [figure, *words, cites, cells.command]


def _stacked(cells: _Cells, colon: str, width: int) -> Iterator[Row]:
    head = [*cells.figure, (colon, Shade.PLAIN), *cells.counts]
    yield from wrapped(_signed(head, cells), width, "" if cells.sign else "  ", "  ")
    ends = [run for part in (*cells.cites, *cells.command) for run in ((" ", Shade.PLAIN), *part)]
    yield from wrapped([*cells.owner, *ends], width, "  ", "  ")


def _signed(line: Row, cells: _Cells) -> Row:
    return [*cells.sign, (GLUE, Shade.PLAIN), *line] if cells.sign else line
