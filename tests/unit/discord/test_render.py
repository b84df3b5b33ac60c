"""Whatever a page says, Discord takes its messages, nothing of it is lost, and every press is a command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
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
    Strong,
    Text,
)
from bot.platforms.discord.buttons import Ids, Press, pressed, shortened
from bot.platforms.discord.folds import sources_of
from bot.platforms.discord.render import CALM, CONTESTED, Message, rendered
from bot.platforms.keys import key_of
from tests.pages import bare, opening, pages, source, texts
from tests.unit.discord.looks import seen
from tests.unit.discord.markdown import read
from tests.unit.discord.taken import assert_taken, walked

APART = "\u200b"


def shown(message: Message) -> str:
    """All the words of a message, those on its buttons and in its selects too."""
    return " ".join(words for component in message.components for words in _words(component))


def _words(component: dict[str, object]) -> Iterator[str]:
    for one in walked(component):
        if "content" in one:
            told = read(one["content"])
            assert told.acts == []
            yield told.text.replace(APART, "")
        yield from (option["label"] for option in one.get("options", ()))
        yield from (item.get("description", "") for item in one.get("items", ()))
        yield one.get("label", "")


def presses(message: Message) -> Iterator[Press]:
    for component in message.components:
        for one in walked(component):
            if one["type"] == 2:
                yield _press(one["custom_id"])
            for option in one.get("options", ()):
                yield _press(one["custom_id"], option["value"])


def _press(custom_id: str, *values: str) -> Press:
    press = pressed(custom_id, values)
    assert press
    return press


@settings(deadline=None, max_examples=50)
@given(pages, st.sampled_from(["", "/troops"]))
def test_discord_takes_every_page_and_nothing_of_it_is_lost(page: Page, line: str) -> None:
    messages = rendered(page, line)
    if any(press.of_sources for message in messages for press in presses(message)):
        messages += rendered(sources_of(page))
    for message in messages:
        assert_taken(message)
    there = Counter(bare("".join(map(shown, messages))))
    told = Counter(bare("".join(texts(page))))
    assert told <= there


@settings(deadline=None, max_examples=30)
@given(pages)
def test_every_button_is_a_command_of_the_page_and_its_own_are_on_the_last_message(page: Page) -> None:
    *others, last = [list(presses(message)) for message in rendered(page, "/troops")]
    of_rows = {told(action.command) for action in opening(page)}
    own = {told(action.command) for action in page.actions}
    for press in (*(one for each in others for one in each), *last):
        assert press == Press("/troops", of_sources=True) or press.line in of_rows | own
    assert own <= {press.line for press in last} | of_rows


def told(command: str) -> str:
    return command if len(command.encode("utf-16-le")) // 2 <= 96 else key_of(command)


def said(*lines: Line) -> Page:
    return Page("en", (Paragraph(lines),))


def only(page: Page, line: str = "") -> Message:
    (message,) = rendered(page, line)
    return message


ROW = FigureRow(
    "15,000 (about)",
    "sent",
    "a ministry",
    "undated",
    (Cite(3, (8,)),),
    Sign.CONTESTED,
    Action("Claim k7m2", "/claim k7m2"),
)
NAMED = Paragraph(((Text("one"), Cite(3)), (Text("two"),)))


def test_every_node_in_components() -> None:
    page = Page(
        "en",
        (
            Heading("T & *T*", "rev 1"),
            Paragraph(
                (
                    (Text("a <b> "), Strong("b"), Text(" "), Emphasis("c"), Text(" "), Code("/x y")),
                    (Mark(Sign.CONTESTED), Text(" contested"), Link(" it", "https://example.org/?a&b")),
                )
            ),
            Figures((ROW, replace(ROW, figure="12", sign=None, open=None)), ("", "", "", "")),
            Rule(),
            Heading("Notes"),
            Quote("Notes", ((Text("one"),), (Text("two"),))),
            Image(b"png", "a chart/é", "Six claims"),
        ),
        (replace(source(3), passages=((Text("§8 “x”"),), (Text("§9 “y”"),)), paragraphs=(8, 9)),),
        "Sources",
        (Action("Chart", "/troops chart"), Action("15,000", "/claim k7m2")),
    )
    message = only(page)
    assert [(one.name, one.alt, one.png) for one in message.pictures] == [
        ("a-chart-1.png", "Six claims", b"png")
    ]
    (container,) = message.components
    assert container == {
        "type": 17,
        "accent_color": CONTESTED,
        "components": [
            {
                "type": 10,
                "content": "## T & \\*T\\*\n-# rev 1\n"
                "a \\<b> **b** *c* `/x y`\n⚠️\u00a0contested[ it](https://example.org/?a&b)",
            },
            {
                "type": 9,
                "components": [
                    {
                        "type": 10,
                        "content": "⚠️\u00a0**15,000** (about): sent\na ministry, undated \\[3]\u00a0§8",
                    }
                ],
                "accessory": {
                    "type": 2,
                    "style": 2,
                    "label": "Claim k7m2",
                    "custom_id": "c:/claim k7m2",
                },
            },
            {"type": 10, "content": "**12**: sent\na ministry, undated \\[3]\u00a0§8"},
            {"type": 14, "divider": True, "spacing": 1},
            {"type": 10, "content": "### Notes\n-# **Notes**\n-# one\n-# two"},
            {
                "type": 12,
                "items": [{"media": {"url": "attachment://a-chart-1.png"}, "description": "Six claims"}],
            },
            {
                "type": 10,
                "content": "-# **Sources**\n-# **\\[3]**\u00a0Paper & 3\n-# §8 “x” · §9 “y”",
            },
            {
                "type": 1,
                "components": [{"type": 2, "style": 2, "label": "Chart", "custom_id": "c:/troops chart"}],
            },
        ],
    }


def test_a_long_answers_sources_are_behind_a_button_and_a_short_ones_below_it() -> None:
    long = Page("en", (Paragraph(((Text("word " * 220), Cite(1), Cite(2), Cite(4)),)),))
    long = replace(long, sources=(source(1), source(2), source(4)), sources_title="Sources")
    last = only(long, "/troops").components[0]["components"][-1]
    assert [(one["label"], one["custom_id"]) for one in last["components"]] == [
        ("Sources [1]–[2] [4]", "s:/troops")
    ]
    short = Page("en", (NAMED,), (replace(source(3), passages=(), paragraphs=()),), "Sources")
    assert seen(only(short, "/troops")).endswith("-# **Sources**\n-# **[3]**\u00a0Paper & 3\n")
    assert "Sources [" not in seen(only(long))


def test_the_end_of_a_long_answer_is_folded_and_its_last_words_stay() -> None:
    entries = tuple(Entry((Text(f"{at} " + "word " * 40), Cite(at, (1,)))) for at in range(1, 9))
    last = Paragraph(((Mark(Sign.CONTESTED), Text(" contested: what the mark means")),))
    page = Page("fr", (Bullets(entries), last), tuple(map(source, range(1, 9))), "Sources")
    (first, *more), folded = rendered(page, "/x"), sources_of(page)
    assert more == []
    text, button = seen(first).rstrip().rsplit("\n", 1)
    assert len(text) <= 1200 + len("[calm]\n")
    assert [line[0] for line in text.splitlines()[1:]] == ["1", "2", "3", "4", "5", "⚠"]
    assert button == "‹Voir plus · Sources [1]–[8]›"
    assert next(block for block in folded.blocks if isinstance(block, Bullets)) == Bullets(entries[5:])
    assert seen(rendered(page)[0]).count("word " * 39) == 8


def test_a_paragraph_is_folded_between_its_lines() -> None:
    """The first of them say what contradicts a claim; that it would fit into a message whole is no matter."""
    above, below = (
        Paragraph(tuple((Text(f"{name}{at} " + "word " * 30),) for at in range(4))) for name in "ab"
    )
    page = Page("en", (above, below), (source(1),), "Sources")
    first = seen(only(page, "/x"))
    assert [line[:2] for line in first.splitlines()[1:-1]] == ["a0", "a1", "a2", "a3", "b0", "b1", "b2"]
    assert sources_of(page).blocks[0] == Paragraph(below.lines[3:])


def test_figures_and_pages_without_sources_are_not_folded() -> None:
    rows = tuple(replace(ROW, owner="ministry " * 20, open=None) for _ in range(8))
    figures = Page("en", (Figures(rows, ("", "", "", "")),), (source(3),), "Sources")
    assert seen(only(figures, "/x")).endswith("‹Sources [3]›\n")
    reference = Page("en", (Paragraph(tuple((Text("word " * 40),) for _ in range(9))),))
    assert rendered(reference, "/x") == rendered(reference)


def test_the_sources_of_an_answer_open_their_documents() -> None:
    page = Page("fr", (NAMED,), (replace(source(3), passages=source(3).passages[:2]),), "Sources")
    shown = sources_of(page)
    assert shown.private
    assert seen(only(shown)) == ("[calm]\n## Sources\n**[3]** Paper & 3\n§1 “<3>” · §2 “<3>” ‹[3]›\n")
    assert [press.line for press in presses(only(shown))] == ["/sources 3"]


def test_the_edge_is_orange_where_something_is_contested_not_where_the_mark_is_explained() -> None:
    legend = said((Text("how to read"),), (Mark(Sign.CONTESTED), Text(" contested")))
    entry = Bullets((Entry((Mark(Sign.CONTESTED), Text("x"))),))
    edges = [
        only(page).components[0]["accent_color"]
        for page in (legend, said((Mark(Sign.CONTESTED),)), Page("en", (entry,)))
    ]
    assert edges == [CALM, CONTESTED, CONTESTED]


def test_choices_are_buttons_where_they_are_few_and_a_select_under_their_title_where_they_are_many() -> None:
    def page(many: int) -> Page:
        entries = (Entry((Text(f"n{at}"),), open=Action(f"n{at}", f"/troops n{at}")) for at in range(many))
        return Page("en", (Heading("Filters"), Heading("By claimant"), Bullets(tuple(entries))))

    assert seen(only(page(2))) == "[calm]\n## Filters\n### By claimant\n‹n0› ‹n1›\n"
    assert seen(only(page(27))) == (
        "[calm]\n## Filters\n"
        f"▾ By claimant: {' '.join(f'(n{at})' for at in range(25))}\n"
        "▾ By claimant: (n25) (n26)\n"
    )


def test_claims_that_are_named_by_their_commands_can_be_chosen() -> None:
    def page(*ids: str) -> Page:
        lines = ((Text(f"– {id_} is so "), Cite(1), Text(" "), Code(f"/claim {id_}")) for id_ in ids)
        return Page("en", (Paragraph((*lines, (Code("/claim id"),))),), actions=(Action("Next", "/x"),))

    few = [press.line for press in presses(only(page("k7m2", "v6tn")))]
    assert few == ["/claim k7m2", "/claim v6tn", "/x"]
    many = seen(only(page("k7m2", "v6tn", "a1aa", "b1bb", "c1cc", "d1dd"))).splitlines()
    assert many[-2:] == [
        "▾ /claim k7m2, /claim v6tn, /claim a1aa…: "
        "(k7m2 is so) (v6tn is so) (a1aa is so) (b1bb is so) (c1cc is so) (d1dd is so)",
        "‹Next›",
    ]


def test_many_actions_are_four_rows_of_buttons_and_more_begin_with_a_select() -> None:
    def shape(many: int) -> list[str]:
        actions = tuple(Action(f"n{at}", f"/n{at}") for at in range(many))
        return seen(only(Page("en", (), actions=actions))).splitlines()[1:]

    assert shape(20)[-1] == "‹n15› ‹n16› ‹n17› ‹n18› ‹n19›"
    assert shape(22) == [
        f"▾ n0, n1, n2…: {' '.join(f'(n{at})' for at in range(17))}",
        "‹n17› ‹n18› ‹n19› ‹n20› ‹n21›",
    ]


def test_a_page_without_words_still_is_a_message() -> None:
    assert seen(only(Page("en", ()))) == "[calm]\n…\n"


def test_words_that_are_too_long_to_describe_a_picture_are_below_it() -> None:
    alt = "claim " * 200 + "end"
    message = only(Page("en", (Image(b"png", "chart", alt),)))
    (picture,) = message.pictures
    assert picture.alt == "claim " * 169 + "claim…"
    assert seen(message).endswith(f"\n-# {alt}\n")


def test_what_does_not_fit_one_message_goes_on_in_the_next_with_its_own_sources() -> None:
    rows = tuple(
        replace(ROW, figure=str(at), cites=(Cite(at // 12 + 1, (1,)),), open=Action("C", f"/claim {at}"))
        for at in range(24)
    )
    page = Page("en", (Figures(rows, ("", "", "", "")),), (source(1), source(2)), "Sources")
    first, second = rendered(page)
    assert len(list(presses(first))) + len(list(presses(second))) == 24
    assert ["**[1]**" in seen(one) for one in (first, second)] == [True, False]
    assert ["**[2]**" in seen(one) for one in (first, second)] == [False, True]


@given(st.text(min_size=1, max_size=120), st.lists(st.sampled_from("cs"), min_size=1, max_size=12))
def test_a_press_is_the_command_however_often_it_is_in_the_message(words: str, kinds: list[str]) -> None:
    ids, command = Ids(), f"/search {words}"
    made = [ids.id_of(kind, command) for kind in kinds]
    assert len(set(made)) == len(made)
    line = told(command)
    for id_, kind in zip(made, kinds, strict=True):
        assert len(id_.encode("utf-16-le")) // 2 <= 100
        assert pressed(id_) == pressed("v1", (id_,)) == Press(line, kind == "s")
    assert set(ids.kept) == (set() if line == command else {command})


@pytest.mark.parametrize("custom_id", ["", "v1", "x:/troops", "c:troops", "c:", "other bot's", "s"])
def test_what_is_no_button_of_ours_is_no_press(custom_id: str) -> None:
    assert pressed(custom_id) is None
    assert pressed("v1", (custom_id,)) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [("a b c", "a b c"), ("one two three", "one two…"), ("abcdefghijklm", "abcdefghi…"), (" a\nb ", "a b")],
)
def test_a_label_that_is_too_long_ends_between_words(text: str, label: str) -> None:
    assert shortened(text, 10) == label
