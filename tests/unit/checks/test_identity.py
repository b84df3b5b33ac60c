"""One thing, one name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossiers import Draft
from tests.unit.checks.cases import Case, findings


def _twin_of_a_place(draft: Draft) -> None:
    draft.add("places.yaml", draft.like("coast", names=draft.texts("Shore")))


def _twin_of_a_unit(draft: Draft) -> None:
    words = draft.record("vocabulary.yaml")
    for kind in ("units", "measures", "scopes"):
        words[kind].append(dict(words[kind][0]))


CASES = {
    "two claims of one id": Case(
        "duplicate-id",
        lambda draft: draft.add("claims/boats.yaml", draft.like("b004")),
        ["claims/boats.yaml:51: duplicate-id: another record (claim) has the id `b004`: choose another"],
    ),
    "a relation with the id of a claim": Case(
        "duplicate-id",
        lambda draft: draft.set("r001", "id", "b004"),
        ["relations.yaml:1: duplicate-id: another record (claim) has the id `b004`: choose another"],
    ),
    "a correction with the id of an event": Case(
        "duplicate-id",
        lambda draft: draft.set("c001", "id", "e001"),
        ["corrections.yaml:1: duplicate-id: another record (event) has the id `e001`: choose another"],
    ),
    "two places of one id": Case(
        "duplicate-id",
        _twin_of_a_place,
        ["places.yaml:7: duplicate-id: another record (place) has the id `coast`: choose another"],
    ),
    "two units, measures and scopes of one id": Case(
        "duplicate-id",
        _twin_of_a_unit,
        [
            "vocabulary.yaml:1: duplicate-id: another record (unit) has the id `boats`: choose another",
            "vocabulary.yaml:2: duplicate-id: another record (measure) has the id `lost`: choose another",
            "vocabulary.yaml:3: duplicate-id: another record (scope) has the id `storm`: choose another",
        ],
    ),
    "an alias of two actors, but for accents and case": Case(
        "ambiguous-name",
        lambda draft: draft.set("mayor", "aliases", ["COUNCÍL"]),
        ["actors.yaml:9: ambiguous-name: “Council” is already the actor `mayor`: keep it with one"],
    ),
    "a full name that is another's": Case(
        "ambiguous-name",
        lambda draft: draft.set("agency", "full.en", "Town (en)"),
        ["actors.yaml:13: ambiguous-name: “Town (en)” is already the actor `town`: keep it with one"],
    ),
    "a name of two places": Case(
        "ambiguous-name",
        lambda draft: draft.set("coast", "names.fr", "Port"),
        ["places.yaml:6: ambiguous-name: “Port” is already the place `harbour`: keep it with one"],
    ),
    "a gap in the documents' numbers": Case(
        "document-number",
        lambda draft: draft.set("d2", "number", 3),
        [
            "documents/002.yaml:2: document-number: `d2` is number 3, but in the order of files it is 2:"
            " number them 1, 2, 3 as their files sort"
        ],
    ),
    "an article described twice": Case(
        "same-article",
        lambda draft: draft.files["documents/002.yaml"].update(file="001.txt", sha256=f"{1:064x}"),
        [
            "documents/002.yaml:3: same-article: `d2` is the same article as `d1`: keep one",
            "documents/002.yaml:4: same-article: `d2` is the same article as `d1`: keep one",
        ],
    ),
    "a built-in command's name": Case(
        "command-name",
        lambda draft: draft.set("topics/boats", "commands.fr", "chronologie"),
        [
            "topics.yaml:2: command-name: /chronologie is a built-in command: give the topic another name",
        ],
    ),
    "a command of two topics": Case(
        "command-name",
        lambda draft: draft.add("topics.yaml", draft.like("topics/boats", id="ships")),
        [
            "topics.yaml:7: orphan: warning: no claim is of the topic `ships`: its command says nothing",
            "topics.yaml:8: command-name: /boats_en is already the topic `boats`: give one another name",
            "topics.yaml:8: command-name: /boats_fr is already the topic `boats`: give one another name",
        ],
    ),
    "fewer claims than there must be": Case(
        "minimum-count",
        lambda draft: draft.set("dossier.yaml", "minimums.claims", 6),
        ["dossier.yaml:8: minimum-count: there are 5 claims, at least 6 are expected: is a file cut short?"],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_shares_a_name_is_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


def test_a_place_and_an_actor_may_share_a_name_and_an_id(tmp_path: Path) -> None:
    case = Case("", lambda draft: draft.set("places/coast", "names", draft.texts("Town")), [])
    assert findings(case, tmp_path) == []


def test_a_topic_may_have_one_command_in_both_languages(tmp_path: Path) -> None:
    case = Case("", lambda draft: draft.set("topics/boats", "commands", {"en": "boats", "fr": "boats"}), [])
    assert findings(case, tmp_path) == []
