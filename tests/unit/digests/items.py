"""Items made up for tests of choosing and composing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from digests.holdings import Holdings, Item, Mend
from digests.snapshot import Face, ItemKind, Snapshot

LATEST = 739_000
"""The day of the latest event."""


def claim(
    words: str,
    *topics: str,
    importance: int = 2,
    origins: int = 1,
    contested: bool = False,
    day: int | None = LATEST,
    withdrawn: bool = False,
    mends: tuple[str, ...] = (),
) -> Item:
    record = json.dumps({"mends": list(mends)}) if mends else "{}"
    face = Face(ItemKind.CLAIM, topics or ("troops",), {"en": words}, f"hash of {words}", withdrawn, record)
    return Item(face, importance, origins, contested, day)


def event(words: str, *claims: str, topics: tuple[str, ...] = ("troops",), importance: int = 2) -> Item:
    record = json.dumps({"claims": claims})
    face = Face(ItemKind.EVENT, topics, {"en": words}, f"hash of {words}", record=record)
    return Item(face, importance, 1, day=LATEST)


def dispute(words: str, *sides: str, topics: tuple[str, ...] = ("troops",), importance: int = 2) -> Item:
    record = json.dumps({"sides": [[claim] for claim in sides]})
    face = Face(ItemKind.DISPUTE, topics, {"en": words}, f"hash of {words}", record=record)
    return Item(face, importance, len(sides), contested=True, day=LATEST)


def holdings(
    items: Mapping[str, Item],
    *,
    revision: int = 2,
    topics: tuple[str, ...] = ("troops", "arms"),
    mends: Mapping[str, tuple[Mend, ...]] | None = None,
) -> Holdings:
    return Holdings(
        dossier="story",
        revision=revision,
        revised="2026-11-21",
        topics=topics,
        items=items,
        mends=mends or {},
        documents=2,
        first="2024-06",
        last="2025-11/..",
        latest=LATEST,
        stamp=f"story-{revision}",
    )


def seen(items: Mapping[str, Item], *topics: str, id_: int = 1, revision: int = 1) -> dict[str, Snapshot]:
    """What was seen of `topics`: these items."""
    snapshot = replace(holdings(items, revision=revision).snapshot(), id=id_)
    return dict.fromkeys(topics or ("troops", "arms"), snapshot)
