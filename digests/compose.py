"""Composing an edition from what a dossier holds now and what a subscription has seen of it; pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from digests.choices import Choice, Selection
from digests.edition import Coverage, Edition, Told
from digests.holdings import Holdings
from digests.select import Scope, select
from digests.snapshot import Snapshot
from digests.subscription import Content

FORM: Final = 1
"""Raised when editions of the same inputs come out different: stored ones of the old form are not reused."""
CHANGES: Final = 24
"""The most changes that an edition tells; the others are counted. A page may have room for fewer."""
DISPUTES: Final = 2
"""How many disputes are told besides those among the key developments; the others are counted."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a chat asked for."""

    content: Content
    language: str
    topics: frozenset[str] = frozenset()
    """Ids; empty for all topics."""

    def of(self, now: Holdings) -> tuple[str, ...]:
        """The topics meant, in the editors' order; all, where the dossier has none of those asked for."""
        return tuple(topic for topic in now.topics if topic in self.topics) or now.topics


def key(order: Order, seen: Mapping[str, int], now: Holdings, now_id: int) -> str:
    """The key of the edition that `compose` makes of these; hexadecimal."""
    inputs = (
        FORM,
        now.dossier,
        now.stamp,
        now_id,
        order.content,
        order.language,
        sorted(order.topics),
        sorted(seen.items()),
    )
    return sha256(json.dumps(inputs).encode()).hexdigest()[:40]


def compose(
    order: Order, seen: Mapping[str, Snapshot], now: Holdings, now_id: int
) -> tuple[Edition | None, Selection]:
    """The edition, or None when there is nothing to tell; and how everything in the dossier was weighed.

    `seen`: per topic the snapshot last sent, those of this dossier that still exist; `now_id`: the snapshot
    that `now` is. A brief has the key developments of all its topics; changes only those of topics that were
    never seen, so that everybody's first edition is the standing brief.
    """
    topics = order.of(now)
    unseen = frozenset(topics) - seen.keys()
    standing = frozenset(topics) if order.content is Content.BRIEF else unseen
    selection = select(now, seen, Scope(frozenset(topics), order.language, standing))
    if not (selection.changes or standing):
        return None, selection
    shown = {topic: snapshot.id or 0 for topic, snapshot in seen.items()}
    told, left = selection.changes[:CHANGES], selection.changes[CHANGES:]
    edition = Edition(
        key=key(order, shown, now, now_id),
        content=order.content,
        language=order.language,
        topics=topics if len(topics) < len(now.topics) else (),
        shows=shown | dict.fromkeys(topics, now_id),
        dossier=now.dossier,
        revision=now.revision,
        revised=now.revised,
        coverage=Coverage(now.documents, now.first, now.last),
        since=selection.since,
        changes=_told(told),
        more=dict(Counter(choice.change for choice in left if choice.change is not None)),
        developments=_told(selection.developments),
        disputes=_told(selection.disputes[:DISPUTES]),
        more_disputes=max(0, len(selection.disputes) - DISPUTES),
    )
    return edition, selection


def _told(choices: Iterable[Choice]) -> tuple[Told, ...]:
    return tuple(
        Told(one.id, one.kind, one.change, one.before, tuple(mend.reason for mend in one.mends))
        for one in choices
    )
