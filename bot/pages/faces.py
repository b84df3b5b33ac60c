"""A claim or an event as it was shown before, joined to the records of today that it names."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.index import Index
from corpus.index.records import actors, documents, places
from corpus.index.views import AppearanceView, ClaimView
from corpus.model import Actor, Appearance
from digests.faces import claim_of
from digests.snapshot import Face


def claim_then(id_: str, face: Face, index: Index) -> ClaimView | None:
    """The claim as the face has it; None where it cannot be shown but by its words.

    Documents that are gone are left out; an actor that is gone is named by its id.
    """
    claim = claim_of(id_, face)
    if claim is None or not any(topic.id == claim.topic for topic in index.topics):
        return None
    estimate = claim.estimate
    return ClaimView(
        claim=claim,
        topic=index.topic(claim.topic),
        appearances=tuple(_appearances(claim.appearances, index)),
        claimant=_actor(claim.claimant, index),
        subject=_actor(claim.subject, index),
        place=places(index, (claim.place,)).get(claim.place or ""),
        measure=index.measure(claim.measure) if claim.measure else None,
        scope=index.scope(claim.scope) if claim.scope else None,
        unit=index.unit(estimate.unit) if estimate else None,
    )


def _appearances(told: Iterable[Appearance], index: Index) -> list[AppearanceView]:
    found = []
    for one in told:
        document = documents(index, (one.document,)).get(one.document)
        if document is not None:
            relays = tuple(filter(None, (_actor(relay, index) for relay in one.relayed_by)))
            note = next((note for note in document.footnotes if note.number == one.footnote), None)
            found.append(AppearanceView(one, document, relays, note))
    return sorted(found, key=lambda view: (view.document.number, view.appearance.paragraph))


def _actor(id_: str | None, index: Index) -> Actor | None:
    if id_ is None:
        return None
    return actors(index, (id_,)).get(id_) or _gone(id_, index)


def _gone(id_: str, index: Index) -> Actor:
    names = dict.fromkeys(index.languages, id_.replace("_", " ").capitalize())
    return Actor.model_validate({"id": id_, "kind": "organisation", "names": names})
