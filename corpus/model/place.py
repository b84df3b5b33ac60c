"""A place, inside a larger one."""

from __future__ import annotations

from corpus.model.record import Line, Record, Slug, Texts


class Place(Record):
    """Where something is or happens; every spelling of the name leads here."""

    id: Slug
    names: Texts
    aliases: tuple[Line, ...] = ()
    """Other spellings, in the sources or from readers."""
    within: Slug | None = None
    """The larger place it lies in; asking for that one finds this one too."""
