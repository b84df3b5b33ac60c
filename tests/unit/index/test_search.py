"""Search: words are forgiven, digits never, and nothing that is typed breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import NotInDossier
from corpus.index import Index
from corpus.index.compile import compile_dossier
from corpus.index.search import search
from corpus.index.sources import document as document_view
from corpus.index.views import ClaimView, DocumentView, EventView, Found, Hit
from tests.unit.index.story import ACTORS, claim, place_in, story, texts


def name(hit: Hit) -> str:
    match hit:
        case ClaimView():
            return hit.claim.id
        case EventView():
            return hit.event.id
        case DocumentView():
            return hit.document.id
        case _:
            return hit.id


def found(index: Index, words: str, **more: object) -> tuple[list[str], list[str]]:
    """(hits, words understood otherwise)"""
    answer = search(index, words, limit=50, **more)  # type: ignore[arg-type]
    return [name(hit) for hit in answer.hits.items], [
        f"{one.typed} → {one.shown}" for one in answer.understood
    ]


FIFTEEN_THOUSAND = ["k7m2", "j5uf"]

NUMBERS = {
    "15000": FIFTEEN_THOUSAND,
    "15 000": FIFTEEN_THOUSAND,
    "15\u202f000": FIFTEEN_THOUSAND,
    "15\u00a0000": FIFTEEN_THOUSAND,
    "15,000": FIFTEEN_THOUSAND,
    "15.000": FIFTEEN_THOUSAND,
    "15 mille": FIFTEEN_THOUSAND,
    "15 thousand": FIFTEEN_THOUSAND,
    "15000 sent": ["k7m2"],
    "15 000 soldats": ["k7m2"],
    "16000": [],
    "1500": [],
    "150000": [],
    "15": [],
    "500": [],
    "5,000": ["v6tn"],
    "2000 5000": ["v6tn"],
    "2000-5000": ["v6tn"],
    "2 600": ["f8he"],
    "122": ["n001"],
    "122 152": ["n001"],
    "0122": ["n001"],
    "26.04.2025": [],
    "five": ["j5uf"],
    "cinq": ["j5uf"],
    "1" * 60: [],
}


@pytest.mark.parametrize(("words", "expected"), NUMBERS.items(), ids=ascii)
def test_numbers_match_exactly_however_their_digits_are_grouped(
    index: Index, tmp_path: Path, words: str, expected: list[str]
) -> None:
    shells = claim("n001", "d1 9", texts("Shells of 122 and 152 mm"), importance=1)
    compile_dossier(story(claims=(*story().claims, shells)), tmp_path / "a.sqlite")
    with Index.open(tmp_path / "a.sqlite") as with_shells:
        assert [hit for hit in found(with_shells, words)[0] if hit[0] != "d"] == expected
        assert search(with_shells, words).every_word or not expected


WORDS = {
    "accents and case": ("GUERASSIMOV", ["s1aa", "e2bb", "gerasimov"], []),
    "an alias of who is named": ("dprk", ["s4dd", "e1aa", "korea"], []),
    "stems in English": ("soldier", ["k7m2"], []),
    "stems of a name": ("analyst", ["v6tn", "analysts"], []),
    "stems in French": ("volontaire", ["w3za"], []),
    "all words": ("deployment pyongyang", ["s2bb"], []),
    "an elided article": ("l'Ukraine", ["s4dd", "e7gg", "ukraine"], []),
    "a carrier": ("Reuters", ["k7m2", "reuters"], []),
    "words of the anchor": ("anchor k7m2", ["k7m2"], []),
    "an id": ("v6tn", ["v6tn"], []),
    "a document's publisher": ("Avion-Chasse.fr", ["d1", "d4"], []),
    "a note's site": ("n15.example", ["d3"], []),
    "a role": ("chief", ["s1aa", "e2bb", "gerasimov"], []),
    "a number without a number": ("thousands", ["m4bj"], []),
    "the beginning of a word": ("korotchenk", ["w3za", "e3cc", "korotchenko"], ["korotchenk → Korotchenko"]),
    "the commonest word that begins so": (
        "deploym",
        ["v6tn", "s2bb", "s1aa"],
        ["deploym → deployment"],
    ),
    "the commonest words that begin so": (
        "deplo",
        ["v6tn", "s2bb", "s1aa"],
        ["deplo → deployment", "deplo → deployed"],
    ),
    "a slip": ("korotchanko", ["w3za", "e3cc", "korotchenko"], ["korotchanko → Korotchenko"]),
    "two letters swapped": ("kusrk", ["f8he", "s3cc"], ["kusrk → Kursk"]),
    "a withdrawn claim's words": ("600", [], []),
    "too short to be a slip": ("xyz", [], []),
    "not like anything": ("submarines", [], []),
    "an identifier is no slip": ("k7m3", [], []),
}


@pytest.mark.parametrize(("words", "hits", "understood"), WORDS.values(), ids=WORDS)
def test_words_are_forgiven(index: Index, words: str, hits: list[str], understood: list[str]) -> None:
    assert found(index, words) == (hits, understood)
    assert search(index, words).every_word


def test_hits_are_views(index: Index) -> None:
    dossier = story()
    by_kind = {type(hit): hit for hit in search(index, "Gerasimov", limit=50).hits.items}
    actor = by_kind[type(dossier.actors[0])]
    assert actor == next(one for one in dossier.actors if one.id == "gerasimov")
    assert search(index, "Avion-Chasse.fr").hits.items == (document_view(index, 1), document_view(index, 4))


def test_where_nothing_holds_all_the_words_hits_hold_some(index: Index) -> None:
    answer = search(index, "submarines in Kursk")
    assert [name(hit) for hit in answer.hits.items] == ["f8he", "s3cc"]
    assert not answer.every_word
    assert search(index, "Kursk").every_word
    assert search(index, "submarines in it").hits.total == 0


def test_where_nothing_is_found_the_nearest_topics_are_offered(index: Index) -> None:
    def offered(words: str) -> list[str]:
        answer = search(index, words)
        assert (answer.hits.total, answer.hits.items, answer.understood) == (0, (), ())
        return [topic.id for topic in answer.topics]

    assert offered("submarines") == ["troops", "losses", "treaty"]
    assert offered("pertez") == ["losses", "troops", "treaty"]
    assert offered("") == ["troops", "losses", "treaty"]
    assert search(index, "Kursk").topics == ()


def test_hits_are_paged(index: Index) -> None:
    whole = [name(hit) for hit in search(index, "deployment", limit=50).hits.items]
    assert len(whole) == 3
    first = search(index, "deployment", limit=1).hits
    assert ([name(hit) for hit in first.items], place_in(first)) == (
        whole[:1],
        (1, 3, 1, f"claim.{whole[0]}", None),
    )
    second = search(index, "deployment", limit=1, after=first.next_after).hits
    assert ([name(hit) for hit in second.items], place_in(second)) == (
        whole[1:2],
        (1, 3, 2, f"claim.{whole[1]}", ""),
    )
    third = search(index, "deployment", limit=1, after=second.next_after).hits
    assert ([name(hit) for hit in third.items], place_in(third)) == (
        whole[2:],
        (1, 3, 3, None, f"claim.{whole[0]}"),
    )
    beyond = search(index, "deployment", limit=1, after=f"claim.{whole[2]}").hits
    assert place_in(beyond) == (0, 3, 0, None, f"claim.{whole[1]}")


@pytest.mark.parametrize("after", ["claim.w3za", "claim.nope", "nonsense", "actor."])
def test_a_page_after_what_was_not_found_is_refused(index: Index, after: str) -> None:
    with pytest.raises(NotInDossier, match="This search found no"):
        search(index, "deployment", after=after)


def test_the_readers_language_says_what_number_words_are(index: Index) -> None:
    assert found(index, "15 mille", language="fr")[0] == FIFTEEN_THOUSAND
    assert found(index, "15 mille", language="de")[0] == FIFTEEN_THOUSAND


BREAKERS = [
    *['"', '""', '"Kursk', "Kursk*", "*", "NEAR(Kursk Russia)", "NEAR", "AND", "OR NOT", "Kursk AND"],
    *["-Kursk", "^Kursk", "words:Kursk", "{words}", "(Kursk", "Kursk)", "Kursk + Russia", "a\x00b", "\x00"],
    *["🙂", "🙂 Kursk", "' OR 1=1 --", ";", "\\", "%", "_", "in_war", "\ud800", "ﬁ", "İ", "²", "٣", "½"],
    *["漢字", "Ⅷ", "ǅ", "\u0301", "Kursk\n\n\tRussia"],
    *["x" * 100_000, "Kursk " * 20_000, "1 " * 50_000, "15 000 " * 20_000, '"' * 100_000],
]


@pytest.mark.parametrize("words", BREAKERS, ids=lambda words: ascii(words[:20]))
def test_no_query_syntax_gets_through(index: Index, words: str) -> None:
    assert isinstance(search(index, words), Found)


@given(
    words=st.text(max_size=80) | st.text(st.sampled_from('"*()-:^{} ANDORNEAR0123,.kursk\x00é'), max_size=40)
)
def test_nothing_that_is_typed_breaks_search(index: Index, words: str) -> None:
    first = search(index, words, limit=3)
    if first.hits.next_after:
        assert search(index, words, limit=3, after=first.hits.next_after).hits.previous_after == ""


def test_a_language_without_stems_is_searched_all_the_same(tmp_path: Path) -> None:
    actors = tuple(type(story().actors[0]).model_validate(actor) for actor in ACTORS)
    compile_dossier(story(("uk", "ko"), actors=actors), tmp_path / "a.sqlite")
    with Index.open(tmp_path / "a.sqlite") as index:
        assert found(index, "soldiers")[0] == ["k7m2"]
        assert found(index, "volontaire") == (["w3za"], ["volontaire → volontaires"])
