"""Pages of every kind to look at, and all that they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from hypothesis import strategies as st

from bot.page import (
    Action,
    Bullets,
    Cite,
    Code,
    Emphasis,
    Entry,
    FigureRow,
    Figures,
    Heading,
    Image,
    Line,
    Link,
    Mark,
    Page,
    Paragraph,
    Quote,
    Rule,
    Sign,
    Source,
    Strong,
    Text,
)

word = st.text("abé<>&\"';漢😀\u00a0\u202f.,/@#", min_size=1, max_size=9).filter(str.strip)
phrase = st.lists(word, min_size=1, max_size=12).map(" ".join)
cite = st.builds(
    Cite,
    st.integers(1, 5),
    st.lists(st.integers(1, 9), max_size=6, unique=True).map(lambda found: tuple(sorted(found))),
)
inline = st.one_of(
    st.builds(Text, phrase),
    st.builds(Text, phrase.map(lambda text: f" {text} ")),
    st.builds(Strong, phrase),
    st.builds(Emphasis, phrase),
    st.builds(Code, phrase),
    st.builds(
        Link, word, st.sampled_from(["https://example.org/?a=1&b=%22", "note", "http:// x", 'https://"'])
    ),
    cite,
    st.builds(Mark, st.sampled_from(Sign)),
)
line = st.lists(inline, min_size=1, max_size=5).map(tuple)
action = st.builds(Action, phrase, phrase.map(lambda words: f"/{words}"))
entry = st.builds(Entry, line, st.lists(line, max_size=2).map(tuple), st.none() | action)
row = st.builds(
    FigureRow,
    phrase,
    phrase,
    phrase,
    phrase,
    st.lists(cite, min_size=1, max_size=2).map(tuple),
    st.none() | st.sampled_from(Sign),
    st.none() | action,
)
block = st.one_of(
    st.builds(Heading, phrase, st.just("") | phrase),
    st.builds(Paragraph, st.lists(line, min_size=1, max_size=6).map(tuple)),
    st.builds(Bullets, st.lists(entry, min_size=1, max_size=6).map(tuple)),
    st.builds(Figures, st.lists(row, min_size=1, max_size=6).map(tuple), st.just(("a", "b", "c", "d"))),
    st.builds(Quote, phrase, st.lists(line, min_size=1, max_size=4).map(tuple)),
    st.builds(
        Image, st.just(b"png"), word, st.just("") | phrase | st.lists(phrase, min_size=30).map(" ".join)
    ),
    st.just(Rule()),
)


def source(number: int) -> Source:
    """A document with a passage in every paragraph that may be cited."""
    passages = tuple((Text(f"§{paragraph} “<{number}>”"),) for paragraph in range(1, 10))
    return Source(number, (Text(f"Paper & {number}"),), passages, tuple(range(1, 10)))


pages = st.builds(
    lambda blocks, times, actions: Page(
        "fr", blocks * times, tuple(map(source, range(1, 6))), "Sources", actions
    ),
    st.lists(block, min_size=1, max_size=6).map(tuple),
    st.integers(1, 12),
    st.lists(action, max_size=12).map(tuple),
)

SPACE = re.compile(r"\s")


def texts(page: Page) -> Iterator[str]:
    """All that the page says, by hand and not by the renderer."""
    for held in page.blocks:
        match held:
            case Heading():
                yield from (held.text, held.aside)
            case Paragraph():
                yield from of_lines(held.lines)
            case Quote():
                yield from (held.title, *of_lines(held.lines))
            case Bullets():
                yield from chain.from_iterable(of_lines((one.head, *one.body)) for one in held.entries)
            case Figures():
                for row in held.rows:
                    yield from (row.figure, row.counts, row.owner, row.when, *of_lines((row.cites,)))
            case Image():
                yield held.alt
            case Rule():
                pass


def of_lines(lines: tuple[Line, ...]) -> Iterator[str]:
    for inline in chain.from_iterable(lines):
        match inline:
            case Cite():
                places = "§" + ",".join(map(str, inline.paragraphs)) if inline.paragraphs else ""
                yield f"[{inline.number}]{places}"
            case Mark():
                pass
            case _:
                yield inline.text


def bare(text: str) -> str:
    return SPACE.sub("", text)


def opening(page: Page) -> Iterator[Action]:
    for held in page.blocks:
        if isinstance(held, Bullets):
            yield from (one.open for one in held.entries if one.open)
        if isinstance(held, Figures):
            yield from (one.open for one in held.rows if one.open)
