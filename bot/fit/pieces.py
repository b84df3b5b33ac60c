"""A page taken apart for splitting: what stays together, what may part further, how it is joined again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import assert_never

from bot.fit.seams import characters, mended, sentences, trimmed, words
from bot.page import (
    Block,
    Bullets,
    Entry,
    FigureRow,
    Figures,
    Heading,
    Image,
    Line,
    Page,
    Paragraph,
    Quote,
    Rule,
    Source,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page that goes into one message: a block, or one holding a single row, entry or line."""

    held: Block | Source
    """A source is a piece of its own when nothing on the page cites it."""
    block: int
    """Which block of the page it comes from."""
    line: int = 0
    """Which line of that block."""
    cut: bool = False
    """Whether its line goes on in the next piece."""


Group = tuple[Piece, ...]
"""Pieces that no seam may part: headings and rules, and what they stand above."""


def groups_of(page: Page, uncited: Iterable[Source]) -> list[Group]:
    """The page's pieces, as large as they may be; `uncited` sources come last."""
    groups: list[Group] = []
    above: Group = ()
    for number, block in enumerate(page.blocks):
        if isinstance(block, Heading | Rule):
            above = (*above, Piece(block, number))
            continue
        for piece in _taken_apart(block, number):
            groups.append((*above, piece))
            above = ()
    if any(isinstance(piece.held, Heading) for piece in above):
        groups.append(above)
    return groups + [(Piece(source, len(page.blocks)),) for source in uncited] or [above]


def refined(group: Group) -> list[Group]:
    """The group in the next smaller pieces, its headings above the first; nothing when it has none.

    Headings that stand above headings part from those as the last resort.
    """
    if not group:
        return []
    *above, last = group
    match last.held:
        case Paragraph() | Quote():
            smaller = _smaller_lines(last, last.held.lines)
        case Heading() | Bullets() | Figures() | Image() | Rule() | Source():
            smaller = []
        case _ as never:
            assert_never(never)
    if smaller:
        return [(*above, smaller[0]), *((piece,) for piece in smaller[1:])]
    apart = len(above) if isinstance(last.held, Heading | Rule) else len(above) - 1
    return [group[:apart], group[apart:]] if apart > 0 else []


def joined(pieces: Sequence[Piece]) -> tuple[tuple[Block, ...], tuple[Source, ...]]:
    """The blocks that a message's pieces make up, and the sources that are pieces; no rule at a seam."""
    kept = list(pieces)
    while kept and isinstance(kept[0].held, Rule) and kept[0].block > 0:
        kept.pop(0)
    blocks: list[Block] = []
    sources: list[Source] = []
    for _, run in groupby(kept, key=lambda piece: piece.block):
        parts = list(run)
        sources += [part.held for part in parts if isinstance(part.held, Source)]
        if not isinstance(parts[0].held, Source):
            blocks.append(_block_of(parts[0].held, parts))
    return tuple(blocks), tuple(sources)


def _taken_apart(block: Block, number: int) -> Iterable[Piece]:
    match block:
        case Bullets() if block.entries:
            return [Piece(Bullets((entry,)), number) for entry in block.entries]
        case Figures() if block.rows:
            return [Piece(Figures((row,), block.heads), number) for row in block.rows]
        case Quote() if block.lines:
            quotes = (Quote("" if at else block.title, (line,)) for at, line in enumerate(block.lines))
            return [Piece(quote, number, at) for at, quote in enumerate(quotes)]
        case Heading() | Paragraph() | Bullets() | Figures() | Quote() | Image() | Rule():
            return [Piece(block, number)]
        case _ as never:
            assert_never(never)


def _smaller_lines(piece: Piece, lines: tuple[Line, ...]) -> list[Piece]:
    """The lines one by one; of a single line its sentences, else its words, else its characters."""
    if len(lines) > 1:
        return [
            replace(piece, held=_holding(piece, (line,), at == 0), line=at) for at, line in enumerate(lines)
        ]
    for parted in (sentences, words, characters):
        parts = parted(lines[0]) if lines else ()
        if len(parts) > 1:
            last = len(parts) - 1
            return [
                replace(piece, held=_holding(piece, (mended(part),), at == 0), cut=piece.cut or at < last)
                for at, part in enumerate(parts)
            ]
    return []


def _holding(piece: Piece, lines: tuple[Line, ...], first: bool) -> Block:
    if isinstance(piece.held, Quote):
        return Quote(piece.held.title if first else "", lines)
    return Paragraph(lines)


def _block_of(first: Block, parts: Sequence[Piece]) -> Block:
    """One block again of the parts that came from it."""
    match first:
        case Bullets():
            entries: list[Entry] = []
            for part in parts:
                entries += part.held.entries if isinstance(part.held, Bullets) else ()
            return Bullets(tuple(entries))
        case Figures():
            rows: list[FigureRow] = []
            for part in parts:
                rows += part.held.rows if isinstance(part.held, Figures) else ()
            return Figures(tuple(rows), first.heads)
        case Quote():
            return Quote(first.title, _lines_of(parts))
        case Paragraph():
            return Paragraph(_lines_of(parts))
        case Heading() | Image() | Rule():
            return first
        case _ as never:
            assert_never(never)


def _lines_of(parts: Sequence[Piece]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for _, run in groupby(parts, key=lambda part: part.line):
        same = list(run)
        held = [line for part in same if isinstance(part.held, Paragraph | Quote) for line in part.held.lines]
        whole = held if len(same) == 1 else [mended(inline for line in held for inline in line)]
        lines += [*whole[:-1], trimmed(whole[-1])] if same[-1].cut else whole
    return tuple(lines)
