"""Locating: words found however they are typed, and a locator that verification accepts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.articles import Article, Citation, articles, readable
from corpus.checks.anchors import LONGEST
from corpus.errors import DossierError
from corpus.locate import Locator, Search, locate
from corpus.model import Document
from corpus.text import occurrences, passage_hash, words
from tests.articles import Held

DOCUMENT = {
    "id": "d7",
    "number": 7,
    "file": "007.txt",
    "sha256": "0" * 64,
    "paragraphs": 3,
    "language": "fr",
    "label": {"en": "x"},
    "published": "2024",
    "published_evidence": {"en": "x"},
}
PARAGRAPHS = (
    "L’été, la digue d’Épinay perdit 15\u202f000 pierres, soit 5,5 millions de francs\u00a0;"
    " 15 000 pierres de trop.",
    "Deux cents barques bri\u00adsées, selon le maire : « un désastre »."
    " Une barque brisée, une barque brisée.",
    "On compta entre 2 000 et 5 000 barques neuves au port,"
    " entre la digue et le phare, puis plus rien du tout.",
)


def article(*paragraphs: str, citations: tuple[Citation, ...] = ()) -> Article:
    return Article(Document.model_validate(DOCUMENT), "\n".join(paragraphs or PARAGRAPHS), citations)


def search(sought: str) -> Search:
    return locate([article()], sought)


def shown(locator: Locator) -> str:
    return f"§{locator.paragraph} {locator.anchor} ({locator.nth})"


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ("15 000 pierres", ["§1 15 000 pierres (1)", "§1 15 000 pierres (2)"]),
        ("15000 PIERRES", ["§1 15 000 pierres (1)", "§1 15 000 pierres (2)"]),
        ("15.000 pierres de", ["§1 15 000 pierres de (1)"]),
        ("L'ete la digue", ["§1 L’été, la digue (1)"]),
        ("5.5 MILLIONS", ["§1 5,5 millions (1)"]),
        ("brisées", ["§2 brisées (1)"]),
        ("Maire: un desastre", ["§2 maire : « un désastre (1)"]),
        ("barque brisee", ["§2 barque brisée (1)", "§2 barque brisée (2)"]),
        ("d Epinay", ["§1 d’Épinay (1)"]),
        ("5 millions", []),
        ("000 pierres", []),
        ("cent", []),
        ("", []),
        ("« ; »", []),
    ],
)
def test_words_are_found_however_they_are_typed(sought: str, expected: list[str]) -> None:
    assert list(map(shown, search(sought).found)) == expected


def test_a_locator_has_all_that_a_citation_needs() -> None:
    (locator,) = search("entre 2000 et 5000 barques").found

    assert (locator.document, locator.paragraph, locator.anchor, locator.nth) == (
        "d7",
        3,
        "entre 2 000 et 5 000 barques",
        1,
    )
    assert locator.hash == passage_hash(PARAGRAPHS[2])
    assert locator.amounts == ("2000", "5000")
    assert (locator.found, locator.shortened, locator.joins) == (5, False, ())


@pytest.mark.parametrize(
    ("paragraph", "sought", "expected"),
    [
        (3, "On compta entre 2 000 et 5 000 barques neuves au port", "2 000 et 5 000 barques"),
        (3, "5 000 barques neuves au port, entre la digue et", "5 000 barques"),
        (3, "entre la digue et le phare, puis plus rien", "entre la digue et le phare, puis plus"),
        (
            1,
            "digue d’Épinay perdit 15 000 pierres, soit 5,5 millions de",
            "15 000 pierres, soit 5,5 millions de",
        ),
        (
            1,
            "soit 5,5 millions de francs ; 15 000 pierres de trop",
            "5,5 millions de francs ; 15 000 pierres",
        ),
        (
            1,
            "15 000 pierres, soit 5,5 millions de francs ; 15 000 pierres",
            "15 000 pierres, soit 5,5 millions de francs",
        ),
    ],
)
def test_too_long_a_run_is_cut_to_the_words_with_its_figures(
    paragraph: int, sought: str, expected: str
) -> None:
    (locator,) = search(sought).found

    assert (locator.paragraph, locator.anchor, locator.nth) == (paragraph, expected, 1)
    assert locator.shortened
    assert locator.found == len(words(sought))


def test_a_run_of_eight_words_is_an_anchor_as_it_is() -> None:
    (locator,) = search("5 000 barques neuves au port, entre la digue").found

    assert (locator.anchor, locator.found) == ("5 000 barques neuves au port, entre la digue", 8)
    assert not locator.shortened


def test_amounts_are_as_a_claims_figure_has_them() -> None:
    held = article("Des milliers, 5,5 milliards et une centaine.")
    (locator,) = locate([held], "milliers 5,5 milliards et une centaine").found

    assert locator.amounts == ("1000 (a magnitude)", "5500000000", "100")


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ("perdit pierres 15000", ["§1 perdit 15 000 pierres (1)"]),
        ("soit huit francs", []),
        ("selon mon maire", ["§2 selon le maire (1)"]),
        ("selon mon chat", []),
        ("un desastr", ["§2 un désastre (1)"]),
        ("barques cassées selon le maire", ["§2 barques brisées, selon le maire (1)"]),
        ("perdit 16000 pierres", []),
        ("perdit 15 000 francs hier au soir", []),
        ("le chat", []),
        ("digue", []),
    ],
)
def test_near_misses_are_offered_for_words_and_never_for_figures(sought: str, expected: list[str]) -> None:
    found = search(sought)

    assert [shown(locator) for locator in found.near] == expected
    assert bool(found.found) == (sought == "digue")


def test_the_nearest_come_first_and_three_at_most() -> None:
    lines = (
        "rouge et verte",
        "verte, ou presque, et rouge",
        "verte et rouges",
        "rouge verte et",
        "verte rouge",
    )
    found = locate([article(*lines)], "verte et rouge")

    assert list(map(shown, found.near)) == [
        "§1 rouge et verte (1)",
        "§4 rouge verte et (1)",
        "§2 verte, ou presque, et rouge (1)",
    ]


def test_words_far_apart_are_no_near_miss() -> None:
    assert locate([article(f"rouge {'et ' * 40} verte")], "verte rouge") == Search()


def test_claims_whose_anchors_would_join_up_are_named(tmp_path: Path) -> None:
    held = Held(tmp_path)
    documents, claims = readable(held.write().dossier)
    found = [one for one in articles(documents, claims, held.articles) if isinstance(one, Article)]

    (locator,) = locate(found, "hulls the storm struck the old ones").found
    assert locator.joins == ("b003", "b004", "b005")
    (locator,) = locate(found, "old ones").found
    assert locator.joins == ()


def test_an_editor_finds_words_while_a_claim_is_broken(tmp_path: Path) -> None:
    held = Held(tmp_path)
    held.draft.drop("b001", "gloss").drop("d2", "sha256")
    documents, claims = readable(held.write().dossier)

    assert [document.id for document in documents] == ["d1"]
    assert [claim.id for claim in claims] == ["b002", "b003", "b004", "b005"]
    with pytest.raises(DossierError, match="There is no dossier folder"):
        readable(tmp_path / "nowhere")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "la",
                "digue",
                "d’eau",
                "15\u202f000",
                "5,5",
                "2024",
                "«",
                "»",
                ";",
                "20 %",
                "1er",
                "nord-est",
                "«\u00a0oui\u00a0»",
                "é",
                "so\u00adl",
            ]
        ),
        min_size=1,
        max_size=14,
    ),
    st.data(),
)
def test_whatever_is_found_verifies(parts: list[str], data: st.DataObject) -> None:
    paragraph = " ".join(parts)
    start = data.draw(st.integers(0, len(parts) - 1))
    sought = " ".join(parts[start : data.draw(st.integers(start + 1, len(parts)))])

    found = locate([article(paragraph)], sought).found
    for locator in found:
        assert locator.nth <= len(occurrences(locator.anchor, paragraph))
        assert 1 <= len(words(locator.anchor)) <= LONGEST
