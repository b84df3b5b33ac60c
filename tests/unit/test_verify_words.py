"""Numbers and dates in our own words: what bears them out, and what is said when nothing does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.verify import verify
from tests.articles import Held
from tests.unit.test_verify import findings, outcome


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(tmp_path)


def both(text: str) -> dict[str, str]:
    return {"en": text, "fr": text}


CLAIM = "no passage, date or figure of the claim bears it out: correct it, or cite what does"
EVENT = "no claim that tells the event bears it out: correct it, or cite what does"
SIDES = "no side and no `arithmetic` bears it out: correct it, or cite what does"
CHANGE = "neither its target nor the change bears it out: correct it, or cite what does"
DOCUMENT = "it does not stand in the document: correct it, or cite what does"


@pytest.mark.parametrize(
    ("name", "field", "text", "expected"),
    [
        ("b001", "gloss", "301 of 300 were lost.", f"“301” stands here, and {CLAIM}"),
        ("b001", "gloss", "300 were lost on 2024-03-03.", "“2024-03-03” stands here"),
        ("b001", "gloss", "300 were lost, as §3 has it.", f"§3 stands here, and {CLAIM}"),
        ("b001", "gloss", "300 were lost, as [2] has it.", f"[2] stands here, and {CLAIM}"),
        ("b001", "label", "lost on 4 boats", f"“4” stands here, and {CLAIM}"),
        ("b005", "estimate.base.gloss", "the 77 boats", f"“77” stands here, and {CLAIM}"),
        ("e001", "gloss", "A storm takes 301", f"“301” stands here, and {EVENT}"),
        ("e001", "gloss", "The storm of 2024-03-02", "“2024-03-02” stands here"),
        ("r001", "reason", "Of 300, 60 are 21%.", f"“21” stands here, and {SIDES}"),
        ("r001", "question", "Is it 4,100?", "stands here"),
        ("r001", "reason", "§3 says so.", f"§3 stands here, and {SIDES}"),
        ("c001", "reason", "It is 4000, not 4001.", f"“4001” stands here, and {CHANGE}"),
        ("actors/mayor", "role", "one of 7 mayors", "“7” stands here, and no claim that has it bears it out"),
        ("vocabulary.yaml", "scopes.0.label", "since 2005", "“2005” stands here, and no claim that has it"),
        ("d1", "published_evidence", "It names 2024-03-11.", f"“2024-03-11” stands here, and {DOCUMENT}"),
        ("d1", "defects.0.text", "It has 31 lines.", f"“31” stands here, and {DOCUMENT}"),
    ],
)
def test_a_number_or_date_that_nothing_bears_out_is_found(
    held: Held, name: str, field: str, text: str, expected: str
) -> None:
    held.draft.set(name, field, both(text))

    found = findings(held)
    assert [line for line in found if ": number: " not in line] == []
    assert any(expected in line for line in found), found


def test_one_wrong_digit_of_a_gloss_fails_its_claim(held: Held) -> None:
    held.draft.set("b001", "gloss.fr", "Le maire en compte 301.")

    assert findings(held) == [f"claims/boats.yaml:7: number: “301” stands here, and {CLAIM}"]
    assert outcome(held).failed == {"b001"}


@pytest.mark.parametrize(
    ("name", "field", "text"),
    [
        ("b001", "gloss", "300 were lost by 2024-03-02, says §2."),
        ("b005", "gloss", "Under 10% of 4100, 300 being the part."),
        ("b004", "gloss", "A storm struck in March 2024."),
        ("e001", "gloss", "The storm of 2024-03-01 strikes 10%"),
        ("r001", "reason", "[1] §2 has 300, [2] §1 has 30 to 60."),
        ("c001", "reason", "4000 was meant to be 4100."),
        ("d1", "published_evidence", "Note 1 and 2024-03-10 (§1)."),
        ("d2", "defects.0.text", "[1] has 300."),
    ],
)
def test_what_the_passages_figures_dates_and_changes_bear_out_passes(
    held: Held, name: str, field: str, text: str
) -> None:
    held.draft.set(name, field, both(text))

    assert findings(held) == []


def test_what_we_computed_passes_with_its_arithmetic(held: Held) -> None:
    held.draft.set("r001", "reason", both("60 of 300 is 20%, and 30 is 10%."))
    assert len(findings(held)) == 2

    sums = ["100 * b002.high / b001 = 20", "100 * 30 / 300 = 10"]
    held.draft.set("r001", "arithmetic", sums)
    assert findings(held) == []

    held.draft.set("r001", "arithmetic", [*sums, "20 + 5 = 25", "no sum"])
    assert findings(held) == [
        f"relations.yaml:7: number: “{number}” in 20 + 5 is a number that nothing states:"
        " name a claim, or a number of the passage"
        for number in ("20", "5")
    ]


def test_a_defect_computes_from_its_documents_numbers(held: Held) -> None:
    held.draft.set("d1", "defects.0.text", both("300 of 4100 is 7.3%"))
    held.draft.set("d1", "defects.0.text.fr", "300 sur 4100 font 7,3 %")
    held.draft.set("d1", "defects.0.arithmetic", ["100 * 300 / 4100 = 7.3"])
    assert findings(held) == []

    held.draft.set("d1", "defects.0.arithmetic", ["100 * 300 / 4110 = 7.3"])
    assert [line.partition(": ")[2] for line in findings(held)] == [
        "number: “4110” in 100 * 300 / 4110 is a number that nothing states:"
        " name a claim, or a number of the passage"
    ]


def test_a_derived_figure_needs_no_number_in_its_anchor_but_its_formulas_numbers_stand_there(
    held: Held,
) -> None:
    figure = {"comparator": "exact", "best": 90, "unit": "boats", "derived": "30 + 60"}
    held.draft.set("b002", "estimate", figure).set("b002", "gloss", both("90 in all."))
    assert findings(held) == []

    held.draft.set("b002", "estimate.derived", "30 + 61 - 1")
    assert [line.partition(": ")[2] for line in findings(held)] == [
        "number: “1” in 30 + 61 - 1 is a number that nothing states:"
        " name a claim, or a number of the passage",
        "number: “61” in 30 + 61 - 1 is a number that nothing states:"
        " name a claim, or a number of the passage",
        "anchor-number: 60 stands in the anchor of [2] §1, and is no bound of the figure:"
        " correct the figure or the anchor",
    ]


@pytest.mark.parametrize(
    ("text", "anchor", "estimate", "left"),
    [
        (
            "People speak of up to 60, or 30 by day.",
            "up to 60, or 30 by day",
            {"comparator": "up_to", "high": 60},
            "30",
        ),
        (
            "Of 70 boats, 30 are lost.",
            "Of 70 boats, 30 are lost",
            {"comparator": "exact", "best": 30},
            "70",
        ),
        ("Nobody counts the 12.", "Nobody counts the 12", {"comparator": "undisclosed"}, "12"),
    ],
)
def test_an_anchor_has_no_number_that_the_figure_leaves_out(
    held: Held, text: str, anchor: str, estimate: dict[str, Any], left: str
) -> None:
    held.article("d2", 1, text).draft.set("b002", "gloss", both("So many."))
    held.draft.set("b002", "estimate", estimate | {"unit": "boats"})
    held.draft.set("b002", "appearances.0.anchor", anchor)

    assert findings(held.record()) == [
        f"claims/boats.yaml:23: anchor-number: {left} stands in the anchor of [2] §1,"
        " and is no bound of the figure: correct the figure or the anchor"
    ]


def test_an_anchor_may_have_its_dates_its_notes_and_the_numbers_a_share_is_of(held: Held) -> None:
    held.article(
        "d1", 3, "Out of a fleet of 4,100 the storm struck some: of 4,100 hulls 300, under 10%[2], 2024."
    )
    held.draft.set("b005", "appearances.0.anchor", "of 4,100 hulls 300, under 10%[2]")
    held.draft.set("b005", "period", "2024-03")

    assert findings(held.record()) == []


def test_without_one_of_its_articles_nothing_is_said_of_a_text(held: Held) -> None:
    held.draft.set("r001", "reason", both("It is 77.")).set("b002", "gloss", both("It is 78."))
    held.draft.set("e001", "claims", ["b002"]).set("d2", "published_evidence", both("It is 79."))
    held.draft.set("c001", "target", "b002").set("c001", "field", "importance").set("c001", "old", 2)
    held.draft.set("b003", "estimate.best", 4100).set("c001", "new", 1).set(
        "c001", "reason", both("It is 80.")
    )
    assert sum(": number: " in line for line in findings(held)) == 4

    loaded = held.load()
    held.path("d2").unlink()
    assert [one.rule for one in verify(loaded, held.articles).findings] == ["article"]


def test_a_document_whose_named_neighbour_is_not_at_hand_is_left_alone(held: Held) -> None:
    held.draft.set("d1", "defects.0.text", both("[2] has 77."))
    assert len(findings(held)) == 1

    loaded = held.load()
    held.path("d2").unlink()
    assert [one.rule for one in verify(loaded, held.articles).findings] == ["article"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("2024-03-02", "2024-03-01", "It was 2024-03-01."),
        ("mayor", "town", "It was not he."),
    ],
)
def test_a_correction_speaks_of_what_it_changes(held: Held, old: str, new: str, reason: str) -> None:
    field = "as_of" if old[0] == "2" else "claimant"
    change = {"id": "c002", "date": "2024-05-02", "target": "b001", "field": field, "old": old, "new": new}
    held.draft.add("corrections.yaml", change | {"reason": both(reason)})
    assert [line for line in findings(held) if ": number: " in line] == []


def test_a_correction_may_change_a_list_or_a_whole_figure(held: Held) -> None:
    figure = {"comparator": "exact", "best": 300, "unit": "boats"}
    change = {"id": "c002", "date": "2024-05-02", "target": "b001", "field": "estimate", "old": figure,
              "new": figure | {"includes": [], "low": None, "best": 300.5}}  # fmt: skip
    held.draft.add("corrections.yaml", change | {"reason": {"en": "300 is 300.5.", "fr": "300 fait 300,5."}})
    chain = {"id": "c003", "date": "2024-05-03", "target": "e001", "field": "claims", "old": ["b004"],
             "new": ["b004", "b003"], "reason": both("4100, on 2024-03-01")}  # fmt: skip
    held.draft.add("corrections.yaml", chain)

    assert [line for line in findings(held) if ": number: " in line and "corrections" in line] == []
