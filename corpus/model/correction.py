"""A correction: a change to a published record that readers are told about."""

from __future__ import annotations

from typing import Self

from pydantic import JsonValue, model_validator

from corpus.dates import Edtf
from corpus.model.record import Line, Record, ShortId, Texts


class Correction(Record):
    """Laid over its target when the dossier is read; the target's file keeps the old value."""

    id: ShortId
    date: Edtf
    target: ShortId
    """The claim or event corrected."""
    field: Line | None = None
    """The field, dotted (`estimate.comparator`); null withdraws the whole record."""
    old: JsonValue = None
    """What the field must still hold; a correction whose old value is gone is an error."""
    new: JsonValue = None
    reason: Texts

    @property
    def withdraws(self) -> bool:
        """Whether the target is withdrawn and no longer part of any answer but its own card."""
        return self.field is None

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        if self.field is None and (self.old is not None or self.new is not None):
            raise ValueError("a withdrawal names no field, no old and no new value")
        if self.field is not None and self.old == self.new:
            raise ValueError("a correction changes something")
        if self.field == "id":
            raise ValueError("an id is never corrected")
        return self
