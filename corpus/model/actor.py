"""An actor: a person, body or group that says or does something."""

from __future__ import annotations

from enum import StrEnum

from corpus.model.record import Line, Record, Slug, Texts


class ActorKind(StrEnum):
    """What sort of actor it is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    MEDIA = "media"
    ARMED_FORCE = "armed_force"
    GROUP = "group"


class Actor(Record):
    """Someone who claims, relays or acts; every spelling of the name leads here."""

    id: Slug
    kind: ActorKind
    names: Texts
    """The name readers see: short, "Budanov", "South Korean sources"."""
    full: Texts | None = None
    """The full name, when it is longer."""
    role: Texts | None = None
    """What the actor is in this story, after the name: "Ukrainian military intelligence"."""
    aliases: tuple[Line, ...] = ()
    """Other spellings, in the sources or from readers."""
    named: bool = True
    """False for a group that a document mentions without naming: "unnamed analysts"."""
    part_of: Slug | None = None
    """The body or state that it belongs to."""
