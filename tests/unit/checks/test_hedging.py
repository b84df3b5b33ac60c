"""Hedges in our own words say what the comparator says, in every language that is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.checks import check
from corpus.reading import load
from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings

ADVICE = "say it as the figure does, in each language"
NEARLY = {"comparator": "about", "best": 300, "hedge": "nearly", "unit": "boats"}
MORE = {"comparator": "more_than", "low": 300, "unit": "boats"}
EXACT = {"comparator": "exact", "best": 300, "unit": "boats"}
RANGE = {"comparator": "between", "low": 30, "high": 300, "unit": "boats"}
THOUSANDS = {"comparator": "order_of_magnitude", "magnitude": 1000, "unit": "boats"}


def told(estimate: dict[str, Any], en: str, fr: str, *, event: str = "") -> Any:
    """A figure of b001, and what its gloss says of it in two languages; or what an event on it does."""

    def slip(draft: Draft) -> None:
        words = {"en": en, "fr": fr}
        draft.remove("r001").set("b001", "estimate", estimate)
        draft.set("b002", "as_of", "2020-03").set("b001", "gloss", words)
        if event:
            draft.set("e001", "claims", ["b001"]).set("e001", "gloss", {"en": event, "fr": fr})
            draft.set("e001", "date", "2024-03-02")

    return slip


CASES = {
    "a hedge that one language leaves out": Case(
        "told-hedge",
        told(NEARLY, "He says 300.", "Il dit près de 300."),
        [f"claims/boats.yaml:7: told-hedge: no word beside 300 says about (nearly) here: {ADVICE}"],
    ),
    "another hedge than the figure's, in both languages": Case(
        "told-hedge",
        told(NEARLY, "He says more than 300.", "Il dit plus de 300."),
        [
            f"claims/boats.yaml:7: told-hedge: “{words}” stands beside 300 here, and the figure is about"
            f" (nearly): {ADVICE}"
            for words in ("more than", "plus de")
        ],
    ),
    "a hedge that turns the figure round in one language alone": Case(
        "told-hedge",
        told(MORE, "Nearly 300, he says.", "Plus de 300, dit-il."),
        [
            "claims/boats.yaml:7: told-hedge: “Nearly” stands beside 300 here, and the figure is more_than:"
            f" {ADVICE}"
        ],
    ),
    "a hedge of our own beside an exact figure": Case(
        "told-hedge",
        told(EXACT, "He says about 300.", "Il dit 300."),
        [
            "claims/boats.yaml:7: told-hedge: “about” stands beside 300 here, and the figure is exact:"
            f" {ADVICE}"
        ],
    ),
    "a range of which the words make none": Case(
        "told-hedge",
        told(RANGE, "He says 30; then 300.", "Il dit de 30 à 300."),
        [
            f"claims/boats.yaml:7: told-hedge: {number} is no end of a range here, and the figure is between:"
            f" {ADVICE}"
            for number in (30, 300)
        ],
    ),
    "an event that hedges as no claim that tells it does": Case(
        "told-hedge",
        told(NEARLY, "Nearly 300.", "Près de 300.", event="The town loses over 300"),
        [
            "events.yaml:3: told-hedge: “over” stands beside 300 here, and the figure is about (nearly):"
            f" {ADVICE}"
        ],
    ),
    "a label without the figure's hedge": Case(
        "told-hedge",
        lambda draft: (
            told(MORE, "Over 300.", "Plus de 300.")(draft),
            draft.set("b001", "label", {"en": "over 300 lost", "fr": "300 de perdus"}),
        ),
        [f"claims/boats.yaml:13: told-hedge: no word beside 300 says more_than here: {ADVICE}"],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_words_that_hedge_another_way_are_found(tmp_path: Path, case: Case) -> None:
    assert [line for line in findings(case, tmp_path) if "told-hedge" in line] == case.findings


@pytest.mark.parametrize(
    ("estimate", "en", "fr"),
    [
        (NEARLY, "Almost 300; those 300.", "Quasiment 300."),
        (MORE, "Upwards of 300.", "Plus de 300."),
        (EXACT, "A total of 300.", "Un total de 300."),
        (RANGE, "Between 30 and 300.", "Entre 30 et 300."),
        (THOUSANDS, "Some thousands.", "Des milliers."),
    ],
)
def test_words_that_hedge_as_the_figure_does_pass(
    tmp_path: Path, estimate: dict[str, Any], en: str, fr: str
) -> None:
    found = findings(Case("", told(estimate, en, fr, event=en), []), tmp_path)
    assert [line for line in found if "told-hedge" in line] == []


def test_of_a_language_whose_hedges_are_not_known_nothing_is_said(tmp_path: Path) -> None:
    draft = Draft(("en", "nl"))
    draft.set("b005", "gloss", {"en": "Under 10%.", "nl": "Minder dan 10%."})
    assert check(load(draft.write(tmp_path))) == ()
