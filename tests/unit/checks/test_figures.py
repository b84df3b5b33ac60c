"""Figures make sense."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.checks.amounts import percent_fault
from corpus.model import Estimate
from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings


def _twin_figure(draft: Draft) -> None:
    draft.add("claims/boats.yaml", draft.like("b001", id="b006"))
    draft.set("r001", "sides.0", ["b001", "b006"])


CASES = {
    "a scope of another measure": Case(
        "scope",
        lambda draft: draft.set("b005", "scope", "fleet"),
        [
            "claims/boats.yaml:45: scope: `fleet` is a scope of the measure `lost`, and the claim's is"
            " `share`: change the one or the other"
        ],
    ),
    "a measure that the topic does not show": Case(
        "topic-measure",
        lambda draft: draft.set("topics/boats", "measures", ["lost"]),
        [
            "claims/boats.yaml:44: topic-measure: the topic `boats` does not show the measure `share`: add"
            " it to the topic's measures"
        ],
    ),
    "a unit that is not the measure's": Case(
        "unit",
        lambda draft: draft.set("b002", "estimate.unit", "percent"),
        [
            "claims/boats.yaml:22: unit: `lost` is measured in `boats`, and the figure is in `percent`:"
            " change the one or the other",
        ],
    ),
    "a figure out of all reason": Case(
        "sane-range",
        lambda draft: draft.set("b002", "estimate.high", 6000000).set(
            "b002", "gloss", draft.texts("30-6000000.")
        ),
        [
            "claims/boats.yaml:22: sane-range: 6,000,000 is outside 1 to 100,000: correct a slip of the"
            " pen, or widen the range of `lost`",
        ],
    ),
    "a range the wrong way round": Case(
        "sane-range",
        lambda draft: draft.set("vocabulary.yaml", "measures.1.sane", [100, 0]),
        [
            "claims/boats.yaml:49: sane-range: 10 is outside 100 to 0: correct a slip of the pen, or widen"
            " the range of `share`",
            "vocabulary.yaml:2: sane-range: the range of `share` ends below its start: write [least, most]",
        ],
    ),
    "a percentage that does not come out": Case(
        "percentage",
        lambda draft: draft.set("b005", "estimate.high", 7).set(
            "b005", "gloss", {"en": "Under 7%.", "fr": "Moins de 7%."}
        ),
        ["claims/boats.yaml:49: percentage: warning: [1] “under 7%” fails: 300 of 4,100 is 7.32%"],
    ),
    "a planned figure without a label": Case(
        "label",
        lambda draft: draft.set("b003", "modality", "planned"),
        [
            "claims/boats.yaml:34: label: a planned figure needs a `label` that says what it would count:"
            " “planned first group, for Kursk”"
        ],
    ),
    "one figure twice": Case(
        "duplicate-claim",
        _twin_figure,
        [
            "claims/boats.yaml:51: duplicate-claim: warning: `b006` has the claimant, measure, scope and"
            " date of `b001`: make one claim of them, or say in what they differ"
        ],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_figure_that_makes_no_sense_is_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


def test_a_withdrawn_figure_is_no_twin(tmp_path: Path) -> None:
    def slip(draft: Draft) -> None:
        draft.add("claims/boats.yaml", draft.like("b001", id="b006"))
        withdrawal = {"id": "c002", "date": "2024-05-02", "target": "b006", "reason": draft.texts("Gone.")}
        draft.add("corrections.yaml", withdrawal)

    assert findings(Case("", slip, []), tmp_path) == []


def test_the_same_words_of_two_documents_own_voices_are_two_claims(tmp_path: Path) -> None:
    def slip(draft: Draft) -> None:
        draft.add("claims/boats.yaml", draft.like("b003", id="b006", appearances=[
            draft.record("b002")["appearances"][0] | {"anchor": "the whole fleet"}
        ], estimate={"comparator": "exact", "best": 4100, "unit": "boats"}))  # fmt: skip

    assert findings(Case("", slip, []), tmp_path) == []


@pytest.mark.parametrize(
    ("stated", "part", "whole", "message"),
    [
        ({"comparator": "less_than", "high": 1}, 5000, 470000, "“under 1%” fails: 5,000 of 470,000 is 1.06%"),
        ({"comparator": "less_than", "high": 1}, 2000, 470000, None),
        ({"comparator": "less_than", "high": 1}, 1, 100, "“under 1%” fails: 1 of 100 is 1%"),
        ({"comparator": "up_to", "high": 1}, 1, 100, None),
        ({"comparator": "more_than", "low": 50}, 1, 2, "“over 50%” fails: 1 of 2 is 50%"),
        ({"comparator": "at_least", "low": 50}, 1, 2, None),
        ({"comparator": "at_least", "low": 50}, 1, 4, "“at least 50%” fails: 1 of 4 is 25%"),
        ({"comparator": "exact", "best": 33}, 1, 3, None),
        ({"comparator": "exact", "best": 33.3}, 1, 3, None),
        ({"comparator": "exact", "best": 34}, 1, 3, "“34%” fails: 1 of 3 is 33.33%"),
        ({"comparator": "about", "best": 70}, 3, 4, None),
        ({"comparator": "about", "best": 70}, 9, 10, "“about 70%” fails: 9 of 10 is 90%"),
        ({"comparator": "between", "low": 10, "high": 20}, 1, 4, "“10% to 20%” fails: 1 of 4 is 25%"),
        ({"comparator": "order_of_magnitude", "magnitude": 10}, 1, 4, None),
        ({"comparator": "undisclosed"}, 1, 4, None),
    ],
)
def test_a_percentage_is_computed_again(
    stated: dict[str, Any], part: int, whole: int, message: str | None
) -> None:
    fault = percent_fault(Estimate.model_validate({**stated, "unit": "percent"}), part, whole)
    assert (fault.message if fault else None) == message


def test_of_several_ways_to_miss_a_percentage_the_widest_is_told(tmp_path: Path) -> None:
    def slip(draft: Draft) -> None:
        base = {"gloss": draft.texts("the fleet"), "whole": "b001", "part": "b002"}
        draft.set("b005", "estimate", {"comparator": "exact", "best": 1, "unit": "percent", "base": base})
        draft.set("b005", "gloss", draft.texts("It is 1%."))

    assert findings(Case("", slip, []), tmp_path) == [
        "claims/boats.yaml:49: percentage: warning: [1] “1%” fails: 60 of 300 is 20%"
    ]


def test_a_percentage_of_nothing_or_of_what_has_no_figure_is_left_alone(tmp_path: Path) -> None:
    slip = Case("", lambda draft: draft.set("b005", "estimate.base.part", "b004"), [])
    assert findings(slip, tmp_path) == []
