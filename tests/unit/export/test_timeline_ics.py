"""The calendar: RFC 5545 to the octet, and honest about what a date can mean; read back by icalendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from bot.settings import SHIPPED
from corpus.export.timeline_ics import as_ics
from corpus.export.words import Words
from corpus.index.draft import Draft as Compiled
from corpus.soundness import sound
from tests.dossiers import Draft


def entries(text: str) -> dict[str, object]:
    return {str(entry["uid"]).split(".")[0]: entry for entry in Calendar.from_ical(text).walk("VEVENT")}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_timeline(
    compiled: Compiled, words: Words, golden: Callable[[str, str], None], language: str
) -> None:
    golden(f"export/harbour.{language}.ics", as_ics(compiled, words, language).replace("\r\n", "\n"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_lines_end_in_crlf_and_have_75_octets_at_most(words: Words, language: str) -> None:
    content = as_ics(Compiled(sound(SHIPPED), {}), words, language).encode()
    *lines, last = content.split(b"\r\n")

    assert last == b""
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if line.decode(errors="replace").encode() != line] == []


def test_every_event_but_the_withdrawn_is_there_once_and_reads_back(compiled: Compiled, words: Words) -> None:
    found = entries(as_ics(compiled, words, "en"))
    assert list(found) == [event.id for event in compiled.events_in_order]
    assert "e008" not in found
    assert found["e007"]["summary"] == "! contested: =1+1; a, b \\ “c” (en) (on 2024-05-06~, actual)"


@pytest.mark.parametrize(
    ("id_", "start", "end"),
    [
        ("e001", date(2024, 3, 1), date(2024, 3, 2)),
        ("e002", date(2024, 3, 1), date(2024, 4, 1)),
        ("e003", date(2024, 4, 2), date(2024, 4, 3)),
        ("e004", date(2023, 12, 31), date(2024, 1, 1)),
        ("e005", date(2024, 1, 1), date(2025, 1, 1)),
        ("e006", date(2024, 2, 1), date(2024, 3, 5)),
        ("e009", date(9999, 12, 31), None),
        ("e010", date(2022, 1, 1), date(2022, 1, 2)),
        ("e011", date(2024, 2, 29), date(2024, 3, 1)),
    ],
)
def test_an_entry_spans_what_its_date_states_and_no_more(
    compiled: Compiled, words: Words, id_: str, start: date, end: date | None
) -> None:
    entry = entries(as_ics(compiled, words, "en"))[id_]
    assert entry["dtstart"].dt == start
    assert entry["dtstart"].params == {"VALUE": "DATE"}
    assert (entry["dtend"].dt if "dtend" in entry else None) == end


@pytest.mark.parametrize(
    ("id_", "status", "said"),
    [
        ("e002", None, "(on 2024-03, actual)"),
        ("e003", "TENTATIVE", "(on 2024-04-02/.., planned)"),
        ("e004", None, "(on ../2023-12-31, actual)"),
        ("e006", "TENTATIVE", "(on 2024-02/2024-03-04, possible)"),
    ],
)
def test_what_a_day_cannot_say_is_said_in_words(
    compiled: Compiled, words: Words, id_: str, status: str | None, said: str
) -> None:
    entry = entries(as_ics(compiled, words, "en"))[id_]
    assert entry["summary"].endswith(said)
    assert entry.get("status") == status


def test_a_contested_event_bears_the_mark_and_every_line_its_citation(
    compiled: Compiled, words: Words
) -> None:
    entry = entries(as_ics(compiled, words, "en"))["e005"]
    assert entry["summary"].startswith("! contested: Event e005")
    assert entry["description"].split("\n") == [
        "on 2024, actual",
        "! contested: The mayor says 300 were lost. (en) [1] §2 (checked, 2024-06-02)",
        "The fleet had 4100 boats. (en) [1] §3 (stale, None)",
        "[1] The Gazette: Storm, and “after”, published 2024-03-10",
    ]
    assert entries(as_ics(compiled, words, "en"))["e001"]["summary"] == "The storm (en)"


@pytest.mark.parametrize(
    ("revised", "stamp"),
    [("2024-06-01", "20240601"), ("2024-06", "20240601"), ("../2024-06-03", "20240603")],
)
def test_the_time_stamp_is_the_revisions(tmp_path: Path, words: Words, revised: str, stamp: str) -> None:
    draft = Draft().set("dossier.yaml", "revised", revised)
    text = as_ics(Compiled(draft.dossier(tmp_path), {}), words, "en")
    assert f"DTSTAMP:{stamp}T000000Z\r\nSEQUENCE:3\r\n" in text
