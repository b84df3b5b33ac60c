"""What the rules of verification are given: one article, and every text of the dossier that speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from corpus.articles import Article
from corpus.checks.problem import Problem, withdrawn
from corpus.copied import Wording
from corpus.model import Actor, Claim, Document, Dossier, Record, Texts
from corpus.verify.grounds import Ground, ground_of_claims
from corpus.verify.library import Library, cited_documents


class Telling(NamedTuple):
    """A text in the dossier's own words: the record, the dotted field, the words by language."""

    record: Record
    field: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class Subject:
    """An article at hand, its runs of words, and what the dossier's own words tell of it."""

    article: Article
    wording: Wording
    tellings: tuple[Telling, ...]
    known: Mapping[str, Claim]
    """Every claim of the dossier, by its id."""
    actors: Mapping[str, Actor]


@dataclass(frozen=True, slots=True)
class Whole:
    """The dossier, and all that the articles at hand state."""

    dossier: Dossier
    standing: tuple[Claim, ...]
    """The claims that no correction withdrew."""
    known: Mapping[str, Claim]
    documents: Mapping[str, Document]
    library: Library

    def claims(self, names: Iterable[str]) -> tuple[Claim, ...]:
        """The claims of these ids that the dossier has."""
        return tuple(self.known[name] for name in names if name in self.known)

    def ground(self, claims: Iterable[Claim]) -> Ground | None:
        """What claims bear out; None when an article that one of them cites is not at hand."""
        those = tuple(claims)
        if not self.library.has(cited_documents(those)):
            return None
        return ground_of_claims(those, self.known, self.documents, self.library)


class WholeRule(NamedTuple):
    """A rule of verification that needs more than one article."""

    name: str
    problems: Callable[[Whole], Iterable[Problem]]


class Rule(NamedTuple):
    """A rule of verification: its name in findings, and a pure function from one article to its problems."""

    name: str
    problems: Callable[[Subject], Iterable[Problem]]


def tellings(dossier: Dossier) -> dict[str, tuple[Telling, ...]]:
    """By document, the texts that speak of it: its own, and those on claims that it tells."""
    told: dict[str, tuple[str, ...]] = {
        claim.id: tuple(dict.fromkeys(appearance.document for appearance in claim.appearances))
        for claim in dossier.claims
    }
    found: dict[str, dict[tuple[int, str], Telling]] = {}
    for claims, telling in _tellings_on_claims(dossier):
        for name in dict.fromkeys(name for claim in claims for name in told.get(claim, ())):
            found.setdefault(name, {})[id(telling.record), telling.field] = telling
    for document in dossier.documents:
        for telling in tellings_on_document(document):
            found.setdefault(document.id, {})[id(telling.record), telling.field] = telling
    return {document: tuple(those.values()) for document, those in found.items()}


def _tellings_on_claims(dossier: Dossier) -> Iterator[tuple[tuple[str, ...], Telling]]:
    """The claims that a text is on, and the text."""
    gone = withdrawn(dossier)
    for claim in dossier.claims:
        if claim.id not in gone:
            yield from (((claim.id,), telling) for telling in tellings_on_claim(claim))
    events: dict[str, tuple[str, ...]] = {}
    for event in dossier.events:
        events[event.id] = event.claims
        yield event.claims, Telling(event, "gloss", event.gloss)
    for relation in dossier.relations:
        claims = tuple(claim for side in relation.sides for claim in side)
        yield claims, Telling(relation, "reason", relation.reason)
        if relation.question is not None:
            yield claims, Telling(relation, "question", relation.question)
    for correction in dossier.corrections:
        claims = events.get(correction.target, (correction.target,))
        yield claims, Telling(correction, "reason", correction.reason)


def tellings_on_claim(claim: Claim) -> Iterator[Telling]:
    """A claim's texts."""
    yield Telling(claim, "gloss", claim.gloss)
    if claim.label is not None:
        yield Telling(claim, "label", claim.label)
    if claim.estimate is not None and claim.estimate.base is not None:
        yield Telling(claim, "estimate.base.gloss", claim.estimate.base.gloss)


def tellings_on_document(document: Document) -> Iterator[Telling]:
    """A document's texts."""
    held: Mapping[str, Texts | None] = {
        "label": document.label,
        "publisher_note": document.publisher_note,
        "published_evidence": document.published_evidence,
        **{f"defects.{index}.text": defect.text for index, defect in enumerate(document.defects)},
    }
    yield from (Telling(document, field, texts) for field, texts in held.items() if texts is not None)
