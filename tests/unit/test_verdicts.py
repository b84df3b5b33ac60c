"""Every pair of figures has exactly one verdict, the same from either side."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Claim, Document, Relation
from corpus.verdicts import (
    Judgement,
    Rulings,
    Verdict,
    Window,
    computed_contradictions,
    figure,
    judge,
    window,
)

DOCUMENTS = {
    name: Document.model_validate(
        {
            "id": name,
            "number": number,
            "file": f"{name}.txt",
            "sha256": "0" * 64,
            "paragraphs": 9,
            "language": "en",
            "label": {"en": name},
            "published": published,
            "published_evidence": {"en": "its own date"},
        }
    )
    for number, (name, published) in enumerate(
        {"early": "2024-01-10", "late": "2025-04-26/..", "month": "2024-06"}.items(), 1
    )
}


def claim(id_: str, *, documents: tuple[str, ...] = ("early",), **changes: Any) -> Claim:
    """15,000 soldiers sent by April 2025, but for the changes; `estimate` is laid over the estimate."""
    estimate = {"comparator": "exact", "best": 15000, "unit": "people"} | changes.pop("estimate", {})
    fields: dict[str, Any] = {
        "id": id_,
        "topic": "troops",
        "kind": "quantity",
        "measure": "troops",
        "scope": "sent",
        "gloss": {"en": "soldiers"},
        "attribution": "none",
        "as_of": "../2025-04-30",
        "estimate": {name: value for name, value in estimate.items() if value is not None},
        "appearances": [
            {"document": document, "paragraph": 1, "anchor": "soldiers", "hash": "1:" + "0" * 16}
            for document in documents
        ],
    }
    return Claim.model_validate(fields | changes)


def relation(kind: str, *sides: tuple[str, ...], id_: str = "r001", on: str = "value") -> Relation:
    return Relation.model_validate(
        {
            "id": id_,
            "kind": kind,
            "on": on,
            "sides": sides,
            "question": {"en": "How many?"},
            "reason": {"en": "Because."},
        }
    )


def verdict(one: Claim, other: Claim, *relations: Relation) -> Judgement:
    """The verdict, asked from both sides."""
    rulings = Rulings(relations)
    first, second = figure(one, DOCUMENTS), figure(other, DOCUMENTS)
    found = judge(first, second, rulings.between(one.id, other.id))
    assert judge(second, first, rulings.between(other.id, one.id)) == found
    return found


UNLIKE: dict[str, dict[str, Any]] = {
    "scope": {"scope": "deployed"},
    "unknown scope": {"scope": None},
    "measure": {"measure": "losses"},
    "subject": {"subject": "russia"},
    "place": {"place": "kursk"},
    "modality": {"modality": "planned"},
    "unit": {"estimate": {"unit": "percent", "best": 70}},
    "flow": {"estimate": {"flow": "cumulative"}},
    "unit of time": {"estimate": {"flow": "rate", "per": "day"}},
    "inclusions": {"estimate": {"includes": ["killed"]}},
}


@pytest.mark.parametrize("changes", UNLIKE.values(), ids=UNLIKE)
def test_figures_that_differ_in_what_they_count_measure_something_else(changes: dict[str, Any]) -> None:
    other = claim("b002", **({"estimate": {"best": 2000}} | changes))
    assert verdict(claim("a001"), other) == Judgement(Verdict.OTHER)


def test_unlike_figures_of_one_thing_at_one_time_contradict_each_other() -> None:
    rival = claim("b002", as_of="2025", estimate={"comparator": "between", "best": None, "low": 1, "high": 5})
    assert verdict(claim("a001"), rival) == Judgement(Verdict.CONTRADICTS)
    assert verdict(claim("a001"), rival).verdict.contested


def test_windows_that_share_one_day_overlap() -> None:
    until, since = (
        claim("a001", as_of="../2024-06"),
        claim("b002", as_of="2024-06-30/..", estimate={"best": 9}),
    )
    assert verdict(until, since) == Judgement(Verdict.CONTRADICTS)
    assert list(computed_contradictions([since, until], DOCUMENTS)) == [("a001", "b002")]


def test_amounts_that_meet_are_compatible() -> None:
    other = claim("b002", estimate={"comparator": "more_than", "best": None, "low": 14000})
    assert verdict(claim("a001"), other) == Judgement(Verdict.COMPATIBLE)
    assert not verdict(claim("a001"), other).verdict.contested


def test_of_figures_with_windows_apart_one_is_later() -> None:
    before, after = claim("b002", as_of="2024", estimate={"best": 11000}), claim("a001", as_of="2025-01")
    assert verdict(before, after) == Judgement(Verdict.LATER, later="a001")


def test_the_time_that_a_claim_states_is_its_window() -> None:
    assert window(claim("a001"), DOCUMENTS) == Window(date.min, date(2025, 4, 30))
    assert window(claim("a001", as_of=None, period="2024"), DOCUMENTS) == Window(
        date(2024, 1, 1), date(2024, 12, 31)
    )
    assert window(claim("a001", as_of=None, said_on="2022-08-05"), DOCUMENTS) == Window(
        date(2022, 8, 5), date(2022, 8, 5)
    )


def test_an_undated_figure_is_about_any_day_until_it_was_first_published() -> None:
    undated = claim("a001", as_of=None, documents=("month", "early"))
    assert window(undated, DOCUMENTS) == Window(date.min, date(2024, 1, 10))
    assert window(claim("a001", as_of=None, documents=("late",)), DOCUMENTS) == Window(date.min, date.max)


def test_an_undated_statement_counts_for_the_days_of_its_publication() -> None:
    said = claim("a001", as_of=None, documents=("month", "early")).model_copy(update={"estimate": None})
    assert window(said, DOCUMENTS) == Window(date(2024, 1, 10), date(2024, 6, 30))


@pytest.mark.parametrize("as_of", ["../2025-04-30", "2024", "2022-08-05", "2025-12"])
def test_an_undated_figure_contradicts_what_its_document_can_have_known(as_of: str) -> None:
    undated = claim("b002", as_of=None, documents=("late",), estimate={"best": 2000})
    assert verdict(claim("a001", as_of=as_of), undated) == Judgement(Verdict.CONTRADICTS)


def test_an_undated_figure_is_earlier_than_what_holds_after_its_document() -> None:
    undated = claim("b002", as_of=None, documents=("early",), estimate={"best": 2000})
    assert verdict(claim("a001", as_of="2024-06"), undated) == Judgement(Verdict.LATER, later="a001")


THOUSANDS = {"comparator": "order_of_magnitude", "best": None, "magnitude": 1000}
UNDISCLOSED = {"comparator": "undisclosed", "best": None}


@pytest.mark.parametrize("estimate", [THOUSANDS, UNDISCLOSED], ids=["thousands", "not disclosed"])
def test_a_figure_without_a_number_fits_other_scopes_too(estimate: dict[str, Any]) -> None:
    wordy = claim("b002", scope="in_war", estimate=estimate | {"flow": "cumulative"})
    assert verdict(claim("a001"), wordy) == Judgement(Verdict.COMPATIBLE)
    assert verdict(claim("a001", place="russia"), wordy) == Judgement(Verdict.COMPATIBLE)


UNFIT: dict[str, dict[str, Any]] = {
    "another modality": {"modality": "planned"},
    "another place": {"place": "kursk"},
    "another time": {"as_of": "2025-11/.."},
    "another measure": {"measure": "engineers"},
    "less than its magnitude": {"estimate": {"best": 400}},
}


@pytest.mark.parametrize("changes", UNFIT.values(), ids=UNFIT)
def test_a_figure_without_a_number_fits_not_everything(changes: dict[str, Any]) -> None:
    wordy = claim("b002", scope="in_war", place="russia", estimate=THOUSANDS)
    assert verdict(claim("a001", **changes), wordy) == Judgement(Verdict.OTHER)


def test_thousands_contradict_a_few_hundred_of_the_same_scope() -> None:
    assert verdict(claim("a001", estimate={"best": 400}), claim("b002", estimate=THOUSANDS)) == Judgement(
        Verdict.CONTRADICTS
    )


def share(id_: str, whole: str | None, best: int) -> Claim:
    base = {"gloss": {"en": "of them"}} | ({"whole": whole} if whole else {})
    return claim(id_, estimate={"unit": "percent", "best": best, "base": base})


def test_percentages_of_different_wholes_measure_something_else() -> None:
    assert verdict(share("a001", "w001", 70), share("b002", "w002", 30)) == Judgement(Verdict.OTHER)
    assert verdict(share("a001", "w001", 70), share("b002", "w001", 30)) == Judgement(Verdict.CONTRADICTS)
    assert verdict(share("a001", "w001", 70), share("b002", None, 30)) == Judgement(Verdict.CONTRADICTS)
    ids = [share("a001", "w001", 70), share("b002", "w002", 30), share("c003", "w002", 20)]
    assert set(computed_contradictions(ids, DOCUMENTS)) == {("b002", "c003")}


@pytest.mark.parametrize("kind", ["contradicts", "in_tension"])
def test_an_editors_contest_goes_before_computing(kind: str) -> None:
    said = relation(kind, ("a001",), ("b002",))
    found = verdict(claim("a001"), claim("b002", scope="deployed"), said)
    assert found == Judgement(Verdict(kind), relation=said)
    assert found.verdict.contested


def test_an_editor_says_which_figure_is_later() -> None:
    said = relation("updates", ("b002",), ("c003", "a001"))
    assert verdict(claim("a001"), claim("b002"), said) == Judgement(
        Verdict.LATER, later="a001", relation=said
    )


DISMISSED = {
    "amounts that cannot both be true are of two things": ({"best": 2000}, "value", Verdict.OTHER),
    "amounts that meet fit": ({"best": 15000}, "value", Verdict.COMPATIBLE),
    "what means something else does": ({"best": 15000}, "meaning", Verdict.OTHER),
    "percentages are no count": ({"best": 15, "unit": "percent"}, "value", Verdict.OTHER),
}


@pytest.mark.parametrize(("estimate", "on", "expected"), DISMISSED.values(), ids=DISMISSED)
def test_what_an_editor_dismissed(estimate: dict[str, Any], on: str, expected: Verdict) -> None:
    said = relation("dismissed", ("a001",), ("b002",), on=on)
    found = verdict(claim("a001"), claim("b002", estimate=estimate), said)
    assert found == Judgement(expected, relation=said)


def test_the_same_number_of_something_else_is_dismissed_as_something_else() -> None:
    said = relation("dismissed", ("a001",), ("b002",))
    assert verdict(claim("a001"), claim("b002", measure="losses"), said) == Judgement(
        Verdict.OTHER, relation=said
    )


def test_statements_have_a_verdict_by_an_editors_word_alone() -> None:
    words = {"kind": "statement", "measure": None, "scope": None}
    one = Claim.model_validate(claim("a001").model_dump(exclude={"estimate"}) | words)
    other = one.model_copy(update={"id": "b002"})
    said = relation("dismissed", ("a001",), ("b002",))
    assert verdict(one, other) == Judgement(Verdict.OTHER)
    assert verdict(one, other, said) == Judgement(Verdict.COMPATIBLE, relation=said)
    assert list(computed_contradictions([one, other], DOCUMENTS)) == []


def test_the_gravest_of_several_relations_decides_then_the_least_id() -> None:
    pair = (("a001",), ("b002",))
    kinds = ["same_origin", "derived_from", "dismissed", "updates", "in_tension", "contradicts"]
    graver = [relation(kind, *pair, id_=f"r00{n}") for n, kind in enumerate(kinds)]
    for last in range(2, len(graver) + 1):
        assert Rulings(graver[:last]).between("a001", "b002") == (graver[last - 1] if last > 2 else None)
    twins = [relation("dismissed", *pair, id_=id_) for id_ in ("r002", "r001")]
    assert Rulings(twins).between("b002", "a001") == twins[1]


def test_a_relation_says_nothing_of_claims_on_one_side() -> None:
    rulings = Rulings([relation("contradicts", ("a001", "b002"), ("c003",))])
    assert rulings.between("a001", "b002") is None
    assert rulings.between("a001", "d004") is None


times = st.sampled_from(["2024", "2024-06", "2024-06-15", "2025", "../2024-03", "2024-12/..", None])
estimates = st.one_of(
    st.builds(lambda n: {"best": n}, st.integers(1, 9)),
    st.builds(lambda n: {"comparator": "at_least", "best": None, "low": n}, st.integers(1, 9)),
    st.builds(lambda n: {"comparator": "up_to", "best": None, "high": n}, st.integers(1, 9)),
    st.just({"comparator": "order_of_magnitude", "best": None, "magnitude": 10}),
    st.just(UNDISCLOSED),
)


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    count = draw(st.integers(2, 7))
    return [
        claim(
            f"a00{n}",
            documents=(draw(st.sampled_from(sorted(DOCUMENTS))),),
            as_of=draw(times),
            scope=draw(st.sampled_from(["sent", "deployed"])),
            place=draw(st.sampled_from([None, "kursk"])),
            estimate=draw(estimates),
        )
        for n in range(count)
    ]


@st.composite
def relations(draw: st.DrawFn) -> list[Relation]:
    kinds = ["contradicts", "in_tension", "updates", "dismissed", "same_origin"]
    ids = st.lists(st.sampled_from([f"a00{n}" for n in range(7)]), min_size=2, max_size=2, unique=True)
    made = draw(st.lists(st.tuples(st.sampled_from(kinds), ids), max_size=4))
    return [relation(kind, (one,), (two,), id_=f"r00{n}") for n, (kind, (one, two)) in enumerate(made)]


@given(claims(), relations())
def test_every_pair_has_one_verdict_the_same_from_either_side(
    made: list[Claim], said: list[Relation]
) -> None:
    for one, other in combinations(made, 2):
        found = verdict(one, other, *said)
        assert (found.later in (one.id, other.id)) == (found.verdict is Verdict.LATER)
        assert found.later is None or found.verdict is Verdict.LATER


@given(claims())
def test_an_undated_figure_is_never_the_later_one(made: list[Claim]) -> None:
    for one, other in combinations(made, 2):
        found = verdict(one, other)
        undated = [each.id for each in (one, other) if each.as_of is None]
        assert found.later not in undated
        assert len(undated) < 2 or found.verdict is not Verdict.LATER


@given(claims())
def test_forgetting_a_date_hides_no_contradiction_and_makes_nothing_later(made: list[Claim]) -> None:
    for one, other in combinations(made, 2):
        published = DOCUMENTS[one.appearances[0].document].published
        if one.as_of is None or one.as_of.latest > published.latest:
            continue  # about days to come: its publication would be too early a bound
        known, forgotten = verdict(one, other), verdict(one.model_copy(update={"as_of": None}), other)
        assert known.verdict is not Verdict.CONTRADICTS or forgotten == known
        assert forgotten.verdict is not Verdict.LATER or forgotten == known


@given(claims(), st.randoms())
def test_the_sweep_finds_what_comparing_every_pair_finds_in_any_order(made: list[Claim], random: Any) -> None:
    shuffled = random.sample(made, len(made))
    found = list(computed_contradictions(shuffled, DOCUMENTS))
    assert len(found) == len(set(found))
    assert set(found) == {
        (one.id, other.id)
        for one, other in combinations(made, 2)
        if verdict(one, other).verdict is Verdict.CONTRADICTS
    }
