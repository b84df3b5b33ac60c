"""Names: in any language and spelling, the longest first, and what is nearly one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.index import Index
from corpus.index.names import MOST_WORDS, Matched, Name, NameKind, match_words, nearest, resolve


def said(names: tuple[Name, ...]) -> list[str]:
    return [f"{name.kind} {name.id}" for name in names]


RESOLVED = {
    "Koursk": ["place kursk"],
    "KURSK": ["place kursk"],
    "effectifs": ["topic troops"],
    "troupes": ["topic troops"],
    "Guérassimov": ["actor gerasimov"],
    "guerassimov": ["actor gerasimov"],
    "Valéri  GUERASSIMOV": ["actor gerasimov"],
    "Corée du Nord": ["actor korea"],
    "dprk": ["actor korea"],
    "Ukraine": ["actor ukraine", "place ukraine"],
    "l'Ukraine": ["actor ukraine", "place ukraine"],
    "Russie": ["place russia", "actor moscow"],  # the place is called so, the actor is also called so
    "seoul_sources": ["actor seoul_sources"],
    "training in Russia": ["scope in_training"],
    "in training": ["scope in_training"],
    "avion-chasse.fr": ["document d1", "document d4"],
    "Soldats confirmés": ["document d1"],
    "chief of staff": [],
    "kurs": [],
    "": [],
    "l'": [],
    "🙂": [],
    '"': [],
    "x" * 100_000: [],
}


@pytest.mark.parametrize(("text", "expected"), RESOLVED.items(), ids=ascii)
def test_names_are_found_whatever_their_case_accents_and_language(
    index: Index, text: str, expected: list[str]
) -> None:
    assert said(resolve(index, text)) == expected


def test_a_name_says_what_readers_see_it_called(index: Index) -> None:
    assert resolve(index, "Igor Korotchenko") == (
        Name(NameKind.ACTOR, "korotchenko", {"en": "Korotchenko", "fr": "Korotchenko"}),
    )
    assert resolve(index, "article 3") == (
        Name(NameKind.DOCUMENT, "d3", {"en": "Article 3", "fr": "Article 3"}, 3),
    )


def test_only_the_kinds_asked_for_are_found(index: Index) -> None:
    assert said(resolve(index, "ukraine", {NameKind.PLACE})) == ["place ukraine"]
    assert said(nearest(index, "ukrayne", {NameKind.PLACE})) == ["place ukraine"]
    assert said(match_words(index, ["ukraine"], {NameKind.PLACE}).names) == ["place ukraine"]


MATCHED = {
    "2024 Corée du Nord troops": (["actor korea", "topic troops"], ("2024",)),
    "l'Ukraine": (["actor ukraine"], ()),
    "Training in Russia": (["scope in_training"], ()),
    "training Russia": (["place russia"], ("training",)),
    "valery gerasimov gerasimov": (["actor gerasimov", "actor gerasimov"], ()),
    "what — happened": ([], ("what", "—", "happened")),
    "": ([], ()),
}


@pytest.mark.parametrize(("typed", "expected"), MATCHED.items(), ids=MATCHED)
def test_words_are_read_as_the_longest_names(
    index: Index, typed: str, expected: tuple[list[str], tuple[str, ...]]
) -> None:
    found = match_words(index, typed.split())
    assert (said(found.names), found.rest) == expected


def test_all_that_words_can_mean_is_told(index: Index) -> None:
    found = match_words(index, ["ukraine", "kursk"])
    assert [said(meaning) for meaning in found.meanings] == [
        ["actor ukraine", "place ukraine"],
        ["place kursk"],
    ]
    assert found.names == tuple(meaning[0] for meaning in found.meanings)


def test_words_without_end_are_left_over(index: Index) -> None:
    words = ["kursk"] * (MOST_WORDS + 2)
    found = match_words(index, words)
    assert (len(found.names), found.rest) == (MOST_WORDS, ("kursk", "kursk"))
    assert match_words(index, ["x" * 100_000]).rest == ("x" * 100_000,)


NEAREST = {
    "boudanof": ["actor budanov"],
    "gerasimow": ["actor gerasimov"],
    "trops": ["topic troops"],
    "north koreaa": ["actor korea"],
    "zzzzqqq": [],
    "": [],
    "!": [],
}


@pytest.mark.parametrize(("typed", "expected"), NEAREST.items(), ids=NEAREST)
def test_what_is_nearly_a_name(index: Index, typed: str, expected: list[str]) -> None:
    assert said(nearest(index, typed))[:1] == expected


def test_the_likest_come_first_and_no_more_than_asked_for(index: Index) -> None:
    assert said(nearest(index, "unattributed reporte", limit=2)) == ["actor reports", "actor estimates"]
    assert said(nearest(index, "unattributed reporte", limit=1)) == ["actor reports"]


@given(text=st.text(max_size=60))
def test_nothing_that_is_typed_breaks_names(index: Index, text: str) -> None:
    resolve(index, text)
    nearest(index, text)
    found = match_words(index, text.split())
    assert isinstance(found, Matched)
    assert set(found.rest) <= set(text.split())
