"""How much of an edition a page shows: from everything to the least, what makes room first first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from digests.edition import Edition
from digests.subscription import Content

CHANGES: Final = 12
"""The most changes that a page shows."""
CHANGES_OF_BRIEF: Final = 6
"""The same of a brief, which has more to tell."""
LEAST: Final = 3
"""Key developments that make room last."""


class Anchors(Enum):
    """How many of its sources' few words a page has, beside the paragraphs' numbers."""

    ALL = "all"
    LEADING = "leading"
    """One a paragraph."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cut:
    """How much of an edition a page shows, from the top of each list."""

    changes: int
    developments: int
    disputes: int
    anchors: Anchors = Anchors.ALL


def cuts(of: Edition) -> Iterator[Cut]:
    """From everything to the least, in the order in which things make room."""
    most = CHANGES_OF_BRIEF if of.content is Content.BRIEF else CHANGES
    changes, developments, disputes = min(most, len(of.changes)), len(of.developments), len(of.disputes)
    for anchors in (Anchors.ALL, Anchors.LEADING):
        yield Cut(changes, developments, disputes, anchors)
    if disputes > 1:
        yield Cut(changes, developments, 1, Anchors.LEADING)
    for fewer in range(disputes, -1, -1):
        yield Cut(changes, developments, fewer, Anchors.NONE)
    for fewer in range(developments - 1, LEAST - 1, -1):
        yield Cut(changes, fewer, 0, Anchors.NONE)
    least = min(developments, LEAST)
    for fewer in range(changes - 1, 0, -1):
        yield Cut(fewer, least, 0, Anchors.NONE)
    for fewer in range(least - 1, -1, -1):
        yield Cut(min(changes, 1), fewer, 0, Anchors.NONE)
