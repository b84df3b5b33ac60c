"""Discord's markdown as words with looks, as far as our messages use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tests.pictures.letters import Face, Run

INK, BRIGHT, QUIET, LINK = "#dbdee1", "#f2f3f5", "#949ba4", "#00a8fc"
GROUND_OF_CODE: Final = "#1e1f22"
TEXT: Final = Face(15, INK)
_LINE: Final = re.compile(r"(?P<mark>#{1,3} |-# |> |[-*] )?(?P<rest>.*)", re.DOTALL)
_HEADS: Final = {
    "# ": Face(22, BRIGHT, bold=True),
    "## ": Face(19, BRIGHT, bold=True),
    "### ": Face(16, BRIGHT, bold=True),
    "-# ": Face(12.5, QUIET),
}
_INLINE: Final = re.compile(
    r"\\(?P<escaped>[^\w\s])"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<label>(?:\\.|[^\]\\])+)\]\((?P<address>[^)\s]+)\)"
    r"|\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*"
    r"|(?P<edge>[*_])(?P<italic>(?:\\.|[^*_\\])+)(?P=edge)"
    r"|(?P<plain>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it was written: its words, its height, and how far in it stands."""

    runs: tuple[Run, ...]
    step: float
    inset: float = 0.0
    is_quote: bool = False


def rows(content: str) -> Iterator[Row]:
    """The lines of a text."""
    for line in content.split("\n"):
        found = _LINE.fullmatch(line)
        assert found is not None
        mark = found["mark"] or ""
        face = _HEADS.get(mark, TEXT)
        words = tuple(_runs(found["rest"], face))
        if mark in {"- ", "* "}:
            yield Row((Run("•  ", face), *words), face.size * 1.35, 8)
        else:
            yield Row(words, face.size * 1.35, 12 if mark == "> " else 0, mark == "> ")


def _runs(text: str, face: Face) -> Iterator[Run]:
    for found in _INLINE.finditer(text):
        match found.lastgroup:
            case "code":
                yield Run(found["code"], replace(face, mono=True, size=face.size - 1, under=GROUND_OF_CODE))
            case "address":
                yield from _runs(found["label"], replace(face, colour=LINK))
            case "bold":
                yield from _runs(found["bold"], replace(face, bold=True))
            case "italic":
                yield from _runs(found["italic"], replace(face, italic=True))
            case _:
                yield Run(found["escaped"] or found["plain"], face)
