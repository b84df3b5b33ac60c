"""Our own words say a figure's unit, and hearsay as hearsay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings


def _both(english: str, french: str) -> dict[str, str]:
    return {"en": english, "fr": french}


CASES = {
    "a percentage without its sign in one language": Case(
        "told-unit",
        lambda draft: draft.set(
            "b005", "gloss", _both("Under 10.", "Moins de 10 %.".replace(" %", "\u202f%"))
        ),
        [
            "claims/boats.yaml:47: told-unit: the gloss does not say the figure's unit, {n} %:"
            " correct the one or the other"
        ],
    ),
    "hearsay in the gloss alone": Case(
        "told-hearsay",
        lambda draft: draft.set("b004", "gloss", _both("A storm reportedly struck.", "Il y aurait eu.")),
        [
            "claims/boats.yaml:37: told-hearsay: the gloss says “reportedly”, and the claim is not"
            " `conditional`: correct the one or the other"
        ],
    ),
    "hearsay that no word of the gloss says": Case(
        "told-hearsay",
        lambda draft: draft.set("b004", "conditional", True),
        [
            "claims/boats.yaml:37: told-hearsay: the claim is `conditional`, and no word of the gloss says"
            " so: “reportedly”, « aurait »"
        ],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_words_of_another_manner_are_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


@pytest.mark.parametrize("amount", ["10%", "10 per cent", "10 percent"])
def test_a_unit_may_be_read_out(tmp_path: Path, amount: str) -> None:
    gloss = _both(f"Under {amount}.", "Moins de 10 pour cent.")
    assert findings(Case("", lambda draft: draft.set("b005", "gloss", gloss), []), tmp_path) == []


def test_hearsay_that_is_said_passes(tmp_path: Path) -> None:
    def slip(draft: Draft) -> None:
        draft.set("b004", "conditional", True)
        draft.set("b004", "gloss", _both("A storm reportedly struck.", "Une tempête aurait frappé."))

    assert findings(Case("", slip, []), tmp_path) == []
