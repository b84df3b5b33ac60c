"""Ten articles that quote one ministry are one origin."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Claim, Document, Relation
from corpus.origins import Origins, Union


def document(id_: str, syndicated_from: str | None = None) -> Document:
    return Document.model_validate(
        {
            "id": id_,
            "number": 1,
            "file": "a.txt",
            "sha256": "0" * 64,
            "paragraphs": 9,
            "language": "en",
            "label": {"en": id_},
            "published": "2024",
            "published_evidence": {"en": "its own date"},
            "syndicated_from": syndicated_from,
        }
    )


def claim(id_: str, documents: str, claimant: str | None = None, **changes: Any) -> Claim:
    """Told by the documents of these letters."""
    relayed_by = changes.pop("relayed_by", [])
    return Claim.model_validate(
        {
            "id": id_,
            "topic": "troops",
            "kind": "statement",
            "gloss": {"en": "something"},
            "claimant": claimant,
            "attribution": "named" if claimant else "none",
            "appearances": [
                {
                    "document": name,
                    "paragraph": 1,
                    "anchor": "something",
                    "hash": "1:" + "0" * 16,
                    "relayed_by": relayed_by,
                }
                for name in documents
            ],
        }
        | changes
    )


def anonymous(id_: str, documents: str, claimant: str = "officials") -> Claim:
    return claim(id_, documents, claimant, attribution="anonymous")


def relation(kind: str, *sides: tuple[str, ...]) -> Relation:
    return Relation.model_validate(
        {"id": "r001", "kind": kind, "on": "value", "sides": sides, "reason": {"en": "Because."}}
    )


def test_a_named_claimant_is_one_origin_however_many_relay_it() -> None:
    origins = Origins([claim("a001", "abcdefghij", "ministry")])
    assert origins.count(["a001"]) == 1


def test_two_propositions_of_one_claimant_are_two_claims_with_one_origin_behind_them() -> None:
    origins = Origins([claim("a001", "a", "ministry"), claim("b002", "b", "ministry")])
    assert (origins.of("a001"), origins.of("b002")) == ("a001", "b002")
    assert origins.count(["a001", "b002"]) == 1


def test_different_claimants_are_different_origins() -> None:
    origins = Origins([claim("a001", "a", "ministry"), claim("b002", "a", "agency")])
    assert origins.count(["a001", "b002"]) == 2


def test_anonymous_claimants_are_one_origin_within_one_document_only() -> None:
    origins = Origins([anonymous("a001", "a"), anonymous("b002", "a"), anonymous("c003", "b")])
    assert origins.count(["a001", "b002"]) == 1
    assert origins.count(["a001", "c003"]) == 2


def test_the_documents_of_one_anonymous_claim_speak_of_the_same_people() -> None:
    origins = Origins([anonymous("a001", "a"), anonymous("b002", "b"), anonymous("c003", "ab")])
    assert origins.count(["c003"]) == 1
    assert origins.count(["a001", "b002"]) == 1


def test_a_documents_own_voice_is_the_document() -> None:
    origins = Origins([claim("a001", "a"), claim("b002", "ab", attribution="own_analysis")])
    assert origins.count(["a001"]) == 1
    assert origins.count(["b002"]) == 2
    assert origins.count(["a001", "b002"]) == 2


def test_what_is_carried_without_an_owner_is_its_first_carriers() -> None:
    origins = Origins(
        [
            claim("a001", "a", relayed_by=["reuters", "daily"]),
            claim("b002", "b", relayed_by=["reuters"]),
            claim("c003", "a"),
        ]
    )
    assert origins.count(["a001", "b002"]) == 1
    assert origins.count(["a001", "b002", "c003"]) == 2


def test_documents_that_carry_one_text_are_one_origin() -> None:
    documents = [document("a"), document("b", "a"), document("c", "b")]
    origins = Origins([claim("a001", "abc"), anonymous("b002", "b"), anonymous("c003", "c")], documents)
    assert origins.count(["a001"]) == 1
    assert origins.count(["b002", "c003"]) == 1


def test_relations_make_one_origin_of_the_claims_they_name() -> None:
    claims = [claim("b002", "a", "ministry"), claim("a001", "a", "agency"), claim("c003", "bc")]
    same = Origins(claims, relations=[relation("same_origin", ("b002",), ("a001",))])
    assert same.count(["a001", "b002"]) == 1
    assert same.count(["a001", "b002", "c003"]) == 3
    assert [same.of(id_) for id_ in ("a001", "b002", "c003")] == ["a001", "a001", "c003"]
    derived = Origins(claims, relations=[relation("derived_from", ("b002",), ("c003", "a001"))])
    assert derived.count(["a001", "b002", "c003"]) == 1


def test_a_derived_claim_adds_no_origin_and_leaves_its_inputs_apart() -> None:
    claims = [
        claim("a001", "a", "analysts"),
        claim("b002", "b", "institute"),
        claim("c003", "c"),
        claim("d004", "d"),
    ]
    made = [
        relation("derived_from", ("a001", "b002"), ("c003",)),
        relation("derived_from", ("c003",), ("d004",)),
    ]
    origins = Origins(claims, relations=made)
    assert origins.count(["a001", "b002"]) == 2
    assert origins.count(["a001", "b002", "c003", "d004"]) == 2
    assert origins.count(["a001", "d004"]) == 1
    assert origins.count(["c003"]) == 1
    assert origins.count(["c003", "d004"]) == 1


def test_relations_join_only_the_claims_they_name_not_all_that_their_claimants_say() -> None:
    claims = [claim("a001", "a", "ministry"), claim("b002", "a", "agency"), claim("c003", "a", "agency")]
    origins = Origins(claims, relations=[relation("same_origin", ("a001",), ("b002",))])
    assert origins.count(["a001", "b002"]) == 1
    assert origins.count(["a001", "c003"]) == 2


def test_other_relations_say_nothing_of_origins() -> None:
    claims = [claim("a001", "a", "ministry"), claim("b002", "a", "agency")]
    assert (
        Origins(claims, relations=[relation("dismissed", ("a001",), ("b002",))]).count(["a001", "b002"]) == 2
    )


def test_no_claims_have_no_origin() -> None:
    assert Origins([]).count([]) == 0


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))), st.randoms())
def test_joining_is_the_same_in_any_order_and_the_least_stands_for_all(
    pairs: list[tuple[str, str]], random: Any
) -> None:
    def joined(those: list[tuple[str, str]]) -> dict[str, str]:
        union = Union()
        for one, other in those:
            union.join(one, other)
        return {key: union.of(key) for key in "abcdefgh"}

    found = joined(pairs)
    assert joined(random.sample(pairs, len(pairs))) == found
    assert all(found[one] == found[other] for one, other in pairs)
    assert all(least == min(key for key in found if found[key] == least) for least in found.values())
