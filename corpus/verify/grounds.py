"""What a text of ours may say: the numbers, dates and places that the records it is on bear out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from corpus.checks.arithmetic import made_from
from corpus.checks.wording import BOUNDS
from corpus.dates import Edtf
from corpus.errors import FormulaError
from corpus.formula import CONSTANT, Formula, read_equation, read_formula
from corpus.model import Claim, Document, Estimate
from corpus.prose_dates import DateMention
from corpus.stated import Stated, Value
from corpus.verify.library import Library, Said


@dataclass(frozen=True, slots=True)
class Ground:
    """Numbers and dates that may be said, and the documents and paragraphs that may be named."""

    numbers: frozenset[Value] = frozenset()
    mentions: frozenset[DateMention] = frozenset()
    dates: frozenset[Edtf] = frozenset()
    documents: frozenset[int] = frozenset()
    paragraphs: frozenset[int] = frozenset()

    def __or__(self, other: Ground) -> Ground:
        return Ground(
            self.numbers | other.numbers,
            self.mentions | other.mentions,
            self.dates | other.dates,
            self.documents | other.documents,
            self.paragraphs | other.paragraphs,
        )

    def lacks(self, told: Stated, *, counts: bool = False) -> Iterator[str]:
        """What a text states and this does not bear out; with `counts`, words may be counts of our own."""
        for number in told.in_figures if counts else told.numbers:
            if (number.value, number.magnitude) not in self.numbers:
                yield f"“{number.text}”"
        yield from (f"“{date.text}”" for date in told.dates if not self._dates(date))
        yield from (f"[{number}]" for number in sorted(told.documents - self.documents))
        yield from (f"§{number}" for number in sorted(told.paragraphs - self.paragraphs))

    def _dates(self, date: DateMention) -> bool:
        """Whether a date is one of ours or the articles', said as finely or less; a bare year, a number."""
        return (
            any(date.stated_by(held) for held in self.dates)
            or any(date.repeated_by(held) for held in self.mentions)
            or (date.text.isdecimal() and (Decimal(date.text), False) in self.numbers)
        )


def ground_of_said(said: Said) -> Ground:
    """What passages bear out."""
    return Ground(said.numbers, said.dates | said.addressed)


def ground_of_claims(
    claims: Iterable[Claim], known: Mapping[str, Claim], documents: Mapping[str, Document], library: Library
) -> Ground:
    """What claims bear out: their passages, figures and dates, and the figures that theirs are made from."""
    return joined(_ground(claim, known, documents, library) for claim in claims)


def ground_of_arithmetic(equations: Iterable[str]) -> Ground:
    """The results of equations; those that cannot be read are `check`'s."""
    results = set()
    for text in equations:
        try:
            results.add((read_equation(text).result, False))
        except FormulaError:
            continue
    return Ground(frozenset(results))


def joined(grounds: Iterable[Ground]) -> Ground:
    """Several as one."""
    return reduce(Ground.__or__, grounds, Ground())


def formulas(texts: Iterable[str], *, equations: bool) -> Iterator[Formula]:
    """The formulas that can be read."""
    for text in texts:
        try:
            yield read_equation(text).formula if equations else read_formula(text)
        except FormulaError:
            continue


def unfounded(formula: Formula, ground: Ground) -> Iterator[str]:
    """The numbers of a formula that nothing states; a percentage may have its hundred."""
    for number in formula.numbers:
        if (number, False) not in ground.numbers and number != CONSTANT:
            yield f"“{number}”"


def bounds(estimate: Estimate | None) -> frozenset[Value]:
    """A figure's amounts."""
    stated = ((name, getattr(estimate, name, None)) for name in BOUNDS)
    return frozenset(
        (Decimal(str(amount)), name == "magnitude") for name, amount in stated if amount is not None
    )


def _ground(
    claim: Claim, known: Mapping[str, Claim], documents: Mapping[str, Document], library: Library
) -> Ground:
    said = library.cited_passages(claim)
    figures = (bounds(one.estimate) for one in (claim, *made_from(claim, known)))
    return ground_of_said(said) | Ground(
        numbers=frozenset().union(*figures),
        dates=frozenset(date for date in (claim.said_on, claim.as_of, claim.period) if date is not None),
        documents=frozenset(
            documents[one.document].number for one in claim.appearances if one.document in documents
        ),
        paragraphs=frozenset(one.paragraph for one in claim.appearances),
    )
