"""Every claim, event and dispute of a dossier, streamed, for who compares revisions; and some by id."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from corpus.index.opening import Index
from corpus.index.records import claim_numbers, claim_views, event_views, relations
from corpus.index.views import ClaimView, DisputeView, EventView
from corpus.model import Claim, Correction, Document, Event, Relation

AT_ONCE: Final = 500
"""How many records are read at a time."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim and what was computed of it."""

    claim: Claim
    contested: bool
    withdrawn: bool
    origins: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event that stands, and the origins of its claims together."""

    event: Event
    origins: int


def all_claims(index: Index) -> Iterator[ClaimRow]:
    """Every claim in the order of replies, the withdrawn last."""
    sql = "SELECT n, contested, withdrawn, origins, json FROM claim WHERE n > ? ORDER BY n LIMIT ?"
    for contested, withdrawn, origins, text in _streamed(index, sql):
        yield ClaimRow(Claim.model_validate_json(text), bool(contested), bool(withdrawn), origins)


def all_events(index: Index) -> Iterator[EventRow]:
    """Every event in the order of time; those withdrawn, or told by withdrawn claims alone, are left out."""
    sql = "SELECT n, origins, json FROM event WHERE n > ? ORDER BY n LIMIT ?"
    for origins, text in _streamed(index, sql):
        yield EventRow(Event.model_validate_json(text), origins)


def all_disputes(index: Index) -> Iterator[Relation]:
    """Every contested relation of which two sides stand, in the order of `/disputed`."""
    sql = (
        "SELECT d.n, r.json FROM dispute AS d CROSS JOIN record AS r"
        " ON r.kind = 'relation' AND r.id = d.relation WHERE d.n > ? ORDER BY d.n LIMIT ?"
    )
    for (text,) in _streamed(index, sql):
        yield Relation.model_validate_json(text)


def all_corrections(index: Index) -> Iterator[Correction]:
    """Every correction, by its target, then in order of date."""
    for (text,) in index.rows("SELECT json FROM correction ORDER BY target, pos"):
        yield Correction.model_validate_json(text)


def all_documents(index: Index) -> Iterator[Document]:
    """Every document, by its number."""
    for (text,) in index.rows("SELECT json FROM document ORDER BY number"):
        yield Document.model_validate_json(text)


def claims_by_id(index: Index, ids: Iterable[str]) -> dict[str, ClaimView]:
    """These claims, the withdrawn too; unknown ids are left out."""
    return {view.claim.id: view for view in claim_views(index, _numbers(index, "claim", ids))}


def events_by_id(index: Index, ids: Iterable[str]) -> dict[str, EventView]:
    """These events; unknown and withdrawn ones are left out."""
    return {view.event.id: view for view in event_views(index, _numbers(index, "event", ids))}


def disputes_by_id(index: Index, ids: Iterable[str]) -> dict[str, DisputeView]:
    """These relations with the claims that stand on their sides; unknown ids are left out."""
    by_id = relations(index, ids)
    numbers = claim_numbers(index, (claim for one in by_id.values() for side in one.sides for claim in side))
    claims = {view.claim.id: view for view in claim_views(index, sorted(numbers.values()))}
    return {
        id_: DisputeView(one, tuple(filter(None, (_standing(side, claims) for side in one.sides))))
        for id_, one in by_id.items()
    }


def _standing(side: Iterable[str], claims: dict[str, ClaimView]) -> tuple[ClaimView, ...]:
    return tuple(claims[claim] for claim in side if claim in claims)


def _numbers(index: Index, table: str, ids: Iterable[str]) -> list[int]:
    found = index.rows(_NUMBERS[table], json.dumps(sorted(set(ids))))
    return [n for (n,) in found]


def _streamed(index: Index, sql: str) -> Iterator[Sequence[Any]]:
    """The rows of a query without their number, which comes first, some hundreds at a time."""
    last = 0
    while rows := index.rows(sql, last, AT_ONCE):
        for last, *values in rows:  # noqa: B007 - the last number is where the next go on
            yield values


_NUMBERS: Final = {
    "claim": "SELECT n FROM claim WHERE id IN (SELECT value FROM json_each(?)) ORDER BY n",
    "event": "SELECT n FROM event WHERE id IN (SELECT value FROM json_each(?)) ORDER BY n",
}
