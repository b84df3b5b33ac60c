"""A topic's figures: rivals adjoin, then the newest first; every pair says how it stands."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.dates import parse
from corpus.errors import NotInDossier
from corpus.index import Index
from corpus.index.compile import compile_dossier
from corpus.index.figures import figures
from corpus.index.reply_order import figures_in_order, newest_first, statements_in_order
from corpus.index.standing import Standing
from corpus.index.views import AppearanceView, Checked, ClaimView
from tests.unit.index.story import claim, exact, ids, place_in, relation, story, texts, told

WHOLE = ["k7m2", "v6tn", "m4bj", "m8pq", "f8he", "w3za", "t2ux"]


def test_rivals_adjoin_what_fits_both_follows_then_the_newest_first_and_the_undated_last(
    index: Index,
) -> None:
    found = figures(index, "troops")
    assert ids(found.claims) == WHOLE
    assert place_in(found.claims) == (7, 7, 1, None, None)
    assert [told(pair) for pair in found.pairs] == [
        "k7m2 in_tension v6tn by r1aa: Reason of r1aa",
        "k7m2 compatible m4bj",
        "k7m2 other m8pq by r4dd: Reason of r4dd",
        "v6tn compatible m4bj",
        "m4bj compatible m8pq",
    ]


def test_of_a_pair_the_later_figure_comes_second(index: Index) -> None:
    found = figures(index, "losses")
    assert ids(found.claims) == ["j5uf", "p1aa"]
    assert [told(pair) for pair in found.pairs] == ["p1aa later j5uf"]


def test_a_view_joins_a_claim_to_all_that_it_names(index: Index) -> None:
    dossier = story()
    claims = {claim.id: claim for claim in dossier.claims}
    actors = {actor.id: actor for actor in dossier.actors}
    places = {place.id: place for place in dossier.places}
    scopes = {scope.id: scope for scope in dossier.vocabulary.scopes}
    documents = {document.id: document for document in dossier.documents}
    views = {view.claim.id: view for view in figures(index, "troops").claims.items}
    assert views["k7m2"] == ClaimView(
        claim=claims["k7m2"],
        topic=dossier.topics[0],
        appearances=(
            AppearanceView(
                claims["k7m2"].appearances[0],
                documents["d3"],
                (actors["reuters"],),
                documents["d3"].footnotes[0],
            ),
        ),
        claimant=actors["seoul_sources"],
        place=places["russia"],
        measure=dossier.vocabulary.measures[0],
        scope=scopes["sent"],
        unit=dossier.vocabulary.units[0],
        contested=True,
        checked=Checked.CHECKED,
        checked_on="2026-11-20",
        origins=1,
    )
    budanov = views["m8pq"]
    assert [told.appearance.paragraph for told in budanov.appearances] == [4, 6]
    assert [correction.id for correction in budanov.corrections] == ["c3cc", "c2bb"]
    assert (budanov.checked, budanov.checked_on) == (Checked.STALE, None)
    assert not budanov.contested
    assert not budanov.withdrawn


def test_figures_are_under_the_topics_measures_in_their_order(index: Index) -> None:
    grouped = figures(index, "troops").by_measure
    assert [(measure.id, [view.claim.id for view in views]) for measure, views in grouped] == [
        ("troops", WHOLE[:-1]),
        ("engineers", ["t2ux"]),
    ]
    assert figures(index, "treaty").by_measure == ()


NARROWED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "by claimant": ({"claimant": "budanov"}, ["m8pq"]),
    "by what the claimant is part of": ({"claimant": "ukraine"}, ["m8pq"]),
    "by scope": ({"scope": "sent"}, ["k7m2"]),
    "by place": ({"place": "kursk"}, ["f8he"]),
    "by a place around it": ({"place": "russia"}, ["k7m2", "m8pq", "f8he"]),
    "by two things": ({"place": "russia", "claimant": "seoul_sources"}, ["k7m2"]),
    "by what excludes itself": ({"place": "kursk", "claimant": "budanov"}, []),
    "by an unknown scope": ({"scope": "nonesuch"}, []),
    "by a day": ({"as_of": parse("2022-08-05")}, WHOLE),
    "by a later day": ({"as_of": parse("2024-12-01")}, ["k7m2", "v6tn", "m4bj", "t2ux"]),
    "by a year": ({"as_of": parse("2025")}, ["k7m2", "v6tn", "m4bj", "t2ux"]),
    "by a day and a place": ({"as_of": parse("2025-04"), "place": "russia"}, ["k7m2"]),
}


@pytest.mark.parametrize(("by", "expected"), NARROWED.values(), ids=NARROWED)
def test_figures_are_narrowed(index: Index, by: dict[str, Any], expected: list[str]) -> None:
    found = figures(index, "troops", **by).claims
    assert ids(found) == expected
    assert place_in(found) == (len(expected), len(expected), min(1, len(expected)), None, None)


def test_pages_meet_and_know_their_place(index: Index) -> None:
    first = figures(index, "troops", limit=3).claims
    assert (ids(first), place_in(first)) == (WHOLE[:3], (3, 7, 1, "m4bj", None))
    second = figures(index, "troops", limit=3, after="m4bj").claims
    assert (ids(second), place_in(second)) == (WHOLE[3:6], (3, 7, 4, "w3za", ""))
    third = figures(index, "troops", limit=3, after="w3za").claims
    assert (ids(third), place_in(third)) == (WHOLE[6:], (1, 7, 7, None, "m4bj"))
    beyond = figures(index, "troops", limit=3, after="t2ux").claims
    assert (ids(beyond), place_in(beyond)) == ([], (0, 7, 0, None, "m8pq"))


def test_narrowed_pages_meet_too(index: Index) -> None:
    page = figures(index, "troops", place="russia", limit=1, after="k7m2").claims
    assert (ids(page), place_in(page)) == (["m8pq"], (1, 3, 2, "m8pq", ""))
    last = figures(index, "troops", place="russia", limit=1, after="m8pq").claims
    assert (ids(last), place_in(last)) == (["f8he"], (1, 3, 3, None, "k7m2"))


def test_a_page_holds_one_claim_at_least(index: Index) -> None:
    assert ids(figures(index, "troops", limit=0).claims) == ["k7m2"]
    assert ids(figures(index, "troops", limit=10**9).claims) == WHOLE


def test_what_is_not_there_is_said(index: Index) -> None:
    with pytest.raises(NotInDossier, match="no topic weather"):
        figures(index, "weather")
    with pytest.raises(NotInDossier, match="no claim q999 to go on after"):
        figures(index, "troops", after="q999")


def test_the_newest_is_what_holds_until_the_latest_known_day() -> None:
    def key(**when: str) -> tuple[bool, int]:
        return newest_first(claim("a001", "d1 1", texts("x"), **when))

    days = [
        key(as_of="2025-11/.."),
        key(as_of="../2025-04-30"),
        key(said_on="2025-04-29"),
        key(period="2024"),
        key(as_of="2024-03/.."),
    ]
    assert sorted([*days[::-1], key()]) == [*days, (True, 0)]


def test_statements_go_by_importance_then_the_newest_then_as_the_documents_tell_them() -> None:
    said = [
        claim(id_, where, texts("x"), importance=importance, as_of=when)
        for id_, where, importance, when in (
            ("d001", "d1 1", 2, None),
            ("c001", "d1 1", 2, "2024"),
            ("b001", "d1 1", 2, "2025"),
            ("e001", "d1 1", 3, None),
            ("a001", "d1 1", 2, "2024"),
            ("a002", "d1 3", 2, None),
            ("a003", "d2 1", 2, None),
            ("z001", "d10 1", 2, None),
        )
    ]
    numbers = {"d1": 2, "d2": 3, "d10": 1}
    ordered = ["e001", "b001", "a001", "c001", "z001", "d001", "a002", "a003"]
    assert [one.id for one in statements_in_order(said, numbers)] == ordered


def test_clusters_go_by_importance_and_take_in_rivals_of_rivals_and_what_fits_all() -> None:
    def figure(id_: str, amount: int, **more: Any) -> Any:
        return claim(id_, "d1 1", texts("x"), **({"estimate": exact(amount), "scope": f"s_{id_}"} | more))

    def at_least(amount: int) -> dict[str, Any]:
        return {"comparator": "at_least", "low": amount}

    dossier = story()
    thousands = {"comparator": "order_of_magnitude", "magnitude": 1000}
    claims = [
        figure("f001", 5000, estimate=thousands),  # fits a, b and c, so it follows them
        figure("g001", 900, importance=3),
        figure("a001", 3000),
        figure("b001", 4000, as_of="2030"),
        figure("c001", 5000),
        figure("d001", 70, importance=3),
        figure("e001", 80),
        figure("h001", 60, estimate=at_least(60)),  # an editor lets it fit d, but nobody e
        figure("i001", 60, estimate=at_least(60)),  # an editor lets it fit d and e
        figure("j001", 75, estimate=at_least(75), scope="s_e001"),  # comparable with e, not with d
        figure("k001", 60, estimate=at_least(60)),  # an editor lets it fit d and e, but it has a rival
        figure("l001", 5, importance=1),
        figure("n001", 7),
        figure("o001", 8),
        figure(
            "q001", 6, scope="s_n001", estimate=at_least(6), importance=1
        ),  # fits n and o, but has a rival
        figure("p001", 5, importance=1),
    ]
    relations = (
        relation("r1aa", "contradicts", [["a001"], ["b001"]]),
        relation("r2bb", "contradicts", [["b001"], ["c001"]]),
        relation("r3cc", "contradicts", [["d001"], ["e001"]]),
        relation("r4dd", "dismissed", [["d001"], ["h001"], ["i001"]], on="place"),
        relation("r6ff", "dismissed", [["e001"], ["i001"]], on="place"),
        relation("r5ee", "in_tension", [["e001"], ["zzzz"]]),
        relation("r7gg", "contradicts", [["k001"], ["l001"]]),
        relation("r8hh", "dismissed", [["k001"], ["d001", "e001"]], on="place"),
        relation("r9ii", "contradicts", [["n001"], ["o001"]]),
        relation("s1aa", "contradicts", [["q001"], ["p001"]]),
        relation("s2bb", "dismissed", [["q001"], ["o001"]], on="place"),
    )
    by_id = {one.id: one for one in claims}
    standing = Standing(by_id, {document.id: document for document in dossier.documents}, relations)
    assert [one.id for one in figures_in_order(claims, standing)] == [
        "d001", "e001", "i001", "b001", "a001", "c001", "f001", "k001", "l001", "n001", "o001",
        "p001", "q001", "g001", "h001", "j001",
    ]  # fmt: skip


def test_contests_with_a_claim_of_another_topic_and_fits_by_an_editors_word(tmp_path: Any) -> None:
    changed = story(
        relations=(
            relation("r1aa", "in_tension", [["k7m2"], ["j5uf"]], on="meaning"),
            relation("r2bb", "dismissed", [["m4bj"], ["t2ux", "p1aa"]], on="place"),
            relation("r3cc", "contradicts", [["w3za"], ["m8pq"]]),
            relation("r4dd", "dismissed", [["f8he"], ["w3za"]]),
        )
    )
    compile_dossier(changed, tmp_path / "a.sqlite")
    with Index.open(tmp_path / "a.sqlite") as index:
        found = figures(index, "troops")
        assert ids(found.claims) == ["k7m2", "m4bj", "m8pq", "w3za", "f8he", "v6tn", "t2ux"]
        assert [view.claim.id for view in found.claims.items if view.contested] == ["k7m2", "m8pq", "w3za"]


def test_only_what_an_editor_judged_or_what_contradicts_is_kept() -> None:
    dossier = story()
    standing = Standing(
        {one.id: one for one in dossier.claims},
        {document.id: document for document in dossier.documents},
        (
            relation("r1aa", "same_origin", [["k7m2"], ["m8pq"]]),
            relation("r2bb", "updates", [["k7m2"], ["v6tn"]]),
            relation("r3cc", "derived_from", [["k7m2"], ["v6tn"]]),
        ),
    )
    assert {pair: judgement.verdict.value for pair, judgement in standing.judged.items()} == {
        ("k7m2", "v6tn"): "later",
        ("h2wd", "v6tn"): "contradicts",
    }
    assert standing.rivals == {"h2wd": {"v6tn"}, "v6tn": {"h2wd"}}
    assert standing.fitting == {}
