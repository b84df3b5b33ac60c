"""An edition: what one digest tells, ready to be worded; stored once however many chats get it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from corpus.model import Texts
from digests.choices import Change
from digests.snapshot import Face, ItemKind
from digests.subscription import Content
from digests.zones import clock


@dataclass(frozen=True, slots=True)
class Told:
    """An item that an edition tells."""

    id: str
    kind: ItemKind
    change: Change | None = None
    before: Face | None = None
    """What was shown of it, if it was revised or withdrawn."""
    why: tuple[Texts, ...] = ()
    """The reasons on record for that, in each language; empty where none is."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the dossier rests on."""

    documents: int
    first: str
    last: str
    """When the earliest and the latest document were published, EDTF."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One digest's content; the same inputs make the same one (`compose`)."""

    key: str
    """Of what it was made from; equal for equal editions."""
    content: Content
    language: str
    topics: tuple[str, ...]
    """Those it is about, in the editors' order; empty for all of the dossier's."""
    shows: Mapping[str, int]
    """Per topic, the snapshot that a subscription has seen once this is sent."""
    dossier: str
    revision: int
    revised: str
    """The day of the last revision, EDTF."""
    coverage: Coverage
    since: int | None = None
    """The revision seen before; null for the first edition, the standing brief."""
    changes: tuple[Told, ...] = ()
    """What goes first first."""
    more: Mapping[Change, int] = field(default_factory=dict)
    """How many changes there are besides, by what they are."""
    developments: tuple[Told, ...] = ()
    disputes: tuple[Told, ...] = ()
    more_disputes: int = 0
    """How many disputes there are besides."""

    @property
    def changed(self) -> int:
        """How many changes there are in all."""
        return len(self.changes) + sum(self.more.values())

    def to_json(self) -> str:
        """As it is stored; `from_json` reads it."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Dateline:
    """When an edition is due and for which clock: what its heading says."""

    due: datetime
    """Aware."""
    zone: str
    """A key of the tz database."""
    late: bool = False
    """Made long after it was due."""

    def __str__(self) -> str:
        """The same for the same words of a heading."""
        local = self.due.astimezone(clock(self.zone)).strftime("%Y-%m-%dT%H:%M")
        return f"{local} {self.zone}{' late' if self.late else ''}"


def from_json(text: str) -> Edition:
    """An edition as `Edition.to_json` wrote it."""
    held = json.loads(text)
    lists = {name: tuple(map(_told, held[name])) for name in ("changes", "developments", "disputes")}
    return Edition(
        **held
        | lists
        | {
            "content": Content(held["content"]),
            "topics": tuple(held["topics"]),
            "coverage": Coverage(**held["coverage"]),
            "more": {Change(change): n for change, n in held["more"].items()},
        }
    )


def _told(held: dict[str, Any]) -> Told:
    return Told(
        id=held["id"],
        kind=ItemKind(held["kind"]),
        change=Change(held["change"]) if held["change"] is not None else None,
        before=_face(held["before"]) if held["before"] is not None else None,
        why=tuple(held["why"]),
    )


def _face(held: dict[str, Any]) -> Face:
    return Face(**held | {"kind": ItemKind(held["kind"]), "topics": tuple(held["topics"])})
