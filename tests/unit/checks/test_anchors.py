"""Anchors stay short."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.checks import joined
from corpus.checks.anchors import Run
from tests.unit.checks.cases import Case, findings

CASES = {
    "an anchor of nine words": Case(
        "anchor-length",
        lambda draft: draft.set("b001", "appearances.0.anchor", "one two three four five six seven eight 9"),
        [
            "claims/boats.yaml:12: anchor-length: the anchor has 9 words: give the shortest run that"
            " carries the claim, 8 at most"
        ],
    ),
    "an anchor of no word": Case(
        "anchor-length",
        lambda draft: draft.set("b001", "appearances.0.anchor", "..."),
        [
            "claims/boats.yaml:12: anchor-length: the anchor has 0 words: give the shortest run that"
            " carries the claim, 8 at most"
        ],
    ),
    "an anchor that begins where another ends": Case(
        "anchor-overlap",
        lambda draft: (
            draft.set("b003", "appearances.0.anchor", "the harbour had a fleet of 4,100")
            .set("b004", "appearances.0.anchor", "fleet of 4,100 when the storm")
        ),
        [
            "claims/boats.yaml:40: anchor-overlap: warning: with “the harbour had a fleet of 4,100” it"
            " seems to make one run of 11 words of §3: shorten the one or the other"
        ],
    ),
    "an anchor that ends with another's number": Case(
        "anchor-overlap",
        lambda draft: (
            draft.set("b003", "appearances.0.anchor", "4 100 boats in the harbour")
            .set("b004", "appearances.0.anchor", "the storm struck all of 4 100")
        ),
        [
            "claims/boats.yaml:40: anchor-overlap: warning: with “4 100 boats in the harbour” it seems to"
            " make one run of 10 words of §3: shorten the one or the other"
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_anchor_that_is_too_long_is_found(tmp_path: Path, case: Case) -> None:
    assert findings(case, tmp_path) == case.findings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the storm struck the old harbour town", "town hall told the press about it"),  # one common word
        ("a fleet of boats", "fleet of boats in the harbour"),  # together eight at most
        ("the fleet of boats", "fleet of"),  # one inside the other
        ("the very same anchor of seven words", "the very same anchor of seven words"),
    ],
)
def test_anchors_that_join_by_chance_or_stay_short_are_left_alone(
    tmp_path: Path, one: str, other: str
) -> None:
    slip = Case("", lambda draft: draft.set("b003", "appearances.0.anchor", one)
                .set("b004", "appearances.0.anchor", other), [])  # fmt: skip
    assert findings(slip, tmp_path) == []


PARAGRAPH = "On Monday, the old harbour lost « 4 100 » boats; nobody had seen the like, said the mayor."


@pytest.mark.parametrize(
    ("anchors", "runs"),
    [
        ([("the old harbour lost", 1)], ()),
        ([("the old harbour lost", 1), ("boats; nobody had seen the like", 1)], ()),  # a number between
        (
            [("4 100 » boats; nobody had seen", 1), ("the old harbour lost", 1), ("the mayor", 1)],
            (Run((1, 0), ("the", "old", "harbour", "lost", "4100", "boats", "nobody", "had", "seen")),),
        ),
        (
            [("boats; nobody had seen", 1), ("nobody had seen the like", 1), ("said the mayor", 1)],
            (Run((0, 1, 2), ("boats", "nobody", "had", "seen", "the", "like", "said", "the", "mayor")),),
        ),
        ([("the", 2), ("like, said", 1), ("the mayor", 1), ("nobody had seen", 1)], ()),  # eight together
        (
            [("the", 4), ("like, said", 1), ("boats; nobody had seen", 1), ("the mayor", 1)],
            (),
        ),  # no fourth "the"
        ([("not there", 1), ("On Monday", 1)], ()),
        ([], ()),
    ],
)
def test_anchors_that_join_up_in_their_paragraph_are_told_with_their_words(
    anchors: list[tuple[str, int]], runs: tuple[Run, ...]
) -> None:
    assert joined(PARAGRAPH, anchors) == runs
