"""The whole dossier as one JSON document: every record as it stands today, and what follows from them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from corpus.dates import Precision
from corpus.export.citations import first_day, last_day
from corpus.index.draft import UNCHECKED, Draft
from corpus.index.views import Checked
from corpus.model import (
    Actor,
    Claim,
    Correction,
    Document,
    Event,
    Manifest,
    Place,
    Record,
    Relation,
    ShortId,
    Topic,
    Vocabulary,
)
from corpus.verdicts import Verdict


class DerivedClaim(Record):
    """What follows for a claim from the other records and from the receipt."""

    id: ShortId
    contested: bool
    """Whether some claim contradicts it or is in tension with it."""
    origins: int
    """How many independent origins stand behind it; ten articles quoting one ministry are one."""
    checked: Checked
    """What the receipt says of its citations, never of its figure."""
    checked_on: str | None
    """The day of that check."""
    withdrawn: bool
    """Whether a correction withdrew it: it is in no answer but its own card."""
    corrections: tuple[ShortId, ...]
    """What was corrected in it, in order of date; the claim here has the new values."""


class DerivedPair(Record):
    """How two claims stand to each other: of each pair that contradicts itself or that an editor ruled on.

    Pairs that are not listed are compatible, of different times or measure different things.
    """

    claims: tuple[ShortId, ShortId]
    verdict: Verdict
    later: ShortId | None
    """For verdict `later`, which of the two."""
    relation: ShortId | None
    """The editor's relation that says so, with its reason; null where it was computed."""


class DerivedEvent(Record):
    """What follows for an event."""

    id: ShortId
    earliest: date | None
    """The first day that its date can mean; null for an open start."""
    latest: date | None
    """The last day that its date can mean; null for an open end."""
    precision: Precision
    contested: bool
    """Whether one of the claims that tell it is contested."""
    origins: int
    """How many independent origins stand behind the claims that tell it together."""
    withdrawn: bool
    """Whether it was withdrawn, or all the claims that told it were."""


class Derived(Record):
    """What no editor wrote: computed from the records, and worth nothing without them."""

    claims: tuple[DerivedClaim, ...]
    pairs: tuple[DerivedPair, ...]
    events: tuple[DerivedEvent, ...]


class Export(Record):
    """A dossier: all records, each kind in the order of its files, corrections applied, and what follows."""

    format: Literal["briefing-dossier"] = "briefing-dossier"
    version: Literal[1] = 1
    """Of this format; it goes up when a field changes its meaning or goes."""
    manifest: Manifest
    vocabulary: Vocabulary
    topics: tuple[Topic, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
    corrections: tuple[Correction, ...]
    derived: Derived


def as_json(draft: Draft) -> str:
    """The document, as `schemas/export.schema.json` has it; every field is there, null where not stated."""
    dossier = draft.dossier
    export = Export(
        manifest=dossier.manifest,
        vocabulary=dossier.vocabulary,
        topics=dossier.topics,
        actors=dossier.actors,
        places=dossier.places,
        documents=dossier.documents,
        claims=dossier.claims,
        events=dossier.events,
        relations=dossier.relations,
        corrections=dossier.corrections,
        derived=Derived(
            claims=tuple(_claim(claim, draft) for claim in dossier.claims),
            pairs=_pairs(draft),
            events=tuple(_event(event, draft) for event in dossier.events),
        ),
    )
    return export.model_dump_json(indent=2) + "\n"


def _claim(claim: Claim, draft: Draft) -> DerivedClaim:
    checked, checked_on = draft.checked.get(claim.id, UNCHECKED)
    return DerivedClaim(
        id=claim.id,
        contested=claim.id in draft.standing.rivals,
        origins=draft.origins.count([claim.id]),
        checked=checked,
        checked_on=checked_on,
        withdrawn=claim.id in draft.withdrawn,
        corrections=tuple(correction.id for correction in draft.corrections.get(claim.id, ())),
    )


def _pairs(draft: Draft) -> tuple[DerivedPair, ...]:
    judged = {tuple(sorted(pair)): judgement for pair, judgement in draft.standing.judged.items()}
    return tuple(
        DerivedPair(
            claims=(one, other),
            verdict=judgement.verdict,
            later=judgement.later,
            relation=judgement.relation.id if judgement.relation else None,
        )
        for (one, other), judgement in sorted(judged.items(), key=lambda item: item[0])
    )


def _event(event: Event, draft: Draft) -> DerivedEvent:
    told = draft.claims_of(event)
    return DerivedEvent(
        id=event.id,
        earliest=first_day(event.date),
        latest=last_day(event.date),
        precision=event.date.precision,
        contested=any(claim.id in draft.standing.rivals for claim in told),
        origins=draft.origins.count([claim.id for claim in told]),
        withdrawn=event.id in draft.withdrawn or not told,
    )
