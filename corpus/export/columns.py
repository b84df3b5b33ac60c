"""The columns of the tables: the fields of the records under their own names, then what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus.dates import Precision
from corpus.export.citations import cited, first_day, last_day
from corpus.index.draft import UNCHECKED, Draft
from corpus.index.views import Checked
from corpus.model import Actor, Appearance, Claim, Event, Place, Texts
from corpus.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the claims: one appearance of one claim."""

    claim: Claim
    appearance: Appearance
    draft: Draft

    @property
    def claimant_name(self) -> Texts | None:
        """Who claims it."""
        return _name(self.claim.claimant, self.draft.actors)

    @property
    def subject_name(self) -> Texts | None:
        """Whom it is about."""
        return _name(self.claim.subject, self.draft.actors)

    @property
    def place_name(self) -> Texts | None:
        """Where it is."""
        return _name(self.claim.place, self.draft.places)

    @property
    def relayed_by_names(self) -> tuple[Texts, ...]:
        """Who carries it, first carrier first."""
        return _names(self.appearance.relayed_by, self.draft.actors)

    @property
    def citation(self) -> str:
        """Where it is told: `[3] §8`."""
        return cited([self.appearance], self.draft.documents)

    @property
    def contradicts(self) -> tuple[str, ...]:
        """The claims that cannot be true beside it."""
        return self._rivals(Verdict.CONTRADICTS)

    @property
    def in_tension(self) -> tuple[str, ...]:
        """The claims that an editor finds in tension with it."""
        return self._rivals(Verdict.IN_TENSION)

    @property
    def origins(self) -> int:
        """How many independent origins stand behind it."""
        return self.draft.origins.count([self.claim.id])

    @property
    def checked(self) -> Checked:
        """What the receipt says of its citations."""
        return self.draft.checked.get(self.claim.id, UNCHECKED)[0]

    @property
    def checked_on(self) -> str | None:
        """The day of that check."""
        return self.draft.checked.get(self.claim.id, UNCHECKED)[1]

    @property
    def withdrawn(self) -> bool:
        """Whether a correction withdrew it."""
        return self.claim.id in self.draft.withdrawn

    def _rivals(self, verdict: Verdict) -> tuple[str, ...]:
        standing, id_ = self.draft.standing, self.claim.id
        rivals = sorted(standing.rivals.get(id_, ()))
        return tuple(other for other in rivals if standing.verdict(id_, other).verdict is verdict)


@dataclass(frozen=True, slots=True)
class Happened:
    """A row of the events, with the claims that tell it, withdrawn ones left out."""

    event: Event
    told: tuple[Claim, ...]
    draft: Draft

    @property
    def earliest(self) -> date | None:
        """The first day that its date can mean, nothing for an open start."""
        return first_day(self.event.date)

    @property
    def latest(self) -> date | None:
        """The last day that its date can mean, nothing for an open end."""
        return last_day(self.event.date)

    @property
    def precision(self) -> Precision:
        """How finely its date is known."""
        return self.event.date.precision

    @property
    def place_name(self) -> Texts | None:
        """Where it happened."""
        return _name(self.event.place, self.draft.places)

    @property
    def participants_names(self) -> tuple[Texts, ...]:
        """Who took part."""
        return _names(self.event.participants, self.draft.actors)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of its claims, each once."""
        return tuple(dict.fromkeys(claim.topic for claim in self.told))

    @property
    def citations(self) -> str:
        """Where its claims are told: `[1] §14, 23; [3] §8`."""
        return cited((place for claim in self.told for place in claim.appearances), self.draft.documents)

    @property
    def contested(self) -> bool:
        """Whether one of its claims is contested."""
        return any(claim.id in self.draft.standing.rivals for claim in self.told)

    @property
    def origins(self) -> int:
        """How many independent origins stand behind its claims together."""
        return self.draft.origins.count([claim.id for claim in self.told])

    @property
    def withdrawn(self) -> bool:
        """Whether it is withdrawn, or all that told it."""
        return self.event.id in self.draft.withdrawn or not self.told


def _name(id_: str | None, records: dict[str, Actor] | dict[str, Place]) -> Texts | None:
    return records[id_].names if id_ is not None else None


def _names(ids: Iterable[str], actors: dict[str, Actor]) -> tuple[Texts, ...]:
    return tuple(actors[id_].names for id_ in ids)


def _fields(record: str, names: str) -> dict[str, str]:
    """Column by column, the way to a record's fields."""
    return {name: f"{record}.{name}" for name in names.split()}


CLAIMS: Final = {
    **_fields("claim", "id topic kind measure scope subject place modality conditional label gloss"),
    **_fields("claim", "claimant attribution said_on as_of period dating"),
    **_fields("claim", "estimate.comparator estimate.low estimate.best estimate.high estimate.magnitude"),
    **_fields("claim", "estimate.hedge estimate.unit estimate.flow estimate.per estimate.includes"),
    **_fields("claim", "estimate.base.gloss estimate.base.whole estimate.base.part estimate.derived"),
    **_fields("claim", "importance"),
    **_fields("appearance", "document paragraph anchor nth hash relayed_by footnote"),
    "claimant.name": "claimant_name",
    "subject.name": "subject_name",
    "place.name": "place_name",
    "relayed_by.names": "relayed_by_names",
    **{name: name for name in ("citation", "contradicts", "in_tension", "origins")},
    **{name: name for name in ("checked", "checked_on", "withdrawn")},
}
"""The columns of the claims, and how to come to each from `Told`: a path of attributes."""

EVENTS: Final = {
    **_fields("event", "id date dating gloss modality place participants claims importance"),
    **{name: name for name in ("earliest", "latest", "precision")},
    "place.name": "place_name",
    "participants.names": "participants_names",
    **{name: name for name in ("topics", "citations", "contested", "origins", "withdrawn")},
}
"""The columns of the events, and how to come to each from `Happened`."""
