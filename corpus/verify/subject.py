"""What the rules of verification are given: one article, and every text of the dossier that speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from corpus.articles import Article
from corpus.checks.problem import Problem, withdrawn
from corpus.copied import Wording
from corpus.model import Claim, Dossier, Record, Texts


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
        for document in dict.fromkeys(name for claim in claims for name in told.get(claim, ())):
            found.setdefault(document, {})[id(telling.record), telling.field] = telling
    for document, telling in _tellings_on_documents(dossier):
        found.setdefault(document, {})[id(telling.record), telling.field] = telling
    return {document: tuple(those.values()) for document, those in found.items()}


def _tellings_on_claims(dossier: Dossier) -> Iterator[tuple[tuple[str, ...], Telling]]:
    """The claims that a text is on, and the text."""
    gone = withdrawn(dossier)
    for claim in dossier.claims:
        if claim.id not in gone:
            yield from (((claim.id,), telling) for telling in _of_claim(claim))
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


def _of_claim(claim: Claim) -> Iterator[Telling]:
    yield Telling(claim, "gloss", claim.gloss)
    if claim.label is not None:
        yield Telling(claim, "label", claim.label)
    if claim.estimate is not None and claim.estimate.base is not None:
        yield Telling(claim, "estimate.base.gloss", claim.estimate.base.gloss)


def _tellings_on_documents(dossier: Dossier) -> Iterator[tuple[str, Telling]]:
    for document in dossier.documents:
        held: Mapping[str, Texts | None] = {
            "label": document.label,
            "publisher_note": document.publisher_note,
            "published_evidence": document.published_evidence,
            **{f"defects.{index}.text": defect.text for index, defect in enumerate(document.defects)},
        }
        for field, texts in held.items():
            if texts is not None:
                yield document.id, Telling(document, field, texts)
