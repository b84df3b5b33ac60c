"""The picture of a topic's figures: what it draws, what it must never draw, and that nothing collides."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from typing import Any

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image

from bot.chart import MAX_ROWS, Chart, ChartRow, ChartWords, Kind, Shape, draw, paint, scale_of, shape_of
from bot.chart.layout import lay_out
from bot.chart.marks import BLUE, ORANGE, OUTLINE, WHITE, lanes_of
from bot.chart.picture import Disc, Mark, Outline, Part, Picture
from bot.chart.scale import Ruler, Scale, fit_scale
from corpus.quantities import Comparator

FIGURES = {Part.DOT, Part.BAR, Part.ARROW}
ENGLISH = ChartWords(
    "contested", "planned or possible", "one figure", "range", "at least", "up to", "logarithmic scale"
)
FRENCH = ChartWords(
    "contesté",
    "prévu ou éventuel",
    "un chiffre",
    "fourchette",
    "au moins",
    "jusqu’à",
    "échelle logarithmique",
)
MEASURE = paint.measure()


def in_english(amount: float) -> str:
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:g}"


def in_french(amount: float) -> str:
    return in_english(amount).replace(",", "\u202f").replace(".", ",")


def point(best: float, *, hollow: bool = False) -> ChartRow:
    return ChartRow(in_english(best), "sent", "Reuters [3]", Shape.POINT, best=best, hollow=hollow)


def between(low: float, high: float, best: float | None = None) -> ChartRow:
    return ChartRow(f"{low}–{high}", "deployed", "analysts [1]", Shape.RANGE, low=low, best=best, high=high)


def at_least(low: float) -> ChartRow:
    return ChartRow(f"at least {low}", "killed", "Seoul [3]", Shape.AT_LEAST, low=low)


def up_to(high: float) -> ChartRow:
    return ChartRow(f"up to {high}", "injured", "London [5]", Shape.AT_MOST, high=high)


def wordless(figure: str = "thousands (no figure)") -> ChartRow:
    return ChartRow(figure, "in the war", "unattributed estimates, undated [2]", Shape.WORDS)


def chart_of(*rows: ChartRow, contested: tuple[tuple[int, ...], ...] = (), percent: bool = False) -> Chart:
    return Chart("Troops", "", rows, "People", in_english, ENGLISH, ("Sources: [1]",), contested, percent)


TROOPS = Chart(
    title="North Korean soldiers: who claims what",
    subtitle="",
    rows=(
        ChartRow(
            "15,000",
            "sent to Russia, total",
            "South Korean sources, via Reuters, by 30 Apr 2025 [3]",
            Shape.POINT,
            best=15000,
        ),
        ChartRow(
            "2,000–5,000",
            "size of the deployment",
            "unnamed analysts, undated [1]",
            Shape.RANGE,
            low=2000,
            high=5000,
        ),
        wordless(),
        ChartRow(
            "nearly 11,000", "training in Russia", "Budanov, by 1 Nov 2024 [4]", Shape.POINT, best=11000
        ),
        ChartRow(
            "2,600",
            "planned first group for Kursk",
            "no source named, by 1 Nov 2024 [4]",
            Shape.POINT,
            best=2600,
            hollow=True,
        ),
        ChartRow(
            "100,000",
            "possible volunteers",
            "unattributed, via Igor Korotchenko, 5 Aug 2022 [3]",
            Shape.POINT,
            best=100000,
            hollow=True,
        ),
    ),
    axis="People",
    tick=in_english,
    words=ENGLISH,
    footer=("Left out: nearly 400 missile engineers, who are not soldiers.", "Sources: [1]–[4]"),
    contested=((0, 1),),
)
EFFECTIFS = replace(
    TROOPS,
    title="Soldats nord-coréens\u00a0: qui affirme quoi",
    rows=(
        replace(
            TROOPS.rows[0],
            figure="15\u202f000",
            counts="envoyés en Russie, total",
            owner="sources sud-coréennes, via Reuters, au plus tard le 30 avr. 2025 [3]",
        ),
        replace(
            TROOPS.rows[1],
            figure="2\u202f000 à 5\u202f000",
            counts="effectif déployé",
            owner="analystes non nommés, sans date [1] §\u00a014",
        ),
        wordless("des milliers (sans chiffre)"),
        replace(
            TROOPS.rows[3],
            figure="près de 11\u202f000",
            counts="à l’entraînement en Russie",
            owner="Boudanov, renseignement militaire ukrainien, au plus tard le 1er nov. 2024 [4]",
        ),
        replace(TROOPS.rows[4], figure="2\u202f600", counts="premier groupe prévu pour Koursk"),
        replace(TROOPS.rows[5], figure="100\u202f000", counts="volontaires éventuels, main-d’œuvre"),
    ),
    axis="Personnes",
    tick=in_french,
    words=FRENCH,
    footer=("⚠ Non compris\u00a0: près de 400 ingénieurs accompagnant des missiles. Sources\u00a0: [1]–[4]",),
)


def laid_out(chart: Chart) -> Picture:
    return lay_out(chart, MEASURE)


def marks_of(picture: Picture, row: int) -> list[Mark]:
    return [mark for mark in picture.marks if mark.row == row and mark.part in FIGURES]


def texts(picture: Picture, part: Part) -> list[str]:
    return [words.text for words in picture.words if words.part is part]


# The file


def test_the_troops_are_a_portrait_png_of_1080_by_1350() -> None:
    with Image.open(BytesIO(draw(TROOPS))) as image:
        image.load()
        assert (image.format, image.size) == ("PNG", (1080, 1350))


def test_the_same_chart_is_the_same_bytes_and_says_nothing_about_when_or_by_what_it_was_drawn() -> None:
    first = draw(TROOPS)
    assert draw(TROOPS) == first
    with Image.open(BytesIO(first)) as image:
        image.load()
        assert set(image.info) == {"dpi"}


def test_drawing_leaves_the_settings_of_matplotlib_alone_and_obeys_none_that_crop() -> None:
    with mpl.rc_context({"savefig.bbox": "tight", "figure.dpi": 33, "text.usetex": True}):
        names = set(mpl.rcParams) - {"backend"}  # which is looked for when it is looked at
        before = {name: mpl.rcParams[name] for name in names}
        with Image.open(BytesIO(draw(TROOPS))) as image:
            assert image.size == (1080, 1350)
        assert {name: mpl.rcParams[name] for name in names} == before


def test_matplotlib_is_not_imported_before_a_chart_is_drawn() -> None:
    code = "import sys, bot.chart; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


@pytest.mark.parametrize("chart", [TROOPS, EFFECTIFS], ids=["English", "French"])
def test_ink_stays_in_the_boxes_that_were_laid_out(chart: Chart) -> None:
    picture = laid_out(chart)
    figure = paint.figure(picture)
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    for words, drawn in zip(picture.words, figure.findobj(Text), strict=True):
        extent = drawn.get_window_extent(renderer)
        top, bottom = picture.height - extent.y1, picture.height - extent.y0
        assert isinstance(drawn, Text)
        assert drawn.get_text() == words.text
        assert extent.x0 >= words.box.left - 3
        assert extent.x1 <= words.box.right + 4
        assert top >= words.box.top - 3
        assert bottom <= words.box.bottom + 3


def test_a_dollar_starts_no_formula_and_a_letter_the_font_lacks_is_a_sign_not_a_warning() -> None:
    row = replace(
        point(20), figure="US$20 billion, $x^2$", counts="로씨야 _{a}", owner="line\nbreak\ttab [2]"
    )
    assert draw(chart_of(row))


# What is drawn


def test_each_row_says_its_figure_its_measure_and_its_owner_in_reply_order() -> None:
    picture = laid_out(TROOPS)
    assert texts(picture, Part.FIGURE) == [row.figure for row in TROOPS.rows]
    assert texts(picture, Part.COUNTS) == [row.counts for row in TROOPS.rows]
    assert [text.replace("\u00a0", " ") for text in texts(picture, Part.OWNER)] == [
        row.owner for row in TROOPS.rows
    ]
    assert texts(picture, Part.FOOTER) == list(TROOPS.footer)


def test_words_that_wrap_are_all_there() -> None:
    picture = laid_out(EFFECTIFS)
    lines = [(words.row, words.text) for words in picture.words if words.part is Part.OWNER]
    rows = [" ".join(text for row, text in lines if row == index) for index in range(len(EFFECTIFS.rows))]
    assert [row.replace("\u00a0", " ") for row in rows] == [
        row.owner.replace("\u00a0", " ") for row in EFFECTIFS.rows
    ]
    assert len(lines) > len(rows)


def test_there_is_one_mark_a_drawn_figure_and_nothing_that_adds_them_up() -> None:
    picture = laid_out(TROOPS)
    figures = [(mark.row, mark.part) for mark in picture.marks if mark.part in FIGURES]
    assert figures == [(0, Part.DOT), (1, Part.BAR), (3, Part.DOT), (4, Part.DOT), (5, Part.DOT)]
    rest = {mark.part for mark in picture.marks} - FIGURES
    assert rest == {Part.GRID, Part.TRACK, Part.SIGN, Part.BRACKET, Part.KEY, Part.FOOTER}


def test_a_range_has_no_middle_dot() -> None:
    assert [mark.part for mark in marks_of(laid_out(chart_of(between(10000, 16500))), 0)] == [Part.BAR]


def test_a_range_has_a_dot_only_where_the_source_states_a_best_figure() -> None:
    marks = marks_of(laid_out(chart_of(between(10000, 16500, 12000))), 0)
    assert [mark.part for mark in marks] == [Part.BAR, Part.DOT]


def test_words_alone_get_no_mark_and_no_line() -> None:
    picture = laid_out(TROOPS)
    assert [mark for mark in picture.marks if mark.row == 2] == []


def test_rows_of_words_alone_make_a_card_without_an_axis() -> None:
    picture = laid_out(chart_of(wordless(), wordless("number not disclosed"), contested=((0, 1),)))
    assert {mark.part for mark in picture.marks} == {Part.SIGN, Part.BRACKET, Part.FOOTER}
    assert not {Part.TICK, Part.AXIS} & {words.part for words in picture.words}


def test_planned_and_possible_are_hollow_and_nothing_else_is() -> None:
    picture = laid_out(TROOPS)
    fills = {row: mark.fill for row in (0, 1, 3, 4, 5) for mark in marks_of(picture, row)}  # type: ignore[union-attr]
    assert fills == {0: ORANGE, 1: ORANGE, 3: BLUE, 4: WHITE, 5: WHITE}


def test_an_arrow_points_to_where_the_figure_is_open() -> None:
    picture = laid_out(chart_of(at_least(700), up_to(400), point(9000)))
    right, left = (marks_of(picture, row)[0] for row in (0, 1))
    assert isinstance(right, Outline)
    assert isinstance(left, Outline)
    assert [mark.part for mark in (right, left)] == [Part.ARROW, Part.ARROW]
    # The tip is the one point on the line's height; the cap is at the other end.
    assert max(right.points)[1] == pytest.approx((right.box.top + right.box.bottom) / 2)
    assert min(left.points)[1] == pytest.approx((left.box.top + left.box.bottom) / 2)


@pytest.mark.parametrize("contested", [((0, 1),), ((0, 2, 4), (1, 2)), ((3,),), ((0, 4), (1, 3), (2,))])
def test_every_contested_row_has_a_sign_a_bracket_and_an_outline(
    contested: tuple[tuple[int, ...], ...],
) -> None:
    rows = (point(15000), between(2000, 5000), at_least(1000), wordless(), point(2600, hollow=True))
    picture = laid_out(chart_of(*rows, contested=contested))
    expected = {index for group in contested for index in group}
    for part in (Part.SIGN, Part.BRACKET):
        assert {mark.row for mark in picture.marks if mark.part is part and mark.row is not None} == expected
    spines = [mark for mark in picture.marks if mark.part is Part.BRACKET and mark.row is None]
    assert len(spines) == len(contested)
    for index in range(len(rows)):
        for mark in marks_of(picture, index):
            assert isinstance(mark, Disc | Outline)
            assert ({mark.fill, mark.edge} <= {ORANGE, OUTLINE, WHITE}) is (index in expected)
            assert (mark.edge != mark.fill) is (index in expected or rows[index].hollow)


def test_brackets_of_one_lane_never_meet() -> None:
    assert lanes_of(((0, 2, 4), (1, 2), (7,))) == (1, 0, 0)
    assert lanes_of(()) == ()


def test_the_key_explains_what_is_there_and_nothing_else() -> None:
    assert texts(laid_out(TROOPS), Part.KEY) == ["contested", "one figure", "range", "planned or possible"]
    assert texts(laid_out(chart_of(point(5), point(6))), Part.KEY) == []
    assert texts(laid_out(chart_of(point(5), up_to(6))), Part.KEY) == ["one figure", "up to"]


def test_a_citation_and_a_number_are_never_torn_apart() -> None:
    row = replace(point(15000), figure="15\u202f000", owner=f"{'m' * 10} " * 4 + "m [3]")
    picture = laid_out(replace(chart_of(row), tick=in_french))
    assert texts(picture, Part.FIGURE) == ["15\u202f000"]
    assert texts(picture, Part.OWNER)[-1].endswith("m\u00a0[3]")


# The scale


def scale(*rows: ChartRow, percent: bool = False, width: Callable[[float], float] = lambda _: 80.0) -> Scale:
    found = fit_scale(rows, Ruler(830.0, 40.0, 40.0, width), percent=percent)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rows", "percent", "kind"),
    [
        (TROOPS.rows, False, Kind.LOG),
        ((point(1000), point(10000)), False, Kind.LOG),
        ((point(1000), point(9999)), False, Kind.LINEAR),
        ((between(10000, 16500), point(16000)), False, Kind.LINEAR),
        ((between(0, 16500), point(16000)), False, Kind.LINEAR),
        ((point(1), point(70)), True, Kind.LINEAR),
        ((point(30),), False, Kind.LINEAR),
        ((wordless(),), False, Kind.LINEAR),
    ],
)
def test_the_scale_is_logarithmic_from_ten_times_on(
    rows: tuple[ChartRow, ...], percent: bool, kind: Kind
) -> None:
    assert scale_of(rows, percent=percent) is kind


def test_the_troops_are_on_a_scale_from_1_000_to_200_000_labelled_as_logarithmic() -> None:
    found = scale(*TROOPS.rows)
    assert found == Scale(Kind.LOG, 1000, 200000, (1000, 3000, 10000, 30000, 100000))
    picture = laid_out(TROOPS)
    assert texts(picture, Part.AXIS) == ["People, logarithmic scale"]
    assert texts(picture, Part.TICK) == ["1,000", "3,000", "10,000", "30,000", "100,000"]


@pytest.mark.parametrize(
    ("rows", "percent", "ticks"),
    [
        ((between(10000, 16500), point(16000)), False, (0, 5000, 10000, 15000, 20000)),
        ((point(70), up_to(1)), True, (0, 20, 40, 60, 80, 100)),
        ((point(30),), False, (0, 5, 10, 15, 20, 25, 30)),
        ((between(1.7, 5.5),), False, (0, 1, 2, 3, 4, 5, 6)),
        ((at_least(3000),), False, (0, 1000, 2000, 3000, 4000)),
        ((point(0),), False, (0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ((point(130),), True, (0, 25, 50, 75, 100, 125, 150)),
        ((point(0.2), point(3)), False, (0.1, 0.3, 1, 3)),
    ],
)
def test_ticks_are_round_and_few(rows: tuple[ChartRow, ...], percent: bool, ticks: tuple[float, ...]) -> None:
    assert scale(*rows, percent=percent).ticks == ticks


def test_a_scale_of_many_decades_drops_ticks_that_have_no_room() -> None:
    assert scale(point(20), point(3e6)).ticks == (10, 100, 1000, 10000, 100000, 1000000)
    assert scale(point(20), point(3e6), width=lambda _: 300.0).ticks == (1000, 1000000)


def test_rows_of_words_alone_have_no_scale() -> None:
    assert fit_scale((wordless(),), Ruler(800, 40, 40, lambda _: 80), percent=False) is None


# What is refused


def test_too_many_rows_and_unknown_indexes_are_refused() -> None:
    with pytest.raises(ValueError, match="1 to 9 rows, not 10"):
        chart_of(*[point(5)] * (MAX_ROWS + 1))
    with pytest.raises(ValueError, match="1 to 9 rows, not 0"):
        chart_of()
    with pytest.raises(ValueError, match="names no row"):
        chart_of(point(5), contested=((0, 1),))
    with pytest.raises(ValueError, match="names no row"):
        chart_of(point(5), contested=((),))


@pytest.mark.parametrize(
    ("shape", "amounts", "reason"),
    [
        (Shape.POINT, {}, "point needs `best`"),
        (Shape.RANGE, {"low": 5}, "range needs `high`"),
        (Shape.WORDS, {"best": 5}, "words has no `best`"),
        (Shape.AT_LEAST, {"low": 5, "high": 6}, "at_least has no `high`"),
        (Shape.RANGE, {"low": 7, "high": 6}, "rise from"),
        (Shape.POINT, {"best": -1}, "nought or more"),
        (Shape.POINT, {"best": float("inf")}, "finite"),
    ],
)
def test_amounts_that_do_not_fit_the_shape_are_refused(
    shape: Shape, amounts: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        ChartRow("5", "sent", "Reuters", shape, **amounts)


def test_a_figure_without_words_or_without_an_owner_is_refused() -> None:
    with pytest.raises(ValueError, match="whose it is"):
        replace(point(5), figure=" ")
    with pytest.raises(ValueError, match="whose it is"):
        replace(point(5), owner="")


def test_every_comparator_has_its_shape() -> None:
    assert {comparator: shape_of(comparator) for comparator in Comparator} == {
        Comparator.EXACT: Shape.POINT,
        Comparator.ABOUT: Shape.POINT,
        Comparator.AT_LEAST: Shape.AT_LEAST,
        Comparator.MORE_THAN: Shape.AT_LEAST,
        Comparator.UP_TO: Shape.AT_MOST,
        Comparator.LESS_THAN: Shape.AT_MOST,
        Comparator.BETWEEN: Shape.RANGE,
        Comparator.ORDER_OF_MAGNITUDE: Shape.WORDS,
        Comparator.UNDISCLOSED: Shape.WORDS,
    }


# Nothing collides


def assert_clear(picture: Picture) -> None:
    """All is on the canvas, words meet nothing, marks only what belongs to them, and text is large enough."""
    words = [(item, item.box) for item in picture.words]
    marks = [(item, item.box) for item in picture.marks]
    for item, box in (*words, *marks):
        assert 8 <= box.left <= box.right <= picture.width - 8, item
        assert 8 <= box.top <= box.bottom <= picture.height - 8, item
    assert min(word.size for word in picture.words) >= 28
    assert not [
        (one, other) for (one, box), (other, next_box) in combinations(words, 2) if box.meets(next_box)
    ]
    assert not [(word, mark) for word, box in words for mark, mark_box in marks if box.meets(mark_box)]
    signs = [(item, box) for item, box in marks if item.part is Part.SIGN]
    around = [(item, box) for item, box in marks if item.part in FIGURES | {Part.BRACKET, Part.GRID}]
    assert not [(sign, mark) for sign, box in signs for mark, mark_box in around if box.meets(mark_box)]
    figures = [(item, box) for item, box in around if item.part in FIGURES]
    for (one, box), (other, other_box) in combinations(figures, 2):
        assert one.row == other.row or not box.meets(other_box), (one, other)


@pytest.mark.parametrize("chart", [TROOPS, EFFECTIFS], ids=["English", "French"])
def test_the_troops_are_clear_in_both_languages(chart: Chart) -> None:
    assert_clear(laid_out(chart))


LETTERS = st.text("aeimnostrwMWÉéœç’–5,.:;()$[]\u00a0\u202f", min_size=1, max_size=14)
PHRASE = st.lists(st.one_of(LETTERS, st.just("W" * 90)), max_size=12).map(" ".join)
LABEL = st.one_of(PHRASE.filter(str.strip), st.just("South Korean sources, via Reuters, by 30 Apr 2025 [3]"))
AMOUNT = st.one_of(st.integers(0, 10**12), st.floats(0.001, 1e6), st.sampled_from([0, 1, 100, 15000]))


@st.composite
def rows_of_any_kind(draw_from: st.DrawFn) -> ChartRow:
    figure, counts, owner = (draw_from(LABEL) for _ in range(3))
    shape, hollow = draw_from(st.sampled_from(Shape)), draw_from(st.booleans())
    low, best, high = sorted(draw_from(st.tuples(AMOUNT, AMOUNT, AMOUNT)))
    stated: dict[Shape, dict[str, Any]] = {
        Shape.POINT: {"best": best},
        Shape.RANGE: {"low": low, "high": high},
        Shape.AT_LEAST: {"low": low},
        Shape.AT_MOST: {"high": high},
        Shape.WORDS: {},
    }
    return replace(ChartRow(figure, counts, owner, shape, **stated[shape]), hollow=hollow)


@st.composite
def charts_of_any_kind(draw_from: st.DrawFn) -> Chart:
    rows = tuple(draw_from(st.lists(rows_of_any_kind(), min_size=1, max_size=MAX_ROWS)))
    indexes = st.sets(st.integers(0, len(rows) - 1), min_size=1).map(tuple)
    return Chart(
        title=draw_from(PHRASE),
        subtitle=draw_from(PHRASE),
        rows=rows,
        axis=draw_from(st.one_of(st.just("People"), PHRASE)),
        tick=draw_from(st.sampled_from([in_english, in_french, lambda amount: f"{amount:.3g} milliards"])),
        words=draw_from(st.one_of(st.sampled_from([ENGLISH, FRENCH]), st.builds(ChartWords, *[PHRASE] * 7))),
        footer=tuple(draw_from(st.lists(PHRASE, max_size=3))),
        contested=tuple(draw_from(st.lists(indexes, max_size=3))),
        percent=draw_from(st.booleans()),
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(charts_of_any_kind())
def test_nothing_ever_collides_or_leaves_the_picture(chart: Chart) -> None:
    picture = laid_out(chart)
    assert_clear(picture)
    for index, row in enumerate(chart.rows):
        assert bool(marks_of(picture, index)) is (row.shape is not Shape.WORDS)
