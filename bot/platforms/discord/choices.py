"""The claims that a page names by their commands, to be chosen instead of typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.names import typed
from bot.page import (
    Action,
    Block,
    Bullets,
    Cite,
    Code,
    Figures,
    Heading,
    Image,
    Line,
    Mark,
    Paragraph,
    Quote,
    Rule,
)
from bot.platforms.plain import clean

_ID = "[a-z][a-z0-9]{3}"
_SPACES = re.compile(" {2,}")


def claims_named(blocks: Iterable[Block], language: str) -> list[Action]:
    """Each claim's command once, under the words of the first line that names it."""
    command = re.compile(f"{re.escape(typed(language, 'claim'))} {_ID}")
    found: dict[str, Action] = {}
    for line in _lines(blocks):
        named = [it.text for it in line if isinstance(it, Code) and command.fullmatch(it.text)]
        for one in named:
            words = _words(line) if len(named) == 1 else ""
            found.setdefault(one, Action(words or one, one))
    return list(found.values())


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        match block:
            case Paragraph() | Quote():
                yield from block.lines
            case Bullets():
                for entry in block.entries:
                    yield from (entry.head, *entry.body)
            case Heading() | Figures() | Image() | Rule():
                pass


def _words(line: Line) -> str:
    """What it says of the claim, without signs and citations."""
    said = "".join(it.text for it in line if not isinstance(it, Code | Cite | Mark))
    return _SPACES.sub(" ", clean(said)).strip(" –")
