"""Whatever is typed where an id, a name or a number belongs is not in the dossier, and that is all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.errors import NotInDossier
from corpus.index import Index
from corpus.index.claims import card, nearest_ids
from corpus.index.disputes import disputes
from corpus.index.figures import figures
from corpus.index.names import match_words, nearest, resolve
from corpus.index.search import search
from corpus.index.sources import source, sources
from corpus.index.statements import statements
from corpus.index.timeline import timeline

STRANGE = [
    "\ud800",
    "caf\udcc3",
    "\x00",
    "k7m2\x00",
    "'; DROP TABLE claim; --",
    "🙂",
    "x" * 100_000,
    "²",
    " ",
]
UNLIKE_ANY = [text for text in STRANGE if text not in ("k7m2\x00", "²")]  # one slip away; "Article 2"

ASKED: dict[str, Callable[[Index, str], object]] = {
    "a claim": card,
    "a topic": figures,
    "figures after": lambda index, text: figures(index, "troops", after=text),
    "statements after": lambda index, text: statements(index, "troops", after=text),
    "events after": lambda index, text: timeline(index, after=text),
    "disputes after": lambda index, text: disputes(index, after=text),
    "documents after": lambda index, text: sources(index, after=text),
    "a document's claims after": lambda index, text: source(index, 3, after=text),
    "hits after": lambda index, text: search(index, "kursk", after=text),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("text", STRANGE, ids=lambda text: ascii(text[:12]))
def test_what_no_record_is_called_is_not_in_the_dossier(
    index: Index, ask: Callable[[Index, str], object], text: str
) -> None:
    with pytest.raises(NotInDossier):
        ask(index, text)


@pytest.mark.parametrize("text", UNLIKE_ANY, ids=lambda text: ascii(text[:12]))
def test_what_no_record_is_called_narrows_to_nothing(index: Index, text: str) -> None:
    assert figures(index, "troops", claimant=text, scope=text, place=text).claims.total == 0
    assert statements(index, "troops", actor=text, place=text).total == 0
    assert timeline(index, topic=text).total == 0
    assert nearest_ids(index, text) == ()
    assert (resolve(index, text), nearest(index, text), match_words(index, [text]).names) == ((), (), ())
    assert search(index, text).hits.total == 0


@pytest.mark.parametrize(
    "number", [0, -1, 6, 2**63, -(2**63) - 1, 10**5000], ids=lambda number: number.bit_length()
)
def test_no_document_has_a_number_like_that(index: Index, number: int) -> None:
    with pytest.raises(NotInDossier, match="no document"):
        source(index, number)
