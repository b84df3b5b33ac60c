"""Which of a page's sources a message needs: those it cites, with the passages of the paragraphs it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import assert_never

from bot.page import Block, Bullets, Cite, Figures, Heading, Image, Line, Page, Paragraph, Quote, Rule, Source


def cites_in(blocks: Iterable[Block]) -> Iterator[Cite]:
    """Every citation in the blocks, in order."""
    for block in blocks:
        match block:
            case Paragraph() | Quote():
                yield from _in_lines(block.lines)
            case Bullets():
                for entry in block.entries:
                    yield from _in_lines((entry.head, *entry.body))
            case Figures():
                yield from chain.from_iterable(row.cites for row in block.rows)
            case Heading() | Image() | Rule():
                pass
            case _ as never:
                assert_never(never)


def _in_lines(lines: Iterable[Line]) -> Iterator[Cite]:
    return (inline for line in lines for inline in line if isinstance(inline, Cite))


class CitedSources:
    """A page's sources, to be shared out over its messages."""

    def __init__(self, page: Page) -> None:
        self._order = {source.number: at for at, source in enumerate(page.sources)}
        self._sources = {source.number: source for source in page.sources}
        self._cited = _paragraphs(page.blocks)
        self._places = {number: self._places_of(source) for number, source in self._sources.items()}
        self.uncited = tuple(source for source in page.sources if source.number not in self._cited)

    def of(self, blocks: Iterable[Block], besides: Iterable[Source] = ()) -> tuple[Source, ...]:
        """The sources that the blocks cite, and those `besides`, in the page's order."""
        found = [
            self._narrowed(number, cited)
            for number, cited in _paragraphs(blocks).items()
            if number in self._sources
        ]
        return tuple(sorted((*found, *besides), key=lambda source: self._order[source.number]))

    def _narrowed(self, number: int, cited: set[int]) -> Source:
        """The source with its passages of the `cited` paragraphs, and of those that nothing cites."""
        source, places = self._sources[number], self._places[number]
        kept = sorted(chain(places.get(None, ()), *(places.get(paragraph, ()) for paragraph in cited)))
        return replace(
            source,
            passages=tuple(source.passages[at] for at in kept),
            paragraphs=tuple(source.paragraphs[at] for at in kept if at < len(source.paragraphs)),
        )

    def _places_of(self, source: Source) -> dict[int | None, list[int]]:
        """Where the passages of each cited paragraph are; under None those of no cited paragraph."""
        places: dict[int | None, list[int]] = {}
        for at in range(len(source.passages)):
            paragraph = source.paragraphs[at] if at < len(source.paragraphs) else None
            cited = paragraph in self._cited.get(source.number, ())
            places.setdefault(paragraph if cited else None, []).append(at)
        return places


def _paragraphs(blocks: Iterable[Block]) -> dict[int, set[int]]:
    """The cited paragraphs of each cited document."""
    found: dict[int, set[int]] = {}
    for cite in cites_in(blocks):
        found.setdefault(cite.number, set()).update(cite.paragraphs)
    return found
