"""Splitting loses no character, parts no claim from its citation, and asks a few times a message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.fit import fit
from bot.fit.cited import cites_in
from bot.page import (
    Action,
    Block,
    Bullets,
    Cite,
    Code,
    Emphasis,
    Entry,
    FigureRow,
    Figures,
    Heading,
    Image,
    Inline,
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

HEADS = ("figure", "measures", "owner", "cite")


def said(inline: Inline) -> str:
    match inline:
        case Cite():
            return f"[{inline.number}] §" + ", ".join(map(str, inline.paragraphs))
        case Mark():
            return "!"
        case Link():
            return f"{inline.text} <{inline.url}>"
        case _:
            return inline.text


def line_text(line: Line) -> str:
    return "".join(map(said, line))


def block_texts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from (block.text, block.aside)
        case Paragraph():
            yield from map(line_text, block.lines)
        case Quote():
            yield from (block.title, *map(line_text, block.lines))
        case Bullets():
            for entry in block.entries:
                yield from map(line_text, (entry.head, *entry.body))
        case Figures():
            for row in block.rows:
                yield from (row.figure, row.counts, row.owner, row.when, *map(said, row.cites))
        case Image():
            yield block.alt
        case Rule():
            pass


def texts(page: Page) -> list[str]:
    return list(chain.from_iterable(map(block_texts, page.blocks)))


def size(page: Page) -> int:
    """How long the page is when each text has a row."""
    sources = (line_text(line) for source in page.sources for line in (source.document, *source.passages))
    actions = (action.label for action in page.actions)
    return sum(len(text) + 1 for text in chain(texts(page), sources, actions))


def within(limit: int) -> Callable[[Page], bool]:
    return lambda page: size(page) <= limit


def letters(pages: tuple[Page, ...]) -> str:
    """Every character but white space, in order."""
    return "".join(re.sub(r"\s", "", text) for page in pages for text in texts(page))


def words(pages: tuple[Page, ...]) -> list[str]:
    """The words as a reader sees them; no-break spaces hold them together."""
    return [
        word
        for page in pages
        for text in texts(page)
        for word in re.split(r"[^\S\u00a0\u202f]+", text)
        if word
    ]


def prose(number: int, seed: int = 7) -> str:
    return " ".join("abcdefghij"[: 1 + (at * at + seed) % 9] for at in range(number))


def plain(*blocks: Block, **more: object) -> Page:
    return Page("en", blocks, **more)  # type: ignore[arg-type]


word = st.text("abcdeéß漢\u00a0\u202f.,", min_size=1, max_size=9).filter(str.strip)
phrase = st.lists(word, min_size=1, max_size=12).map(" ".join)
cite = st.builds(
    Cite,
    st.integers(1, 5),
    st.lists(st.integers(1, 9), max_size=2, unique=True).map(lambda p: tuple(sorted(p))),
)
inline = st.one_of(
    st.builds(Text, phrase),
    st.builds(Text, phrase.map(lambda text: f" {text} ")),
    st.builds(Strong, phrase),
    st.builds(Emphasis, phrase),
    st.builds(Code, phrase),
    st.builds(Link, word, st.just("https://example.org/")),
    cite,
    st.builds(Mark, st.sampled_from(Sign)),
)
line = st.lists(inline, min_size=1, max_size=5).map(tuple)
short_line = st.lists(st.one_of(st.builds(Text, word), cite), min_size=1, max_size=3).map(tuple)
entry = st.builds(Entry, short_line, st.lists(short_line, max_size=2).map(tuple))
row = st.builds(FigureRow, word, word, word, word, st.lists(cite, min_size=1, max_size=2).map(tuple))
block = st.one_of(
    st.builds(Heading, word, word),
    st.builds(Paragraph, st.lists(line, min_size=1, max_size=4).map(tuple)),
    st.builds(Bullets, st.lists(entry, min_size=1, max_size=6).map(tuple)),
    st.builds(Figures, st.lists(row, min_size=1, max_size=6).map(tuple), st.just(HEADS)),
    st.builds(Quote, word, st.lists(line, min_size=1, max_size=4).map(tuple)),
    st.builds(Image, st.just(b""), word, phrase),
    st.just(Rule()),
)


def source(number: int) -> Source:
    passages = tuple((Text(f"§{paragraph} “{number}”"),) for paragraph in range(1, 10))
    return Source(number, (Text(f"Paper {number}"),), passages, tuple(range(1, 10)))


pages = st.builds(
    Page,
    st.just("en"),
    st.lists(block, min_size=1, max_size=6).map(tuple),
    st.just(tuple(map(source, range(1, 6)))),
    st.just("Sources"),
    st.just((Action("Next", "/next"), Action("Chart", "/chart"))),
)


@settings(deadline=None, max_examples=200)
@given(pages, st.integers(420, 900))
def test_every_word_is_in_one_message_once_and_every_message_fits(page: Page, limit: int) -> None:
    parts = fit(page, within(limit))
    assert all(size(part) <= limit for part in parts)
    assert letters(parts) == letters((page,))
    assert words(parts) == words((page,))


@settings(deadline=None, max_examples=200)
@given(pages, st.integers(420, 900))
def test_rows_and_entries_stay_whole_and_no_message_ends_in_a_heading(page: Page, limit: int) -> None:
    parts = fit(page, within(limit))
    for kind, field in ((Bullets, "entries"), (Figures, "rows")):
        before, after = (
            [
                item
                for one in group
                for held in one.blocks
                if isinstance(held, kind)
                for item in getattr(held, field)
            ]
            for group in ((page,), parts)
        )
        assert after == before
    below = [at for at, held in enumerate(page.blocks) if not isinstance(held, Heading | Rule)]
    page = replace(page, blocks=page.blocks[: below[-1] + 1] if below else ())
    if page.blocks:
        assert not any(
            isinstance(held, Heading | Rule) for part in fit(page, within(limit)) for held in part.blocks[-1:]
        )
    assert not any(part.blocks and isinstance(part.blocks[0], Rule) for part in parts[1:])


@settings(deadline=None, max_examples=200)
@given(pages, st.integers(420, 900))
def test_each_message_has_the_sources_that_it_cites(page: Page, limit: int) -> None:
    parts = fit(page, within(limit))
    on_the_page = {cited.number for cited in cites_in(page.blocks)}
    for part in parts[:-1]:
        assert not part.actions
    assert parts[-1].actions == page.actions
    if len(parts) == 1:
        return
    everywhere = {(c.number, p) for c in cites_in(page.blocks) for p in c.paragraphs}
    for part in parts:
        cited = {c.number for c in cites_in(part.blocks)}
        assert {s.number for s in part.sources if s.number in on_the_page} == cited
        places = {(c.number, p) for c in cites_in(part.blocks) for p in c.paragraphs}
        for found in part.sources:
            theirs = {(found.number, paragraph) for paragraph in found.paragraphs}
            assert theirs & everywhere == {place for place in places if place[0] == found.number}
    shown = [s.number for part in parts for s in part.sources if s.number not in on_the_page]
    assert shown == [s.number for s in page.sources if s.number not in on_the_page]


def test_a_page_that_fits_is_left_as_it_is() -> None:
    page = plain(Rule(), Heading("Title"), sources=(source(1),), actions=(Action("Next", "/next"),))
    assert fit(page, within(1000)) == (page,)


def test_it_parts_between_lines_then_sentences_then_words() -> None:
    sentence = "One two three four. Five six seven eight. "
    page = plain(Paragraph(((Text("A short line."),), (Text(sentence * 3),), (Text("nine " * 20),))))
    said_in = [
        [line_text(line) for b in part.blocks if isinstance(b, Paragraph) for line in b.lines]
        for part in fit(page, within(70))
    ]
    assert said_in == [
        ["A short line.", "One two three four. Five six seven eight."],
        ["One two three four. Five six seven eight. One two three four."],
        ["Five six seven eight. ", "nine " * 8 + "nine"],
        ["nine " * 11],
    ]


def test_a_citation_stays_with_its_word_and_a_mark_too() -> None:
    one = (
        Text("claimed "),
        Mark(Sign.CONTESTED),
        Text(" figure "),
        Cite(3, (8,)),
        Text(" "),
        Cite(4, (4, 6)),
        Text(", and "),
    )
    parts = fit(plain(Paragraph((one * 40,))), within(60))
    assert len(parts) > 10
    for part in parts:
        text = texts(part)[0]
        assert not text.startswith(("[", "figure", " "))
        assert not text.endswith(("!", "figure"))
    assert words(parts) == words((plain(Paragraph((one * 40,))),))


def test_french_figures_and_quotations_are_held_together() -> None:
    text = "«\u00a0près de\u00a0» 15\u202f000 hommes\u202f; " * 30
    parts = fit(plain(Paragraph(((Text(text),),))), within(50))
    assert len(parts) > 10
    assert words(parts) == words((plain(Paragraph(((Text(text),),))),))


def test_a_quote_goes_on_without_its_title() -> None:
    lines = tuple((Text(f"note {number} of many"),) for number in range(20))
    parts = fit(plain(Quote("All notes", lines)), within(100))
    quotes = [held for part in parts for held in part.blocks if isinstance(held, Quote)]
    assert [quote.title for quote in quotes] == ["All notes", *[""] * (len(parts) - 1)]
    assert tuple(chain.from_iterable(quote.lines for quote in quotes)) == lines


def test_figures_keep_their_heads_in_every_message() -> None:
    rows = tuple(FigureRow(str(n), "sent", "a ministry", "undated", (Cite(1, (n,)),)) for n in range(1, 21))
    parts = fit(plain(Figures(rows, HEADS)), within(150))
    assert len(parts) > 3
    assert {held.heads for part in parts for held in part.blocks if isinstance(held, Figures)} == {HEADS}


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param("👩‍👩‍👧", id="a family, joined"),
        pytest.param("🇫🇷", id="a flag"),
        pytest.param("👍🏽", id="a skin tone"),
        pytest.param("e\u0301\u0323", id="accents"),
        pytest.param("\u1112\u1161\u11ab", id="a Korean block in letters"),
        pytest.param("한\u11ab", id="a Korean block and a letter"),
    ],
)
def test_a_word_longer_than_a_message_parts_between_characters_only(whole: str) -> None:
    page = plain(Paragraph(((Text("x" + whole * 100),),)))
    parts = fit(page, within(40))
    assert "".join(chain.from_iterable(map(texts, parts))) == "x" + whole * 100
    assert all(len(texts(part)[0].removeprefix("x").replace(whole, "")) == 0 for part in parts)


def test_a_very_long_code_and_many_citations_of_one_word_are_parted_at_last() -> None:
    code = (
        Code("/search " + "a" * 200),
        Mark(Sign.CHECKED),
        *(Cite(n, (1,)) for n in range(1, 40)),
        Mark(Sign.DEFECT),
    )
    page = plain(Paragraph((code,)))
    parts = fit(page, within(60))
    assert letters(parts) == letters((page,))


@pytest.mark.parametrize(
    ("held", "name"),
    [
        pytest.param(Bullets((Entry((Text("x" * 99),)),)), "bullets", id="an entry"),
        pytest.param(Figures((FigureRow("x" * 99, "", "", "", ()),), HEADS), "figures", id="a row"),
        pytest.param(Heading("x" * 99), "heading", id="a heading"),
        pytest.param(Image(b"", "name", "x" * 99), "image", id="an image"),
        pytest.param(Quote("x" * 99, ((Text("y"),),)), "quote", id="a quote's title"),
    ],
)
def test_what_must_stay_whole_and_does_not_fit_is_an_error_with_a_sentence(held: Block, name: str) -> None:
    with pytest.raises(ValueError, match=rf"^One {name} does not fit into a message, even alone\.$"):
        fit(plain(Paragraph(((Text("before"),),)), held), within(50))


def test_a_page_without_blocks_that_does_not_fit_is_an_error_too() -> None:
    with pytest.raises(ValueError, match="page without blocks"):
        fit(plain(actions=(Action("x" * 99, "/x"),)), within(50))


def test_sources_that_nothing_cites_come_last_and_are_not_lost() -> None:
    page = plain(Paragraph(((Text("word " * 30),),)), sources=tuple(map(source, range(1, 6))))
    parts = fit(page, within(160))
    assert [s for part in parts for s in part.sources] == list(page.sources)


@pytest.mark.parametrize("count", [200, 2_000, 20_000])
def test_it_asks_a_few_times_a_message_however_long_the_page(count: int) -> None:
    asked = 0

    def fits(page: Page) -> bool:
        nonlocal asked
        asked += 1
        return size(page) <= 800

    entries = tuple(Entry((Text(prose(1 + n * n % 13, n)), Cite(1 + n % 3, (n,)))) for n in range(count))
    parts = fit(plain(Bullets(entries)), fits)
    assert asked <= 1 + 9 * len(parts)
    assert len(parts) <= count / 10


def test_it_asks_a_few_times_a_message_however_long_the_paragraph() -> None:
    asked = 0

    def fits(page: Page) -> bool:
        nonlocal asked
        asked += 1
        return size(page) <= 4096

    page = plain(Paragraph(((Text(prose(60_000)),),)))
    parts = fit(page, fits)
    assert len(parts) <= 1 + size(page) / 4000
    assert asked <= 10 + 14 * len(parts)
    assert words(parts) == words((page,))


def test_headings_above_headings_part_when_they_are_too_many_for_a_message() -> None:
    heads = tuple(Heading(str(number)) for number in range(5))
    text = Paragraph(((Text("said"),),))
    held = [page.blocks for page in fit(Page("en", (*heads, text)), lambda page: len(page.blocks) <= 2)]
    assert held == [heads[:2], heads[2:4], (heads[4], text)]
    held = [page.blocks for page in fit(Page("en", heads), lambda page: len(page.blocks) <= 2)]
    assert held == [heads[:2], heads[2:4], heads[4:]]
