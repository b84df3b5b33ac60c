"""A record as written, before it is checked: plain values, and the line that each of its fields stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from corpus.file_lines import FileFault

FieldPath = tuple[str | int, ...]
"""Where a field is, from the record inwards: `("appearances", 0, "anchor")`."""

DEEPEST = 20
"""Levels of nesting that a record may have; the deepest of ours has six."""


@dataclass(frozen=True, slots=True)
class Node:
    """A record's plain value; `lines` holds the line of each field, none where all stand on `line`."""

    value: JsonValue
    line: int
    lines: Mapping[FieldPath, int] = field(default_factory=dict)
    in_list: bool = True
    """Whether it is an item of the file's list, and not the whole file."""

    def line_of(self, path: FieldPath) -> int:
        """The line of a field, or of the nearest one around it that is written."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return self.line


def dotted(path: FieldPath) -> str:
    """A path as editors write it: `appearances.0.anchor`."""
    return ".".join(str(step) for step in path)


def undotted(text: str) -> FieldPath:
    """The path that `dotted` wrote."""
    return tuple(int(step) if step.isdecimal() else step for step in text.split(".")) if text else ()


def empty_file() -> FileFault:
    """The fault of a file without any record."""
    return FileFault(1, "empty", "the file holds no record: write one, or delete the file")


def too_deep(line: int) -> FileFault:
    """The fault of a record nested deeper than any can be."""
    return FileFault(
        line, "syntax", f"the record is nested deeper than {DEEPEST} levels: is a bracket not closed?"
    )
