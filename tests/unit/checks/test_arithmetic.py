"""Formulas are computed again, and a derived figure is nobody's but ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings


def _derived(formula: str, **estimate: Any) -> Any:
    """Have the figure of b003, the document's own, computed from others."""

    def slip(draft: Draft) -> None:
        draft.remove("c001")
        figure = {"comparator": "exact", "best": 240, "unit": "boats", "derived": formula} | estimate
        draft.set("b003", "estimate", figure).set(
            "b003", "gloss", draft.texts("200-240" if estimate.get("low") else "240")
        )
        draft.drop("b005", "estimate.base")

    return slip


def _sum(*texts: str) -> Any:
    return lambda draft: draft.set("r001", "arithmetic", list(texts))


AT, OF_RELATION = "claims/boats.yaml:32: derived: ", "relations.yaml:7: arithmetic: "

CASES = {
    "a formula that comes to another number": Case(
        "derived",
        _derived("b001 - b002.low"),
        [f"{AT}b001 - b002.low is 270, and the figure 240: correct the one or the other"],
    ),
    "a claimant whose figure is derived": Case(
        "derived",
        lambda draft: draft.set("b001", "estimate.derived", "150 + 150"),
        [
            "claims/boats.yaml:11: derived: the figure is `mayor`'s, and a derived one is ours:"
            " give what the passage states, or take the claimant out"
        ],
    ),
    "a formula for a range": Case(
        "derived",
        _derived("b001", comparator="between", best=None, low=200, high=240),
        [f"{AT}a formula comes to one amount: give the figure one"],
    ),
    "a formula in words": Case(
        "derived",
        _derived("the sum of both"),
        [f"{AT}“the sum of both” is no formula: write numbers, claims, + - * / and brackets"],
    ),
    "a formula over a claim that is not there": Case(
        "derived",
        _derived("b001 - b009"),
        [f"{AT}`b009` is no amount: no such claim stands here; did you mean `b005`?"],
    ),
    "a formula over a claim without a figure": Case(
        "derived", _derived("b001 - b004"), [f"{AT}`b004` is no amount: the claim has no amount"]
    ),
    "a formula over a range without its bound": Case(
        "derived",
        _derived("b001 - b002"),
        [f"{AT}`b002` is no amount: the claim has `b002.low` and `b002.high`"],
    ),
    "a formula over the figure itself": Case(
        "derived", _derived("b003 * 1"), [f"{AT}`b003` is no amount: it is the claim itself"]
    ),
    "a formula that divides by zero": Case(
        "derived", _derived("b001 / 0"), [f"{AT}“b001 / 0” divides by zero"]
    ),
    "a sum that does not come out": Case(
        "arithmetic",
        _sum("100 * b002.high / b001 = 21"),
        [f"{OF_RELATION}100 * b002.high / b001 is 20, and not 21: correct it here and in the words"],
    ),
    "a sum without a result": Case(
        "arithmetic",
        _sum("b001 / b002.low"),
        [f"{OF_RELATION}“b001 / b002.low” has no result: write it at the end, 100 * 1 / 3 = 33.3"],
    ),
    "a sum over a claim of another relation": Case(
        "arithmetic",
        _sum("b003 - b001 = 3800"),
        [f"{OF_RELATION}`b003` is no amount: no such claim stands here; did you mean `b002`?"],
    ),
    "a sum in a defect": Case(
        "arithmetic",
        lambda draft: draft.set("d1", "defects.0.arithmetic", ["1 + 1 = 3"]),
        ["documents/001.yaml:12: arithmetic: 1 + 1 is 2, and not 3: correct it here and in the words"],
    ),
    "a result that stands beside another's numbers": Case(
        "told-result",
        lambda draft: draft.set(
            "r001", "arithmetic", ["100 * b002.low / b001 = 10", "100 * b002.high / b001 = 20"]
        ).set(
            "r001",
            "reason",
            {"en": "Of 300, 30 is 20% and 60 is 10%.", "fr": "Sur 300, 30 font 10 %, 60 font 20 %."},
        ),
        [
            f"relations.yaml:6: told-result: {result} follows a number that it is not computed from: correct"
            " the words or the arithmetic"
            for result in (10, 20)
        ],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_arithmetic_that_does_not_hold_is_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


@pytest.mark.parametrize("formula", ["b001 - b002.high", "300 - 60", "4 * b002.high", "(b001 + 180) / 2"])
def test_arithmetic_that_holds_passes(tmp_path: Path, formula: str) -> None:
    assert findings(Case("", _derived(formula), []), tmp_path) == []


@pytest.mark.parametrize(
    "text", ["100 * b002.low / b001 = 10", "b002.low / b001 * 333 = 33.3", "b001 / b002.high = 5.0"]
)
def test_a_result_is_as_exact_as_it_is_written(tmp_path: Path, text: str) -> None:
    assert findings(Case("", _sum(text), []), tmp_path) == []
