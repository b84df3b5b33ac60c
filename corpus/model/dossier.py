"""The dossier's manifest, and the dossier as a whole: every record of one story."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from corpus.dates import Edtf
from corpus.model.actor import Actor
from corpus.model.claim import Claim
from corpus.model.correction import Correction
from corpus.model.document import Document
from corpus.model.event import Event
from corpus.model.place import Place
from corpus.model.record import Language, Record, Slug, Texts
from corpus.model.relation import Relation
from corpus.model.topic import Topic
from corpus.model.vocabulary import Vocabulary


class Minimums(Record):
    """How many records the dossier must hold at least, so that a truncated file is noticed."""

    documents: int = Field(default=0, ge=0)
    claims: int = Field(default=0, ge=0)
    events: int = Field(default=0, ge=0)
    actors: int = Field(default=0, ge=0)
    places: int = Field(default=0, ge=0)


class Manifest(Record):
    """`dossier.yaml`: what story this is, in which languages it speaks, and its revision."""

    id: Slug
    title: Texts
    """The story's name, without a full stop."""
    summary: Texts
    """One sentence that says what the dossier holds, for `/start`."""
    languages: tuple[Language, ...] = Field(min_length=1)
    """The languages that every text of the dossier is given in; the first is the fallback."""
    window: Edtf
    """The span of time the story covers; an event outside it is an error."""
    revision: int = Field(ge=1)
    """Goes up by one with every change that readers can see."""
    revised: Edtf
    """The day of the last revision."""
    minimums: Minimums = Minimums()


@dataclass(frozen=True, slots=True)
class Dossier:
    """Every record of one story, each kind in file order, corrections applied."""

    manifest: Manifest
    vocabulary: Vocabulary
    topics: tuple[Topic, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    documents: tuple[Document, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    corrections: tuple[Correction, ...] = ()
