"""Numbers and dates in our own words: each is one that the articles, or the records told of, bear out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pydantic import JsonValue

from corpus.checks.problem import Problem, withdrawn
from corpus.dates import parse
from corpus.errors import DateError
from corpus.model import Claim, Correction, Document, Record, Texts
from corpus.stated import stated
from corpus.verify.grounds import (
    Ground,
    formulas,
    ground_of_arithmetic,
    ground_of_said,
    joined,
    unfounded,
)
from corpus.verify.library import numbered, together
from corpus.verify.subject import Telling, Whole, tellings_on_claim, tellings_on_document


def claim_numbers(whole: Whole) -> Iterator[Problem]:
    """A claim's words say no number or date but its passages', its figure's and its own dates."""
    for claim in whole.standing:
        ground = whole.ground([claim])
        if ground is not None:
            for telling in tellings_on_claim(claim):
                yield from _unfounded(telling, ground, "no passage, date or figure of the claim bears it out")
            if claim.estimate and claim.estimate.derived:
                yield from _formulas(
                    claim, "estimate.derived", [claim.estimate.derived], ground, equations=False
                )


def event_numbers(whole: Whole) -> Iterator[Problem]:
    """An event's words say no number or date but those of the claims that tell it, and its own."""
    gone = withdrawn(whole.dossier)
    for event in whole.dossier.events:
        ground = None if event.id in gone else whole.ground(whole.claims(event.claims))
        if ground is not None:
            ground |= Ground(dates=frozenset({event.date}))
            yield from _unfounded(
                Telling(event, "gloss", event.gloss), ground, "no claim that tells the event bears it out"
            )


def reason_numbers(whole: Whole) -> Iterator[Problem]:
    """A relation's words say no number or date but its sides', or the results of its arithmetic."""
    for relation in whole.dossier.relations:
        ground = whole.ground(whole.claims(name for side in relation.sides for name in side))
        if ground is None:
            continue
        yield from _formulas(relation, "arithmetic", relation.arithmetic, ground, equations=True)
        ground |= ground_of_arithmetic(relation.arithmetic)
        for field, texts in (("question", relation.question), ("reason", relation.reason)):
            if texts is not None:
                telling = Telling(relation, field, texts)
                yield from _unfounded(
                    telling, ground, "no side and no `arithmetic` bears it out", counts=True
                )


def correction_numbers(whole: Whole) -> Iterator[Problem]:
    """A correction's reason says no number or date but its target's, and those it changes."""
    events = {event.id: event for event in whole.dossier.events}
    for correction in whole.dossier.corrections:
        event = events.get(correction.target)
        ground = whole.ground(whole.claims(event.claims if event else [correction.target]))
        if ground is not None:
            ground |= _ground_of_change(correction) | Ground(
                dates=frozenset({correction.date, *([event.date] if event else [])})
            )
            telling = Telling(correction, "reason", correction.reason)
            yield from _unfounded(
                telling, ground, "neither its target nor the change bears it out", counts=True
            )


def document_numbers(whole: Whole) -> Iterator[Problem]:
    """What is said of a document has no number or date but those of it, or of one that it names."""
    for document in whole.dossier.documents:
        if not whole.library.has([document.id]):
            continue
        for telling in tellings_on_document(document):
            ground = _ground_of_document(whole, document, telling.texts)
            if ground is not None:
                ground |= ground_of_arithmetic(_arithmetic(document, telling.field))
                yield from _unfounded(telling, ground, "it does not stand in the document", counts=True)
        for index, defect in enumerate(document.defects):
            ground = _ground_of_document(whole, document, defect.text)
            if ground is not None:
                field = f"defects.{index}.arithmetic"
                yield from _formulas(document, field, defect.arithmetic, ground, equations=True)


def name_numbers(whole: Whole) -> Iterator[Problem]:
    """A scope's label and an actor's names say no number or date but those of the claims that have them."""
    vocabulary = whole.dossier.vocabulary
    named: list[tuple[Telling, list[Claim]]] = [
        (
            Telling(vocabulary, f"scopes.{index}.label", scope.label),
            [claim for claim in whole.standing if claim.scope == scope.id],
        )
        for index, scope in enumerate(vocabulary.scopes)
    ]
    for actor in whole.dossier.actors:
        theirs = [claim for claim in whole.standing if actor.id in (claim.claimant, claim.subject)]
        texts = (("names", actor.names), ("full", actor.full), ("role", actor.role))
        named += [(Telling(actor, field, those), theirs) for field, those in texts if those is not None]
    for telling, claims in named:
        ground = whole.ground(claims) if claims else None
        if ground is not None:
            yield from _unfounded(telling, ground, "no claim that has it bears it out")


def _ground_of_document(whole: Whole, document: Document, texts: Texts) -> Ground | None:
    """All of the document, its notes' numbers and its window; the same of those named by `[n]`."""
    named = {number for language, text in texts.items() for number in stated(text, language).documents}
    others = [document, *numbered(whole.dossier.documents, named)]
    if not whole.library.has(one.id for one in others):
        return None
    said = ground_of_said(together(whole.library.whole(one.id) for one in others))
    notes = (Decimal(note.number) for one in others for note in one.footnotes)
    own = (Decimal(one.number) for one in others)
    return said | Ground(
        numbers=frozenset((number, False) for number in (*notes, *own)),
        dates=frozenset(one.published for one in others),
        documents=frozenset(one.number for one in others),
        paragraphs=frozenset(number for one in others for number in range(1, one.paragraphs + 1)),
    )


def _arithmetic(document: Document, field: str) -> tuple[str, ...]:
    kind, _, rest = field.partition(".")
    return document.defects[int(rest.partition(".")[0])].arithmetic if kind == "defects" else ()


def _ground_of_change(correction: Correction) -> Ground:
    values = [correction.old, correction.new]
    return joined(map(_ground_of_value, values))


def _ground_of_value(value: JsonValue) -> Ground:
    match value:
        case bool() | None:
            return Ground()
        case int() | float():
            return Ground(frozenset({(Decimal(str(value)), False)}))
        case str():
            try:
                return Ground(dates=frozenset({parse(value)}))
            except DateError:
                return Ground()
        case list():
            return joined(map(_ground_of_value, value))
        case _:
            return joined(map(_ground_of_value, value.values()))


def _unfounded(telling: Telling, ground: Ground, where: str, *, counts: bool = False) -> Iterator[Problem]:
    for language, text in telling.texts.items():
        for what in ground.lacks(stated(text, language), counts=counts):
            message = f"{what} stands here, and {where}"
            yield Problem(
                telling.record, f"{telling.field}.{language}", f"{message}: correct it, or cite what does"
            )


def _formulas(
    record: Record, field: str, texts: list[str] | tuple[str, ...], ground: Ground, *, equations: bool
) -> Iterator[Problem]:
    for formula in formulas(texts, equations=equations):
        for number in unfounded(formula, ground):
            message = f"{number} in {formula.text} is a number that nothing states"
            yield Problem(record, field, f"{message}: name a claim, or a number of the passage")
