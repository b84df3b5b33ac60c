"""Imprecise dates: what is read, what it spans, how it sorts."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from corpus.dates import EXAMPLES, UNDATED_SORT_KEY, Edtf, Part, Precision, parse
from corpus.errors import DateError

calendar_days = st.dates(min_value=date(10, 1, 1), max_value=date(9999, 12, 31))
marks = st.sampled_from(["", "?", "~", "%"])


def forms_of(day: date) -> list[str]:
    """A day, and each coarser date that contains it, finest first."""
    year = f"{day.year:04}"
    return [day.isoformat(), day.isoformat()[:7], f"{year}-{32 + (day.month + 2) // 3}", year, f"{year[:3]}X"]


single_texts = st.builds(
    lambda day, form, mark: forms_of(day)[form] + mark, calendar_days, st.integers(0, 4), marks
)


@st.composite
def interval_texts(draw: st.DrawFn) -> str:
    first, last = draw(single_texts), draw(single_texts)
    shape = draw(st.sampled_from(["both", "open end", "open start"]))
    if shape == "both":
        assume(parse(first).earliest <= parse(last).latest)
        return f"{first}/{last}"
    return f"{first}/.." if shape == "open end" else f"../{last}"


edtfs = st.one_of(single_texts, interval_texts()).map(parse)


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2031-05-09", "day", date(2031, 5, 9), date(2031, 5, 9)),
        ("2028-02", "month", date(2028, 2, 1), date(2028, 2, 29)),
        ("2031-33", "quarter", date(2031, 1, 1), date(2031, 3, 31)),
        ("2031-34", "quarter", date(2031, 4, 1), date(2031, 6, 30)),
        ("2031-35", "quarter", date(2031, 7, 1), date(2031, 9, 30)),
        ("2031-36", "quarter", date(2031, 10, 1), date(2031, 12, 31)),
        ("2031", "year", date(2031, 1, 1), date(2031, 12, 31)),
        ("196X", "decade", date(1960, 1, 1), date(1969, 12, 31)),
        ("2031-05/2031-09-02", "interval", date(2031, 5, 1), date(2031, 9, 2)),
        ("2031-05/..", "interval", date(2031, 5, 1), date.max),
        ("../2031-05", "interval", date.min, date(2031, 5, 31)),
        ("0001", "year", date.min, date(1, 12, 31)),
        ("999X", "decade", date(9990, 1, 1), date.max),
    ],
)
def test_a_date_spans_what_it_can_mean(text: str, precision: str, earliest: date, latest: date) -> None:
    read = parse(text)
    assert (str(read), read.precision, read.earliest, read.latest) == (text, precision, earliest, latest)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2031-05-09?", Part(2031, Precision.DAY, month=5, day=9, uncertain=True)),
        ("2031-05~", Part(2031, Precision.MONTH, month=5, approximate=True)),
        ("2031-34%", Part(2031, Precision.QUARTER, quarter=2, approximate=True, uncertain=True)),
        ("203X", Part(2030, Precision.DECADE)),
    ],
)
def test_a_single_date_is_its_own_start_and_end(text: str, part: Part) -> None:
    read = parse(text)
    assert (read.start, read.end, read.is_interval) == (part, part, False)


def test_an_interval_has_its_own_ends_and_an_open_one_has_none() -> None:
    march, april = Part(2031, Precision.MONTH, month=3), Part(2031, Precision.MONTH, month=4, uncertain=True)
    closed, onwards, until = parse("2031-03/2031-04?"), parse("2031-03/.."), parse("../2031-04?")
    assert (closed.start, closed.end, closed.open_start, closed.open_end) == (march, april, False, False)
    assert (onwards.start, onwards.end, onwards.open_start, onwards.open_end) == (march, None, False, True)
    assert (until.start, until.end, until.open_start, until.open_end) == (None, april, True, False)
    assert all(interval.is_interval for interval in (closed, onwards, until))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/02/2031", "“31” is not in a form we know"),
        ("2031-02-29", "“2031-02-29” is not in the calendar"),
        ("2031-13", "“2031-13” is not in the calendar"),
        ("2031-00", "“2031-00” is not in the calendar"),
        ("2031-05-00", "“2031-05-00” is not in the calendar"),
        ("2031-33-01", "“2031-33-01” is not in the calendar"),
        ("2031-21", "“2031-21” is not in the calendar"),
        ("0000", "“0000” is not in the calendar"),
        ("000X", "“000X” is not in the calendar"),
        ("196x", "“196x” is not in a form we know"),
        ("196X-05", "“196X-05” is not in a form we know"),
        ("2031-5-9", "“2031-5-9” is not in a form we know"),
        ("２０３１", "“２０３１” is not in a form we know"),
        ("2031?~", "“2031?~” is not in a form we know"),
        (" 2031", "“ 2031” is not in a form we know"),
        ("2031\n", "“2031\n” is not in a form we know"),
        ("May 2031", "“May 2031” is not in a form we know"),
        ("", "“” is not in a form we know"),
        ("/2031", "“” is not in a form we know"),
        ("2031/2032/2033", "“2032/2033” is not in a form we know"),
        ("../..", "an interval needs one end at least"),
        ("2031-06/2031-05-30", "it ends before it starts"),
    ],
)
def test_what_is_no_date_is_refused_with_an_example(text: str, reason: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse(text)
    assert str(refusal.value) == (
        f"Cannot read the date “{text}”: {reason}."
        " Write it like 2025-04-26, 2025-04, 2025 or 2024-06/2024-11-01."
    )


def test_an_interval_may_end_within_the_vaguer_date_it_starts_with() -> None:
    assert parse("2031/2031-05").latest == date(2031, 5, 31)


@given(edtfs)
def test_writing_and_reading_give_the_same_date(read: Edtf) -> None:
    again = parse(str(read))
    assert (again, hash(again), again.start, again.end) == (read, hash(read), read.start, read.end)


@given(edtfs)
def test_bounds_are_in_order_and_contain_themselves(read: Edtf) -> None:
    assert read.earliest <= read.latest
    assert read.contains(read)


@given(edtfs, edtfs)
def test_overlap_is_mutual_and_follows_from_containment(one: Edtf, other: Edtf) -> None:
    assert one.overlaps(other) is other.overlaps(one)
    assert one.overlaps(other) or not one.contains(other)


def test_overlap_and_containment_go_by_days() -> None:
    may, june, year = parse("2031-05"), parse("2031-06-01"), parse("2031")
    assert (may.overlaps(june), year.contains(may), may.contains(year)) == (False, True, False)
    assert may.overlaps(parse("2031-05-31/2031-07"))
    assert not may.contains(parse("2031-05-31/2031-07"))
    assert parse("../2031-05").overlaps(parse("0001"))


@given(calendar_days)
def test_a_day_sorts_before_its_month_its_quarter_its_year_and_its_decade(day: date) -> None:
    keys = [parse(text).sort_key for text in forms_of(day)]
    assert keys == sorted(set(keys))


@given(calendar_days, calendar_days)
def test_days_sort_by_the_calendar(one: date, other: date) -> None:
    keys = parse(one.isoformat()).sort_key, parse(other.isoformat()).sort_key
    assert (keys[0] < keys[1]) is (one < other)


def test_a_month_sorts_after_its_days_and_a_window_by_its_start_with_undated_last() -> None:
    expected = [
        "2030-12-31",
        "2030",
        "2031-05-01",
        "2031-05-31",
        "2031-05",
        "../2031-05",
        "2031-05/2031-06-02",
        "2031-05/2031-06",
        "2031-05/2032",
        "2031-05/..",
        "2031-06-01",
        "2031-06",
        "2031-34",
        "2031-07-01",
        "2031-12",
        "2031",
        "2039",
        "203X",
        "9999",
        "999X",
        "999X/..",
        "undated",
    ]
    keyed = [(UNDATED_SORT_KEY if text == "undated" else parse(text).sort_key, text) for text in expected]
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE event (at TEXT, text TEXT)")
        database.executemany("INSERT INTO event VALUES (?, ?)", reversed(keyed))
        rows = database.execute("SELECT text FROM event ORDER BY at").fetchall()
    database.close()
    assert [text for (text,) in rows] == expected


def test_a_doubted_date_sorts_as_the_same_date_without_the_doubt() -> None:
    assert parse("2031-05?").sort_key == parse("2031-05").sort_key


class Happening(BaseModel):
    """A model with a date in it, as the dossier's are."""

    on: Edtf
    until: Edtf | None = None


PATTERN = Happening.model_json_schema()["properties"]["on"]["pattern"]


def test_a_model_reads_dates_from_text_and_writes_them_as_text() -> None:
    happening = Happening.model_validate({"on": "2031-05~"})
    assert happening == Happening(on=parse("2031-05~"))
    assert happening.on.precision is Precision.MONTH
    assert happening.model_dump() == {"on": "2031-05~", "until": None}
    assert Happening.model_validate_json(happening.model_dump_json()) == happening


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("2031-{13}", "Cannot read the date “2031-{13}”: “2031-{13}” is not in a form we know."),
        (2031, "Cannot read the date “2031”: a date is text, so in YAML put it in quotes."),
        (date(2031, 5, 9), "Cannot read the date “2031-05-09”: a date is text, so in YAML put it in quotes."),
    ],
)
def test_a_model_refuses_what_is_no_date_with_our_sentence(value: object, reason: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Happening.model_validate({"on": value})
    (problem,) = refusal.value.errors()
    assert problem["type"] == "edtf"
    assert problem["msg"] == f"{reason} Write it like 2025-04-26, 2025-04, 2025 or 2024-06/2024-11-01."


def test_the_json_schema_tells_an_editor_the_format_with_examples_it_accepts() -> None:
    schemas = [
        Happening.model_json_schema(mode=mode)["properties"]["on"] for mode in ("validation", "serialization")
    ]
    assert schemas[0] == schemas[1]
    assert {**schemas[0], "pattern": ...} == {
        "title": "On",
        "type": "string",
        "format": "edtf",
        "pattern": ...,
        "examples": list(EXAMPLES),
    }
    assert all(re.search(schemas[0]["pattern"], example) and parse(example) for example in EXAMPLES)
    json.dumps(schemas[0])


@given(edtfs)
def test_the_json_schema_pattern_accepts_every_date(read: Edtf) -> None:
    assert re.search(PATTERN, str(read))


@pytest.mark.parametrize("text", ["2031-5", "x2031", "2031/", "/..", "../..", "2031 ", "196x", "2031//2032"])
def test_the_json_schema_pattern_refuses_other_forms(text: str) -> None:
    assert not re.search(PATTERN, text)


def test_dates_need_the_standard_library_alone() -> None:
    program = "import sys, corpus.dates; print('pydantic' in sys.modules or 'pydantic_core' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False\n"
