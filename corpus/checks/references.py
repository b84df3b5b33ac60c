"""Names lead somewhere: references resolve, belonging has no cycles, nothing lies about unused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from corpus.checks.problem import Problem, near, warning
from corpus.model import Actor, Claim, Document, Dossier, Event, Measure, Place, Record, Scope, Unit

Named: TypeAlias = Actor | Place | Document | Unit | Measure | Scope
"""A record that is there only to be named by others."""


class Reference(NamedTuple):
    """A record's field that names a record of another kind."""

    record: Record
    field: str
    kind: str
    name: str | None


def unresolved(dossier: Dossier) -> Iterator[Problem]:
    """Every name used is the name of something."""
    known = _names(dossier)
    for record, field, kind, name in references(dossier):
        if name is not None and name not in known[kind]:
            yield Problem(record, field, f"there is no {kind} `{name}`{near(name, known[kind])}")


def cycles(dossier: Dossier) -> Iterator[Problem]:
    """Nothing is part of itself, be it through others."""
    for records, field, said in (
        (dossier.actors, "part_of", "is part of itself"),
        (dossier.places, "within", "lies within itself"),
        (dossier.documents, "syndicated_from", "carries its own text"),
    ):
        above = {record.id: getattr(record, field) for record in records}
        for record in records:
            if _returns(record.id, above):
                yield Problem(record, field, f"`{record.id}` {said}: cut one `{field}` in the circle")
    for claim in dossier.claims:
        base = claim.estimate.base if claim.estimate else None
        if base and claim.id in (base.whole, base.part):
            yield Problem(
                claim, "estimate.base", f"`{claim.id}` is a percentage of itself: name another claim"
            )


def orphans(dossier: Dossier) -> Iterator[Problem]:
    """Everything that is defined is used, once there is a claim to use it."""
    if not dossier.claims:
        return
    used: dict[str, set[str | None]] = {kind: set() for kind in _names(dossier)}
    for record, _, kind, name in references(dossier):
        on_offer = kind == "measure" and not isinstance(record, Claim)
        if not on_offer and getattr(record, "id", None) != name:
            used[kind].add(name)
    for topic in dossier.topics:
        if topic.id not in used["topic"]:
            yield warning(topic, "id", f"no claim is of the topic `{topic.id}`: its command says nothing")
    for kind, records in _defined(dossier).items():
        for index, record in enumerate(records):
            if record.id not in used[kind]:
                owner, field = (dossier.vocabulary, f"{kind}s.{index}") if kind in _WORDS else (record, "id")
                yield warning(owner, field, f"the {kind} `{record.id}` is used nowhere: use it or delete it")


def references(dossier: Dossier) -> Iterator[Reference]:
    """Every field of every record that names another record."""
    yield from _word_references(dossier)
    for actor in dossier.actors:
        yield Reference(actor, "part_of", "actor", actor.part_of)
    for place in dossier.places:
        yield Reference(place, "within", "place", place.within)
    for document in dossier.documents:
        yield Reference(document, "syndicated_from", "document", document.syndicated_from)
    for claim in dossier.claims:
        yield from _claim_references(claim)
    for event in dossier.events:
        yield from _event_references(event)
    for relation in dossier.relations:
        for side, claims in enumerate(relation.sides):
            for index, name in enumerate(claims):
                yield Reference(relation, f"sides.{side}.{index}", "claim", name)
    for correction in dossier.corrections:
        yield Reference(correction, "target", "claim or event", correction.target)


def _word_references(dossier: Dossier) -> Iterator[Reference]:
    for topic in dossier.topics:
        for index, name in enumerate(topic.measures):
            yield Reference(topic, f"measures.{index}", "measure", name)
    for index, measure in enumerate(dossier.vocabulary.measures):
        yield Reference(dossier.vocabulary, f"measures.{index}.unit", "unit", measure.unit)
    for index, scope in enumerate(dossier.vocabulary.scopes):
        yield Reference(dossier.vocabulary, f"scopes.{index}.measure", "measure", scope.measure)


def _event_references(event: Event) -> Iterator[Reference]:
    yield Reference(event, "place", "place", event.place)
    for index, name in enumerate(event.participants):
        yield Reference(event, f"participants.{index}", "actor", name)
    for index, name in enumerate(event.claims):
        yield Reference(event, f"claims.{index}", "claim", name)


def _claim_references(claim: Claim) -> Iterator[Reference]:
    for field, kind in _CLAIM_FIELDS.items():
        yield Reference(claim, field, kind, getattr(claim, field))
    if claim.estimate:
        yield Reference(claim, "estimate.unit", "unit", claim.estimate.unit)
        yield Reference(claim, "estimate.per", "unit", claim.estimate.per)
    if claim.estimate and claim.estimate.base:
        yield Reference(claim, "estimate.base.whole", "claim", claim.estimate.base.whole)
        yield Reference(claim, "estimate.base.part", "claim", claim.estimate.base.part)
    for index, appearance in enumerate(claim.appearances):
        yield Reference(claim, f"appearances.{index}.document", "document", appearance.document)
        for step, actor in enumerate(appearance.relayed_by):
            yield Reference(claim, f"appearances.{index}.relayed_by.{step}", "actor", actor)


_CLAIM_FIELDS: Final = {
    "topic": "topic",
    "measure": "measure",
    "scope": "scope",
    "subject": "actor",
    "place": "place",
    "claimant": "actor",
}
_WORDS: Final = ("unit", "measure", "scope")


def _defined(dossier: Dossier) -> Mapping[str, tuple[Named, ...]]:
    return {
        "actor": dossier.actors,
        "place": dossier.places,
        "document": dossier.documents,
        "unit": dossier.vocabulary.units,
        "measure": dossier.vocabulary.measures,
        "scope": dossier.vocabulary.scopes,
    }


def _names(dossier: Dossier) -> dict[str, set[str]]:
    names = {kind: {record.id for record in records} for kind, records in _defined(dossier).items()}
    names["topic"] = {topic.id for topic in dossier.topics}
    names["claim"] = {claim.id for claim in dossier.claims}
    names["claim or event"] = names["claim"] | {event.id for event in dossier.events}
    return names


def _returns(start: str, above: Mapping[str, str | None]) -> bool:
    """Whether going up from `start` leads back to it."""
    seen: set[str] = set()
    step = above.get(start)
    while step is not None and step not in seen:
        if step == start:
            return True
        seen.add(step)
        step = above.get(step)
    return False
