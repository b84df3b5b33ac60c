"""Whatever a page says, Telegram takes its messages, nothing of it is lost, and the answer comes first."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given, settings

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
    Strong,
    Text,
)
from bot.platforms.telegram.buttons import data_of
from bot.platforms.telegram.render import Message, rendered
from tests.emulators.telegram import markup
from tests.pages import bare, opening, pages, source, texts
from tests.unit.telegram.looks import seen, unfolded


def shown(message: Message) -> str:
    return markup.parse(message.html).text


def assert_taken(message: Message, *, shared: bool) -> None:
    """Telegram takes it as it is."""
    parsed = markup.parse(message.html)
    assert markup.units(parsed.text) <= (1024 if message.photo else 4096)
    assert len(parsed.entities) <= 100
    assert len(message.html.encode()) <= 32_768
    assert parsed.text or message.photo
    assert parsed.lost_links == ()
    buttons = list(chain.from_iterable(message.keyboard))
    assert len(buttons) <= 100
    assert all(len(row) <= 4 for row in message.keyboard)
    for button in buttons:
        assert button.label.strip()
        assert bool(button.url) is shared is not bool(button.data)
        assert len(button.data.encode()) <= 64
        if shared:
            assert re.fullmatch(r"https://t\.me/the_bot\?start=[A-Za-z0-9_-]{1,64}", button.url)


@settings(deadline=None, max_examples=60)
@given(pages)
def test_telegram_takes_every_page_and_nothing_of_it_is_lost(page: Page) -> None:
    for bot in ("", "the_bot"):
        messages = rendered(page, bot)
        for message in messages:
            assert_taken(message, shared=bool(bot))
        there = Counter(bare("".join(map(shown, messages))))
        told = Counter(bare("".join(texts(page))))
        assert told <= there
        if len(messages) == 1:
            for text in texts(page):
                assert bare(text) in bare(shown(messages[0]))


@settings(deadline=None, max_examples=50)
@given(pages)
def test_the_pages_own_buttons_are_on_its_last_message(page: Page) -> None:
    *others, last = rendered(page)
    known = {data_of(action.command) for action in page.actions}
    assert known <= {button.data for button in chain.from_iterable(last.keyboard)}
    opened = {data_of(action.command) for action in opening(page)}
    for message in others:
        assert {button.data for button in chain.from_iterable(message.keyboard)} <= opened


def said(*lines: Line) -> Page:
    return Page("en", (Paragraph(lines),))


def only(page: Page, bot: str = "") -> Message:
    (message,) = rendered(page, bot)
    return message


def test_every_node_in_html() -> None:
    row = FigureRow("15,000 (about)", "sent", "a ministry", "undated", (Cite(3, (8,)),), Sign.CONTESTED)
    page = Page(
        "en",
        (
            Heading("T & T", "rev 1"),
            Paragraph(
                (
                    (Text("a <b> "), Strong("b"), Emphasis("c"), Code("/x y"), Code("/troops")),
                    (Mark(Sign.CONTESTED), Text(" contested"), Link("it", "https://example.org/?a&b")),
                )
            ),
            Figures((row, replace(row, figure="12", sign=None)), ("", "", "", "")),
            Rule(),
            Quote("Notes", ((Text("one"),), (Text("two"),))),
        ),
        (replace(source(3), passages=((Text("§8 “x”"),), (Text("§9 “y”"),)), paragraphs=(8, 9)),),
        "Sources",
        (Action("Chart", "/troops chart"),),
    )
    message = only(page)
    assert message.html == (
        "<b>T &amp; T</b> · rev 1\n"
        "a &lt;b&gt; <b>b</b><i>c</i><code>/x y</code>/troops\n"
        '⚠️\u00a0contested<a href="https://example.org/?a&amp;b">it</a>\n'
        "\n"
        "⚠️\u00a0<b>15,000</b> (about): sent\n"
        "a ministry, undated [3]\u00a0§8\n"
        "\n"
        "<b>12</b>: sent\n"
        "a ministry, undated [3]\u00a0§8\n"
        "\n"
        "———\n"
        "<blockquote expandable><b>Notes</b>\none\ntwo</blockquote>\n"
        "<blockquote expandable><b>Sources</b>\n"
        "<b>[3]</b>\u00a0Paper &amp; 3\n"
        "§8 “x” · §9 “y”</blockquote>"
    )
    assert [[(one.label, one.data) for one in row] for row in message.keyboard] == [
        [("Chart", "/troops chart")]
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("15\u202f000 hommes\u202f; «\u00a0oui\u00a0»", "15\u202f000 hommes\u202f; «\u00a0oui\u00a0»"),
        ("a\nb\u2028c\td", "a b c d"),
        ("a\u202eb\x07", "a\ufffdb\ufffd"),
        ("half \ud83d", "half \ufffd"),
        ("soft\u00adhyphen", "softhyphen"),
        ("</blockquote><a href='x'>", "&lt;/blockquote&gt;&lt;a href='x'&gt;"),
        ("&amp;", "&amp;amp;"),
    ],
)
def test_french_spaces_are_kept_and_what_would_act_is_not(text: str, html: str) -> None:
    assert only(said((Text(text),))).html == html


@pytest.mark.parametrize(
    ("url", "html"),
    [
        ("https://example.org", '<a href="https://example.org">it</a>'),
        ('https://example.org/"><b>', '<a href="https://example.org/&quot;&gt;&lt;b&gt;">it</a>'),
        ("javascript:alert(1)", "it (javascript:alert(1))"),
        ("https://nowhere", "it (https://nowhere)"),
        ("tg://user?id=1", "it (tg://user?id=1)"),
        ("it", "it"),
    ],
)
def test_a_link_that_telegram_would_drop_is_written_out(url: str, html: str) -> None:
    assert only(said((Link("it", url),))).html == html


def test_entries_are_numbered_where_a_button_says_nothing_of_what_it_opens() -> None:
    named = Entry((Text("Budanov"),), open=Action("Budanov", "/troops budanov"))
    card = Entry((Text("He said so"),), ((Text("then"),),), Action("Claim g8uv", "/claim g8uv"))
    assert seen(only(Page("en", (Bullets((named, card)),)))) == (
        "Budanov\n2.\u00a0*He said so*\nthen\n‹Budanov› ‹2›\n"
    )


def test_a_figures_button_bears_its_mark_and_stands_for_the_same_action_of_the_page() -> None:
    row = FigureRow("15,000", "", "", "", (), Sign.CONTESTED, Action("Claim k7m2", "/claim k7m2"))
    page = Page("en", (Figures((row,), ("", "", "", "")),), actions=(Action("15,000", "/claim k7m2"),))
    assert [[one.label for one in row] for row in only(page).keyboard] == [["⚠️\u00a015,000"]]


def test_beyond_the_first_screen_long_parts_are_folded_and_short_ones_are_not() -> None:
    long = Paragraph(((Text("word " * 150 + "end"),),))
    page = Page("en", (long, long, Heading("H"), Paragraph(((Text("short"),),)), long))
    message = only(page)
    assert unfolded(message).split("\n") == ["word " * 150 + "end", "", "H", "short", ""]
    assert message.html.count("<blockquote expandable>") == 2


def test_a_picture_has_the_whole_page_in_its_caption_where_there_is_room() -> None:
    page = Page(
        "en",
        (Image(b"png", "chart", "Six claims"),),
        (replace(source(1), passages=(), paragraphs=()),),
        "Sources",
        (Action("Troops", "/troops"),),
    )
    message = only(page)
    assert message.photo
    assert seen(message) == "[photo]\nSix claims\n┃*Sources*\n┃*[1]*\u00a0Paper & 1\n‹Troops›\n"


def test_what_is_too_long_for_a_caption_goes_on_in_a_text() -> None:
    alt = "claim " * 200 + "end"
    page = Page(
        "en",
        (Paragraph(((Text("before"),),)), Image(b"png", "chart", alt), Paragraph(((Text("after"),),))),
        (source(1),),
        "Sources",
        (Action("Troops", "/troops"),),
    )
    before, photo, rest = rendered(page)
    assert [bool(one.photo) for one in (before, photo, rest)] == [False, True, False]
    assert shown(before) == "before"
    assert markup.units(shown(photo)) <= 1024
    first, _, after = shown(rest).partition("\n\n")
    assert (shown(photo) + " " + first).split() == alt.split()
    assert after.startswith("after\nSources\n[1]\u00a0Paper & 1")
    assert [bool(one.keyboard) for one in (before, photo, rest)] == [False, False, True]


def test_a_page_without_words_still_has_its_buttons() -> None:
    assert seen(only(Page("en", (), actions=(Action("Help", "/help"),)))) == "…\n‹Help›\n"


def test_commands_that_are_too_long_are_named_for_keeping() -> None:
    long = "/search " + "é" * 40
    message = only(Page("en", (Rule(),), actions=(Action("Next", long), Action("Help", "/help"))))
    assert message.kept == (long,)
    assert len(message.keyboard[0][0].data) == 17
