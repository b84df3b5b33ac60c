"""Faces: what of a record makes a difference to readers, kept so that it can be shown again later."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from pydantic import ValidationError

from corpus.model import Claim, Event, Relation
from digests.snapshot import Face, ItemKind

_CLAIM: Final[dict[str, Any]] = {
    **dict.fromkeys(
        ("kind", "measure", "scope", "subject", "place", "modality", "conditional", "label"), True
    ),
    **dict.fromkeys(("claimant", "attribution", "said_on", "as_of", "period", "dating", "estimate"), True),
    "appearances": {"__all__": {"document", "paragraph", "relayed_by", "footnote"}},
}
"""Not its importance, which is ours, nor the words that a passage is found by."""
_EVENT: Final = {"date", "dating", "modality", "place", "participants", "claims"}
_DISPUTE: Final = {"kind", "on", "sides", "reason"}
_MENDS: Final = "mends"
_UNHASHED: Final = frozenset({"claims", _MENDS})
"""What is kept and makes no difference: the claims of an event are items of their own."""
_PASSAGE: Final = {"anchor": "…", "hash": "1:0000000000000000"}
"""In the place of what a face does not keep of an appearance."""


def claim_face(claim: Claim, mends: Sequence[str] = (), *, withdrawn: bool = False) -> Face:
    """A claim as readers see it; `mends` are the ids of its corrections."""
    record = claim.model_dump(mode="json", exclude_defaults=True, include=_CLAIM) | _mended(mends)
    return _face(ItemKind.CLAIM, (claim.topic,), claim.gloss, record, withdrawn=withdrawn)


def event_face(event: Event, topics: Collection[str], mends: Sequence[str] = ()) -> Face:
    """An event; its topics are those of the claims that tell it."""
    record = event.model_dump(mode="json", exclude_defaults=True, include=_EVENT) | _mended(mends)
    return _face(ItemKind.EVENT, topics, event.gloss, record)


def dispute_face(relation: Relation, topics: Collection[str]) -> Face:
    """A contested relation; its topics are those of the claims on its sides."""
    record = relation.model_dump(mode="json", exclude_defaults=True, include=_DISPUTE)
    return _face(ItemKind.DISPUTE, topics, relation.question or relation.reason, record)


def told_claims(id_: str, face: Face) -> tuple[str, ...]:
    """The claims that an item tells: itself, an event's, those on all sides of a dispute."""
    match face.kind:
        case ItemKind.CLAIM:
            return (id_,)
        case ItemKind.EVENT:
            return tuple(_read(face).get("claims", ()))
        case ItemKind.DISPUTE:
            return tuple(claim for side in _read(face).get("sides", ()) for claim in side)


def known_mends(face: Face) -> frozenset[str]:
    """The ids of the corrections that had been made to it."""
    return frozenset(_read(face).get(_MENDS, ()))


def reads_the_same(one: Face, other: Face, language: str) -> bool:
    """Whether a reader of one language sees no difference: at most words of another one changed."""
    return one.words.get(language) == other.words.get(language) and _shown(_read(one)) == _shown(_read(other))


def claim_of(id_: str, face: Face) -> Claim | None:
    """The claim that a face was made of, without its anchors; None for what this program cannot read."""
    record = _read(face)
    record.pop(_MENDS, None)
    record["appearances"] = [{**told, **_PASSAGE} for told in record.get("appearances", ())]
    record |= {"id": id_, "topic": next(iter(face.topics), "unknown"), "gloss": dict(face.words)}
    try:
        return Claim.model_validate(record)
    except ValidationError:
        return None


def event_of(id_: str, face: Face) -> Event | None:
    """The event that a face was made of; None for what this program cannot read."""
    record = _read(face)
    record.pop(_MENDS, None)
    try:
        return Event.model_validate({**record, "id": id_, "gloss": dict(face.words)})
    except ValidationError:
        return None


def _face(
    kind: ItemKind,
    topics: Iterable[str],
    words: Mapping[str, str],
    record: Mapping[str, Any],
    *,
    withdrawn: bool = False,
) -> Face:
    digest = sha256(_dumped([kind.value, dict(words), _shown(record)]).encode()).hexdigest()
    return Face(kind, tuple(sorted(topics)), dict(words), digest[:20], withdrawn, _dumped(record))


def _mended(mends: Sequence[str]) -> dict[str, Any]:
    return {_MENDS: list(mends)} if mends else {}


def _shown(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in _UNHASHED}


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _read(face: Face) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(face.record or "{}")
    return record
