"""What a dossier holds now: each item with its face and with the facts that ranking goes by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from corpus.dates import Edtf
from corpus.index import Index
from corpus.index.whole import all_claims, all_corrections, all_disputes, all_documents, all_events
from corpus.model import Claim, Document, Modality, Relation, Texts
from digests.faces import claim_face, dispute_face, event_face
from digests.snapshot import Face, Snapshot


@dataclass(frozen=True, slots=True)
class Item:
    """A claim, an event or a dispute, and what it is ranked by."""

    face: Face
    importance: int
    origins: int
    """Independent origins behind it; of a dispute, how many sides it has."""
    contested: bool = False
    day: int | None = None
    """The last day it is known to be about, as a proleptic ordinal; null where it is undated."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A correction that readers are told of."""

    id: str
    reason: Texts
    withdraws: bool = False


@dataclass(frozen=True, slots=True)
class Holdings:
    """A whole dossier at one state of its files; read once for each (`read`)."""

    dossier: str
    revision: int
    revised: str
    """The day of the last revision, EDTF."""
    topics: tuple[str, ...]
    """In the editors' order."""
    items: Mapping[str, Item]
    """By id; withdrawn claims too."""
    mends: Mapping[str, tuple[Mend, ...]]
    """Corrections by what they correct, in order of date."""
    documents: int
    first: str
    last: str
    """When the earliest and the latest of the documents were published, EDTF; empty without documents."""
    latest: int
    """The last day of the latest event that is told as fact, as a proleptic ordinal; 0 without events."""
    stamp: str
    """Of the dossier's content: the same for the same files."""

    def snapshot(self, id_: int | None = None) -> Snapshot:
        """The faces, to be stored and compared with later."""
        faces = {item: held.face for item, held in self.items.items()}
        return Snapshot(self.dossier, self.revision, faces, id_)


def read(index: Index) -> Holdings:
    """Everything in an index, in one pass; some 3 s and 100 MiB for 50,000 claims, so once a content."""
    mends = _mends(index)
    ids = {target: [mend.id for mend in those] for target, those in mends.items()}
    items: dict[str, Item] = {}
    topic_of: dict[str, str] = {}
    for row in all_claims(index):
        claim = row.claim
        topic_of[claim.id] = claim.topic
        face = claim_face(claim, ids.get(claim.id, ()), withdrawn=row.withdrawn)
        items[claim.id] = Item(face, claim.importance, row.origins, row.contested, _day_of(claim))
    latest = 0
    for told in all_events(index):
        event, day = told.event, _day(told.event.date)
        face = event_face(event, _topics(event.claims, topic_of), ids.get(event.id, ()))
        items[event.id] = Item(face, event.importance, told.origins, _any(event.claims, items), day)
        if event.modality is Modality.ACTUAL and day is not None:
            latest = max(latest, day)
    for relation in all_disputes(index):
        items[relation.id] = _dispute(relation, items, topic_of)
    documents = list(all_documents(index))
    first, last = _published(documents)
    manifest = index.manifest
    return Holdings(
        dossier=manifest.id,
        revision=manifest.revision,
        revised=str(manifest.revised),
        topics=tuple(topic.id for topic in index.topics),
        items=items,
        mends=mends,
        documents=len(documents),
        first=first,
        last=last,
        latest=latest,
        stamp=index.path.stem,
    )


def _dispute(relation: Relation, items: Mapping[str, Item], topic_of: Mapping[str, str]) -> Item:
    """As `/disputed` orders them: a dispute matters as much as the least important of its sides."""
    sides = [[items[claim] for claim in side if _stands(claim, items)] for side in relation.sides]
    standing = [side for side in sides if side]
    claims = [claim for side in relation.sides for claim in side if _stands(claim, items)]
    days = [items[claim].day for claim in claims]
    return Item(
        dispute_face(relation, _topics(claims, topic_of)),
        importance=min(max(item.importance for item in side) for side in standing),
        origins=len(standing),
        contested=True,
        day=max((day for day in days if day is not None), default=None),
    )


def _stands(claim: str, items: Mapping[str, Item]) -> bool:
    return claim in items and not items[claim].face.withdrawn


def _topics(claims: Iterable[str], topic_of: Mapping[str, str]) -> Collection[str]:
    return {topic_of[claim] for claim in claims if claim in topic_of}


def _any(claims: Iterable[str], items: Mapping[str, Item]) -> bool:
    return any(items[claim].contested for claim in claims if claim in items)


def _day_of(claim: Claim) -> int | None:
    return _day(claim.when or claim.said_on)


def _day(moment: Edtf | None) -> int | None:
    """The last day known: of "from Nov 2025" the first, for its end is open."""
    if moment is None:
        return None
    return (moment.earliest if moment.open_end else moment.latest).toordinal()


def _mends(index: Index) -> dict[str, tuple[Mend, ...]]:
    mends: dict[str, tuple[Mend, ...]] = {}
    for one in all_corrections(index):
        mend = Mend(one.id, dict(one.reason), one.withdraws)
        mends[one.target] = (*mends.get(one.target, ()), mend)
    return mends


def _published(documents: Collection[Document]) -> tuple[str, str]:
    """The publication windows of the earliest and the latest document."""
    if not documents:
        return "", ""
    windows = [document.published for document in documents]
    return str(min(windows, key=_start)), str(max(windows, key=_end))


def _start(window: Edtf) -> tuple[int, str]:
    return (window.latest if window.open_start else window.earliest).toordinal(), str(window)


def _end(window: Edtf) -> tuple[int, str]:
    return (window.earliest if window.open_end else window.latest).toordinal(), str(window)
