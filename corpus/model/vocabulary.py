"""The words a dossier measures with: units, measures and scopes."""

from __future__ import annotations

from pydantic import Field

from corpus.model.record import Record, Slug, Texts
from corpus.quantities import Amount


class Unit(Record):
    """What an amount is an amount of; `format` says how it reads, `{n}` standing for the number."""

    id: Slug
    format: Texts
    """For instance `{en: "{n} km²", fr: "{n} km²"}`; people are a bare `{n}`."""
    scaled: Texts | None = None
    """How it reads after "million" or "billion", where that differs: `{fr: "{n} de dollars", ...}`."""


class Measure(Record):
    """A quantity that figures can be compared on, in one unit."""

    id: Slug
    unit: Slug
    label: Texts
    sane: tuple[Amount, Amount]
    """The least and the most that make sense; a figure outside is taken for a slip of the pen."""


class Scope(Record):
    """What part of a measure is counted: sent in all, in training, deployed at one place."""

    id: Slug
    measure: Slug
    label: Texts


class Vocabulary(Record):
    """`vocabulary.yaml`."""

    units: tuple[Unit, ...] = Field(min_length=1)
    measures: tuple[Measure, ...] = ()
    scopes: tuple[Scope, ...] = ()
