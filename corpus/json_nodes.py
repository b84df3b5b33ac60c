"""JSON to nodes: one record a line, for large imports."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NoReturn

from pydantic import JsonValue

from corpus.file_lines import FileFault, Line, check_characters
from corpus.nodes import DEEPEST, Node, empty_file, too_deep


def json_nodes(lines: Iterable[Line | FileFault]) -> Iterator[Node | FileFault]:
    """The records of a file, one a line; blank lines are none."""
    empty = True
    for line in lines:
        if isinstance(line, FileFault):
            empty = False
            yield line
        elif line.text.strip():
            empty = False
            try:
                yield _node(line)
            except FileFault as fault:
                yield fault
    if empty:
        yield empty_file()


def _node(line: Line) -> Node:
    try:
        value = json.loads(
            line.text,
            object_pairs_hook=lambda pairs: _unique(pairs, line.number),
            parse_constant=lambda name: _refuse_constant(name, line.number),
        )
    except RecursionError:
        raise too_deep(line.number) from None
    except json.JSONDecodeError as error:
        raise FileFault(
            line.number, "syntax", f"the line is not JSON, from its character {error.colno}: {error.msg}"
        ) from None
    except ValueError:  # more digits than Python turns into a number
        raise FileFault(line.number, "syntax", "a number of the line is too long") from None
    _check_value(value, line.number, DEEPEST)
    return Node(value, line.number)


def _unique(pairs: list[tuple[str, JsonValue]], line: int) -> dict[str, JsonValue]:
    seen: dict[str, JsonValue] = {}
    for key, value in pairs:
        if key in seen:
            raise FileFault(line, "duplicate-key", f"`{key}` stands twice in one record: keep one")
        seen[key] = value
    return seen


def _refuse_constant(name: str, line: int) -> NoReturn:
    raise FileFault(line, "syntax", f"{name} is not a number that a dossier can hold")


def _check_value(value: JsonValue, line: int, depth: int) -> None:
    if not depth:
        raise too_deep(line)
    if isinstance(value, str):
        check_characters(value, line)
    elif isinstance(value, dict):
        for key, item in value.items():
            check_characters(key, line)
            _check_value(item, line, depth - 1)
    elif isinstance(value, list):
        for item in value:
            _check_value(item, line, depth - 1)
