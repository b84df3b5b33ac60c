"""Disagreements are spoken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings


def _relate(draft: Draft, **changes: object) -> None:
    draft.add("relations.yaml", draft.like("r001", id="r002", **changes))


CASES = {
    "two figures that cannot both be true, and nobody says so": Case(
        "contradiction",
        lambda draft: draft.remove("r001"),
        [
            "claims/boats.yaml:22: contradiction: `b001` (300) and `b002` (30 to 60) cannot both be true:"
            " write a relation: `contradicts` with its question, or `dismissed` with the reason",
        ],
    ),
    "a figure that a word for its magnitude does not allow": Case(
        "contradiction",
        lambda draft: (
            draft.remove("r001")
            .set("b002", "estimate", {"comparator": "order_of_magnitude", "magnitude": 1000, "unit": "boats"})
            .set("b002", "gloss", {"en": "Thousands.", "fr": "Des milliers."})
        ),
        [
            "claims/boats.yaml:22: contradiction: `b001` (300) and `b002` (1,000 or more) cannot both be"
            " true: write a relation: `contradicts` with its question, or `dismissed` with the reason"
        ],
    ),
    "a relation on the value of what has no figure": Case(
        "relation-measure",
        lambda draft: _relate(draft, sides=[["b003"], ["b004"]], kind="in_tension"),
        [
            "relations.yaml:9: relation-measure: warning: `on: value`, but `b004` has no figure: is it about"
            " something else?"
        ],
    ),
    "a relation on the value of two measures": Case(
        "relation-measure",
        lambda draft: _relate(draft, sides=[["b005"], ["b002"]], kind="updates"),
        [
            "relations.yaml:9: relation-measure: warning: `on: value`, but its figures are of 2 measures:"
            " is it about something else?"
        ],
    ),
    "an undated figure that is to be the later one": Case(
        "updates",
        lambda draft: _relate(draft, sides=[["b001"], ["b003"]], kind="updates"),
        [
            "relations.yaml:10: updates: `b003` has no date, so nothing says that it is later than `b001`:"
            " give the earlier side first, date the later one, or choose another kind"
        ],
    ),
    "a later side that ends before the earlier begins": Case(
        "updates",
        lambda draft: (
            draft.set("r001", "kind", "updates")
            .set("r001", "sides", [["b001"], ["b002"]])
            .set("b002", "as_of", "2024-02")
        ),
        [
            "relations.yaml:4: updates: `b002` ends before `b001` begins:"
            " give the earlier side first, date the later one, or choose another kind"
        ],
    ),
    "a pair that two relations speak of differently": Case(
        "relation-twice",
        lambda draft: _relate(draft, kind="dismissed"),
        [
            "relations.yaml:10: relation-twice: warning: `r001` says contradicts of `b001` and `b002`, this"
            " one dismissed: the graver is shown; keep one"
        ],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_relation_that_is_missing_or_odd_is_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


@pytest.mark.parametrize("kind", ["contradicts", "in_tension", "updates", "dismissed"])
def test_a_contradiction_is_spoken_for_by_any_relation_that_rules(tmp_path: Path, kind: str) -> None:
    assert findings(Case("", lambda draft: draft.set("r001", "kind", kind), []), tmp_path) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "same_origin", "sides": [["b001"], ["b004"]]},  # rules on no verdict
        {"on": "meaning", "sides": [["b001"], ["b004"]]},
        {"sides": [["b005"], ["b001"]]},  # a share, and what it is a share of
        {},  # says the same again
    ],
)
def test_a_relation_that_makes_sense_is_left_alone(tmp_path: Path, changes: dict[str, object]) -> None:
    assert findings(Case("", lambda draft: _relate(draft, **changes), []), tmp_path) == []


def test_a_withdrawn_figure_contradicts_nothing(tmp_path: Path) -> None:
    def slip(draft: Draft) -> None:
        withdrawal = {"id": "c002", "date": "2024-05-02", "target": "b002", "reason": draft.texts("Gone.")}
        draft.add("corrections.yaml", withdrawal).remove("r001")

    assert findings(Case("", slip, []), tmp_path) == []
