"""Where a line may be parted: between sentences, between words, and as a last resort between characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from bot.fit.graphemes import graphemes
from bot.page import Cite, Code, Emphasis, Inline, Line, Link, Mark, Strong, Text

SPACE = r"[^\S\u00a0\u2007\u202f]"
"""White space where words may part: not the no-break spaces that hold French figures together."""
_WORDS = re.compile(rf"[\S\u00a0\u2007\u202f]*{SPACE}+|[\S\u00a0\u2007\u202f]+")
_AT_END = re.compile(rf"{SPACE}+\Z")
_STOP = re.compile(r"[.!?…。！？][)\]}”’»\"'\u00a0\u202f]*$")
_TEXT = (Text, Strong, Emphasis, Link, Code)


def words(line: Line) -> tuple[Line, ...]:
    """The line's words with the space after each; a cite stays with the one before, a mark with the next."""
    done: list[Line] = []
    word: list[Inline] = []
    for inline in line:
        if isinstance(inline, Cite) and not word and done:
            word = list(done.pop())
        for part in _parts(inline):
            if not word and done and _is_space(part):
                done[-1] = (*done[-1], part)
                continue
            word.append(part)
            if _ends_in_space(part) and not all(isinstance(it, Mark) or _is_space(it) for it in word):
                done.append(tuple(word))
                word = []
    return (*done, tuple(word)) if word else tuple(done)


def sentences(line: Line) -> tuple[Line, ...]:
    """The line's sentences, as far as full stops and capitals tell them."""
    parts = words(line)
    if not parts:
        return ()
    told: list[list[Inline]] = [list(parts[0])]
    for before, after in pairwise(parts):
        if _STOP.search(_letters(before)) and _opens(after):
            told.append([])
        told[-1] += after
    return tuple(map(mended, told))


def characters(line: Line) -> tuple[Line, ...]:
    """The line's characters; the first citation after one stays with it, a mark with the next."""
    done: list[Line] = []
    marks: list[Inline] = []
    for inline in line:
        match inline:
            case Mark():
                marks.append(inline)
            case Cite():
                alone = marks or not done or isinstance(done[-1][-1], Cite)
                done = [*done, (*marks, inline)] if alone else [*done[:-1], (*done[-1], inline)]
                marks = []
            case Text() | Strong() | Emphasis() | Link() | Code():
                for letter in graphemes(inline.text):
                    done.append((*marks, replace(inline, text=letter)))
                    marks = []
            case _ as never:
                assert_never(never)
    return (*done, tuple(marks)) if marks else tuple(done)


def mended(inlines: Iterable[Inline]) -> Line:
    """The inlines with neighbours of one kind made one again."""
    whole: list[Inline] = []
    for inline in inlines:
        last = whole[-1] if whole else None
        if (
            isinstance(inline, _TEXT)
            and isinstance(last, _TEXT)
            and replace(last, text=inline.text) == inline
        ):
            whole[-1] = replace(last, text=last.text + inline.text)
        else:
            whole.append(inline)
    return tuple(whole)


def trimmed(line: Line) -> Line:
    """The line without the white space at its end."""
    kept = list(line)
    while kept and isinstance(last := kept[-1], _TEXT):
        text = last.text[: len(last.text) - _space_at_end(last.text)]
        if text:
            kept[-1] = replace(last, text=text)
            break
        kept.pop()
    return tuple(kept)


def _parts(inline: Inline) -> Iterable[Inline]:
    if isinstance(inline, Text | Strong | Emphasis | Link):
        return [replace(inline, text=part) for part in _WORDS.findall(inline.text)]
    return (inline,)


def _ends_in_space(inline: Inline) -> bool:
    return isinstance(inline, Text | Strong | Emphasis | Link) and _space_at_end(inline.text) > 0


def _is_space(inline: Inline) -> bool:
    return isinstance(inline, _TEXT) and _space_at_end(inline.text) == len(inline.text)


def _space_at_end(text: str) -> int:
    found = _AT_END.search(text)
    return len(found[0]) if found else 0


def _letters(word: Line) -> str:
    return "".join(inline.text for inline in word if isinstance(inline, _TEXT)).rstrip()


def _opens(word: Line) -> bool:
    first = _letters(word)[:1]
    return not (first.islower() or first.isdigit() or (first and first in ")]}”’»"))
