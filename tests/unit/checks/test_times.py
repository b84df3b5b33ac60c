"""Dates agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings

LATE = "is after [1] was published (2024-03-10): correct the date or the document's window"

CASES = {
    "a figure as of a day after its document": Case(
        "after-publication",
        lambda draft: draft.set("b001", "as_of", "2024-03-11"),
        [f"claims/boats.yaml:10: after-publication: 2024-03-11 {LATE}"],
    ),
    "words said after the document that has them": Case(
        "after-publication",
        lambda draft: draft.set("b001", "said_on", "2024-04"),
        [f"claims/boats.yaml:13: after-publication: 2024-04 {LATE}"],
    ),
    "a fact of a time that is still to come": Case(
        "after-publication",
        lambda draft: draft.set("b003", "period", "2024-04/.."),
        [f"claims/boats.yaml:34: after-publication: 2024-04/.. {LATE}"],
    ),
    "an event before the story": Case(
        "event-window",
        lambda draft: draft.set("e001", "date", "2019-12").set("b004", "period", "2019"),
        [
            "events.yaml:2: event-window: 2019-12 is not within the dossier's window, 2020/2024: correct"
            " the date, or widen the window in dossier.yaml"
        ],
    ),
    "an event after the story": Case(
        "event-window",
        lambda draft: draft.set("e001", "date", "2024/2025"),
        [
            "events.yaml:2: event-window: 2024/2025 is not within the dossier's window, 2020/2024: correct"
            " the date, or widen the window in dossier.yaml"
        ],
    ),
    "an event on a day that its claim does not mean": Case(
        "event-date",
        lambda draft: draft.set("e001", "date", "2024-04-01"),
        [
            "events.yaml:6: event-date: the event is on 2024-04-01, and its claim `b004` is about 2024-03:"
            " correct a date, or drop the claim here"
        ],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_dates_that_do_not_agree_are_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("b001", "as_of", "../2024"),  # may have held before
        ("b002", "as_of", "2030"),  # its document may be published any time later
        ("e001", "date", "2024-03/.."),  # has an end that nobody states
        ("e001", "date", "../2024-03"),
    ],
)
def test_dates_that_can_agree_are_left_alone(tmp_path: Path, name: str, field: str, value: str) -> None:
    slip = Case("", lambda draft: draft.set(name, field, value), [])
    assert findings(slip, tmp_path) == []


@pytest.mark.parametrize(
    "changes", [{"kind": "forecast"}, {"kind": "intent"}, {"modality": "planned"}, {"modality": "possible"}]
)
def test_what_is_foretold_covers_a_time_to_come(tmp_path: Path, changes: dict[str, str]) -> None:
    def slip(draft: Draft) -> None:
        draft.record("b004").update(changes, period="2024-05")
        draft.set("e001", "date", "2024-05").set("e001", "modality", "planned")

    assert findings(Case("", slip, []), tmp_path) == []
