"""No query reads a table through: what an answer costs grows with the answer, never with the dossier."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corpus.dates import parse
from corpus.index import Index
from corpus.index.claims import any_id, card, nearest_ids
from corpus.index.disputes import disputes
from corpus.index.figures import figures
from corpus.index.names import match_words, nearest
from corpus.index.search import search
from corpus.index.sources import source, sources
from corpus.index.statements import statements
from corpus.index.timeline import timeline

QUERIES: dict[str, Callable[[Index], object]] = {
    "figures": lambda index: figures(index, "troops", limit=2),
    "figures, narrowed": lambda index: figures(
        index, "troops", as_of=parse("2025"), place="russia", after="k7m2", limit=1
    ),
    "statements": lambda index: statements(
        index, "troops", actor="moscow", period=parse("2025"), after="s2bb", limit=1
    ),
    "timeline": lambda index: timeline(index, after="e3cc", limit=2),
    "timeline of a period": lambda index: timeline(index, period=parse("2025"), after="e3cc", limit=2),
    "timeline, narrowed": lambda index: timeline(
        index, period=parse("2024"), place="russia", actor="ukraine"
    ),
    "sources": lambda index: sources(index, after="1", limit=2),
    "a source": lambda index: source(index, 3, after="w3za", limit=2),
    "a claim": lambda index: card(index, "k7m2"),
    "a claim without a number": lambda index: card(index, "m4bj"),
    "ids": lambda index: (any_id(index), nearest_ids(index, "k7m3")),
    "disputes": lambda index: disputes(index, topic="troops", after="r1aa"),
    "search": lambda index: search(index, "korotchenk Kursk 15000 deployment", limit=1),
    "search with a slip": lambda index: search(index, "korotchanko", limit=1),
    "search in vain": lambda index: search(index, "submarines"),
    "names": lambda index: (match_words(index, ["training", "in", "Russia"]), nearest(index, "boudanof")),
    "the small things": lambda index: (index.manifest, index.vocabulary, index.topics),
}


@pytest.fixture
def fresh(index: Index) -> Iterator[Index]:
    """The story's index with nothing kept in memory."""
    with Index.open(index.path) as opened:
        yield opened


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_statement_searches_and_none_scans(
    query: Callable[[Index], object], fresh: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fresh.rows
    scans: list[str] = []

    def explained(sql: str, *values: Any) -> list[tuple[Any, ...]]:
        steps = [str(step[3]) for step in real(f"EXPLAIN QUERY PLAN {sql}", *values)]
        scans.extend(
            f"{step}: {sql}"
            for step in steps
            if step.startswith("SCAN") and not re.search(r"VIRTUAL TABLE|CONSTANT ROW|^SCAN like\b", step)
        )
        assert steps or not sql.startswith("SELECT")
        return real(sql, *values)

    monkeypatch.setattr(Index, "rows", lambda _, sql, *values: explained(sql, *values))
    query(fresh)
    assert scans == []
