"""What changed since a chat last saw it: new, old beside new with the reason, withdrawn with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.page import Entry, Line, Mark, Sign, Strong, Text
from bot.pages.claims import counted, figure_of, spaced
from bot.pages.developments import Present, entry, owned, said, within
from bot.pages.faces import claim_then
from bot.phrases import dates, owners
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import cites
from corpus.index import Index
from corpus.index.records import relations
from corpus.index.views import ClaimView
from corpus.model import Event, Modality
from digests.choices import Change
from digests.edition import Told
from digests.faces import event_of, told_claims
from digests.snapshot import Face, ItemKind

ARROW: Final = " → "


def changed(told: Told, held: Present, index: Index, phrases: Phrases, withdrawn: frozenset[str]) -> Entry:
    """One change; `withdrawn` are the claims that the same edition tells as withdrawn."""
    match told.change:
        case Change.REVISED if told.before is not None:
            return _revised(told, told.before, held, index, phrases)
        case Change.WITHDRAWN if told.before is not None:
            return _withdrawn(told, told.before, held, index, phrases, withdrawn)
        case _:
            return entry(told, held, phrases, Strong(phrases.say("NEW")), Text(" "))


def _revised(told: Told, before: Face, held: Present, index: Index, phrases: Phrases) -> Entry:
    word = (Strong(phrases.say("REVISED")), Text(" "))
    why = (_why(told, phrases),)
    match told.kind:
        case ItemKind.CLAIM:
            now = held.claims[told.id]
            then = claim_then(told.id, before, index)
            if then is None:
                return Entry((*_marks(now), *word, *said(now, phrases)), (owned(now, phrases), *why))
            head, body = _beside(then, now, phrases)
            return Entry((*_marks(now), *word, *head), (*body, *why))
        case ItemKind.EVENT:
            view = held.events[told.id]
            body = tuple(_event_beside(event_of(told.id, before), view.event, phrases))
            where = within(cites(a for claim in view.claims for a in claim.appearances), phrases)
            head = (*_marks(*view.claims), *word, Text(phrases.pick(view.event.gloss)))
            return Entry((*head, *where), (*body, *why))
        case ItemKind.DISPUTE:
            now_told = entry(told, held, phrases, *word)
            return Entry(now_told.head, (*now_told.body, *why))


def _marks(*views: ClaimView) -> Line:
    """The mark of what is contested, which goes wherever the claim goes."""
    is_contested = any(view.contested for view in views)
    return (Mark(Sign.CONTESTED), Text(" ")) if is_contested else ()


def _beside(then: ClaimView, now: ClaimView, phrases: Phrases) -> tuple[Line, tuple[Line, ...]]:
    """A claim's head line and what differs, old beside new; another figure is told in the head itself."""
    where = spaced(cites(now.appearances))
    differs: list[Line] = [
        (Text(f"{label} {old}{ARROW}"), Strong(new))
        for label, old, new in _differences(then, now, phrases)
        if old != new
    ]
    old, new = figure_of(then, phrases), figure_of(now, phrases)
    if then.claim.estimate and now.claim.estimate and old != new:
        owner = f"{owners.in_short(now, phrases)}, {counted(now, phrases)}"
        lead = phrases.say("{figure}: {counts}", figure=owner, counts="")
        return (Text(f"{lead}{old}{ARROW}"), Strong(new), Text(" "), *where), tuple(differs)
    old, new = phrases.pick(then.claim.gloss), phrases.pick(now.claim.gloss)
    if not differs and old != new:
        head = (Text(phrases.quote(old.rstrip("."))), Text(ARROW), Text(phrases.quote(new.rstrip("."))))
        return head, (owned(now, phrases),)
    if not differs:
        differs = [(Text(phrases.say("a detail that only its card shows")),)]
    return (*said(now, phrases), *within(cites(now.appearances), phrases)), tuple(differs)


def _differences(then: ClaimView, now: ClaimView, phrases: Phrases) -> Iterator[tuple[str, str, str]]:
    """What of a claim is shown besides its words: what it is called, and both values in words."""
    yield phrases.say("counts:"), counted(then, phrases), counted(now, phrases)
    yield phrases.say("source:"), owners.in_short(then, phrases), owners.in_short(now, phrases)
    yield phrases.say("date:"), owners.when(then, phrases), owners.when(now, phrases)
    yield phrases.say("passage:"), _where(then), _where(now)
    yield phrases.say("place:"), _place(then, phrases), _place(now, phrases)
    yield phrases.say("told as:"), _modality(then, phrases), _modality(now, phrases)


def _event_beside(then: Event | None, now: Event, phrases: Phrases) -> Iterator[Line]:
    if then is None:
        return
    pairs = (
        (phrases.say("date:"), dates.of_event(then, phrases), dates.of_event(now, phrases)),
        (phrases.say("before:"), phrases.pick(then.gloss), phrases.pick(now.gloss)),
    )
    for label, old, new in pairs:
        if old != new:
            told = phrases.quote(old) if new == phrases.pick(now.gloss) else f"{old}{ARROW}{new}"
            yield (Text(f"{label} {told}"),)


def _withdrawn(
    told: Told, before: Face, held: Present, index: Index, phrases: Phrases, withdrawn: frozenset[str]
) -> Entry:
    if told.kind is ItemKind.DISPUTE:
        head: Line = (
            Strong(phrases.say("NOT CONTESTED ANY MORE")),
            Text(f" {phrases.pick(before.words)}"),
        )
        return Entry(head, (_settled(told, before, index, phrases, withdrawn),))
    word: Line = (Mark(Sign.WITHDRAWN), Text(" "), Strong(phrases.say("WITHDRAWN")), Text(" "))
    then = claim_then(told.id, before, index) if told.kind is ItemKind.CLAIM else None
    if then is None:
        return Entry((*word, Text(phrases.quote(phrases.pick(before.words)))), (_why(told, phrases),))
    figure = figure_of(then, phrases)
    if then.claim.estimate is None:
        words = figure.rstrip(".")
    else:
        words = phrases.say("{figure}: {counts}", figure=figure, counts=counted(then, phrases))
    where = held.claims.get(told.id, then)
    return Entry((*word, Text(phrases.quote(words))), (owned(where, phrases), _why(told, phrases)))


def _settled(told: Told, before: Face, index: Index, phrases: Phrases, withdrawn: frozenset[str]) -> Line:
    """Why a dispute is none any more: the reason on record, or what of it was withdrawn."""
    relation = relations(index, (told.id,)).get(told.id)
    if relation is not None and not relation.contested:
        return (Text(phrases.say("Why: {reason}", reason=phrases.pick(relation.reason))),)
    if withdrawn.intersection(told_claims(told.id, before)):
        return (Text(phrases.say("Why: a claim of it was withdrawn.")),)
    return _why(told, phrases)


def _why(told: Told, phrases: Phrases) -> Line:
    if not told.why:
        return (Text(phrases.say("Why: no reason recorded.")),)
    reasons = " ".join(dict.fromkeys(phrases.pick(reason) for reason in told.why))
    return (Text(phrases.say("Why: {reason}", reason=reasons)),)


def _where(view: ClaimView) -> str:
    places = (f"[{one.number}] §{', '.join(map(str, one.paragraphs))}" for one in cites(view.appearances))
    return " ".join(places)


def _place(view: ClaimView, phrases: Phrases) -> str:
    return phrases.pick(view.place.names) if view.place else phrases.say("not stated")


def _modality(view: ClaimView, phrases: Phrases) -> str:
    match view.claim.modality:
        case Modality.ACTUAL:
            return phrases.say("as fact")
        case Modality.PLANNED:
            return phrases.say("planned")
        case Modality.POSSIBLE:
            return phrases.say("possible")
