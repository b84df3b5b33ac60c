"""The records of a dossier: frozen pydantic values, one kind a module."""

from __future__ import annotations

from corpus.model.actor import Actor, ActorKind
from corpus.model.claim import Appearance, Attribution, Claim, ClaimKind, Dating, Modality
from corpus.model.correction import Correction
from corpus.model.document import Defect, DefectKind, Document, Footnote, FootnoteStatus
from corpus.model.document_type import DocumentType
from corpus.model.dossier import Dossier, Manifest, Minimums
from corpus.model.estimate import Base, Estimate, Flow, Hedge, Included
from corpus.model.event import Event
from corpus.model.place import Place
from corpus.model.record import Language, Record, ShortId, Slug, Texts
from corpus.model.relation import Relation, RelationKind, RelationOn
from corpus.model.topic import Leads, Topic
from corpus.model.unheld import Unheld
from corpus.model.vocabulary import Measure, Scope, Unit, Vocabulary

__all__ = [
    "Actor",
    "ActorKind",
    "Appearance",
    "Attribution",
    "Base",
    "Claim",
    "ClaimKind",
    "Correction",
    "Dating",
    "Defect",
    "DefectKind",
    "Document",
    "DocumentType",
    "Dossier",
    "Estimate",
    "Event",
    "Flow",
    "Footnote",
    "FootnoteStatus",
    "Hedge",
    "Included",
    "Language",
    "Leads",
    "Manifest",
    "Measure",
    "Minimums",
    "Modality",
    "Place",
    "Record",
    "Relation",
    "RelationKind",
    "RelationOn",
    "Scope",
    "ShortId",
    "Slug",
    "Texts",
    "Topic",
    "Unheld",
    "Unit",
    "Vocabulary",
]
