"""Corrections hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings


def _withdraw(draft: Draft, target: str, date: str = "2024-05-02", id_: str = "c002") -> Draft:
    withdrawal = {"id": id_, "date": date, "target": target, "reason": draft.texts("Retracted.")}
    return draft.add("corrections.yaml", withdrawal)


def _withdraw_part_of_a_side(draft: Draft) -> None:
    draft.set("r001", "sides", [["b001"], ["b002", "b003"]])
    _withdraw(draft, "b002")


CASES = {
    "an event, and a side, of withdrawn claims alone": Case(
        "withdrawn",
        lambda draft: _withdraw(_withdraw(draft, "b004"), "b002", id_="c003"),
        [
            "events.yaml:6: withdrawn: nothing is left but the withdrawn `b004`: withdraw or delete this too",
            "relations.yaml:4: withdrawn: nothing is left but the withdrawn `b002`: withdraw or delete this"
            " too",
        ],
    ),
    "a side that still names a withdrawn claim": Case(
        "withdrawn",
        _withdraw_part_of_a_side,
        ["relations.yaml:4: withdrawn: warning: it still names the withdrawn `b002`: take that out"],
    ),
    "a percentage of a withdrawn figure": Case(
        "withdrawn",
        lambda draft: _withdraw(draft, "b003"),
        [
            "claims/boats.yaml:49: withdrawn: the percentage is computed from the withdrawn `b003`: name"
            " another claim, or none"
        ],
    ),
    "corrections out of order": Case(
        "correction-order",
        lambda draft: draft.add(
            "corrections.yaml", draft.like("c001", id="c002", date="2024-04", old=4100, new=4200)
        ).set("b003", "gloss", draft.texts("The fleet had 4200 boats.")),
        [
            "corrections.yaml:9: correction-order: 2024-04 comes after 2024-05-01: add corrections at the"
            " end, by date"
        ],
    ),
    "a correction of what was withdrawn": Case(
        "correction-order",
        lambda draft: _withdraw(_withdraw(draft, "e001"), "e001", id_="c003"),
        [
            "corrections.yaml:14: correction-order: `e001` was withdrawn before: a withdrawal is its last"
            " correction"
        ],
    ),
    "a correction after the last revision": Case(
        "correction-date",
        lambda draft: draft.set("c001", "date", "2024-07"),
        [
            "corrections.yaml:2: correction-date: warning: 2024-07 is after the last revision (2024-06-01):"
            " raise `revision` and `revised` in dossier.yaml"
        ],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_corrections_that_do_not_hold_together_are_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


def test_an_event_may_go_with_its_claims(tmp_path: Path) -> None:
    slip = Case("", lambda draft: _withdraw(_withdraw(draft, "b004"), "e001", id_="c003"), [])
    assert findings(slip, tmp_path) == []
