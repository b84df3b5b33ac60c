"""From rows to views: records read by number or id, joined to the records that they name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from corpus.index.opening import Index
from corpus.index.views import AppearanceView, Checked, ClaimView, EventView
from corpus.model import Actor, Appearance, Claim, Correction, Document, Event, Place, Record, Relation

R = TypeVar("R", bound=Record)

_KEPT: Final = 4096
"""How many records are kept in memory before all are forgotten."""


def actors(index: Index, ids: Iterable[str | None]) -> dict[str, Actor]:
    """Actors by id."""
    return _records(index, "actor", ids, Actor)


def places(index: Index, ids: Iterable[str | None]) -> dict[str, Place]:
    """Places by id."""
    return _records(index, "place", ids, Place)


def relations(index: Index, ids: Iterable[str | None]) -> dict[str, Relation]:
    """Relations by id."""
    return _records(index, "relation", ids, Relation)


def documents(index: Index, ids: Iterable[str | None]) -> dict[str, Document]:
    """Documents by id."""

    def fetch(missing: Sequence[str]) -> list[tuple[Any, ...]]:
        return index.rows(
            "SELECT id, json FROM document WHERE id IN (SELECT value FROM json_each(?))", json.dumps(missing)
        )

    return _kept(index, "document", ids, Document, fetch)


def claim_views(index: Index, numbers: Sequence[int]) -> list[ClaimView]:
    """The claims of these numbers, in their order."""
    found = index.rows(
        "SELECT n, contested, checked, checked_on, origins, json FROM claim"
        " WHERE n IN (SELECT value FROM json_each(?))",
        json.dumps(numbers),
    )
    rows = {row[0]: (*row[1:5], Claim.model_validate_json(row[5])) for row in found}
    claims: list[Claim] = [rows[n][-1] for n in numbers]
    joined = _Joined(index, claims)
    return [joined.view(rows[n]) for n in numbers]


def event_views(index: Index, numbers: Sequence[int]) -> list[EventView]:
    """The events of these numbers, in their order, each with its claims."""
    found = index.rows(
        "SELECT n, origins, json FROM event WHERE n IN (SELECT value FROM json_each(?))",
        json.dumps(numbers),
    )
    events = {n: (Event.model_validate_json(text), origins) for n, origins, text in found}
    told = claim_numbers(index, (claim for event, _ in events.values() for claim in event.claims))
    views = {view.claim.id: view for view in claim_views(index, sorted(set(told.values())))}
    people = actors(index, (actor for event, _ in events.values() for actor in event.participants))
    where = places(index, (event.place for event, _ in events.values()))
    return [_event_view(*events[n], views, people, where) for n in numbers]


def claim_numbers(index: Index, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of these claims, by id; unknown and withdrawn ones are left out."""
    found = index.rows(
        "SELECT id, n FROM claim WHERE id IN (SELECT value FROM json_each(?)) AND NOT withdrawn",
        json.dumps(list(ids)),
    )
    return dict(found)


class _Joined:
    """The records that some claims name, read together."""

    def __init__(self, index: Index, claims: Sequence[Claim]) -> None:
        self._index = index
        told = [appearance for claim in claims for appearance in claim.appearances]
        relays = (relay for appearance in told for relay in appearance.relayed_by)
        named = (actor for claim in claims for actor in (claim.claimant, claim.subject))
        self._actors = actors(index, (*named, *relays))
        self._places = places(index, (claim.place for claim in claims))
        self._documents = documents(index, (appearance.document for appearance in told))
        self._corrections = _corrections(index, [claim.id for claim in claims])

    def view(self, row: tuple[Any, ...]) -> ClaimView:
        contested, checked, checked_on, origins, claim = row
        index, estimate = self._index, claim.estimate
        return ClaimView(
            claim=claim,
            topic=index.topic(claim.topic),
            appearances=tuple(sorted(map(self._appearance, claim.appearances), key=_reading_order)),
            claimant=self._actors.get(claim.claimant or ""),
            subject=self._actors.get(claim.subject or ""),
            place=self._places.get(claim.place or ""),
            measure=index.measure(claim.measure) if claim.measure else None,
            scope=index.scope(claim.scope) if claim.scope else None,
            unit=index.unit(estimate.unit) if estimate else None,
            contested=bool(contested),
            checked=Checked(checked),
            checked_on=checked_on,
            corrections=self._corrections.get(claim.id, ()),
            origins=origins,
        )

    def _appearance(self, appearance: Appearance) -> AppearanceView:
        document = self._documents[appearance.document]
        return AppearanceView(
            appearance=appearance,
            document=document,
            relayed_by=tuple(self._actors[actor] for actor in appearance.relayed_by),
            footnote=next((note for note in document.footnotes if note.number == appearance.footnote), None),
        )


def _reading_order(view: AppearanceView) -> tuple[int, int]:
    return view.document.number, view.appearance.paragraph


def _event_view(
    event: Event,
    origins: int,
    claims: Mapping[str, ClaimView],
    people: Mapping[str, Actor],
    where: Mapping[str, Place],
) -> EventView:
    return EventView(
        event=event,
        claims=tuple(claims[claim] for claim in event.claims if claim in claims),
        participants=tuple(people[actor] for actor in event.participants),
        place=where[event.place] if event.place is not None else None,
        origins=origins,
    )


def _corrections(index: Index, targets: Sequence[str]) -> dict[str, tuple[Correction, ...]]:
    found = index.rows(
        "SELECT target, json FROM correction WHERE target IN (SELECT value FROM json_each(?))"
        " ORDER BY target, pos",
        json.dumps(targets),
    )
    corrections: dict[str, tuple[Correction, ...]] = {}
    for target, text in found:
        corrections[target] = (*corrections.get(target, ()), Correction.model_validate_json(text))
    return corrections


def _records(index: Index, kind: str, ids: Iterable[str | None], model: type[R]) -> dict[str, R]:
    def fetch(missing: Sequence[str]) -> list[tuple[Any, ...]]:
        return index.rows(
            "SELECT id, json FROM record WHERE kind = ? AND id IN (SELECT value FROM json_each(?))",
            kind,
            json.dumps(missing),
        )

    return _kept(index, kind, ids, model, fetch)


def _kept(
    index: Index,
    kind: str,
    ids: Iterable[str | None],
    model: type[R],
    fetch: Callable[[Sequence[str]], list[tuple[Any, ...]]],
) -> dict[str, R]:
    """Records by id, from memory or else from the file; unknown ids are left out."""
    wanted = {id_ for id_ in ids if id_ is not None}
    missing = sorted(id_ for id_ in wanted if (kind, id_) not in index.kept)
    if missing:
        if len(index.kept) + len(missing) > _KEPT:
            missing = sorted(wanted)
            index.kept.clear()
        for id_, text in fetch(missing):
            index.kept[kind, id_] = model.model_validate_json(text)
    return {id_: index.kept[kind, id_] for id_ in wanted if (kind, id_) in index.kept}
