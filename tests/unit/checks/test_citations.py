"""Citations lead to a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings


def _number_notes(draft: Draft) -> None:
    draft.set("d1", "footnotes.0.number", 3).set("b001", "appearances.0.footnote", 3)


CASES = {
    "paragraphs that the document does not have": Case(
        "paragraph",
        lambda draft: (
            draft.set("b004", "appearances.0.paragraph", 5)
            .set("d1", "footnotes.1.called_in", [3, 9])
            .set("d1", "footnotes.1.listed_in", 0)
            .set("d2", "defects.0.paragraphs", [7])
        ),
        [
            "claims/boats.yaml:40: paragraph: there is no §5: the document has 4 paragraphs",
            "documents/001.yaml:11: paragraph: there is no §0: the document has 4 paragraphs",
            "documents/001.yaml:11: paragraph: there is no §9: the document has 4 paragraphs",
            "documents/002.yaml:12: paragraph: there is no §7: the document has 4 paragraphs",
        ],
    ),
    "a place cited twice": Case(
        "locator",
        lambda draft: draft.record("b004")["appearances"].append(draft.record("b004")["appearances"][0]),
        [
            "claims/boats.yaml:40: locator: the claim has this document, paragraph and anchor already: drop"
            " one appearance"
        ],
    ),
    "a paragraph with two hashes": Case(
        "locator",
        lambda draft: draft.set("b004", "appearances.0.hash", "1:ffffffffffffffff"),
        [
            "claims/boats.yaml:40: locator: another claim gives §3 the hash 1:1123456789abcdef: one of them"
            " is wrong",
        ],
    ),
    "a claimant that relays itself, twice": Case(
        "carrier",
        lambda draft: draft.set("b001", "appearances.0.relayed_by", ["agency", "mayor", "agency"]),
        [
            "claims/boats.yaml:12: carrier: `agency` stands in the chain twice: keep one",
            "claims/boats.yaml:12: carrier: `mayor` is the claimant: it does not relay itself",
        ],
    ),
    "a publisher that carries its own document": Case(
        "carrier",
        lambda draft: draft.set("d1", "publisher", "AGENCY (en)"),
        ["claims/boats.yaml:12: carrier: `agency` publishes the document: leave it out of the chain"],
    ),
    "a note that the document does not have": Case(
        "note",
        lambda draft: draft.set("b001", "appearances.0.footnote", 7),
        ["claims/boats.yaml:12: note: [1] has no note 7"],
    ),
    "a note that another paragraph calls": Case(
        "note",
        lambda draft: draft.set("b001", "appearances.0.footnote", 2),
        [
            "claims/boats.yaml:12: note: [1] note 2 is not called in §2: drop it here, or add the paragraph"
            " to its `called_in`"
        ],
    ),
    "two notes of one number": Case(
        "note-number",
        lambda draft: draft.set("d1", "footnotes.1.number", 1).set("d1", "footnotes.1.called_in", [2]),
        ["documents/001.yaml:11: note-number: [1] has note 1 already: keep one"],
    ),
    "a gap in the list of notes": Case(
        "note-number",
        _number_notes,
        [
            "documents/001.yaml:11: note-number: warning: [1] lists 2 notes, but none with the number 1: is"
            " one left out?"
        ],
    ),
    "a note that is nowhere": Case(
        "note-status",
        lambda draft: draft.record("d1")["footnotes"].append({"number": 3}),
        [
            "documents/001.yaml:11: note-status: [1] note 3 is neither called nor listed: say where, or"
            " delete it"
        ],
    ),
    "a note whose status is another": Case(
        "note-status",
        lambda draft: draft.set("d1", "footnotes.1.status", "uncited"),
        [
            "documents/001.yaml:11: note-status: [1] note 2 is ok, by where it is called and listed, and not"
            " uncited"
        ],
    ),
    "notes that dangle, that nothing calls, that repeat another": Case(
        "broken-note",
        lambda draft: draft.record("d1")["footnotes"].extend(
            [
                {"number": 3, "url": "https://a.example/1", "listed_in": 4, "status": "uncited"},
                {"number": 4, "called_in": [2, 3], "status": "dangling"},
                {"number": 5, "called_in": [3], "status": "dangling"},
            ]
        ),
        [
            "documents/001.yaml:11: broken-note: warning: [1] note 3 repeats the address of note 1",
            "documents/001.yaml:11: broken-note: warning: [1] note 3, listed in §4, is called nowhere",
            "documents/001.yaml:11: broken-note: warning: [1] note 4, called in §2, §3, dangles",
            "documents/001.yaml:11: broken-note: warning: [1] note 5, called in §3, dangles",
        ],
    ),
    "a defect whose words name a paragraph that it is not in": Case(
        "defect-paragraph",
        lambda draft: draft.set("d1", "defects.0.text", {"en": "None in §2.", "fr": "Aucun au §2."}),
        [
            "documents/001.yaml:12: defect-paragraph: the words name §2, and `paragraphs` does not: correct"
            " the one or the other"
        ],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_citation_that_leads_nowhere_is_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings
