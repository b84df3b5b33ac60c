"""Corrections: laid over the record they name, and only while it still holds what they say it did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.corrections import CorrectionFault, corrected
from corpus.model import Claim, Correction, Event
from corpus.reading import load
from tests.dossiers import Draft

REASON = {"en": "A slip."}


def claim(name: str = "b001") -> Claim:
    return Claim.model_validate(Draft().record(name))


def correction(field: str | None, old: Any = None, new: Any = None, target: str = "b001") -> Correction:
    return Correction.model_validate(
        {"id": "c009", "date": "2024-05-02", "target": target, "field": field, "old": old, "new": new}
        | {"reason": REASON}
    )


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("estimate.best", 300, 310),
        ("as_of", "2024-03-02", "2024-03"),
        ("as_of", "2024-03-02", None),
        ("scope", "storm", None),
        ("importance", 2, 3),  # a default that the file leaves out
        ("place", "harbour", "coast"),
        ("gloss", Draft().texts("The mayor says 300 were lost."), REASON),
        ("gloss.fr", "The mayor says 300 were lost. (fr)", "Trois cents"),
        ("appearances.0.paragraph", 2, 3),
        ("appearances.0.relayed_by", ["agency"], []),
        ("appearances.0.relayed_by.0", "agency", "town"),
        ("estimate", {"comparator": "exact", "best": 300, "unit": "boats"},
         {"comparator": "about", "best": 300, "unit": "boats"}),
    ],
)  # fmt: skip
def test_a_correction_changes_one_field_and_nothing_else(field: str, old: Any, new: Any) -> None:
    before = claim()
    whole = before.model_dump(mode="json")
    after = corrected(before, correction(field, old, new))

    expected = Draft().set("b001", field, new).record("b001")
    assert after == Claim.model_validate(expected)
    assert before.model_dump(mode="json") == whole


def test_an_event_is_corrected_like_a_claim() -> None:
    event = Event.model_validate(Draft().record("e001"))

    after = corrected(event, correction("date", "2024-03-01", "2024-03-02", target="e001"))
    assert after == Event.model_validate(Draft().set("e001", "date", "2024-03-02").record("e001"))


def test_a_withdrawal_leaves_the_record_as_it_is() -> None:
    before = claim()
    assert corrected(before, correction(None)) is before


@pytest.mark.parametrize(
    ("field", "old", "new", "place", "message"),
    [
        ("estimate.best", 301, 310, "old",
         "`b001` has 300 as its estimate.best, not the old value 301: correct what it holds now, or drop the"
         " correction"),
        ("importance", True, 3, "old",
         "`b001` has 2 as its importance, not the old value true: correct what it holds now, or drop the"
         " correction"),
        ("conditional", 0, True, "old",
         "`b001` has false as its conditional, not the old value 0: correct what it holds now, or drop the"
         " correction"),
        ("estimate.bets", 300, 310, "field", "`b001` has no field `estimate.bets`"),
        ("appearances.3.nth", 1, 2, "field", "`b001` has no field `appearances.3.nth`"),
        ("appearances.first.nth", 1, 2, "field", "`b001` has no field `appearances.first.nth`"),
        ("topic.0", "b", "c", "field", "`b001` has no field `topic.0`"),
        ("estimate.best", 300, -1, "new",
         "`b001` cannot hold the new value: `estimate`: The best value -1 is not an amount: write a finite"
         " number, 0 or more"),
        ("estimate.best", 300, None, "new",
         "`b001` cannot hold the new value: `estimate`: “exact” needs a best value"),
        ("as_of", "2024-03-02", "soon", "new",
         "`b001` cannot hold the new value: `as_of`: Cannot read the date “soon”: “soon” is not in a form we"
         " know. Write it like 2025-04-26, 2025-04, 2025 or 2024-06/2024-11-01."),
    ],
)  # fmt: skip
def test_a_correction_that_does_not_fit_says_why(
    field: str, old: Any, new: Any, place: str, message: str
) -> None:
    with pytest.raises(CorrectionFault) as caught:
        corrected(claim(), correction(field, old, new))
    assert (caught.value.field, caught.value.message) == (place, message)


def test_reading_a_dossier_applies_its_corrections_in_file_order(tmp_path: Path) -> None:
    draft = Draft()
    draft.add("corrections.yaml", draft.like("c001", id="c002", old=4100, new=4200))
    draft.add(
        "corrections.yaml", draft.like("c001", id="c003", target="e001", field="importance", old=2, new=1)
    )
    loaded = load(draft.write(tmp_path))

    assert loaded.findings == ()
    assert loaded.dossier is not None
    fleet = loaded.dossier.claims[2]
    assert fleet.estimate is not None
    assert fleet.estimate.best == 4200
    assert loaded.dossier.events[0].importance == 1
    assert [correction.id for correction in loaded.dossier.corrections] == ["c001", "c002", "c003"]
    assert loaded.locate(fleet, "estimate.best") == ("claims/boats.yaml", 32)


def test_a_withdrawn_claim_stays_in_the_dossier(tmp_path: Path) -> None:
    draft = Draft()
    withdrawal = {"id": "c002", "date": "2024-05-02", "target": "b002", "reason": draft.texts("Retracted.")}
    draft.add("corrections.yaml", withdrawal)

    assert "b002" in [claim.id for claim in draft.dossier(tmp_path).claims]


def test_an_old_value_that_is_gone_is_an_error_at_the_correction(tmp_path: Path) -> None:
    draft = Draft().set("b003", "estimate.best", 4050)
    loaded = load(draft.write(tmp_path))

    assert loaded.dossier is None
    assert [str(finding) for finding in loaded.findings] == [
        "corrections.yaml:5: correction: `b003` has 4050 as its estimate.best, not the old value 4000:"
        " correct what it holds now, or drop the correction"
    ]


def test_an_id_is_never_corrected(tmp_path: Path) -> None:
    draft = Draft().set("c001", "field", "id")

    assert [str(finding) for finding in load(draft.write(tmp_path)).findings] == [
        "corrections.yaml:1: field: an id is never corrected"
    ]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("new", 4000, "a correction changes something"),
        ("field", None, "a withdrawal names no field, no old and no new value"),
    ],
)
def test_a_correction_that_corrects_nothing_is_refused(
    tmp_path: Path, field: str, value: Any, message: str
) -> None:
    draft = Draft().set("c001", field, value)

    assert [str(finding) for finding in load(draft.write(tmp_path)).findings] == [
        f"corrections.yaml:1: field: {message}"
    ]
