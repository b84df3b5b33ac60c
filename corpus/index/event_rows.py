"""Writing events, disputes and the lists of these, of claims and of documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from corpus.index.draft import Draft
from corpus.model import Claim, Event, Relation


def write_events(connection: sqlite3.Connection, draft: Draft) -> None:
    """Fill `event` and `event_claim`."""
    for n, event in enumerate(draft.events_in_order, 1):
        earliest, latest = event.date.earliest.toordinal(), event.date.latest.toordinal()
        claims = [claim.id for claim in draft.claims_of(event)]
        row = (
            n,
            event.id,
            earliest,
            latest,
            (latest - earliest + 1).bit_length(),
            draft.origins.count(claims),
            event.model_dump_json(exclude_defaults=True),
        )
        connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        connection.executemany(
            "INSERT INTO event_claim VALUES (?, ?)", ((draft.numbers[claim], n) for claim in claims)
        )


def write_lists(connection: sqlite3.Connection, draft: Draft) -> None:
    """Fill `dispute`, `list` and `posting`."""
    lists: dict[str, list[int]] = {}

    def post(number: int, names: Iterable[str]) -> None:
        for name in names:
            lists.setdefault(name, []).append(number)

    for claim in draft.claims_in_order:
        if claim.id in draft.claims:
            post(draft.numbers[claim.id], _claim_lists(claim, draft))
    for n, event in enumerate(draft.events_in_order, 1):
        post(n, _event_lists(event, draft))
    for number in sorted(document.number for document in draft.dossier.documents):
        post(number, ["documents"])
    for n, relation in enumerate(_disputes(draft), 1):
        connection.execute("INSERT INTO dispute VALUES (?, ?)", (n, relation.id))
        topics = {claim.topic for claim in _disputed(relation, draft)}
        post(n, ("disputes", *(f"disputes topic={topic}" for topic in topics)))
    for list_id, name in enumerate(sorted(lists), 1):
        connection.execute("INSERT INTO list VALUES (?, ?, ?)", (name, list_id, len(lists[name])))
        connection.executemany(
            "INSERT INTO posting VALUES (?, ?, ?)",
            ((list_id, item, pos) for pos, item in enumerate(lists[name], 1)),
        )


def _claim_lists(claim: Claim, draft: Draft) -> Iterator[str]:
    yield f"{'statements' if claim.estimate is None else 'figures'} topic={claim.topic}"
    relays = [actor for appearance in claim.appearances for actor in appearance.relayed_by]
    for actor in draft.around_actor([claim.claimant, claim.subject, *relays]):
        yield f"claims actor={actor}"
    for actor in draft.around_actor([claim.claimant]):
        yield f"claims claimant={actor}"
    for place in draft.around_place([claim.place]):
        yield f"claims place={place}"
    if claim.scope is not None:
        yield f"claims scope={claim.scope}"


def _event_lists(event: Event, draft: Draft) -> Iterator[str]:
    claims = draft.claims_of(event)
    yield "events"
    for topic in {claim.topic for claim in claims}:
        yield f"events topic={topic}"
    for actor in draft.around_actor([*event.participants, *(claim.claimant for claim in claims)]):
        yield f"events actor={actor}"
    places = [event.place] if event.place is not None else [claim.place for claim in claims]
    for place in draft.around_place(places):
        yield f"events place={place}"


def _disputes(draft: Draft) -> list[Relation]:
    """Contested relations that two sides at least still stand in.

    By the least important of their sides, so that what matters whichever side is right comes first; then by
    the most important, then by id.
    """
    standing = (
        relation
        for relation in draft.dossier.relations
        if relation.contested
        and sum(any(claim in draft.claims for claim in side) for side in relation.sides) > 1
    )
    return sorted(standing, key=lambda one: (*_weight(one, draft), one.id))


def _weight(relation: Relation, draft: Draft) -> tuple[int, int]:
    sides = [
        max((draft.claims[c].importance for c in side if c in draft.claims), default=0)
        for side in relation.sides
    ]
    return -min(filter(None, sides), default=0), -max(sides)


def _disputed(relation: Relation, draft: Draft) -> list[Claim]:
    return [draft.claims[claim] for side in relation.sides for claim in side if claim in draft.claims]
