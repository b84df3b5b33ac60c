"""Words for readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.checks.cases import Case, findings

NARROW, WIDE = "\u202f", "\u00a0"


def _french(text: str, finding: str) -> Case:
    return Case("typography", lambda draft: draft.set("e001", "gloss.fr", text), [
        f"events.yaml:3: typography: warning: French has {finding}"
    ])  # fmt: skip


CASES = {
    "a text that is missing in a language": Case(
        "language",
        lambda draft: draft.drop("b001", "gloss.fr").drop("d1", "defects.0.text.en"),
        [
            "claims/boats.yaml:7: language: `gloss` has no text in `fr`: add it",
            "documents/001.yaml:12: language: `defects.0.text` has no text in `en`: add it",
        ],
    ),
    "a text in a language too many": Case(
        "language",
        lambda draft: draft.set("topics/boats", "commands.de", "boote"),
        [
            "topics.yaml:2: language: warning: `commands` has a text in `de`, which is none of the dossier's"
            " languages"
        ],
    ),
    "a description too long for a menu": Case(
        "description",
        lambda draft: draft.set("topics/boats", "description.en", "b" * 100),
        ["topics.yaml:5: description: the description has 100 characters, 99 at most fit a menu: shorten it"],
    ),
    "a unit that leaves no room for its number": Case(
        "unit-format",
        lambda draft: draft.set("vocabulary.yaml", "units.0.format", {"en": "boats", "fr": "{n} {m}"}),
        [
            "vocabulary.yaml:1: unit-format: “boats” must hold {n} once, where the number goes, and no"
            " other braces",
            "vocabulary.yaml:1: unit-format: “{n} {m}” must hold {n} once, where the number goes, and no"
            " other braces",
        ],
    ),
    "two spaces": Case(
        "typography",
        lambda draft: draft.set("e001", "gloss.en", "The  storm"),
        ["events.yaml:3: typography: warning: two spaces in a row: keep one"],
    ),
    "a question mark too near": _french(
        "Combien de bateaux?", "U+202F, a narrow no-break space, before “?”: near “n de bateaux?”"
    ),
    "a semicolon after a plain space": _french(
        "Une tempête ; puis", "U+202F, a narrow no-break space, before “;”: near “Une tempête ; pui”"
    ),
    "a colon too near": _french("Bilan: lourd", "U+00A0, a no-break space, before “:”: near “Bilan: lou”"),
    "quotation marks too near": _french(
        f"Le mot «{WIDE}tempête»", "U+00A0, a no-break space, inside « »: near “ot «\u00a0tempête»”"
    ),
    "a straight apostrophe": _french("L'orage", "the apostrophe ’, not ': near “L'orag”"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_words_that_readers_would_miss_or_stumble_over_are_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


@pytest.mark.parametrize(
    "text",
    [
        f"Bilan{WIDE}: 3{NARROW}; où{NARROW}?!",
        f"Le mot «{WIDE}tempête{NARROW}» à 8:00",
        "Voir https://a.example/x?y=1;z='a'b'",
        "L’orage d’« hier »".replace(" hier ", f"{NARROW}hier{NARROW}"),
    ],
)
def test_good_french_is_left_alone(tmp_path: Path, text: str) -> None:
    gloss = {"en": text, "fr": text}
    assert findings(Case("", lambda draft: draft.set("e001", "gloss", gloss), []), tmp_path) == []


def test_english_keeps_its_own_typography(tmp_path: Path) -> None:
    slip = Case("", lambda draft: draft.set("e001", "gloss.en", "What's lost? Boats: all!"), [])
    assert findings(slip, tmp_path) == []


def test_the_values_of_a_correction_are_no_texts(tmp_path: Path) -> None:
    case = Case("", lambda draft: draft.add("corrections.yaml", draft.like(
        "c001", id="c002", target="b004", field="gloss",
        old=draft.texts("A storm struck."), new={"en": "A gale struck."},
    )), [])  # fmt: skip
    assert findings(case, tmp_path) == ["claims/boats.yaml:37: language: `gloss` has no text in `fr`: add it"]
