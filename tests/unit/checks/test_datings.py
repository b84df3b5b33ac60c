"""Dates that were read in a note, or are bounded by publication, are those."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings


def _noted(date: str, note: str | None = "2024-03-02", **fields: Any) -> Any:
    def slip(draft: Draft) -> None:
        if note is not None:
            draft.set("d1", "footnotes.0.dates", note)
        draft.set("b001", "as_of", date).set("b001", "dating", "note")
        for field, value in fields.items():
            draft.set("b001", field, value)

    return slip


def _published(date: str) -> Any:
    return lambda draft: draft.set("b002", "as_of", date).set("b002", "dating", "publication")


NOTE = "correct the date, the `footnote` or the note's `dates`, or say where it was read"

CASES = {
    "a date that is not the note's": Case(
        "note-dating",
        _noted("2024-03-03"),
        [f"claims/boats.yaml:10: note-dating: no note that is cited here is dated 2024-03-03: {NOTE}"],
    ),
    "a date finer than the note's": Case(
        "note-dating",
        _noted("2024-03-02", "2024-03"),
        [f"claims/boats.yaml:10: note-dating: no note that is cited here is dated 2024-03-02: {NOTE}"],
    ),
    "a date by a note that has none": Case(
        "note-dating",
        _noted("2024-03-02", None),
        [f"claims/boats.yaml:10: note-dating: no note that is cited here is dated 2024-03-02: {NOTE}"],
    ),
    "an event's date that is no note's": Case(
        "note-dating",
        lambda draft: draft.set("e001", "dating", "note"),
        [f"events.yaml:2: note-dating: no note that is cited here is dated 2024-03-01: {NOTE}"],
    ),
    "a date that is not the window's": Case(
        "publication-dating",
        _published("2024-05/.."),
        [
            "claims/boats.yaml:21: publication-dating: 2024-05/.. has not the bounds of 2024-04/..:"
            " correct the date, or say where it was read"
        ],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_date_that_was_read_elsewhere_is_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


@pytest.mark.parametrize(
    "slip",
    [
        _noted("2024-03-02"),
        _noted("2024-03"),
        _noted("../2024-03-02"),
        _noted("2024-03-02/2024-03-10"),
        _published("2024-04/.."),
    ],
)
def test_a_date_that_is_there_passes(tmp_path: Path, slip: Any) -> None:
    assert findings(Case("", slip, []), tmp_path) == []
