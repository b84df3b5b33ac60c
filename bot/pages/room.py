"""Whether a page fits into one message of every platform, counted before any of them renders it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from bot.page import (
    Block,
    Bullets,
    Cite,
    Code,
    Emphasis,
    Figures,
    Heading,
    Image,
    Inline,
    Line,
    Link,
    Mark,
    Page,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Text,
)

UNITS: Final = 3980
"""UTF-16 units: Discord takes 4,000 characters, its marks among them, Telegram 4,096; a little is left."""
ENTITIES: Final = 90
"""Telegram drops what is formatted beyond 100 stretches."""
COMPONENTS: Final = 36
"""Discord takes 40."""
SMALL: Final = "-# "
"""What Discord counts before each line of small print, and MARKS around what is stressed."""
MARKS: Final = 4
_BUTTONS: Final = 5


@dataclass(frozen=True, slots=True)
class Size:
    """How much a page takes at most, whatever the platform."""

    units: int
    entities: int
    components: int

    @property
    def is_one_message(self) -> bool:
        """Whether one message of every platform holds it."""
        return self.units <= UNITS and self.entities <= ENTITIES and self.components <= COMPONENTS


def size(page: Page) -> Size:
    """The size of the page's words with its sources; buttons count as components only."""
    lines = [line for block in page.blocks for line in _lines(block)]
    small = [_titled(page.sources_title)] if page.sources else []
    for source in page.sources:
        small += [(Cite(source.number), Text(" "), *source.document), *source.passages]
    lines += small
    buttons = len(page.actions)
    return Size(
        units=sum(_units(line) + 1 for line in lines) + len(page.blocks) + len(small) * len(SMALL),
        entities=sum(_is_entity(inline) for line in lines for inline in line) + bool(page.sources),
        components=2 + len(page.blocks) + buttons + -(-buttons // _BUTTONS),
    )


def _titled(words: str) -> Line:
    return (Strong(words),)


def _units(line: Line) -> int:
    stressed = sum(isinstance(inline, Strong | Emphasis | Code) for inline in line)
    return sum(len(_words(inline).encode("utf-16-le")) // 2 for inline in line) + stressed * MARKS


def _is_entity(inline: Inline) -> bool:
    return not isinstance(inline, Text | Mark)


def _words(inline: Inline) -> str:
    match inline:
        case Text() | Strong() | Emphasis() | Code() | Link():
            return inline.text
        case Cite():
            paragraphs = f" §{', '.join(map(str, inline.paragraphs))}" if inline.paragraphs else ""
            return f"\\[{inline.number}]{paragraphs}"  # Discord needs the backslash
        case Mark():
            return "⚠️"
        case _ as never:
            assert_never(never)


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Heading():
            yield _titled(f"{block.text}  {block.aside}")
        case Paragraph() | Quote():
            yield from block.lines
        case Bullets():
            for one in block.entries:
                yield one.head
                yield from one.body
        case Figures():
            for row in block.rows:
                yield (Strong(row.figure), Text(f": {row.counts} "))
                yield (Text(f"{row.owner}, {row.when} "), *_apart(row.cites))
        case Image():
            yield (Text(block.alt),)
        case Rule():
            yield (Text("—"),)
        case _ as never:
            assert_never(never)


def _apart(citations: Iterable[Cite]) -> Line:
    return tuple(inline for cite in citations for inline in (cite, Text(" ")))
