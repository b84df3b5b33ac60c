"""An event: something that claims say happened, or is to happen, at a time and a place."""

from __future__ import annotations

from pydantic import Field

from corpus.dates import Edtf
from corpus.model.claim import Dating, Modality
from corpus.model.record import Record, ShortId, Slug, Texts


class Event(Record):
    """A line of the timeline; its date's precision follows from the EDTF text."""

    id: ShortId
    date: Edtf
    dating: Dating = Dating.TEXT
    gloss: Texts
    """What happened, in our own words, with its owner where it is only said."""
    modality: Modality = Modality.ACTUAL
    place: Slug | None = None
    participants: tuple[Slug, ...] = ()
    claims: tuple[ShortId, ...] = Field(min_length=1)
    """The claims that tell it; one whose own period is vaguer than `date` is shown as vaguer."""
    importance: int = Field(default=2, ge=1, le=3)
