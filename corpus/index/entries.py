"""What search finds, and by which words: claims, events, documents and actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.index.draft import Draft
from corpus.index.terms import number_term
from corpus.model import Actor, Claim, Document, Event, Place, Texts


@dataclass
class Entry:
    """The words that one record is found by; `own` are its own texts, `names` those of what it names."""

    own: list[tuple[str, str]] = field(default_factory=list)
    """(text, its language)"""
    names: list[tuple[str, str]] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)

    def say(self, texts: Texts | None) -> None:
        """Add words of its own."""
        self.own += [(text, language) for language, text in (texts or {}).items()]

    def name(self, record: Actor | Place) -> None:
        """Add every name of an actor or a place."""
        self.names += [(text, language) for language, text in record.names.items()]
        if isinstance(record, Actor):
            for texts in (record.full, record.role):
                self.names += [(text, language) for language, text in (texts or {}).items()]
        self.names += [(alias, "") for alias in record.aliases]


def entries(draft: Draft) -> Iterator[tuple[str, str, Entry]]:
    """Every record that search finds, those that go first among equals first."""
    for claim in sorted(draft.claims.values(), key=lambda one: (-one.importance, draft.numbers[one.id])):
        yield "claim", claim.id, _claim_entry(claim, draft)
    for event in sorted(draft.events_in_order, key=lambda one: -one.importance):
        yield "event", event.id, _event_entry(event, draft)
    for document in draft.dossier.documents:
        yield "document", document.id, _document_entry(document)
    for actor in draft.dossier.actors:
        entry = Entry()
        entry.name(actor)
        yield "actor", actor.id, Entry(own=entry.names)


def _claim_entry(claim: Claim, draft: Draft) -> Entry:
    entry = Entry(own=[(claim.id, "")])
    entry.say(claim.gloss)
    entry.say(claim.label)
    if claim.scope is not None:
        entry.say(draft.scopes[claim.scope].label)
    if claim.measure is not None:
        entry.say(draft.measures[claim.measure].label)
    if claim.estimate is not None:
        stated = (amount for amount in claim.estimate.amounts if amount != claim.estimate.magnitude)
        entry.numbers = {number_term(Decimal(str(amount))) for amount in stated}
    actors = [claim.claimant, claim.subject]
    for appearance in claim.appearances:
        entry.own.append((appearance.anchor, draft.documents[appearance.document].language))
        actors += appearance.relayed_by
    _name_all(entry, draft, actors, claim.place)
    return entry


def _event_entry(event: Event, draft: Draft) -> Entry:
    entry = Entry(own=[(event.id, "")])
    entry.say(event.gloss)
    _name_all(entry, draft, event.participants, event.place)
    return entry


def _document_entry(document: Document) -> Entry:
    entry = Entry()
    entry.say(document.label)
    stated = (document.title, document.publisher, document.author)
    entry.own += [(text, document.language) for text in stated if text]
    entry.names += [(note.label, "") for note in document.footnotes if note.label]
    return entry


def _name_all(entry: Entry, draft: Draft, actors: Iterable[str | None], place: str | None) -> None:
    for actor in dict.fromkeys(actors):
        if actor is not None:
            entry.name(draft.actors[actor])
    if place is not None:
        entry.name(draft.places[place])
