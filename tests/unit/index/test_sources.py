"""The documents, and one of them with its notes and claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import NotInDossier
from corpus.index import Index
from corpus.index.compile import compile_dossier
from corpus.index.sources import NOTED, source, sources
from corpus.index.views import Slice
from tests.unit.index.story import claim, document, ids, place_in, story, texts


def test_documents_go_by_number_with_how_many_claims_they_tell(index: Index) -> None:
    found = sources(index)
    assert [(view.document, view.claims, view.checked) for view in found.items] == [
        (document(1), 4, 0),
        (document(2), 3, 0),
        (document(3), 5, 1),
        (document(4), 3, 0),
        (document(5), 1, 0),
    ]
    assert place_in(found) == (5, 5, 1, None, None)


def test_documents_are_paged(index: Index) -> None:
    page = sources(index, after="2", limit=2)
    assert [view.document.number for view in page.items] == [3, 4]
    assert place_in(page) == (2, 5, 3, "4", "")
    assert place_in(sources(index, after="3", limit=2)) == (2, 5, 4, None, "1")


def test_one_document_has_its_claims_in_reading_order_and_its_notes_with_what_they_support(
    index: Index,
) -> None:
    found = source(index, 3)
    assert found.document == document(3)
    assert found.checked == 1
    assert ids(found.claims) == ["j5uf", "w3za", "k7m2", "t2ux", "s6ff"]
    assert place_in(found.claims) == (5, 5, 1, None, None)
    assert [(note.footnote.number, [view.claim.id for view in note.claims]) for note in found.notes] == [
        (3, ["w3za"]),
        (5, ["k7m2"]),
        (15, []),
    ]


def test_a_documents_claims_are_paged(index: Index) -> None:
    page = source(index, 3, after="w3za", limit=2).claims
    assert (ids(page), place_in(page)) == (["k7m2", "t2ux"], (2, 5, 3, "t2ux", ""))
    last = source(index, 3, after="t2ux", limit=2).claims
    assert (ids(last), place_in(last)) == (["s6ff"], (1, 5, 5, None, "w3za"))
    assert source(index, 3, after="s6ff", limit=2).claims == Slice((), 5, 0, None, "k7m2")


def test_of_a_note_the_first_claims_are_told(tmp_path: Path) -> None:
    noted = [claim(f"a{n:03}", "d3 4", texts("x"), footnote=3) for n in range(NOTED + 3)]
    compile_dossier(
        story(claims=tuple(noted), events=(), relations=(), corrections=()), tmp_path / "a.sqlite"
    )
    with Index.open(tmp_path / "a.sqlite") as index:
        (note, *_) = source(index, 3).notes
        assert [view.claim.id for view in note.claims] == [one.id for one in noted[:NOTED]]


def test_what_is_not_there_is_said(index: Index) -> None:
    with pytest.raises(NotInDossier, match=r"no document \[9\]"):
        source(index, 9)
    with pytest.raises(NotInDossier, match=r"Document \[3\] tells no claim v6tn to go on after"):
        source(index, 3, after="v6tn")
    with pytest.raises(NotInDossier, match="no document 9 to go on after"):
        sources(index, after="9")
