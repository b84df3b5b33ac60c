"""Verdicts: how two figures of one measure stand to each other, by an editor's relation or by computation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from corpus.model import Claim, Document, Relation, RelationKind, RelationOn
from corpus.quantities import Bounds, Comparator, bounds


class Verdict(StrEnum):
    """How two figures of one measure stand to each other; every pair has exactly one."""

    CONTRADICTS = "contradicts"  # both cannot be true
    IN_TENSION = "in_tension"  # what they count, or when, differs or is unknown: an editor says why
    LATER = "later"  # of the same thing, at a later time
    COMPATIBLE = "compatible"  # both can be true of the same thing: "it fits"
    OTHER = "other"  # it measures something else

    @property
    def contested(self) -> bool:
        """Whether the two figures are shown as contested."""
        return self in (Verdict.CONTRADICTS, Verdict.IN_TENSION)


class Window(NamedTuple):
    """The days that a claim can be about; `date.min` and `date.max` are open ends."""

    earliest: date
    latest: date

    def overlaps(self, other: Window) -> bool:
        """Whether one day at least is in both."""
        return self.earliest <= other.latest and other.earliest <= self.latest


Comparable: TypeAlias = tuple[object, ...]
"""What two figures must share to be compared; hashable."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a claim's verdicts are computed from; all but `id` and `window` are null without an estimate."""

    id: str
    window: Window
    bounds: Bounds | None = None
    comparable: Comparable | None = None
    """All that two figures must share to be compared."""
    kind: Comparable | None = None
    """The part of it that a figure without a number must share with those it fits."""
    place: str | None = None
    whole: str | None = None
    """The claim whose figure is the hundred per cent."""
    numberless: bool = False
    """Whether it gives no number to disagree with: "thousands", "not disclosed"."""

    def meets(self, other: Figure) -> bool:
        """Whether the amounts allow both to be true."""
        return self.bounds is not None and other.bounds is not None and not self.bounds.disjoint(other.bounds)

    def is_comparable(self, other: Figure) -> bool:
        """Whether both count the same thing, so that unlike amounts at one time contradict each other."""
        return self.comparable is not None and self.comparable == other.comparable and self._same_whole(other)

    def fits(self, other: Figure) -> bool:
        """Whether one of them has no number and the other is what it can be about."""
        elsewhere = self.place is not None and other.place is not None and self.place != other.place
        wordy = self.numberless or other.numberless
        return (
            wordy
            and not elsewhere
            and self.kind == other.kind
            and self._same_whole(other)
            and self.meets(other)
        )

    def _same_whole(self, other: Figure) -> bool:
        return self.whole is None or other.whole is None or self.whole == other.whole


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on two claims, the same from either side."""

    verdict: Verdict
    later: str | None = None
    """For `LATER`, the id of the later claim; null for every other verdict."""
    relation: Relation | None = None
    """The editor's relation that says so; null where it was computed."""


_NUMBERLESS: Final = (Comparator.ORDER_OF_MAGNITUDE, Comparator.UNDISCLOSED)
_RULING: Final = {
    RelationKind.CONTRADICTS: 0,
    RelationKind.IN_TENSION: 1,
    RelationKind.UPDATES: 2,
    RelationKind.DISMISSED: 3,
}
"""The kinds of relation that decide a verdict, the one that goes before the others first."""


class Rulings:
    """The editors' relations, asked by pair; memory grows with their sides, never with the sides' product."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._stands: dict[str, dict[str, tuple[int, Relation]]] = {}
        for relation in relations:
            if relation.kind in _RULING:
                for number, side in enumerate(relation.sides):
                    for claim in side:
                        self._stands.setdefault(claim, {})[relation.id] = (number, relation)

    def between(self, first: str, second: str) -> Relation | None:
        """The relation that decides on two claims: the gravest, then by id; None where no editor spoke."""
        here, there = self._stands.get(first, {}), self._stands.get(second, {})
        shared = (here[id_] for id_ in here.keys() & there.keys() if here[id_][0] != there[id_][0])
        return min((relation for _, relation in shared), key=lambda r: (_RULING[r.kind], r.id), default=None)


def window(claim: Claim, documents: Mapping[str, Document]) -> Window:
    """The days a claim can be about: its as-of or period, else the day it was said.

    An undated figure may speak of any day up to its publication, the earliest where several documents tell
    it: so it is never later than a dated one. An undated statement counts for the days on which its documents
    can have been published, taken as one window.
    """
    stated = claim.when or claim.said_on
    if stated is not None:
        return Window(stated.earliest, stated.latest)
    published = [documents[appearance.document].published for appearance in claim.appearances]
    if claim.estimate is not None:
        return Window(date.min, min(told.latest for told in published))
    return Window(min(told.earliest for told in published), max(told.latest for told in published))


def figure(claim: Claim, documents: Mapping[str, Document]) -> Figure:
    """A claim made ready for `judge`; `documents` by id, those of its appearances at least."""
    estimate = claim.estimate
    if estimate is None:
        return Figure(claim.id, window(claim, documents))
    kind = (
        claim.measure,
        estimate.unit,
        estimate.per,
        claim.subject,
        claim.modality,
        frozenset(estimate.includes),
    )
    return Figure(
        id=claim.id,
        window=window(claim, documents),
        bounds=bounds(estimate.comparator, estimate.low, estimate.best, estimate.high, estimate.magnitude),
        comparable=(*kind, claim.scope, estimate.flow, claim.place),
        kind=kind,
        place=claim.place,
        whole=estimate.base.whole if estimate.base else None,
        numberless=estimate.comparator in _NUMBERLESS,
    )


def judge(first: Figure, second: Figure, relation: Relation | None = None) -> Judgement:
    """The one verdict on two claims; `relation` is `Rulings.between` of them and goes before any computing.

    Figures of the same measure, scope, flow, unit of time, subject, place, unit, inclusions and modality
    are comparable: where their windows overlap they contradict each other or, if the amounts meet, are
    compatible; where the windows are apart one is later, and never an undated one: open to the past, it can
    only be the earlier. A figure without a number ("thousands") has nothing to disagree with: it fits any of
    the same measure, unit, subject, modality and inclusions that its magnitude allows at that time, whatever
    the scope. All else measures something else.
    """
    if relation is not None:
        return _ruled(first, second, relation)
    overlap = first.window.overlaps(second.window)
    if first.is_comparable(second):
        if not overlap:
            later = max(first, second, key=lambda one: one.window.earliest)
            return Judgement(Verdict.LATER, later=later.id)
        return Judgement(Verdict.COMPATIBLE if first.meets(second) else Verdict.CONTRADICTS)
    return Judgement(Verdict.COMPATIBLE if overlap and first.fits(second) else Verdict.OTHER)


def computed_contradictions(
    claims: Iterable[Claim], documents: Mapping[str, Document]
) -> Iterator[tuple[str, str]]:
    """Pairs of ids, the lesser first, that contradict each other by computation alone, whatever editors say.

    Only comparable figures are compared, and of those only such as have overlapping windows: a sweep over
    the days on which windows start. Withdrawn claims are the caller's to leave out.
    """
    groups: dict[Comparable, list[Figure]] = {}
    for claim in claims:
        entering = figure(claim, documents)
        if entering.comparable is not None:
            groups.setdefault(entering.comparable, []).append(entering)
    for group in groups.values():
        running: list[Figure] = []
        for entering in sorted(group, key=lambda one: (one.window, one.id)):
            running = [other for other in running if other.window.latest >= entering.window.earliest]
            for other in running:
                if entering.is_comparable(other) and not entering.meets(other):
                    yield (entering.id, other.id) if entering.id < other.id else (other.id, entering.id)
            running.append(entering)


def _ruled(first: Figure, second: Figure, relation: Relation) -> Judgement:
    match relation.kind:
        case RelationKind.CONTRADICTS:
            return Judgement(Verdict.CONTRADICTS, relation=relation)
        case RelationKind.IN_TENSION:
            return Judgement(Verdict.IN_TENSION, relation=relation)
        case RelationKind.UPDATES:
            ids = (first.id, second.id)
            later = next(claim for side in reversed(relation.sides) for claim in side if claim in ids)
            return Judgement(Verdict.LATER, later=later, relation=relation)
        case _:
            return Judgement(_dismissed(first, second, relation), relation=relation)


def _dismissed(first: Figure, second: Figure, relation: Relation) -> Verdict:
    """What no contradiction is: it fits, unless the amounts could not both be true or are not of one kind."""
    if first.bounds is None or second.bounds is None:
        return Verdict.COMPATIBLE
    fits = relation.on is not RelationOn.MEANING and first.kind == second.kind and first.meets(second)
    return Verdict.COMPATIBLE if fits else Verdict.OTHER
