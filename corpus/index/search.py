"""Search: words forgiven their endings, accents and slips of the finger; digits never."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

from corpus.errors import NotInDossier
from corpus.index.lists import MOST
from corpus.index.names import NameKind, nearest
from corpus.index.opening import Index
from corpus.index.query import LONGEST, read
from corpus.index.records import actors, claim_numbers, claim_views, event_views
from corpus.index.sources import document
from corpus.index.views import Found, Hit, Slice
from corpus.model import Topic

PAGE: Final = 7
DEEPEST: Final = 1000
"""How many hits can be paged through; the total says how many there are."""
TOPICS: Final = 3
"""How many topics are offered where nothing was found."""

_RANKED: Final = (
    # how much a word weighs in the record's own texts, in the names it refers to, as a stem, as a number
    "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts, 4.0, 2.0, 1.0, 4.0), rowid LIMIT ?"
)
_EVENTS: Final = "SELECT n FROM event WHERE id IN (SELECT value FROM json_each(?))"
_DOCUMENTS: Final = "SELECT number FROM document WHERE id IN (SELECT value FROM json_each(?))"


def search(
    index: Index, words: str, *, language: str | None = None, after: str | None = None, limit: int = PAGE
) -> Found:
    """Claims, events, documents and actors that hold all the words, the best first, ties by importance.

    A word that no record holds is read as the words that it begins, else as those it is a slip away from, and
    `understood` says so. Numbers match exactly, however their digits are grouped; `language` is the reader's.
    Where nothing holds all the words, `every_word` is false and the hits hold some of them. `after` is an
    earlier page's `hits.next_after`; NotInDossier when that is no hit of this search.
    """
    query = read(index, words, language)
    for every_word, condition in ((True, query.all_words), (False, query.some_words)):
        ranked = _ranked(index, condition)
        if ranked:
            hits = _page(index, condition, ranked, after, max(1, min(limit, MOST)))
            return Found(hits, query.understood, every_word)
    return Found(Slice((), 0, 0), topics=_topics(index, words[:LONGEST]))


def _ranked(index: Index, condition: str) -> list[int]:
    if not condition:
        return []
    return [n for (n,) in index.rows(_RANKED, condition, DEEPEST)]


def _page(index: Index, condition: str, ranked: Sequence[int], after: str | None, limit: int) -> Slice[Hit]:
    start = _place(index, ranked, after) if after else 0
    shown = ranked[start : start + limit]
    total = index.rows("SELECT count(*) FROM fts WHERE fts MATCH ?", condition)[0][0]
    kinds = _kinds(index, [*ranked[max(0, start - limit - 1) : start], *shown])
    previous = None
    if start:
        previous = _key(kinds[ranked[start - limit - 1]]) if start > limit else ""
    return Slice(
        items=_hits(index, [kinds[n] for n in shown]),
        total=total,
        first=start + 1 if shown else 0,
        next_after=_key(kinds[shown[-1]]) if len(ranked) > start + limit else None,
        previous_after=previous,
    )


def _place(index: Index, ranked: Sequence[int], after: str) -> int:
    """How many hits come up to and with this one."""
    kind, _, id_ = after.partition(".")
    row = index.row("SELECT n FROM hit WHERE kind = ? AND id = ?", kind, id_)
    if row is None or row[0] not in ranked:
        raise NotInDossier(f"This search found no {after} to go on after.")
    return ranked.index(row[0]) + 1


def _kinds(index: Index, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The kind and id of each hit."""
    rows = index.rows(
        "SELECT n, kind, id FROM hit WHERE n IN (SELECT value FROM json_each(?))", json.dumps(list(numbers))
    )
    return {n: (kind, id_) for n, kind, id_ in rows}


def _key(hit: tuple[str, str]) -> str:
    return ".".join(hit)


def _hits(index: Index, hits: Sequence[tuple[str, str]]) -> tuple[Hit, ...]:
    """The views of hits, read kind by kind, in their order."""
    views: dict[tuple[str, str], Hit] = {}
    ids = {
        kind: [id_ for one, id_ in hits if one == kind] for kind in ("claim", "event", "document", "actor")
    }
    numbers = claim_numbers(index, ids["claim"])
    for claim in claim_views(index, list(numbers.values())):
        views["claim", claim.claim.id] = claim
    for event in event_views(index, _numbers(index, _EVENTS, ids["event"])):
        views["event", event.event.id] = event
    for number in _numbers(index, _DOCUMENTS, ids["document"]):
        one = document(index, number)
        views["document", one.document.id] = one
    for actor in actors(index, ids["actor"]).values():
        views["actor", actor.id] = actor
    return tuple(views[hit] for hit in hits)


def _numbers(index: Index, sql: str, ids: Sequence[str]) -> list[int]:
    rows = index.rows(sql, json.dumps(ids))
    return [n for (n,) in rows]


def _topics(index: Index, words: str) -> tuple[Topic, ...]:
    """The topics with a name like one of the words, then the dossier's first."""
    alike = (name.id for word in words.split()[:TOPICS] for name in nearest(index, word, {NameKind.TOPIC}))
    ids = dict.fromkeys((*alike, *(topic.id for topic in index.topics)))
    return tuple(index.topic(topic_id) for topic_id in ids)[:TOPICS]
