"""Every node has its form in the terminal at every width, coloured or plain, and nothing acts on it."""

from __future__ import annotations

import io
import os
import re
import string
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

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
    Sign,
    Source,
    Strong,
    Text,
)
from bot.platforms.terminal.look import Look, look_of
from bot.platforms.terminal.render import WIDEST, rendered

Golden = Callable[[str, str], None]
SAVED = {"boats": "/home/rower/.cache/briefing-bot/boats.png"}
COLOUR = re.compile("\x1b\\[([0-9;]*)m")


def plain(text: str) -> str:
    return COLOUR.sub("", text)


def said(*lines: tuple[object, ...], language: str = "en") -> Page:
    return Page(language, (Paragraph(lines),))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_every_node_at_each_width(width: int, every_node: Page, golden: Golden) -> None:
    golden(f"terminal/every-node-{width}.txt", rendered(every_node, Look(width), SAVED))


def test_every_node_with_colours_shown_as_tags(every_node: Page, golden: Golden) -> None:
    text = rendered(every_node, Look(80, colours=True), SAVED)
    golden("terminal/every-node-80-colours.txt", COLOUR.sub(r"{\1}", text))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_french_typography(width: int, french: Page, golden: Golden) -> None:
    golden(f"terminal/french-{width}.txt", rendered(french, Look(width)))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_encoding_that_lacks_the_signs(
    encoding: str, french: Page, every_node: Page, golden: Golden
) -> None:
    text = "".join(rendered(page, Look(80, encoding=encoding), SAVED) for page in (french, every_node))
    assert text.encode(encoding).decode(encoding) == text
    golden(f"terminal/{encoding}-80.txt", text)


@pytest.mark.parametrize("width", range(20, 201, 9))
def test_colours_change_no_word_and_no_row_is_too_wide(width: int, every_node: Page, french: Page) -> None:
    for page in (every_node, french):
        text = rendered(page, Look(width))
        assert plain(rendered(page, Look(width, colours=True))) == text
        rows = [row for row in text.splitlines() if "https://" not in row]
        assert max(map(cell_len, rows)) <= min(width, WIDEST)
        assert not any(row.endswith(" ") for row in rows)


def test_only_red_and_weights_are_used_so_that_it_shows_on_dark_and_on_light(every_node: Page) -> None:
    codes = {
        code
        for found in COLOUR.findall(rendered(every_node, Look(80, colours=True)))
        for code in found.split(";")
    }
    assert codes == {"0", "1", "2", "3", "31"}


def test_a_stranger_encoding_is_taken_for_ascii() -> None:
    assert rendered(said((Text("déjà"),)), Look(encoding="x-unheard-of")) == "deja\n"


@pytest.mark.parametrize("width", range(24, 60, 3))
def test_a_figure_a_citation_and_a_french_mark_are_never_broken(width: int) -> None:
    line = (
        Text("Il y a là «\u00a0des bacs\u00a0», près de 15\u202f000\u202f! "),
        Cite(4, (4, 6)),
        Text(" nearly 11,000 by 30 Apr 2031; "),
    )
    rows = rendered(said(line * 12), Look(width)).splitlines()
    joined = "\n".join(rows)
    for whole in (
        "«\u00a0des",
        "bacs\u00a0»,",
        "15\u202f000\u202f!",
        "[4] §4, 6",
        "nearly 11,000",
        "30 Apr 2031;",
    ):
        assert joined.count(whole) == 12


def test_markup_is_printed_as_it_stands() -> None:
    text = "[bold red]x[/] [3] §8 :warning: {0} %s \\[ <b> *a* `b`"
    assert rendered(said((Text(text),))) == text + "\n"


def test_wide_and_combining_characters_keep_the_columns() -> None:
    rows = tuple(
        FigureRow("1", "boats", owner, "undated", (Cite(9, (9,)),))
        for owner in ("김철수", "e\u0301ve\u0301", "👩‍👩‍👧", "plain", "ab\u200bc")
    )
    text = rendered(Page("en", (Figures(rows, ("figure", "measures", "owner", "cite")),)))
    assert {cell_len(row.partition("[9]")[0]) for row in text.splitlines()[1:]} == {37}


def test_a_row_without_commands_and_citations_has_no_ragged_columns() -> None:
    rows = (FigureRow("1", "boats", "a clerk", "undated", ()), FigureRow("22", "oars", "", "", ()))
    assert rendered(Page("en", (Figures(rows, ("figure", "measures", "owner", "cite")),))) == (
        "  figure  measures  owner             cite\n  1       boats     a clerk; undated\n  22      oars\n"
    )


def test_a_long_unbroken_word_is_broken_between_characters() -> None:
    text = rendered(said((Text("x" * 100 + "한" * 30),)), Look(40))
    assert "".join(text.split()) == "x" * 100 + "한" * 30
    assert max(map(cell_len, text.splitlines())) == 40


def test_an_address_is_never_broken() -> None:
    url = "https://ledger.example/" + "a" * 100
    assert f"<{url}>\n" in rendered(said((Link("ledger", url),)), Look(40))


def test_a_label_that_its_command_repeats_is_left_out() -> None:
    page = Page("en", (), actions=(Action("Troops", "/troops"), Action("Next", "/troops after:x")))
    assert rendered(page) == "/troops · Next /troops after:x\n"


def test_an_empty_page_and_empty_nodes() -> None:
    assert rendered(Page("en", ())) == ""
    nodes = (
        Paragraph(()),
        Bullets(()),
        Figures((), ("a", "b", "c", "d")),
        Quote("", ()),
        Image(b"", "n", ""),
    )
    assert rendered(Page("en", nodes)).strip("\n ") == "a  b  c  d"


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=30)
NASTY = st.sampled_from(
    [
        "\x1b[2J",
        "\x1b]0;title\x07",
        "\x9b31m",
        "\u202eevil",
        "\u2066x\u2069",
        "\r",
        "\n",
        "\x00",
        "\x7f",
        "\ud800",
        "\ufdd0",
        "\u2028",
        "\t",
        "\x85",
    ]
)
INPUT = st.lists(st.one_of(ANYTHING, NASTY, st.text(string.printable, max_size=10)), max_size=4).map("".join)
ALLOWED = re.compile(
    "[^\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u206f\ud800-\udfff\ufdd0-\ufdef]*\\Z"
)


def page_of(text: str) -> Page:
    action = Action(text, text)
    line = (
        Text(text),
        Strong(text),
        Emphasis(text),
        Code(text),
        Link(text, text),
        Cite(1, (2,)),
        Mark(Sign.CONTESTED),
    )
    row = FigureRow(text, text, text, text, (Cite(1),), Sign.DEFECT, action)
    blocks = (
        Heading(text, text),
        Paragraph((line,)),
        Bullets((Entry(line, (line,), action),)),
        Bullets((Entry((Code(text), Text(text))),)),
        Figures((row,), (text, text, text, text)),
        Quote(text, (line,)),
        Image(b"", text, text),
    )
    return Page("en", blocks, (Source(1, line, (line,), (2,)),), text, (action,))


@settings(deadline=None, max_examples=150)
@given(INPUT, st.sampled_from([20, 60, 80, 200]), st.sampled_from(["utf-8", "ascii", "cp1252", "euc-kr"]))
def test_nothing_typed_reaches_the_terminal_as_a_control(text: str, width: int, encoding: str) -> None:
    look = Look(width, encoding=encoding)
    shown = rendered(page_of(text), look, {text: text})
    assert all(ALLOWED.match(row) for row in shown.split("\n"))
    assert shown.encode(encoding)
    coloured = rendered(page_of(text), replace(look, colours=True), {text: text})
    assert plain(coloured) == shown
    assert set(COLOUR.findall(coloured)) <= {"0", "1", "2", "3", "1;31", "1;2", "2;3", "1;3"}


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.text("abcdé한\u00a0\u202f", min_size=1, max_size=50).filter(str.strip), min_size=1, max_size=20
    ),
    st.integers(20, 120),
)
def test_wrapping_loses_no_character(words: list[str], width: int) -> None:
    shown = rendered(said((Text(" ".join(words)),)), Look(width))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", " ".join(words))


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal, of unknown size."""

    def isatty(self) -> bool:
        return True


def stream(kind: type[io.TextIOWrapper], encoding: str = "utf-8") -> io.TextIOWrapper:
    return kind(io.BytesIO(), encoding=encoding)


@pytest.mark.parametrize(
    ("environ", "terminal", "look"),
    [
        pytest.param({"TERM": "xterm"}, False, Look(80), id="a pipe"),
        pytest.param({"TERM": "xterm", "COLUMNS": "132"}, False, Look(132), id="a pipe with COLUMNS"),
        pytest.param({"COLUMNS": "3"}, False, Look(20), id="absurdly narrow"),
        pytest.param({"COLUMNS": "99999999999"}, False, Look(1000), id="absurdly wide"),
        pytest.param({"COLUMNS": "wide"}, False, Look(80), id="no number"),
        pytest.param({"COLUMNS": "0"}, False, Look(80), id="zero"),
        pytest.param({"TERM": "xterm"}, True, Look(80, colours=True, moves=True), id="a terminal"),
        pytest.param({"TERM": "xterm", "NO_COLOR": "1"}, True, Look(80, moves=True), id="NO_COLOR"),
        pytest.param(
            {"TERM": "xterm", "NO_COLOR": ""}, True, Look(80, colours=True, moves=True), id="empty NO_COLOR"
        ),
        pytest.param({"TERM": "dumb"}, True, Look(80), id="TERM=dumb"),
        pytest.param({}, True, Look(80), id="no TERM"),
        pytest.param({"TERM": "xterm", "FORCE_COLOR": "1"}, False, Look(80), id="a pipe stays plain"),
    ],
)
def test_how_the_place_looks(environ: dict[str, str], terminal: bool, look: Look) -> None:
    assert look_of(stream(Terminal if terminal else io.TextIOWrapper), environ) == look


def test_the_encoding_is_the_stream_s() -> None:
    assert look_of(stream(io.TextIOWrapper, "latin-1"), {}).encoding == "latin-1"


def test_the_width_is_the_terminal_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((117, 40)))
    out = stream(Terminal)
    monkeypatch.setattr(out, "fileno", lambda: 1)
    assert look_of(out, {"TERM": "xterm"}).width == 117
