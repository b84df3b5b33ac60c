"""A dossier made ready to be compiled: what is withdrawn, what stands to what, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

from corpus.index.reply_order import figures_in_order, statements_in_order
from corpus.index.standing import Standing
from corpus.index.views import Checked
from corpus.model import Actor, Claim, Correction, Document, Dossier, Event, Measure, Place, Scope, Topic
from corpus.origins import Origins

Named = TypeVar("Named", Actor, Document, Measure, Place, Scope, Topic)

UNCHECKED: Final = (Checked.UNCHECKED, None)


@dataclass(frozen=True)
class Draft:
    """A dossier and what follows from it; the withdrawn is in no list but `claims_in_order`."""

    dossier: Dossier
    checked: Mapping[str, tuple[Checked, str | None]]
    """By claim id, what the receipt says; one it leaves out is unchecked."""

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """By id."""
        return _by_id(self.dossier.actors)

    @cached_property
    def places(self) -> dict[str, Place]:
        """By id."""
        return _by_id(self.dossier.places)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """By id."""
        return _by_id(self.dossier.documents)

    @cached_property
    def scopes(self) -> dict[str, Scope]:
        """By id."""
        return _by_id(self.dossier.vocabulary.scopes)

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """By id."""
        return _by_id(self.dossier.vocabulary.measures)

    @cached_property
    def corrections(self) -> dict[str, tuple[Correction, ...]]:
        """By target, in order of date, those of one day in file order."""
        by_target: dict[str, list[Correction]] = {}
        for correction in sorted(self.dossier.corrections, key=lambda one: one.date.sort_key):
            by_target.setdefault(correction.target, []).append(correction)
        return {target: tuple(those) for target, those in by_target.items()}

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """The ids of withdrawn claims and events."""
        return frozenset(correction.target for correction in self.dossier.corrections if correction.withdraws)

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """By id, those not withdrawn."""
        return {claim.id: claim for claim in self.dossier.claims if claim.id not in self.withdrawn}

    @cached_property
    def standing(self) -> Standing:
        """The verdicts."""
        return Standing(self.claims, self.documents, self.dossier.relations)

    @cached_property
    def origins(self) -> Origins:
        """The origins of all claims, the withdrawn too."""
        return Origins(self.dossier.claims, self.dossier.documents, self.dossier.relations)

    @cached_property
    def claims_in_order(self) -> tuple[Claim, ...]:
        """All claims, numbered from 1 by place: figures, topic by topic, statements, the withdrawn."""
        figures: dict[str, list[Claim]] = {topic.id: [] for topic in self.dossier.topics}
        statements = []
        for claim in self.claims.values():
            if claim.estimate is not None:
                figures.setdefault(claim.topic, []).append(claim)
            else:
                statements.append(claim)
        told = [claim for those in figures.values() for claim in figures_in_order(those, self.standing)]
        withdrawn = (claim for claim in self.dossier.claims if claim.id in self.withdrawn)
        numbers = {document.id: document.number for document in self.dossier.documents}
        return (*told, *statements_in_order(statements, numbers), *withdrawn)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each claim, by id."""
        return {claim.id: n for n, claim in enumerate(self.claims_in_order, 1)}

    @cached_property
    def events_in_order(self) -> tuple[Event, ...]:
        """Events in order of time, then by importance, then by id, numbered from 1 by their place here.

        Those withdrawn, and those that only withdrawn claims told, are left out.
        """
        told = (
            event
            for event in self.dossier.events
            if event.id not in self.withdrawn and any(claim in self.claims for claim in event.claims)
        )
        return tuple(sorted(told, key=lambda event: (event.date.sort_key, -event.importance, event.id)))

    def claims_of(self, event: Event) -> list[Claim]:
        """The claims that tell an event."""
        return [self.claims[claim] for claim in event.claims if claim in self.claims]

    def around_actor(self, ids: Iterable[str | None]) -> set[str]:
        """These actors and all that they are part of: who asks for Russia means its ministries too."""
        return {above for id_ in ids for above in _upwards(id_, lambda one: self.actors[one].part_of)}

    def around_place(self, ids: Iterable[str | None]) -> set[str]:
        """These places and all that they lie within."""
        return {above for id_ in ids for above in _upwards(id_, lambda one: self.places[one].within)}


def _by_id(records: Iterable[Named]) -> dict[str, Named]:
    return {record.id: record for record in records}


def _upwards(id_: str | None, above: Callable[[str], str | None]) -> Iterator[str]:
    """A record's id and those above it, each once even where an unchecked dossier has a ring."""
    seen: set[str] = set()
    while id_ is not None and id_ not in seen:
        seen.add(id_)
        yield id_
        id_ = above(id_)
