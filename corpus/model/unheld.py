"""What of a document no claim holds, and why: an editor's word that it was read and left out on purpose."""

from __future__ import annotations

from pydantic import Field

from corpus.model.record import Line, Record, Slug


class Unheld(Record):
    """A paragraph, or words in it, that no claim, event or field of the document holds; `unheld.yaml`."""

    document: Slug
    paragraph: int = Field(ge=1)
    text: Line | None = None
    """The number or date as it stands there, eight words at most; without it the whole paragraph is meant."""
    reason: Line
    """Why nothing holds it, for editors."""
