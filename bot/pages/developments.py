"""What an edition tells, one entry each: what is claimed, then who claims it, when, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.page import Cite, Entry, Inline, Line, Mark, Sign, Strong, Text
from bot.pages.claims import counted, figure_of, spaced
from bot.phrases import dates, owners
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import cites
from corpus.index import Index
from corpus.index.views import ClaimView, DisputeView, EventView
from corpus.index.whole import claims_by_id, disputes_by_id, events_by_id
from corpus.model import RelationKind
from digests.edition import Told
from digests.snapshot import ItemKind


@dataclass(frozen=True, slots=True)
class Present:
    """The records of today that an edition tells of, by id."""

    claims: Mapping[str, ClaimView]
    events: Mapping[str, EventView]
    disputes: Mapping[str, DisputeView]

    def behind(self, told: Told) -> tuple[ClaimView, ...]:
        """The claims that an entry shows: itself, an event's, the first of each side of a dispute."""
        match told.kind:
            case ItemKind.CLAIM:
                return (self.claims[told.id],) if told.id in self.claims else ()
            case ItemKind.EVENT:
                return self.events[told.id].claims if told.id in self.events else ()
            case ItemKind.DISPUTE:
                return tuple(map(lead, self.disputes[told.id].sides)) if told.id in self.disputes else ()


def present(told: Iterable[Told], index: Index) -> Present:
    """All of these that the index holds, withdrawn claims too."""
    ids: dict[ItemKind, set[str]] = {kind: set() for kind in ItemKind}
    for one in told:
        ids[one.kind].add(one.id)
    return Present(
        claims_by_id(index, ids[ItemKind.CLAIM]),
        events_by_id(index, ids[ItemKind.EVENT]),
        disputes_by_id(index, ids[ItemKind.DISPUTE]),
    )


def entry(told: Told, held: Present, phrases: Phrases, *before: Inline) -> Entry:
    """One thing told for what it is; `before` stands in front of its first words."""
    match told.kind:
        case ItemKind.CLAIM:
            return _claim(held.claims[told.id], phrases, before)
        case ItemKind.EVENT:
            return _event(held.events[told.id], phrases, before)
        case ItemKind.DISPUTE:
            return _dispute(held.disputes[told.id], phrases, before)


def lead(side: Sequence[ClaimView]) -> ClaimView:
    """The claim that speaks for a side: its most important, the first among such."""
    return max(side, key=lambda view: view.claim.importance)


def said(view: ClaimView, phrases: Phrases) -> Line:
    """ "15,000: sent to Russia, total", the figure stressed; a statement's gloss without its full stop."""
    if view.claim.estimate is None:
        return (Text(phrases.pick(view.claim.gloss).rstrip(".")),)
    measured = phrases.say("{figure}: {counts}", figure="", counts=counted(view, phrases))
    return (Strong(figure_of(view, phrases)), Text(measured))


def owned(view: ClaimView, phrases: Phrases) -> Line:
    """ "South Korean sources, via Reuters, by 30 Apr 2025 (note 5), in [3] §8"."""
    words = f"{owners.in_short(view, phrases)}, {owners.when(view, phrases)}"
    return (Text(words), *within(cites(view.appearances), phrases))


def within(citations: tuple[Cite, ...], phrases: Phrases) -> Line:
    """ ", in [3] §8"; nothing where nothing is cited."""
    return (Text(phrases.say(", in ")), *spaced(citations)) if citations else ()


def _claim(view: ClaimView, phrases: Phrases, before: Line) -> Entry:
    mark: Line = (Mark(Sign.CONTESTED), Text(" ")) if view.contested else ()
    return Entry((*before, *mark, *said(view, phrases)), (owned(view, phrases),))


def _event(view: EventView, phrases: Phrases, before: Line) -> Entry:
    contested = any(claim.contested for claim in view.claims)
    mark: Line = (Mark(Sign.CONTESTED), Text(" ")) if contested else ()
    words = f"{owners.tellers(view.claims, phrases)}, {dates.of_event(view.event, phrases)}"
    where = cites(chain.from_iterable(claim.appearances for claim in view.claims))
    return Entry(
        (*before, *mark, Text(phrases.pick(view.event.gloss))), ((Text(words), *within(where, phrases)),)
    )


def _dispute(view: DisputeView, phrases: Phrases, before: Line) -> Entry:
    asked = phrases.pick(view.relation.question or view.relation.reason)
    head = (*before, Mark(Sign.CONTESTED), Text(f" {standing(view.relation.kind, phrases)} "), Strong(asked))
    return Entry(head, tuple(_sides(view, phrases)))


def standing(kind: RelationKind, phrases: Phrases) -> str:
    """How the sides stand to each other, in front of the question."""
    if kind is RelationKind.CONTRADICTS:
        return phrases.say("contested, cannot both be true:")
    return phrases.say("contested:")


def _sides(view: DisputeView, phrases: Phrases) -> Iterator[Line]:
    """ "– 15,000: sent to Russia, total; South Korean sources, via Reuters, by 30 Apr 2025, in [3] §8"."""
    apart = Text(phrases.say("{said}; {owner}", said="", owner=""))
    for side in view.sides:
        first = lead(side)
        line: list[Inline] = [Text("– "), *said(first, phrases), apart, *owned(first, phrases)]
        if len(side) > 1:
            others = phrases.count("(and {n} claim like it)", "(and {n} claims like it)", len(side) - 1)
            line.append(Text(f" {others}"))
        yield tuple(line)
