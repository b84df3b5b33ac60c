"""A claim's card: rivals, the figures it may be taken for, relations, events; and ids that were mistyped."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import NotInDossier
from corpus.index import Index
from corpus.index.claims import FEW, RIVALS, any_id, card, nearest_ids
from corpus.index.compile import compile_dossier
from corpus.index.views import ClaimCard
from corpus.model import Claim, Correction, Relation
from tests.unit.index.story import claim, exact, relation, story, texts, told


def lines(found: ClaimCard) -> dict[str, list[str]]:
    """The card's lists that are not empty, a line an item."""
    lists = {
        "rivals": [told(one.pair) for one in found.rivals],
        "related": [told(one.pair) for one in found.related],
        "same number": [view.claim.id for view in found.same_number],
        "relations": [one.id for one in found.relations],
        "events": [view.event.id for view in found.events],
    }
    return {name: held for name, held in lists.items() if held}


CARDS = {
    "k7m2": {
        "rivals": ["k7m2 in_tension v6tn by r1aa: Reason of r1aa"],
        "related": ["k7m2 compatible m4bj", "k7m2 other m8pq by r4dd: Reason of r4dd"],
        "same number": ["j5uf"],
        "relations": ["r1aa", "r4dd", "r6ff"],
        "events": ["e9ii"],
    },
    "v6tn": {
        "rivals": ["v6tn in_tension k7m2 by r1aa: Reason of r1aa"],
        "related": ["v6tn compatible m4bj"],
        "relations": ["r1aa"],
    },
    "m4bj": {
        "related": ["m4bj compatible k7m2", "m4bj compatible v6tn", "m4bj compatible m8pq"],
    },
    "j5uf": {"related": ["p1aa later j5uf"], "same number": ["k7m2"]},
    "p1aa": {"related": ["p1aa later j5uf"]},
    "f8he": {"events": ["e5ee"]},
    "s5ee": {
        "rivals": [
            "s5ee contradicts s2bb by r3cc: Reason of r3cc",
            "s5ee contradicts s1aa by r3cc: Reason of r3cc",
        ],
        "related": ["s5ee later s6ff by r5ee: Reason of r5ee"],
        "relations": ["r3cc", "r5ee"],
    },
    "z1ra": {"relations": ["r2bb", "r6ff"]},
    "h2wd": {},
}


@pytest.mark.parametrize(("id_", "expected"), CARDS.items(), ids=CARDS)
def test_cards(index: Index, id_: str, expected: dict[str, list[str]]) -> None:
    found = card(index, id_)
    assert found.view.claim.id == id_
    assert lines(found) == expected


def test_a_withdrawn_claim_has_its_card_and_nothing_is_held_against_it(index: Index) -> None:
    found = card(index, "z1ra")
    assert found.view.withdrawn
    assert not found.view.contested
    assert [correction.reason["en"] for correction in found.view.corrections] == ["Not in the text."]


def compiled(path: Path, claims: list[Claim], relations: tuple[Relation, ...] = ()) -> Index:
    compile_dossier(
        story(claims=tuple(claims), relations=relations, events=(), corrections=()), path / "a.sqlite"
    )
    return Index.open(path / "a.sqlite")


def test_a_card_stays_short_and_has_the_nearest_in_time(tmp_path: Path) -> None:
    def yearly(year: int) -> Claim:
        return claim(
            f"y{year:03}", "d1 1", texts("x"), scope="sent", as_of=str(1900 + year), estimate=exact(year + 1)
        )

    claims = [yearly(year) for year in range(100)]
    claims += [claim(f"s{n:03}", "d1 1", texts("x"), scope="killed", estimate=exact(51)) for n in range(9)]
    with compiled(tmp_path, claims) as index:
        found = card(index, "y050")
        assert sorted(one.view.claim.id for one in found.related) == [
            f"y{year:03}" for year in (*range(30, 50), *range(51, 71))
        ]
        assert [view.claim.id for view in found.same_number] == ["s000", "s001", "s002"]


def test_of_many_rivals_a_card_has_the_first(tmp_path: Path) -> None:
    rivals = [claim(f"b{n:03}", "d1 1", texts("x"), as_of=f"20{n:02}") for n in range(RIVALS + 5)]
    contest = relation("r1aa", "contradicts", [["a001"], [one.id for one in rivals]])
    with compiled(tmp_path, [claim("a001", "d1 1", texts("x")), *rivals], (contest,)) as index:
        assert len(card(index, "a001").rivals) == RIVALS


def test_an_unknown_claim_is_said(index: Index) -> None:
    with pytest.raises(NotInDossier, match="The dossier has no claim q999"):
        card(index, "q999")


SLIPS = {
    "k7m3": ("k7m2",),
    "K7M2": ("k7m2",),
    "7km2": ("k7m2",),
    "km2": ("k7m2",),
    "k77m2": ("k7m2",),
    "s1bb": ("s2bb",),
    "s4bb": ("s2bb",),
    "z1rb": (),
    "": (),
    "k": (),
    "k7m2k7m2": (),
    "x" * 100_000: (),
    "🙂\x00'\"": (),
}


@pytest.mark.parametrize(("typed", "expected"), SLIPS.items(), ids=ascii)
def test_ids_one_slip_away(index: Index, typed: str, expected: tuple[str, ...]) -> None:
    assert nearest_ids(index, typed) == expected


def test_no_more_ids_are_offered_than_asked_for(tmp_path: Path) -> None:
    with compiled(tmp_path, [claim(f"a00{n}", "d1 1", texts("x")) for n in range(9)]) as index:
        assert nearest_ids(index, "a00x") == ("a000", "a001", "a002")
        assert FEW == 3
        assert nearest_ids(index, "a00x", limit=1) == ("a000",)


def test_an_example_of_an_id_is_the_first_claim_told(index: Index, tmp_path: Path) -> None:
    assert any_id(index) == "k7m2"
    withdrawal = {"id": "c1aa", "date": "2026", "target": "a001", "reason": texts("Wrong.")}
    gone = claim("a001", "d1 1", texts("x"), scope="sent", estimate=exact(9))
    for others, expected in (((), None), ((claim("b002", "d1 1", texts("x")),), "b002")):
        changed = story(
            claims=(gone, *others),
            events=(),
            relations=(),
            corrections=(Correction.model_validate(withdrawal),),
        )
        path = tmp_path / f"{expected}.sqlite"
        compile_dossier(changed, path)
        with Index.open(path) as other:
            assert any_id(other) == expected


def test_a_magnitude_is_no_number_to_be_taken_for_another(tmp_path: Path) -> None:
    thousands = {"comparator": "order_of_magnitude", "magnitude": 1000}
    claims = [
        claim("a001", "d1 1", texts("x"), scope="sent", estimate=thousands),
        claim("b002", "d1 1", texts("x"), measure="losses", estimate=exact(1000)),
        claim("c003", "d1 1", texts("x"), measure="engineers", estimate=exact(1000)),
    ]
    with compiled(tmp_path, claims) as index:
        assert lines(card(index, "a001")) == {}
        assert lines(card(index, "b002")) == {"same number": ["c003"]}
