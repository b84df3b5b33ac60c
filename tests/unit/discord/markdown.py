"""Discord's markdown as its clients read it: their rules, sharing nothing with the renderer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_ACTS = {
    "code block": re.compile(r"```.+?```", re.DOTALL),
    "mention": re.compile(r"<@[!&]?[0-9]+>|<#[0-9]+>|@everyone|@here"),
    "command": re.compile(r"</[^>\n]+:[0-9]+>"),
    "guide": re.compile(r"<id:[a-z-]+>"),
    "emoji": re.compile(r"<a?:\w+:[0-9]+>|:[\w+~-]+:(?::skin-tone-[1-5]:)?"),
    "time": re.compile(r"<t:-?[0-9]+(?::[tTdDfFRsS])?>"),
    "shrug": re.compile(r"¯\\_\(ツ\)_/¯"),
    "underlined": re.compile(r"__((?:\\.|[^\\])+?)__(?!_)"),
    "struck": re.compile(r"~~(.+?)~~"),
    "spoiler": re.compile(r"\|\|(.+?)\|\|"),
    "slanted by bars": re.compile(r"\b_((?:__|\\.|[^\\_])+?)_\b"),
}
"""What the renderer never writes."""
_LINKS = {
    "<link>": re.compile(r"<(https?://[^\s<>]+)>"),
    "address": re.compile(r"((?:https?|steam|discord)://[^\s<]+[^<.,:;\"')\]\s])"),
}
_MASKED = re.compile(r"\[((?:\[[^\]]*\]|\\.|[^\[\]\\])+)\]\(\s*<?([^\s()<>]*)>?\s*\)")
_MARKED = {
    "bold": re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)"),
    "slanted": re.compile(r"\*(?=\S)((?:\*\*|\\.|\s+(?:\\.|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"),
}
_CODE = re.compile(r"(`+)(.*?[^`])\1(?!`)")
_LINE = {
    "heading": re.compile(r" *(#{1,3})\s+(.+?)#*\s*$"),
    "small": re.compile(r" *-#\s+(.+)$"),
}
_LINE_ACTS = {
    "quote": re.compile(r" *>(?:>>)? "),
    "list": re.compile(r"\s*(?:[-*+]|[0-9]+[.)])(?:\s|$)"),
}


@dataclass
class Span:
    """A stretch of a line and its marks."""

    text: str
    marks: frozenset[str] = frozenset()
    url: str = ""


@dataclass
class Read:
    """A text as it is seen."""

    lines: list[tuple[str, list[Span]]] = field(default_factory=list)
    """The kind of each ("", "small", "heading 2"), and what it holds."""
    acts: list[str] = field(default_factory=list)
    """What does something by itself, or is shown as something else."""

    @property
    def text(self) -> str:
        return "\n".join("".join(span.text for span in spans) for _, spans in self.lines)


def read(content: str) -> Read:
    """The text of one component."""
    told = Read()
    for line in content.split("\n"):
        kind, rest = "", line
        if found := _LINE["heading"].match(line):
            kind, rest = f"heading {len(found[1])}", found[2]
        elif found := _LINE["small"].match(line):
            kind, rest = "small", found[1]
        else:
            told.acts += [name for name, rule in _LINE_ACTS.items() if rule.match(line)]
        told.lines.append((kind, _joined(_spans(rest, frozenset(), told.acts))))
    return told


def _spans(text: str, marks: frozenset[str], acts: list[str]) -> Iterator[Span]:
    at = 0
    while at < len(text):
        rest = text[at:]
        if found := _ESCAPE.match(rest):
            yield Span(found[1], marks)
        elif found := _matched(_ACTS, rest, acts):
            yield Span(found[0], marks | {"acts"})
        elif found := _matched(_LINKS, rest, []):
            yield Span(found[1], marks | {"link"}, found[1])
        elif found := _MASKED.match(rest):
            for span in _spans(found[1], marks, acts):
                yield Span(span.text, span.marks | {"link"}, found[2])
        elif found := _CODE.match(rest):
            yield Span(found[2], marks | {"code"})
        elif found := _marked(rest):
            yield from _spans(found[1], marks | {_kind(rest)}, acts)
        else:
            yield Span(text[at], marks)
            at += 1
            continue
        at += len(found[0])


def _matched(rules: dict[str, re.Pattern[str]], rest: str, acts: list[str]) -> re.Match[str] | None:
    for name, rule in rules.items():
        if found := rule.match(rest):
            acts.append(name)
            return found
    return None


def _marked(rest: str) -> re.Match[str] | None:
    return _MARKED["bold"].match(rest) or _MARKED["slanted"].match(rest)


def _kind(rest: str) -> str:
    return "bold" if _MARKED["bold"].match(rest) else "slanted"


def _joined(spans: Iterator[Span]) -> list[Span]:
    done: list[Span] = []
    for span in spans:
        if done and (done[-1].marks, done[-1].url) == (span.marks, span.url):
            done[-1] = Span(done[-1].text + span.text, span.marks, span.url)
        else:
            done.append(span)
    return done
