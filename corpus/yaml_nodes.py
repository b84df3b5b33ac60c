"""YAML 1.2 to nodes: one record at a time, every field with its line, every slip a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

from pydantic import JsonValue
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from corpus.file_lines import FileFault, Line, check_characters
from corpus.nodes import DEEPEST, FieldPath, Node, empty_file, too_deep

_Chunk = list[Line | FileFault]

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DIGITS = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_DATE = re.compile(r"(?:[0-9]{4}-[0-9]{2}[-/.0-9~?%X]*|[0-9]{4}/[-/.0-9~?%X]+|\.\./[0-9]{4}[-0-9~?%X]*)")

# What ruamel.yaml says, in the words of someone who has not read the standard.
_PLAINLY = (
    ("found unexpected end of stream", "a quotation mark is opened here and never closed"),
    (
        "mapping values are not allowed",
        "a text with “: ” in it needs quotes around it (or the line is indented too far)",
    ),
    ("could not find expected ':'", "a line that should be `field: value` has no colon"),
    ("that cannot start any token", "a text that starts with this character needs quotes around it"),
    ("sequence entries are not allowed here", "a list starts on a line of its own, below its field"),
    (
        "unknown escape character",
        "inside double quotes a \\ starts an escape: write \\\\, or use single quotes",
    ),
    ("while parsing a flow", "a [ or { is opened and not closed as it should be"),
    ("but found '<scalar>'", "words follow a closing quotation mark, or the line is indented wrongly"),
    ("expected <block end>", "the line is not indented like the ones above it"),
)


def yaml_nodes(lines: Iterable[Line | FileFault]) -> Iterator[Node | FileFault]:
    """The records of a file, each item of its list read by itself: one that is broken hides no other."""
    empty = True
    for chunk in _chunks(lines):
        builder = _Builder(chunk)
        yield from builder.results()
        empty = empty and builder.empty
    if empty:
        yield empty_file()


def _chunks(lines: Iterable[Line | FileFault]) -> Iterator[_Chunk]:
    """Cut a file before each item of its root list."""
    held: _Chunk = []
    column: int | None = None
    started = False
    for line in map(_without_tabs, lines):
        if isinstance(line, Line):
            body = line.text.lstrip(" ")
            indent = len(line.text) - len(body)
            dash = body == "-" or body.startswith("- ")
            if not started and body and not body.startswith(("#", "%", "---")):
                started, column = True, indent if dash else None
                if dash:  # what stands before the list is comments, or faulty
                    yield [above for above in held if isinstance(above, FileFault)]
                    held = []
            elif dash and indent == column:
                yield held
                held = []
        held.append(line)
    yield held


def _without_tabs(line: Line | FileFault) -> Line | FileFault:
    if isinstance(line, Line) and "\t" in line.text:
        return FileFault(line.number, "syntax", "the line holds a tab: use spaces")
    return line


class _Builder:
    """Turns the events of one chunk into nodes, keeping the faults it can go on after."""

    def __init__(self, chunk: _Chunk) -> None:
        self._chunk = [line for line in chunk if isinstance(line, Line)]
        self._faults = [line for line in chunk if isinstance(line, FileFault)]
        self._first = self._chunk[0].number if self._chunk else 1
        self._lines: dict[FieldPath, int] = {}
        self.empty = not self._faults

    def results(self) -> list[Node | FileFault]:
        """The nodes and faults, in order; the faults alone when the chunk cannot be read to its end."""
        results: list[Node | FileFault] = list(self._faults)
        if results:
            return results
        try:
            text = "".join(f"{line.text}\n" for line in self._chunk)
            results += self._roots(YAML(typ="safe", pure=True).parse(text))
        except (FileFault, YAMLError, ValueError, OverflowError) as error:
            self.empty = False
            faults = [result for result in results if isinstance(result, FileFault)]
            return [*faults, *self._faults, self._fault_of(error)]
        return results

    def _roots(self, events: Iterator[Event]) -> Iterator[Node | FileFault]:
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self.empty = False
                documents += 1
                if documents > 1:
                    raise self._fault(event, "syntax", "`---` starts a second document: a file holds one")
            elif isinstance(event, SequenceStartEvent):
                self._refuse_marks(event)
                while not isinstance(item := next(events), SequenceEndEvent):
                    yield from self._root(item, events, in_list=True)
            elif isinstance(event, NodeEvent):
                yield from self._root(event, events, in_list=False)

    def _root(self, event: Event, events: Iterator[Event], *, in_list: bool) -> Iterator[Node | FileFault]:
        value = self._value(event, events, ())
        if self._faults:
            yield from self._faults
        else:
            yield Node(value, self._line(event), self._lines, in_list)
        self._faults, self._lines = [], {}

    def _value(self, event: Event, events: Iterator[Event], path: FieldPath) -> JsonValue:
        if isinstance(event, AliasEvent):
            self._note(event, "alias", f"aliases (*{event.anchor}) are not used here: write the value out")
            return None
        self._refuse_marks(cast("NodeEvent", event))
        if len(path) > DEEPEST:
            raise too_deep(self._line(event))
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, SequenceStartEvent):
            items: list[JsonValue] = []
            while not isinstance(item := next(events), SequenceEndEvent):
                inner = (*path, len(items))
                self._lines[inner] = self._line(item)
                items.append(self._value(item, events, inner))
            return items
        return self._scalar(cast("ScalarEvent", event))

    def _mapping(self, events: Iterator[Event], path: FieldPath) -> JsonValue:
        fields: dict[str, JsonValue] = {}
        while not isinstance(key := next(events), MappingEndEvent):
            if not isinstance(key, ScalarEvent):
                raise self._fault(key, "syntax", "a field's name is a word, not a list or another record")
            self._refuse_marks(key)
            name = str(key.value)
            inner = (*path, name)
            if name == "<<":
                self._note(key, "alias", "merge keys (<<) are not used here: write the fields out")
            elif name in fields:
                self._note(key, "duplicate-key", f"`{name}` stands twice in one record: keep one")
            else:
                self._lines[inner] = self._line(key)
            value = self._value(next(events), events, inner)
            fields.setdefault(name, value)
        return fields

    def _scalar(self, event: ScalarEvent) -> JsonValue:
        text = str(event.value)
        check_characters(text, self._line(event))
        if event.style is not None:
            return text
        if text in _NULLS:
            return None
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        if _WHOLE.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        if _DATE.fullmatch(text):
            self._note(event, "unquoted-date", f'put the date in quotes: "{text}"')
        elif _DIGITS.fullmatch(text):
            self._note(
                event,
                "syntax",
                f'write the number in plain digits, or put it in quotes if it is a name: "{text}"',
            )
        return text

    def _refuse_marks(self, event: NodeEvent) -> None:
        """Keep a fault for what YAML can do and editors should not have to know."""
        if event.anchor is not None:
            self._note(
                event,
                "alias",
                f"anchors (&{event.anchor}) are not used here: a text with & first needs quotes",
            )
        elif isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            self._note(
                event, "alias", f"tags ({event.tag}) are not used here: a text with ! first needs quotes"
            )

    def _line(self, event: Event) -> int:
        return self._first + int(event.start_mark.line)

    def _fault(self, event: Event, rule: str, message: str) -> FileFault:
        return FileFault(self._line(event), rule, message)

    def _note(self, event: Event, rule: str, message: str) -> None:
        self._faults.append(self._fault(event, rule, message))

    def _fault_of(self, error: Exception) -> FileFault:
        """A fault in plain words, where an editor has to look."""
        if isinstance(error, FileFault):
            return error
        if not isinstance(error, MarkedYAMLError):  # an escape for a number that is no character
            error = MarkedYAMLError(problem="unknown escape character")
        said = "; ".join(part for part in (error.context, error.problem) if part)
        unclosed = "quoted scalar" in said and "end of stream" in said
        mark = error.context_mark if unclosed else error.problem_mark
        plainly = next((sentence for part, sentence in _PLAINLY if part in said), f"this is not YAML: {said}")
        return FileFault(self._first + (mark.line if mark is not None else 0), "syntax", plainly)
