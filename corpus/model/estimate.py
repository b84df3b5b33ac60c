"""An estimate: a figure as its claimant stated it, never merged, averaged or completed."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from corpus.model.record import Line, Record, ShortId, Slug, Texts
from corpus.quantities import Amount, Comparator, comparator_problems


class Flow(StrEnum):
    """How the amount stands to time."""

    STOCK = "stock"  # how many there are at a moment
    CUMULATIVE = "cumulative"  # how many there have been since a start
    RATE = "rate"  # how many per unit of time


class Hedge(StrEnum):
    """The word the document uses for "about", kept because readers weigh it."""

    ABOUT = "about"
    NEARLY = "nearly"


class Included(StrEnum):
    """What a count of losses adds up."""

    KILLED = "killed"
    WOUNDED = "wounded"
    CAPTURED = "captured"


class Base(Record):
    """What a percentage is a percentage of, and the claims that let a machine compute it again."""

    gloss: Texts
    whole: ShortId | None = None
    """The claim whose figure is the hundred per cent."""
    part: ShortId | None = None
    """The claim whose figure is the part."""


class Estimate(Record):
    """A figure: `low`, `best`, `high` in `unit`, each null where not stated; a midpoint is never invented."""

    comparator: Comparator
    low: Amount | None = None
    best: Amount | None = None
    high: Amount | None = None
    magnitude: Amount | None = None
    """For order_of_magnitude, the power of ten that the word names: 1000 for "thousands"."""
    hedge: Hedge | None = None
    unit: Slug
    flow: Flow = Flow.STOCK
    per: Slug | None = None
    """For a rate, the unit of time: day, month, year."""
    includes: tuple[Included, ...] = ()
    base: Base | None = None
    derived: Line | None = None
    """The formula, when the figure is ours and no source's: `p5ht.high - k7m2`; recomputed by `check`."""

    @model_validator(mode="after")
    def _comparator_agrees(self) -> Self:
        problems = comparator_problems(self.comparator, self.low, self.best, self.high, self.magnitude)
        if self.hedge and self.comparator is not Comparator.ABOUT:
            problems += ("a hedge word goes with comparator: about",)
        if (self.flow is Flow.RATE) != (self.per is not None):
            problems += ("a rate names its unit of time in `per`, and nothing else does",)
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The stated amounts, each once, low to high."""
        stated = (self.low, self.best, self.high, self.magnitude)
        return tuple(dict.fromkeys(amount for amount in stated if amount is not None))
