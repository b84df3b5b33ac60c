"""Where a date was read: in the address of a cited note, or in the window of a cited document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from corpus.checks.problem import Problem
from corpus.dates import Edtf, Part
from corpus.model import Claim, Dating, Document, Dossier, Event

_Ends = tuple[Part | None, Part | None]


class Dated(NamedTuple):
    """A date of a claim or event, the field it stands in, and the claims whose places it can be read in."""

    record: Claim | Event
    field: str
    date: Edtf
    dating: Dating
    claims: tuple[Claim, ...]

    @property
    def ends(self) -> tuple[Part, ...]:
        """The dates that it states: one, or the two ends of an interval that are not open."""
        return tuple(dict.fromkeys(end for end in (self.date.start, self.date.end) if end is not None))


def dated(dossier: Dossier) -> Iterator[Dated]:
    """Every date of the claims and events, an event's with the claims that tell it."""
    claims = {claim.id: claim for claim in dossier.claims}
    for claim in dossier.claims:
        for field in ("said_on", "as_of", "period"):
            date = getattr(claim, field)
            if date is not None:
                yield Dated(claim, field, date, claim.dating, (claim,))
    for event in dossier.events:
        telling = tuple(claims[name] for name in event.claims if name in claims)
        yield Dated(event, "date", event.date, event.dating, telling)


def noted_dates(dossier: Dossier) -> Iterator[Problem]:
    """What is dated by a note has the date of a note that it cites; its other end may be its document's."""
    documents = {document.id: document for document in dossier.documents}
    for one in dated(dossier):
        if one.dating is not Dating.NOTE:
            continue
        notes = [ends for claim in one.claims for ends in _note_ends(claim, documents)]
        windows = [(window.start, window.end) for window in _windows(one, documents)]
        noted = _is_one(one.date.start, notes, 0) or _is_one(one.date.end, notes, 1)
        if not noted or not _bounded(one.date, [*notes, *windows]):
            message = f"no note that is cited here is dated {one.date}"
            advice = "correct the date, the `footnote` or the note's `dates`, or say where it was read"
            yield Problem(one.record, one.field, f"{message}: {advice}")


def published_dates(dossier: Dossier) -> Iterator[Problem]:
    """What is dated by publication has the bounds of its document's window."""
    documents = {document.id: document for document in dossier.documents}
    for one in dated(dossier):
        windows = _windows(one, documents)
        bounds = [(window.start, window.end) for window in windows]
        if one.dating is Dating.PUBLICATION and not _bounded(one.date, bounds):
            message = f"{one.date} has not the bounds of {' or '.join(map(str, windows)) or 'any document'}"
            yield Problem(one.record, one.field, f"{message}: correct the date, or say where it was read")


def _windows(one: Dated, documents: Mapping[str, Document]) -> tuple[Edtf, ...]:
    cited = (appearance.document for claim in one.claims for appearance in claim.appearances)
    return tuple(dict.fromkeys(documents[name].published for name in cited if name in documents))


def _note_ends(claim: Claim, documents: Mapping[str, Document]) -> Iterator[_Ends]:
    for appearance in claim.appearances:
        document = documents.get(appearance.document)
        for note in document.footnotes if document else ():
            if note.number == appearance.footnote and note.dates is not None:
                yield note.dates.start, note.dates.end


def _bounded(date: Edtf, grounds: list[_Ends]) -> bool:
    """Whether each end that the date has is one that a ground has there, or says less than it."""
    return all(end is None or _is_one(end, grounds, side) for side, end in enumerate((date.start, date.end)))


def _is_one(end: Part | None, grounds: list[_Ends], side: int) -> bool:
    bounds = (ends[side] for ends in grounds)
    return end is not None and any(bound is not None and _says_less(end, bound) for bound in bounds)


def _says_less(end: Part, ground: Part) -> bool:
    """Whether all of the ground lies in the end: it is the same, or a finer date within it."""
    return end.earliest <= ground.earliest and ground.latest <= end.latest
