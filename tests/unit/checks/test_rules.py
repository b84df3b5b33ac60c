"""The list of rules: a name each, a test each, and nothing to say of a valid dossier."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.checks import RULES, check
from corpus.reading import load
from tests.dossiers import Draft
from tests.unit.checks import (
    test_anchors,
    test_arithmetic,
    test_citations,
    test_datings,
    test_figures,
    test_hedging,
    test_identity,
    test_manner,
    test_references,
    test_relations,
    test_texts,
    test_times,
    test_withdrawals,
    test_wording,
)

FAMILIES = (
    test_anchors,
    test_arithmetic,
    test_citations,
    test_datings,
    test_figures,
    test_hedging,
    test_identity,
    test_manner,
    test_references,
    test_relations,
    test_texts,
    test_times,
    test_withdrawals,
    test_wording,
)


@pytest.mark.parametrize("languages", [("en", "fr"), ("de", "nl"), ("fr",)])
def test_a_valid_dossier_has_no_findings(tmp_path: Path, languages: tuple[str, ...]) -> None:
    assert check(load(Draft(languages).write(tmp_path))) == ()


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in RULES]
    assert sorted(set(names)) == sorted(names)


def test_every_rule_is_broken_by_a_test_and_named_in_its_finding() -> None:
    cases = [case for family in FAMILIES for case in family.CASES.values()]

    assert {case.rule for case in cases} == {rule.name for rule in RULES}
    assert [case for case in cases if not any(f": {case.rule}: " in line for line in case.findings)] == []


def test_a_dossier_that_cannot_be_read_is_not_held_against_the_rules(tmp_path: Path) -> None:
    folder = Draft().set("b001", "claimant", 1).remove("r001").write(tmp_path)

    assert [finding.rule for finding in check(load(folder))] == ["field"]


def test_rules_bear_a_dossier_with_any_record_missing(tmp_path: Path) -> None:
    for file, held in Draft().files.items():
        for index in range(len(held)) if isinstance(held, list) else ():
            draft = Draft()
            gone = draft.files[file].pop(index)
            loaded = load(draft.write(tmp_path / file / str(index)))
            assert loaded.dossier is not None, gone
            assert all(str(finding) for finding in check(loaded))
