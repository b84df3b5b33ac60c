"""Our words say the same numbers in each language, and a figure's words say the figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings

SAME = "say the same in each language, in digits where the words are not understood"

CASES = {
    "another number in another language": Case(
        "same-numbers",
        lambda draft: draft.set("e001", "gloss", {"en": "15,000 boats", "fr": "16 000 bateaux"}),
        [
            f"events.yaml:3: same-numbers: `en` has 15,000, and `fr` has it not: {SAME}",
            f"events.yaml:3: same-numbers: `fr` has 16,000, and `en` has it not: {SAME}",
        ],
    ),
    "a number in one language alone": Case(
        "same-numbers",
        lambda draft: draft.set("r001", "reason", {"en": "Three boats", "fr": "Des bateaux"}),
        [f"relations.yaml:6: same-numbers: `en` has 3, and `fr` has it not: {SAME}"],
    ),
    "a paragraph and a document that the other language does not name": Case(
        "same-numbers",
        lambda draft: draft.set("r001", "reason", {"en": "[1] §4 says so", "fr": "[2] le dit"}),
        [
            f"relations.yaml:6: same-numbers: `en` has [1], and `fr` has it not: {SAME}",
            f"relations.yaml:6: same-numbers: `en` has §4, and `fr` has it not: {SAME}",
            f"relations.yaml:6: same-numbers: `fr` has [2], and `en` has it not: {SAME}",
        ],
    ),
    "figures that are no number": Case(
        "unreadable-number",
        lambda draft: draft.set("e001", "gloss", {"en": "1.2.3 boats", "fr": "1.2.3 bateaux"}),
        [
            "events.yaml:3: unreadable-number: “1.2.3” is no number that `en` can be sure of:"
            " write 15000 or 15 000, 1.5 or 1,5",
            "events.yaml:3: unreadable-number: “1.2.3” is no number that `fr` can be sure of:"
            " write 15000 or 15 000, 1.5 or 1,5",
        ],
    ),
    "a day in the gloss that is none of the claim's": Case(
        "told-date",
        lambda draft: draft.set(
            "b001", "gloss", {"en": "300 were lost, he said on 3 March 2024.", "fr": "300, le 3 mars 2024."}
        ),
        [
            f"claims/boats.yaml:7: told-date: the gloss says 3 {month} 2024, and the claim has 2024-03-02:"
            " correct the one or the other"
            for month in ("March", "mars")
        ],
    ),
    "a gloss with another number than the figure": Case(
        "told-figure",
        lambda draft: draft.set("b001", "gloss", {"en": "He says 400.", "fr": "Il dit 400."}),
        [
            "claims/boats.yaml:7: told-figure: the gloss does not say the figure's best, 300:"
            " correct the gloss or the figure"
        ],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_words_that_say_another_number_are_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("thousands of boats", "des milliers de bateaux"),
        ("a hundred boats", "cent bateaux"),
        ("both boats", "les deux bateaux"),
        ("on 2 March 2024", "le 2 mars 2024"),
        ("in January to March 2024", "au premier trimestre 2024"),
        ("5.5 billion in the 1990s", "5,5 milliards, dans la décennie 1990"),
        ("its T34 and 4x4", "ses T34 et 4x4"),
    ],
)
def test_the_same_number_may_be_written_otherwise(tmp_path: Path, english: str, french: str) -> None:
    slip = Case("", lambda draft: draft.set("e001", "gloss", {"en": english, "fr": french}), [])
    assert findings(slip, tmp_path) == []


def test_a_magnitude_is_no_exact_number(tmp_path: Path) -> None:
    gloss = {"en": "thousands of boats", "fr": "1 000 bateaux"}
    found = findings(Case("", lambda draft: draft.set("e001", "gloss", gloss), []), tmp_path)
    assert [line.split(": ")[2].split(",")[0] for line in found] == ["`en` has 1", "`fr` has 1"]


def test_a_language_whose_words_are_not_known_has_its_numbers_in_digits(tmp_path: Path) -> None:
    draft = Draft(("en", "nl")).set("e001", "gloss", {"en": "12 boats", "nl": "twaalf boten"})
    assert len(findings(Case("", lambda _: None, []), tmp_path / "a")) == 0
    from corpus.checks import check  # noqa: PLC0415
    from corpus.reading import load  # noqa: PLC0415

    found = [one.message for one in check(load(draft.write(tmp_path / "b")))]
    assert found == [f"`en` has 12, and `nl` has it not: {SAME}"]
