"""A claim: one claimant, one proposition; and its appearances, the documents that relay it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from corpus.dates import Edtf
from corpus.model.estimate import Estimate
from corpus.model.record import Line, Record, ShortId, Slug, Texts


class ClaimKind(StrEnum):
    """What sort of proposition it is."""

    QUANTITY = "quantity"
    STATEMENT = "statement"
    EVENT = "event"
    INTENT = "intent"
    DENIAL = "denial"
    FORECAST = "forecast"


class Modality(StrEnum):
    """Whether the claim tells what is, what is planned or what may be."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"


class Attribution(StrEnum):
    """How the document gives the claim an owner."""

    NAMED = "named"  # an actor it names
    ANONYMOUS = "anonymous"  # a group it mentions without naming
    OWN_ANALYSIS = "own_analysis"  # the document's own reasoning
    NONE = "none"  # the document's own unsourced voice


class Dating(StrEnum):
    """Where a date comes from."""

    TEXT = "text"  # the document's text states it, each part
    INFERRED = "inferred"  # the text states it in part or by another day: "28 April last", "on Friday"
    NOTE = "note"  # read in the address of the footnote
    PUBLICATION = "publication"  # only bounded by the document's publication window


class Appearance(Record):
    """Where one document relays a claim: the locator, the chain of relays, the document's own footnote."""

    document: Slug
    paragraph: int = Field(ge=1)
    anchor: Line
    """The shortest run of the passage's words that carries the claim, eight at most."""
    nth: int = Field(default=1, ge=1)
    """Which occurrence of the anchor in the paragraph, from 1."""
    hash: Annotated[str, StringConstraints(pattern=r"^[0-9]+:[0-9a-f]{16}$")]
    """`corpus.text.passage_hash` of the paragraph."""
    relayed_by: tuple[Slug, ...] = ()
    """Who carries the claim from its claimant to the document, first carrier first; never the publisher."""
    footnote: int | None = None
    """The number of the document's note that supports this claim, and only this."""


class Claim(Record):
    """One claimant's one proposition."""

    id: ShortId
    topic: Slug
    """The topic whose answers show it; the file it stands in is named after it."""
    kind: ClaimKind
    """What sort of proposition it is; `quantity` goes with an estimate."""
    measure: Slug | None = None
    """What a figure measures: figures of one measure are compared."""
    scope: Slug | None = None
    """What part of the measure is counted; figures of one scope can contradict each other."""
    subject: Slug | None = None
    """The actor it is about, when figures of several are told apart by it."""
    place: Slug | None = None
    """Where it is about."""
    modality: Modality = Modality.ACTUAL
    conditional: bool = False
    """True where the document uses the conditional of hearsay: "reportedly"."""
    label: Texts | None = None
    """What the figure counts, in a few words, where the scope's own label will not do."""
    gloss: Texts
    """The proposition in our own words, one sentence."""
    claimant: Slug | None = None
    """Null: the document's own voice."""
    attribution: Attribution
    """How the document gives it an owner."""
    said_on: Edtf | None = None
    """The day it was said, where the document states it."""
    as_of: Edtf | None = None
    """The moment a figure or statement holds for; null where nothing states it."""
    period: Edtf | None = None
    """The time that an event or a cumulative figure covers."""
    dating: Dating = Dating.TEXT
    estimate: Estimate | None = None
    importance: int = Field(default=2, ge=1, le=3)
    """3 is what a digest leads with."""
    appearances: tuple[Appearance, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fields_agree(self) -> Self:
        owned = self.attribution in (Attribution.NAMED, Attribution.ANONYMOUS)
        if owned != (self.claimant is not None):
            raise ValueError("attribution named or anonymous goes with a claimant, the others without one")
        if (self.kind is ClaimKind.QUANTITY) != (self.estimate is not None):
            raise ValueError("kind: quantity goes with an estimate, and no other kind has one")
        if self.estimate is not None and self.measure is None:
            raise ValueError("a figure needs its measure")
        if self.as_of is not None and self.period is not None:
            raise ValueError("a claim has an as_of or a period, not both")
        return self

    @property
    def when(self) -> Edtf | None:
        """The time the claim is about: its as-of date or its period."""
        return self.as_of or self.period
