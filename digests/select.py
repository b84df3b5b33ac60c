"""Choosing what an edition tells: what changed since it was seen, what matters most, what is disputed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from digests.choices import Change, Choice, Facts, Out, Selection
from digests.faces import known_mends, reads_the_same, told_claims
from digests.holdings import Holdings, Item
from digests.snapshot import Face, ItemKind, Snapshot

DEVELOPMENTS: Final = 5
"""How many key developments an edition has: what a phone's first screen holds."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an edition is about."""

    topics: frozenset[str]
    """Ids of topics that the dossier has; not empty."""
    language: str
    standing: frozenset[str]
    """Those of the topics whose key developments are told; of the others only what changed is."""


def select(now: Holdings, seen: Mapping[str, Snapshot], scope: Scope) -> Selection:
    """What of `now` is told to a subscription that saw these snapshots, per topic.

    An item was seen if the snapshot of a topic that it then had holds it; the newest such snapshot counts. An
    item of topics that were never seen is standing, not new. The same whatever the order of the mappings.
    """
    out: dict[str, Out] = {}
    changes = _folded(_changes(now, seen, scope, out), now, out)
    changed = {choice.id for choice in changes}
    ranked = sorted(_standing(now, scope, changed | out.keys()), key=lambda choice: choice.rank)
    developments = _developments(ranked, now, out)
    told = {choice.id for choice in developments}
    disputes = [one for one in ranked if one.kind is ItemKind.DISPUTE and one.id not in told]
    told |= changed | {choice.id for choice in disputes}
    for id_, item in now.items.items():
        if id_ not in told and id_ not in out:
            out[id_] = Out.STANDING if scope.standing.intersection(item.face.topics) else Out.UNCHANGED
    revisions = [seen[topic].revision for topic in scope.topics if topic in seen]
    return Selection(
        _in_turn(changes), tuple(developments), tuple(disputes), out, min(revisions, default=None)
    )


def _changes(
    now: Holdings, seen: Mapping[str, Snapshot], scope: Scope, out: dict[str, Out]
) -> Iterator[Choice]:
    """New, revised and withdrawn items; what is of no interest goes to `out`."""
    then = _last_seen(seen)
    for id_, item in now.items.items():
        before = then.get(id_)
        if not scope.topics.intersection(item.face.topics):
            out[id_] = Out.OTHER_TOPIC
        elif item.face.withdrawn:
            if before is None or before.withdrawn:
                out[id_] = Out.WITHDRAWN
            else:
                yield _choice(id_, item, now, Change.WITHDRAWN, before)
        elif before is None or before.withdrawn:
            if scope.topics.intersection(item.face.topics, seen):
                yield _choice(id_, item, now, Change.NEW)
        elif before.hash != item.face.hash and not reads_the_same(before, item.face, scope.language):
            yield _choice(id_, item, now, Change.REVISED, before)
    for id_, before in then.items():
        if id_ not in now.items and not before.withdrawn and scope.topics.intersection(before.topics):
            gone = Item(before, importance=2, origins=0)
            yield _choice(id_, gone, now, Change.WITHDRAWN, before)


def _last_seen(seen: Mapping[str, Snapshot]) -> dict[str, Face]:
    """Each item as it was last shown, the newest snapshot over the older ones."""
    topics_of: dict[int, set[str]] = {}
    snapshots: dict[int, Snapshot] = {}
    for topic, snapshot in seen.items():
        number = snapshot.id or 0
        topics_of.setdefault(number, set()).add(topic)
        snapshots[number] = snapshot
    faces: dict[str, Face] = {}
    for number in sorted(snapshots):
        shown = topics_of[number]
        faces |= {
            id_: face for id_, face in snapshots[number].items.items() if shown.intersection(face.topics)
        }
    return faces


def _choice(
    id_: str, item: Item, now: Holdings, change: Change | None = None, before: Face | None = None
) -> Choice:
    age = None if item.day is None else max(0, now.latest - item.day)
    facts = Facts(item.importance, item.origins, item.contested, age)
    if change is Change.WITHDRAWN:
        mends = tuple(mend for mend in now.mends.get(id_, ()) if mend.withdraws)
    elif change is Change.REVISED and before is not None:
        known = known_mends(before)
        mends = tuple(mend for mend in now.mends.get(id_, ()) if mend.id not in known)
    else:
        mends = ()
    return Choice(id_, item.face.kind, facts, change, before, mends)


def _folded(changes: Iterable[Choice], now: Holdings, out: dict[str, Out]) -> list[Choice]:
    """Without the events that a claim tells which changed in the same way: one piece of news is told once."""
    every = sorted(changes, key=lambda choice: choice.rank)
    claims = {choice.id: choice.change for choice in every if choice.kind is ItemKind.CLAIM}
    kept = []
    for choice in every:
        face = now.items[choice.id].face if choice.id in now.items else choice.before
        told = told_claims(choice.id, face) if face and choice.kind is ItemKind.EVENT else ()
        if any(claims.get(claim) is choice.change for claim in told):
            out[choice.id] = Out.TOLD
        else:
            kept.append(choice)
    return kept


def _standing(now: Holdings, scope: Scope, apart: Collection[str]) -> Iterator[Choice]:
    """What is told for what it is, not for being new."""
    for id_, item in now.items.items():
        if id_ not in apart and scope.standing.intersection(item.face.topics):
            yield _choice(id_, item, now)


def _developments(ranked: Iterable[Choice], now: Holdings, out: dict[str, Out]) -> list[Choice]:
    """The first few by rank; an event or a claim that those before it tell already is passed over."""
    told: set[str] = set()
    chosen: list[Choice] = []
    for choice in ranked:
        if len(chosen) == DEVELOPMENTS:
            break
        claims = told_claims(choice.id, now.items[choice.id].face)
        if choice.kind is not ItemKind.DISPUTE and told.issuperset(claims):
            out[choice.id] = Out.TOLD
        else:
            chosen.append(choice)
            told.update(claims)
    return chosen


def _in_turn(changes: Iterable[Choice]) -> tuple[Choice, ...]:
    """Withdrawn, revised and new in turn, each by rank: where there is room for few, each has its first."""
    by_change: dict[Change, list[Choice]] = {
        change: [] for change in (Change.WITHDRAWN, Change.REVISED, Change.NEW)
    }
    for choice in changes:
        if choice.change is not None:
            by_change[choice.change].append(choice)
    longest = max(map(len, by_change.values()), default=0)
    return tuple(row[n] for n in range(longest) for row in by_change.values() if n < len(row))
