"""An account: one paragraph, number or date of an article, and what of the dossier answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What is accounted for."""

    PARAGRAPH = "paragraph"
    NUMBER = "number"
    DATE = "date"


class Status(StrEnum):
    """How it stands."""

    HELD = "held"
    REASON = "reason"  # nothing holds it, and `unheld.yaml` says why
    UNACCOUNTED = "UNACCOUNTED"


@dataclass(frozen=True, slots=True)
class Account:
    """One paragraph, or one number or date in it as it stands there (`text`, empty for a paragraph)."""

    document: int
    """The document's number."""
    paragraph: int
    what: What
    text: str
    holders: tuple[str, ...] = ()
    """What holds it: "claim k7m2", "event e001", "note 5", "title", "defect boilerplate"."""
    reason: str | None = None

    @property
    def status(self) -> Status:
        """Held, left out for a reason, or neither."""
        if self.holders:
            return Status.HELD
        return Status.UNACCOUNTED if self.reason is None else Status.REASON
