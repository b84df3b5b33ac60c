"""What is chosen for an edition and why: values, each with the facts that ranking went by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from digests.holdings import Mend
from digests.snapshot import Face, ItemKind


class Change(StrEnum):
    """How an item stands to what the subscription saw of it."""

    NEW = "new"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"


class Out(StrEnum):
    """Why an item is not told on its own."""

    UNCHANGED = "unchanged"
    OTHER_TOPIC = "of topics not asked for"
    STANDING = "known, and not among the key developments"
    WITHDRAWN = "withdrawn before it was seen"
    TOLD = "told by another item"
    ROOM = "changed, counted but not told for want of room"
    RANK = "disputed, counted but not told for want of room"


SEVERAL: Final = 2
"""Origins from which on more of them do not rank an item higher: told by one, or by several."""
UNDATED: Final = 10**7
"""Days before the latest event at which the undated is ranked."""
_WHOLE_FIRST: Final = {ItemKind.DISPUTE: 0, ItemKind.EVENT: 1, ItemKind.CLAIM: 2}
"""A dispute goes before the events and claims that it tells, an event before its claims."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an item is ranked by."""

    importance: int
    origins: int
    """Independent origins; of a dispute, sides."""
    contested: bool
    age: int | None
    """Days before the dossier's latest event; null where it is undated."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An item that an edition tells."""

    id: str
    kind: ItemKind
    facts: Facts
    change: Change | None = None
    """Null: known or standing, told for what it is."""
    before: Face | None = None
    """What was shown of it, if it was revised or withdrawn."""
    mends: tuple[Mend, ...] = ()
    """The corrections that revised or withdrew it; empty where none is recorded."""

    @property
    def rank(self) -> tuple[int, int, int, int, int, int, str]:
        """Importance, novelty, origins, recency, dispute; ties by id. The least goes first."""
        facts = self.facts
        return (
            -facts.importance,
            0 if self.change else 1,
            -min(facts.origins, SEVERAL),
            UNDATED if facts.age is None else facts.age,
            0 if facts.contested else 1,
            _WHOLE_FIRST[self.kind],
            self.id,
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything that was weighed; each item once, in one of the lists or in `out`."""

    changes: tuple[Choice, ...]
    """What is new, revised or withdrawn, what goes first first: the kinds in turn, each by rank."""
    developments: tuple[Choice, ...]
    """The key developments, by rank; no change is among them."""
    disputes: tuple[Choice, ...]
    """The other disputes, by rank."""
    out: Mapping[str, Out]
    """By id, why an item is in none of these."""
    since: int | None
    """The lowest revision seen of the topics asked for; null where nothing was."""


def reason(choice: Choice) -> str:
    """Why it is told, for an operator: "importance 3, 2 origins, not seen before"."""
    facts = choice.facts
    noun = "side" if choice.kind is ItemKind.DISPUTE else "origin"
    if choice.change is Change.WITHDRAWN:
        return ", ".join(("seen before", *_recorded(choice)))
    parts = [f"importance {facts.importance}", f"{facts.origins} {noun}{'' if facts.origins == 1 else 's'}"]
    match choice.change:
        case Change.NEW:
            parts.append("not seen before")
        case Change.REVISED:
            parts.append("seen in another form")
        case _:
            parts.append("undated" if facts.age is None else _age(facts.age))
    if facts.contested:
        parts.append("contested")
    if choice.change is Change.REVISED:
        parts += _recorded(choice)
    return ", ".join(parts)


def _recorded(choice: Choice) -> list[str]:
    return [f"correction {mend.id}" for mend in choice.mends] or ["no correction recorded"]


def _age(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'} before the latest event"
