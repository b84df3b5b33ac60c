"""A message as a person sees it on Telegram, and pages of every kind to look at."""

from __future__ import annotations

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
from bot.platforms.telegram.render import Message
from tests.emulators.telegram import markup

_SHOWN = {"bold": "*", "italic": "_", "code": "`"}


def seen(message: Message) -> str:
    """What is on the screen: *bold*, _slanted_, `to copy`, folded lines behind a bar, then the buttons."""
    parsed = markup.parse(message.html)
    coded = parsed.text.encode("utf-16-le")
    text = _stars(parsed).decode("utf-16-le") if coded else ""
    lines = ["[photo]"] if message.photo else []
    lines += [text] if text else []
    for row in message.keyboard:
        lines.append(" ".join(f"‹{button.label}›" for button in row))
    return "\n".join(lines) + "\n"


def _stars(parsed: markup.Marked) -> bytes:
    coded = parsed.text.encode("utf-16-le")
    put: list[tuple[int, int, str]] = []
    for one in parsed.entities:
        start, end = one["offset"], one["offset"] + one["length"]
        star = _SHOWN.get(one["type"])
        if star:
            put += [(start, 2, star), (end, 0, star)]
        elif one["type"] == "text_link":
            put += [(start, 2, "["), (end, 0, f"]({one['url']})")]
        elif one["type"] == "expandable_blockquote":
            quoted = coded[start * 2 : end * 2].decode("utf-16-le")
            put += [(start, 1, "┃")]
            put += [
                (start + markup.units(quoted[: at + 1]), 1, "┃") for at, c in enumerate(quoted) if c == "\n"
            ]
    for at, _, star in sorted(put, key=lambda one: one[:2], reverse=True):
        coded = coded[: at * 2] + star.encode("utf-16-le") + coded[at * 2 :]
    return coded


def unfolded(message: Message) -> str:
    """What is seen before anything is folded out, but for the first lines of what is folded."""
    parsed = markup.parse(message.html)
    coded = parsed.text.encode("utf-16-le")
    for one in reversed(parsed.entities):
        if one["type"] == "expandable_blockquote":
            start, end = one["offset"] * 2, (one["offset"] + one["length"]) * 2
            coded = coded[:start] + coded[end:]
    return coded.decode("utf-16-le")


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
