"""Dates agree: nothing is told before it was said, and events happen when their claims say."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.checks.problem import Problem
from corpus.model import Claim, ClaimKind, Dossier, Modality


def after_publication(dossier: Dossier) -> Iterator[Problem]:
    """No document relays what was said, or what held, only after it was published."""
    published = {document.id: document for document in dossier.documents}
    for claim in dossier.claims:
        for appearance in claim.appearances:
            document = published.get(appearance.document)
            if document is None:
                continue
            for field in _dated_fields(claim):
                stated = getattr(claim, field)
                if stated is not None and stated.earliest > document.published.latest:
                    message = f"{stated} is after [{document.number}] was published ({document.published})"
                    yield Problem(claim, field, f"{message}: correct the date or the document's window")


def event_window(dossier: Dossier) -> Iterator[Problem]:
    """An event lies in the span of time that the story covers."""
    window = dossier.manifest.window
    for event in dossier.events:
        early = not event.date.open_start and event.date.earliest < window.earliest
        late = not event.date.open_end and event.date.latest > window.latest
        if early or late:
            message = f"{event.date} is not within the dossier's window, {window}"
            yield Problem(event, "date", f"{message}: correct the date, or widen the window in dossier.yaml")


def event_dates(dossier: Dossier) -> Iterator[Problem]:
    """An event's date is one that each of its claims allows."""
    claims = {claim.id: claim for claim in dossier.claims}
    for event in dossier.events:
        for index, name in enumerate(event.claims):
            when = claims[name].when if name in claims else None
            if when is not None and not when.overlaps(event.date):
                message = f"the event is on {event.date}, and its claim `{name}` is about {when}"
                yield Problem(event, f"claims.{index}", f"{message}: correct a date, or drop the claim here")


def _dated_fields(claim: Claim) -> tuple[str, ...]:
    """The dates that cannot lie ahead of a document; what is foretold or planned covers a time to come."""
    ahead = claim.kind in (ClaimKind.FORECAST, ClaimKind.INTENT) or claim.modality is not Modality.ACTUAL
    return ("said_on", "as_of") if ahead else ("said_on", "as_of", "period")
