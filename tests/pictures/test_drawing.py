"""How messages are drawn, on messages that nobody sent."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pyte
import pytest

from tests.pictures import discord, markdown, telegram
from tests.pictures.letters import Face, Run, broken, shortened, width
from tests.pictures.terminal import Screen
from tests.pictures.terminal import drawn as window
from tests.pictures.told import texts, told

PLAIN, BOLD = Face(15, "#000000"), Face(15, "#000000", bold=True)

FERRIES = "Ferries · rev 2\n40 boats, 😀 and more: /ferries\nSources\nThe Gazette, of the harbour,\n" + (
    "a long line of a quote that folds, so that most of it is behind a sign\n" * 3
)
CHAT: dict[str, Any] = {
    "from": {"first_name": "Briefing"},
    "text": FERRIES.rstrip(),
    "entities": [
        {"type": "bold", "offset": 0, "length": 7},
        {"type": "bold", "offset": 26, "length": 2},
        {
            "type": "expandable_blockquote",
            "offset": len(FERRIES[: FERRIES.index("Sources")]) + 1,
            "length": len(FERRIES.rstrip()) - FERRIES.index("Sources"),
        },
    ],
    "reply_markup": {
        "inline_keyboard": [
            [{"text": "Chart"}, {"text": "Disputed"}],
            [{"text": "A label that is far too long for a button of half the width of a phone"}],
        ]
    },
}
COMPONENTS: dict[str, Any] = {
    "author": {"username": "briefing"},
    "components": [
        {
            "type": 17,
            "accent_color": 0xD9822B,
            "components": [
                {"type": 10, "content": "## Ferries\n-# rev 2"},
                {
                    "type": 9,
                    "components": [{"type": 10, "content": "**40**: sunk \\[1] §8\n[the notes](https://a.example)"}],
                    "accessory": {"type": 2, "style": 2, "label": "Claim aa11", "custom_id": "c:/claim aa11"},
                },
                {"type": 14, "divider": True, "spacing": 1},
                {"type": 10, "content": "> what *was* said: `/disputed`\n- first\n- 2 * 3 \\* 4"},
                {"type": 12, "items": [{"media": {"url": "a"}, "description": "Two boats."}]},
                {
                    "type": 1,
                    "components": [
                        {"type": 3, "placeholder": "Claims…", "options": [{"label": "aa11", "value": "1"}]}
                    ],
                },
                {
                    "type": 1,
                    "components": [
                        {"type": 2, "style": 1, "label": "Chart"},
                        {"type": 2, "style": 2, "label": "Disputed", "disabled": True},
                        {"type": 2, "style": 5, "label": "Open", "url": "https://a.example"},
                    ],
                },
            ],
        }
    ],
}  # fmt: skip


def test_lines_are_no_wider_than_the_room_and_lose_nothing() -> None:
    runs = [Run("one two ", PLAIN), Run("three", BOLD), Run(": four five\nsix", PLAIN)]
    lines = broken(runs, 80)
    assert ["".join(run.text for run in line) for line in lines] == [
        "one two ",
        "three: four ",
        "five",
        "six",
    ]
    assert all(sum(width(run.text.rstrip(), run.face) for run in line) <= 80 for line in lines)


def test_what_is_held_together_stays_together() -> None:
    lines = broken([Run("by 30\u00a0Apr\u00a02025 of 15\u202f000", PLAIN)], 90)
    assert ["".join(run.text for run in line) for line in lines] == [
        "by ",
        "30\u00a0Apr\u00a02025 ",
        "of 15\u202f000",
    ]


def test_a_label_is_cut_where_the_room_ends() -> None:
    cut = shortened("statements of everybody", PLAIN, 100)
    assert cut.endswith("…")
    assert width(cut, PLAIN) <= 100 < width(cut[:-1] + "xx…", PLAIN)
    assert shortened("short", PLAIN, 100) == "short"


def test_a_chat_shows_the_message_with_its_quote_folded_and_its_buttons() -> None:
    svg = telegram.drawn("/ferries", CHAT, "a chat")
    assert told(svg) == [
        "Briefing",
        "B",
        "bot",
        "/ferries",
        "Ferries · rev 2",
        "40 boats, 😀 and more: /ferries",
        "Sources",
        "The Gazette, of the harbour,",
        "a long line of a quote that folds, so that most of",
        "Chart Disputed",
        "A label that is far too long for a button of half the wi…",
    ]
    looks = {one.text: one.attrib for one in texts(svg)}
    assert looks["Ferries"]["font-weight"] == "bold"
    assert "font-weight" not in looks["· rev 2"]
    assert svg.count(telegram.LINK) == 5  # the way back, the two commands, the bar of the quote, its sign


def test_a_container_shows_every_component_that_we_send() -> None:
    svg = discord.drawn("/ferries", COMPONENTS, "a channel")
    assert told(svg) == [
        "/ferries",
        "APP",
        "briefing",
        "B",
        "Ferries",
        "rev 2",
        "40 : sunk [1] §8",
        "Claim aa11",
        "the notes",
        "what was said: /disputed",
        "•  first",
        "•  2 * 3 * 4",
        "Two boats.",
        "Claims…",
        "Chart Disputed Open ↗",
    ]
    looks = {one.text: one.attrib for one in texts(svg)}
    assert looks["was"]["font-style"] == "italic"
    assert looks["the notes"]["fill"] == markdown.LINK
    assert looks["Disputed"]["fill"] == markdown.QUIET
    assert 'fill="#d9822b"' in svg


def test_a_component_that_nobody_has_drawn_is_told() -> None:
    with pytest.raises(discord.UnknownComponentError, match="type 99"):
        discord.drawn("/ferries", {**COMPONENTS, "components": [{"type": 99}]}, "a channel")


def test_a_terminal_shows_faint_and_bold_letters_in_their_columns() -> None:
    screen = Screen(20, 2)
    for at, text in ((1, "\x1b[1mfew\x1b[0m   \x1b[2mfaint\x1b[0m < \x1b[1;31m!\x1b[0m"), (2, "plain")):
        screen.cursor_position(at, 1)
        pyte.Stream(screen).feed(text)
    svg = window(screen.styled(), "briefing", "a terminal")
    assert told(svg) == ["briefing", "few faint < !", "plain"]
    assert [one.attrib["fill"] for one in texts(svg)][1:4] == ["#ffffff", "#98a1ae", "#d3d8e0"]
    places = [float(one.attrib["x"]) for one in texts(svg)][1:5]
    assert [round((after - before) / 8.4) for before, after in pairwise(places)] == [6, 6, 2]
