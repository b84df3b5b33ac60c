"""The timeline as a calendar (RFC 5545): all-day entries on the days their dates can mean, and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Calendar, vText
from icalendar import Event as Entry

from corpus.dates import Edtf, Precision
from corpus.export.citations import cited
from corpus.export.words import Words
from corpus.index.draft import UNCHECKED, Draft
from corpus.model import Claim, Event, Modality

PRODUCT: Final = "-//briefing-bot//dossier export//EN"


def as_ics(draft: Draft, words: Words, language: str) -> str:
    """The calendar, in order of time, in `language`; withdrawn events are left out. Lines end in CR LF."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(draft.dossier.manifest.title[language]))
    writer = _Writer(draft, words, language)
    for event in draft.events_in_order:
        calendar.add_component(writer.entry(event))
    return str(calendar.to_ical(sorted=False).decode())


@dataclass(frozen=True, slots=True)
class _Writer:
    """Makes an event a calendar's entry."""

    draft: Draft
    words: Words
    language: str

    def entry(self, event: Event) -> Entry:
        """The entry; equal events of one revision make equal bytes, for its time stamp is the revision's."""
        dossier, claims = self.draft.dossier, self.draft.claims_of(event)
        start, end = _span(event.date)
        topics = {claim.topic for claim in claims}
        entry = Entry()
        entry.add("uid", f"{event.id}.{dossier.manifest.id}@briefing-bot")
        entry.add("dtstamp", datetime.combine(_stated_day(dossier.manifest.revised), time(), UTC))
        entry.add("sequence", dossier.manifest.revision)
        entry.add("dtstart", start)
        if end is not None:
            entry.add("dtend", end)
        entry.add("summary", self._summary(event, claims))
        entry.add("description", "\n".join(self._description(event, claims)))
        if event.place is not None:
            entry.add("location", self.draft.places[event.place].names[self.language])
        titles = [topic.title[self.language] for topic in dossier.topics if topic.id in topics]
        entry.add("categories", titles)
        if event.modality is not Modality.ACTUAL:
            entry.add("status", "TENTATIVE")
        entry.add("transp", "TRANSPARENT")
        return entry

    def _summary(self, event: Event, claims: list[Claim]) -> str:
        """What happened; marked where sources contest it, the date in words where it is no plain day."""
        mark = f"{self.words.contested}: " if any(map(self._is_contested, claims)) else ""
        summary = f"{mark}{event.gloss[self.language]}"
        return summary if _is_plain(event) else f"{summary} ({self.words.when(event)})"

    def _description(self, event: Event, claims: list[Claim]) -> Iterator[str]:
        """The date in words, each claim with where it is told and whether that was checked, the documents."""
        yield self.words.when(event)
        for claim in claims:
            mark = f"{self.words.contested}: " if self._is_contested(claim) else ""
            place = cited(claim.appearances, self.draft.documents)
            checked = self.words.checked(*self.draft.checked.get(claim.id, UNCHECKED))
            yield f"{mark}{claim.gloss[self.language]} {place} {checked}"
        told = {appearance.document for claim in claims for appearance in claim.appearances}
        for document in self.draft.dossier.documents:
            if document.id in told:
                yield f"[{document.number}] {self.words.source(document)}, {self.words.published(document)}"

    def _is_contested(self, claim: Claim) -> bool:
        return claim.id in self.draft.standing.rivals


def _span(when: Edtf) -> tuple[date, date | None]:
    """The first day and the day after the last, for DTEND is exclusive (RFC 5545, 3.6.1).

    Where an end is open, the one day that is known: a block of a year would say that it ended.
    """
    earliest = when.latest if when.open_start else when.earliest
    latest = when.earliest if when.open_end else when.latest
    return earliest, None if latest == date.max else latest + timedelta(days=1)


def _stated_day(when: Edtf) -> date:
    """The first day, or the last where the start is open."""
    return when.latest if when.open_start else when.earliest


def _is_plain(event: Event) -> bool:
    """Whether the entry's day says all there is to say of the date."""
    day = event.date.start
    sure = day is not None and not day.approximate and not day.uncertain
    return sure and event.date.precision is Precision.DAY and event.modality is Modality.ACTUAL
