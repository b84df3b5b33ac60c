"""What a dossier held at a revision, item by item: so that "new" and "revised" are facts, not guesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class ItemKind(StrEnum):
    """What a digest can tell of."""

    CLAIM = "claim"
    EVENT = "event"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class Face:
    """An item as readers were shown it: enough to show it again beside what replaced it."""

    kind: ItemKind
    topics: tuple[str, ...]
    """Ids, sorted."""
    words: Mapping[str, str]
    """One line a language of the dossier: the gloss, of a dispute its question."""
    hash: str
    """Of all that makes a difference to readers; not of the marks that follow from other records."""
    withdrawn: bool = False
    record: str = ""
    """The rest of it as JSON, an object (`digests.faces`): of a claim its figure, owner, dates, passages."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every item of a dossier at one state of its files."""

    dossier: str
    """The dossier's id."""
    revision: int
    """As the dossier states it; two snapshots may state the same."""
    items: Mapping[str, Face]
    """By the item's id."""
    id: int | None = None
    """Given when it is stored; a later snapshot of a dossier has a greater one."""

    @property
    def digest(self) -> str:
        """The same for the same items at the same revision, whatever their order; hexadecimal."""
        total = sha256(f"{self.dossier}\0{self.revision}\n".encode())
        for item in sorted(self.items):
            face = self.items[item]
            total.update(f"{item}\0{face.hash}\0{face.withdrawn}\0{','.join(face.topics)}\n".encode())
        return total.hexdigest()
