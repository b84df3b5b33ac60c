"""What the queries answer with: records joined to the records they name, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from corpus.model import (
    Actor,
    Appearance,
    Claim,
    Correction,
    Document,
    Event,
    Footnote,
    Measure,
    Place,
    Relation,
    Scope,
    Texts,
    Topic,
    Unit,
)
from corpus.verdicts import Verdict

Item = TypeVar("Item")


class Checked(StrEnum):
    """What the receipt says of a claim's citations; it speaks of the citation, never of the figure."""

    CHECKED = "checked"  # every locator, hash and digit was found in the article
    UNCHECKED = "unchecked"  # never verified
    STALE = "stale"  # the claim changed since


@dataclass(frozen=True, slots=True)
class AppearanceView:
    """One appearance with its document, its carriers in order and the document's note."""

    appearance: Appearance
    document: Document
    relayed_by: tuple[Actor, ...] = ()
    footnote: Footnote | None = None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with everything a reader is shown of it; appearances by document number, then paragraph."""

    claim: Claim
    topic: Topic
    appearances: tuple[AppearanceView, ...]
    claimant: Actor | None = None
    subject: Actor | None = None
    place: Place | None = None
    measure: Measure | None = None
    scope: Scope | None = None
    unit: Unit | None = None
    contested: bool = False
    """Some other claim contradicts it or is in tension with it."""
    checked: Checked = Checked.UNCHECKED
    checked_on: str | None = None
    """The day of the last verification, `YYYY-MM-DD`."""
    corrections: tuple[Correction, ...] = ()
    """By date; the last of them may withdraw the claim."""
    origins: int = 1
    """How many independent origins stand behind it (`corpus.origins`)."""

    @property
    def withdrawn(self) -> bool:
        """Whether a correction withdrew it."""
        return any(correction.withdraws for correction in self.corrections)


@dataclass(frozen=True, slots=True)
class Pair:
    """How two claims stand to each other (`corpus.verdicts`); of verdict `later`, `other` is the later."""

    claim: str
    other: str
    verdict: Verdict
    reason: Texts | None = None
    relation: Relation | None = None
    """The editor's relation that says so; null where it was computed."""


@dataclass(frozen=True, slots=True)
class EventView:
    """A line of the timeline with the claims that tell it."""

    event: Event
    claims: tuple[ClaimView, ...]
    participants: tuple[Actor, ...] = ()
    place: Place | None = None
    origins: int = 1
    """How many independent origins stand behind its claims together."""


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A contested relation and its sides."""

    relation: Relation
    sides: tuple[tuple[ClaimView, ...], ...]


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """One page of a longer list, by keyset; `first` counts from 1, 0 when the list is empty."""

    items: tuple[Item, ...]
    total: int
    first: int
    next_after: str | None = None
    """The id to ask `after` for the next page; null on the last."""
    previous_after: str | None = None
    """The id to ask `after` for the previous page; "" for the first page, null on the first."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One page of a topic's figures in the order of replies, and how those stand to each other."""

    claims: Slice[ClaimView]
    pairs: tuple[Pair, ...] = ()
    """Each pair once, in that order; those that only measure something else are left out."""

    @property
    def by_measure(self) -> tuple[tuple[Measure, tuple[ClaimView, ...]], ...]:
        """The figures under the measures they are of, in the topic's order of measures."""
        order = {measure: n for view in self.claims.items for n, measure in enumerate(view.topic.measures)}
        groups: dict[str, list[tuple[Measure, ClaimView]]] = {}
        for view in self.claims.items:
            if view.measure is not None:
                groups.setdefault(view.measure.id, []).append((view.measure, view))
        told = sorted(groups, key=lambda measure: order.get(measure, len(order)))
        return tuple((groups[id_][0][0], tuple(view for _, view in groups[id_])) for id_ in told)


@dataclass(frozen=True, slots=True)
class Related:
    """Another claim, and how it stands to the one asked about."""

    pair: Pair
    view: ClaimView


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """One claim with all that stands around it; each list has the nearest or gravest first and is short."""

    view: ClaimView
    rivals: tuple[Related, ...] = ()
    """What it is contested with."""
    related: tuple[Related, ...] = ()
    """Later and earlier figures, compatible ones, and what an editor dismissed as no contradiction."""
    same_number: tuple[ClaimView, ...] = ()
    """Figures that state the same number of something else."""
    relations: tuple[Relation, ...] = ()
    """All relations it stands in, by id."""
    events: tuple[EventView, ...] = ()
    """The first of the events that it tells."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document and how many claims it tells."""

    document: Document
    claims: int
    checked: int
    """How many of them have their citations checked."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A document's note and the claims that it supports."""

    footnote: Footnote
    claims: tuple[ClaimView, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceView:
    """One document with its notes, in order, and one page of its claims, in reading order."""

    document: Document
    checked: int
    """How many of all its claims have their citations checked."""
    claims: Slice[ClaimView]
    notes: tuple[NoteView, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A word that is not in the dossier, and the one that was searched for in its place."""

    typed: str
    shown: str


Hit: TypeAlias = ClaimView | EventView | DocumentView | Actor


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first."""

    hits: Slice[Hit]
    understood: tuple[Understood, ...] = ()
    every_word: bool = True
    """False where nothing holds all the words and the hits hold some of them."""
    topics: tuple[Topic, ...] = ()
    """The nearest topics, where nothing was found."""
