"""Names lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings


def _lead_nowhere(draft: Draft) -> None:
    for name, field in (
        ("topics/boats", "measures.1"),
        ("mayor", "part_of"),
        ("places/harbour", "within"),
        ("e001", "place"),
        ("e001", "participants.0"),
        ("e001", "claims.0"),
        ("r001", "sides.1.0"),
        ("c001", "target"),
        ("b001", "measure"),
        ("b001", "claimant"),
        ("b001", "appearances.0.document"),
        ("b001", "appearances.0.relayed_by.0"),
        ("b005", "estimate.base.whole"),
    ):
        draft.set(name, field, "zzzz")
    draft.set("b001", "subject", "zzzz").set("b004", "topic", "zzzz").set("b002", "scope", "zzzz")
    draft.set("vocabulary.yaml", "measures.0.unit", "zzzz").set("b001", "place", "zzzz")
    draft.set("vocabulary.yaml", "scopes.0.measure", "zzzz").set("b002", "estimate.unit", "zzzz")
    draft.set("b003", "estimate.flow", "rate").set("b003", "estimate.per", "zzzz")
    draft.set("d1", "syndicated_from", "zzzz")


def _orphan_everything(draft: Draft) -> None:
    draft.add("actors.yaml", {"id": "clerk", "kind": "person", "names": draft.texts("Clerk")})
    draft.add("places.yaml", {"id": "pier", "names": draft.texts("Pier"), "within": "pier_two"})
    draft.add("places.yaml", {"id": "pier_two", "names": draft.texts("Second pier")})
    draft.files["documents/003.yaml"] = draft.files["documents/002.yaml"] | {
        "id": "d3", "number": 3, "file": "003.txt", "sha256": f"{3:064x}"
    }  # fmt: skip
    words = draft.record("vocabulary.yaml")
    words["units"].append({"id": "tons", "format": dict.fromkeys(draft.languages, "{n}")})
    words["measures"].append({"id": "cargo", "unit": "tons", "label": draft.texts("Cargo"), "sane": [1, 2]})
    words["scopes"].append({"id": "wet", "measure": "cargo", "label": draft.texts("Wet")})
    draft.record("topics/boats")["measures"].append("cargo")


CASES = {
    "a name that is nearly right": Case(
        "reference",
        lambda draft: draft.set("b001", "claimant", "mayer"),
        [
            "actors.yaml:1: orphan: warning: the actor `mayor` is used nowhere: use it or delete it",
            "claims/boats.yaml:8: reference: there is no actor `mayer`; did you mean `mayor`?",
        ],
    ),
    "an actor that is part of itself": Case(
        "cycle",
        lambda draft: draft.set("town", "part_of", "mayor"),
        [
            "actors.yaml:4: cycle: `mayor` is part of itself: cut one `part_of` in the circle",
            "actors.yaml:10: cycle: `town` is part of itself: cut one `part_of` in the circle",
        ],
    ),
    "a place within itself, and one beside the circle": Case(
        "cycle",
        lambda draft: draft.set("coast", "within", "coast"),
        ["places.yaml:7: cycle: `coast` lies within itself: cut one `within` in the circle"],
    ),
    "a document that carries its own text": Case(
        "cycle",
        lambda draft: draft.set("d2", "syndicated_from", "d2"),
        ["documents/002.yaml:13: cycle: `d2` carries its own text: cut one `syndicated_from` in the circle"],
    ),
    "a percentage of itself": Case(
        "cycle",
        lambda draft: draft.set("b005", "estimate.base.whole", "b005"),
        [
            "claims/boats.yaml:49: cycle: `b005` is a percentage of itself: name another claim",
            "claims/boats.yaml:49: percentage: warning: [1] “under 10%” fails: 300 of 10 is 3000%",
        ],
    ),
    "what nothing uses": Case(
        "orphan",
        _orphan_everything,
        [
            "actors.yaml:15: orphan: warning: the actor `clerk` is used nowhere: use it or delete it",
            "documents/003.yaml:1: orphan: warning: the document `d3` is used nowhere: use it or delete it",
            "places.yaml:7: orphan: warning: the place `pier` is used nowhere: use it or delete it",
            "vocabulary.yaml:2: orphan: warning: the measure `cargo` is used nowhere: use it or delete it",
            "vocabulary.yaml:3: orphan: warning: the scope `wet` is used nowhere: use it or delete it",
        ],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_name_that_does_not_lead_where_it_should_is_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


def test_every_field_that_names_a_record_is_followed(tmp_path: Path) -> None:
    said = findings(Case("reference", _lead_nowhere, []), tmp_path)

    assert [line.replace("reference: there is no ", "") for line in said if "reference" in line] == [
        "actors.yaml:4: actor `zzzz`",
        "claims/boats.yaml:4: measure `zzzz`",
        "claims/boats.yaml:6: place `zzzz`",
        "claims/boats.yaml:8: actor `zzzz`",
        "claims/boats.yaml:12: actor `zzzz`",
        "claims/boats.yaml:12: document `zzzz`",
        "claims/boats.yaml:13: actor `zzzz`",
        "claims/boats.yaml:18: scope `zzzz`",
        "claims/boats.yaml:23: unit `zzzz`",
        "claims/boats.yaml:33: unit `zzzz`",
        "claims/boats.yaml:36: topic `zzzz`",
        "claims/boats.yaml:50: claim `zzzz`",
        "corrections.yaml:3: claim or event `zzzz`",
        "documents/001.yaml:13: document `zzzz`",
        "events.yaml:4: place `zzzz`",
        "events.yaml:5: actor `zzzz`",
        "events.yaml:6: claim `zzzz`",
        "places.yaml:4: place `zzzz`",
        "relations.yaml:4: claim `zzzz`",
        "topics.yaml:6: measure `zzzz`",
        "vocabulary.yaml:2: unit `zzzz`",
        "vocabulary.yaml:3: measure `zzzz`",
    ]
