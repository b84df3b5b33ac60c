"""What of the dossier holds a paragraph, a number or a date of an article.

*Held* means that a record states it, and cites the very paragraph:

- a **paragraph** by a claim that cites it; by a note that it lists; as the document's title; by a defect that
  calls it boilerplate or a cross-link;
- a **number** by a claim whose anchor covers it and whose figure states it; by a claim whose own words state
  it (where its anchors cover the same number elsewhere in the paragraph, that is the one meant); as the call
  of a note; by a defect of the paragraph whose words state it;
- a **date** by a claim, or an event that it tells, whose date was read in the text and states all that the
  article does; by a claim's own words; by a note dated by its address; by a defect of the paragraph; a bare
  year also as a number.

Numbers are compared exactly, in every language of the dossier. What is part of a date is no number. Whether a
record states it *rightly* is what `verify` says; and a paragraph that is cited may say more than its claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from corpus.articles import Article, Citation
from corpus.checks.problem import withdrawn
from corpus.model import Claim, Dating, Defect, DefectKind, Dossier, Event, Texts
from corpus.numerals import Number, numbers_in
from corpus.prose_dates import DateMention, dates_in
from corpus.stated import without_references
from corpus.text import canonical
from corpus.verify.figures import compared

Events = Mapping[str, tuple[Event, ...]]
"""The events that tell each claim, by its id."""

_READ: Final = (Dating.TEXT, Dating.INFERRED)
_ASIDE: Final = (DefectKind.BOILERPLATE, DefectKind.CROSS_LINKS)


@dataclass(frozen=True, slots=True)
class Holding:
    """One article and what holds its parts."""

    article: Article
    events: Events

    def of_paragraph(self, number: int) -> tuple[str, ...]:
        """What holds a paragraph as a whole."""
        document = self.article.document
        claims = [f"claim {citation.claim.id}" for citation in self._citations(number)]
        notes = [f"note {note.number}" for note in document.footnotes if note.listed_in == number]
        defects = [_defect(defect) for defect in self._defects(number) if defect.kind in _ASIDE]
        title = canonical(document.title or "") == self.article.canonical[number - 1]
        return _once((*claims, *notes, *(["title"] if title else []), *defects))

    def of_number(self, number: int, found: Number) -> tuple[str, ...]:
        """What holds a number of a paragraph."""
        claims = [claim for claim in self._claims(number) if self._claim_states(claim, number, found)]
        defects = [defect for defect in self._defects(number) if _states_number(_bare(defect), found)]
        return _once((*self._note_calls(number, found), *_named(claims, ()), *map(_defect, defects)))

    def of_date(self, number: int, found: DateMention) -> tuple[str, ...]:
        """What holds a date of a paragraph."""
        claims = [claim for claim in self._claims(number) if _claim_dates(claim, found)]
        events = [
            event
            for claim in self._claims(number)
            for event in self.events.get(claim.id, ())
            if event.dating in _READ and found.stated_by(event.date)
        ]
        notes = [
            f"note {note.number}"
            for note in self.article.document.footnotes
            if note.listed_in == number and note.dates is not None and found.states(note.dates)
        ]
        defects = [_defect(defect) for defect in self._defects(number) if _states_date(_bare(defect), found)]
        as_number: tuple[str, ...] = ()
        if found.text.isdecimal():
            as_number = self.of_number(
                number, Number(Decimal(found.text), found.start, found.end, found.text)
            )
        return _once((*notes, *_named(claims, events), *defects, *as_number))

    def _citations(self, number: int) -> tuple[Citation, ...]:
        return self.article.cited.get(number, ())

    def _claims(self, number: int) -> tuple[Claim, ...]:
        return tuple({citation.claim.id: citation.claim for citation in self._citations(number)}.values())

    def _defects(self, number: int) -> Iterator[Defect]:
        return (defect for defect in self.article.document.defects if number in defect.paragraphs)

    def _note_calls(self, number: int, found: Number) -> Iterator[str]:
        text = self.article.canonical[number - 1]
        if text[found.start - 1 : found.start] == "[" and text[found.end : found.end + 1] == "]":
            for note in self.article.document.footnotes:
                if note.number == found.value and number in (*note.called_in, note.listed_in):
                    yield f"note {note.number}"

    def _claim_states(self, claim: Claim, number: int, found: Number) -> bool:
        """Whether its figure states a number that its anchor covers, or its words a number that is meant."""
        own = [citation for citation in self._citations(number) if citation.claim is claim]
        if any(found in compared(self.article, citation) for citation in own):
            return True
        texts = [claim.gloss, *([claim.label] if claim.label else [])]
        if claim.estimate and claim.estimate.base:
            texts.append(claim.estimate.base.gloss)
        return any(_states_number(text, found) for text in texts) and self._means(claim, number, found)

    def _means(self, claim: Claim, number: int, found: Number) -> bool:
        """Whether the claim's words can mean this number: its anchors cover it, or none that is the same."""
        same = [other for other in self.article.numbers(number) if _same(other, found)]
        own = (citation for citation in self._citations(number) if citation.claim is claim)
        spans = [span for span in map(self.article.span, own) if span]
        covered = [other for other in same if any(s <= other.start and other.end <= e for s, e in spans)]
        return found in covered or not covered


def events_of(dossier: Dossier) -> Events:
    """The events that tell each claim; those withdrawn left out."""
    gone = withdrawn(dossier)
    events: dict[str, tuple[Event, ...]] = {}
    for event in dossier.events:
        for claim in event.claims if event.id not in gone else ():
            events[claim] = (*events.get(claim, ()), event)
    return events


def _claim_dates(claim: Claim, found: DateMention) -> bool:
    dates = (claim.as_of, claim.period, claim.said_on) if claim.dating in _READ else ()
    return any(date is not None and found.stated_by(date) for date in dates) or _states_date(
        claim.gloss, found
    )


def _states_number(texts: Texts, found: Number) -> bool:
    return any(
        _same(number, found) for language, text in texts.items() for number in numbers_in(text, language)
    )


def _states_date(texts: Texts, found: DateMention) -> bool:
    return any(
        found.repeated_by(mention) for language, text in texts.items() for mention in dates_in(text, language)
    )


def _same(one: Number, other: Number) -> bool:
    return one.value == other.value and one.magnitude == other.magnitude


def _named(claims: Iterable[Claim], events: Iterable[Event]) -> Iterator[str]:
    yield from (f"claim {claim.id}" for claim in claims)
    yield from (f"event {event.id}" for event in events)


def _bare(defect: Defect) -> Texts:
    """A defect's words without the paragraphs that it names."""
    return {language: without_references(text) for language, text in defect.text.items()}


def _defect(defect: Defect) -> str:
    return f"defect {defect.kind}"


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
