"""A relation: how claims stand to each other, in an editor's judgement and with the reason."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from corpus.model.record import Line, Record, ShortId, Texts


class RelationKind(StrEnum):
    """What the relation says of every pair of claims from different sides."""

    CONTRADICTS = "contradicts"  # both cannot be true
    IN_TENSION = "in_tension"  # comparable, but what they count or when differs or is unknown
    UPDATES = "updates"  # the second side replaces the first
    SAME_ORIGIN = "same_origin"  # one source behind both
    DERIVED_FROM = "derived_from"  # the second side was made from the first
    DISMISSED = "dismissed"  # looks like a contradiction and is none


class RelationOn(StrEnum):
    """What the claims agree or disagree on."""

    VALUE = "value"
    DATE = "date"
    PLACE = "place"
    ACTOR = "actor"
    EXISTENCE = "existence"
    MEANING = "meaning"


Side = Annotated[tuple[ShortId, ...], Field(min_length=1)]


class Relation(Record):
    """Two or more sides, each one or more claims; every pair across sides bears the relation."""

    id: ShortId
    kind: RelationKind
    on: RelationOn
    sides: tuple[Side, ...] = Field(min_length=2)
    """Order tells for `updates` and `derived_from`: the earlier first."""
    question: Texts | None = None
    """The question that the sides answer differently; required where they are contested."""
    reason: Texts
    arithmetic: tuple[Line, ...] = ()
    """How numbers of the reason that no side states are computed: `100 * v6tn.high / j3us = 1.06`."""

    @property
    def contested(self) -> bool:
        """Whether the sides are shown as contested."""
        return self.kind in (RelationKind.CONTRADICTS, RelationKind.IN_TENSION)

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        claims = [claim for side in self.sides for claim in side]
        if len(set(claims)) != len(claims):
            raise ValueError("a claim stands on one side once")
        if self.contested and self.question is None:
            raise ValueError("a contested relation needs the question that its sides answer differently")
        return self
