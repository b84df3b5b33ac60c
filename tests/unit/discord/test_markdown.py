"""Whatever a page says, it is read on Discord as it was written, and nothing in it acts."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.page import Cite, Code, Emphasis, Inline, Line, Link, Mark, Sign, Strong, Text
from bot.platforms.discord.inlines import line_text
from bot.platforms.discord.markdown import APART, heading, plain, small
from bot.platforms.plain import clean
from tests.unit.discord.markdown import Span, read

PIECES = [
    *"\\*_~`|<>@#[]()!:-+.=/0129ab é\u202f\u00a0",
    *("**", "__", "~~", "||", "```", "](", "https://", "example.org", "@everyone", "@here", "<@1>", "<@&1>"),
    *("<#1>", "<:a:1>", "<t:1:R>", "</troops:1>", "<id:guide>", ":smile:", "-# ", "# ", "> ", "- ", "1. "),
    *("¯\\_(ツ)_/¯", "steam://run", "\n", "\u202e", "⚠️", "…"),
]
wild = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join) | st.text(max_size=20)
inline: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, wild),
    st.builds(Strong, wild),
    st.builds(Emphasis, wild),
    st.builds(Code, wild),
    st.builds(Link, wild, st.sampled_from(["https://example.org/a_(b)?c=*d*&e", "javascript:x", ""])),
    st.builds(Cite, st.integers(1, 9), st.just((1,)) | st.just(())),
    st.builds(Mark, st.just(Sign.CONTESTED)),
)


def seen(content: str) -> str:
    told = read(content)
    assert told.acts == []
    return told.text


@settings(max_examples=400)
@given(wild)
@example("1. a")
@example("-# a")
@example(":a:b:")
@example("[a](https://example.org)")
def test_a_text_is_seen_as_it_was_written(text: str) -> None:
    assert seen(plain(text)) == clean(text)
    assert seen(small(plain(text))).strip() == clean(text).strip()
    assert seen(heading(2, text)).strip().rstrip(APART) == clean(text).strip()


@settings(max_examples=400)
@given(st.lists(inline, min_size=1, max_size=5).map(tuple))
def test_a_line_is_seen_as_it_was_written_and_only_our_links_lead_somewhere(line: Line) -> None:
    said = line_text(line)
    for content in (said, small(said), f"{plain('x')} {said}"):
        told = read(content)
        assert told.acts == []
        for _, spans in told.lines:
            for span in spans:
                assert ("link" in span.marks) == bool(span.url)
                assert not span.url or span.url.startswith("https://example.org/a_%28b%29?c=")
    told_text = bare(read(said).text)
    at = 0
    for one in line:  # in order, with an address here and there between them
        for word in words(one):
            found = told_text.find(word, at)
            assert found >= 0, (one, told_text)
            at = found + len(word)


def bare(text: str) -> str:
    return "".join(text.replace(APART, "").split())


def words(one: Inline) -> list[str]:
    match one:
        case Text() | Strong() | Emphasis() | Code() | Link():
            return [bare(clean(one.text))]
        case Cite():
            return [f"[{one.number}]"]
        case Mark():
            return ["⚠️"]


@pytest.mark.parametrize(
    ("line", "content"),
    [
        (
            (Text("15\u202f000 hommes\u202f; «\u00a0oui\u00a0»"),),
            "15\u202f000 hommes\u202f; «\u00a0oui\u00a0»",
        ),
        ((Text("a\nb\u2028c\td"),), "a b c d"),
        ((Text("a\u202eb\x07"),), "a\ufffdb\ufffd"),
        ((Text("soft\u00adhyphen"),), "softhyphen"),
        ((Strong(" wide "), Text("x")), " **wide** x"),
        ((Strong("a"), Emphasis("b")), f"**a**{APART}*b*"),
        ((Text("a"), Text(" b")), "a b"),
        ((Mark(Sign.CONTESTED), Text(" contested")), "⚠️\u00a0contested"),
        ((Cite(4, (4, 6)),), "\\[4]\u00a0§4,\u00a06"),
        ((Cite(4), Text("(x)")), "\\[4](x)"),
        ((Code("/claim k7m2"),), "`/claim k7m2`"),
        ((Code("a`b"),), "a\\`b"),
        ((Text("at 09:00, see: this"),), "at 09:00, see: this"),
        ((Text("<@1> @everyone"),), "\\<\\@1> \\@everyone"),
        ((Link("it", "https://example.org/?a&b"),), "[it](https://example.org/?a&b)"),
        ((Link("it", "https://example.org/a(b)"),), "[it](https://example.org/a%28b%29)"),
        ((Link("https://a.org", "https://b.org"),), "https\\://a.org (<https://b.org>)"),
        ((Link("https://a.org", "https://a.org"),), "<https://a.org>"),
        ((Link("it", "javascript:alert(1)"),), "it (javascript:alert(1))"),
        ((Link("it", "https://nowhere"),), "it (https\\://nowhere)"),
    ],
)
def test_how_lines_are_written(line: Line, content: str) -> None:
    assert line_text(line) == content


def test_the_reader_sees_what_acts() -> None:
    acting = "**a** *b* [c](https://d.org) <@1> @here :smile: <t:1:R> ||s|| ~~t~~ __u__ `v` https://w.org"
    told = read(f"# {acting}\n- x\n> y\n1. z\n-# small")
    assert told.acts == [
        *("mention", "mention", "emoji", "time", "spoiler", "struck", "underlined", "list", "quote", "list")
    ]
    assert [kind for kind, _ in told.lines] == ["heading 1", "", "", "", "small"]
    assert [(span.text, set(span.marks)) for span in told.lines[0][1] if span.marks][:3] == [
        ("a", {"bold"}),
        ("b", {"slanted"}),
        ("c", {"link"}),
    ]
    assert Span("https://w.org", frozenset({"link"}), "https://w.org") in told.lines[0][1]
