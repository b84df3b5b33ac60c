"""Figures: each stated bound is a number that stands in the anchor, digit for digit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from corpus.articles import Article, Citation
from corpus.checks.amounts import written
from corpus.checks.problem import Problem
from corpus.model import Estimate
from corpus.numerals import Number
from corpus.quantities import Amount
from corpus.verify.passages import place
from corpus.verify.subject import Subject

BOUNDS = ("low", "best", "high", "magnitude")


def figures(subject: Subject) -> Iterator[Problem]:
    """Each bound of a figure equals, exactly, a number in each of its anchors, unless it is derived."""
    for citation in subject.article.citations:
        estimate = citation.claim.estimate
        stands = subject.article.span(citation) is not None  # else that is what is wrong
        if stands and estimate is not None and estimate.amounts and not estimate.derived:
            yield from _compare(subject.article, citation, estimate)


def compared(article: Article, citation: Citation) -> tuple[Number, ...]:
    """The numbers in a citation's anchor that bounds of its claim's figure equal."""
    estimate = citation.claim.estimate
    if estimate is None or estimate.derived:
        return ()
    stated = [(name, getattr(estimate, name)) for name in BOUNDS]
    return tuple(
        number
        for number in _within(article, citation)[0]
        if any(amount is not None and _equal(name, amount, number) for name, amount in stated)
    )


def _compare(article: Article, citation: Citation, estimate: Estimate) -> Iterator[Problem]:
    anchor, here = f"“{citation.appearance.anchor}”", place(article, citation)
    numbers, cut = _within(article, citation)
    if cut:
        message = f"{anchor} cuts the number “{cut[0].text}” of {here} in two: take in all of it"
        yield Problem(citation.claim, citation.field("anchor"), message)
    elif not numbers:
        message = f"no number stands in the anchor {anchor} of {here}"
        advice = "take words that carry the figure, or say how it is `derived`"
        yield Problem(citation.claim, citation.field("anchor"), f"{message}: {advice}")
    else:
        found = ", ".join(_shown(number) for number in numbers)
        for name in BOUNDS:
            amount = getattr(estimate, name)
            if amount is not None and not any(_equal(name, amount, number) for number in numbers):
                message = f"{name} is {written(amount)}, and the anchor {anchor} of {here} says {found}"
                yield Problem(citation.claim, f"estimate.{name}", message)


def _within(article: Article, citation: Citation) -> tuple[list[Number], list[Number]]:
    """The numbers that stand in the anchor whole, and those that it cuts.

    Both are read in their paragraph, for what they are: the “mille” of “cent mille” is no thousand.
    """
    span = article.span(citation)
    if span is None:
        return [], []
    start, end = span
    near = [n for n in article.numbers(citation.appearance.paragraph) if n.start < end and start < n.end]
    whole = [number for number in near if start <= number.start and number.end <= end]
    return whole, [number for number in near if number not in whole]


def _equal(name: str, amount: Amount, number: Number) -> bool:
    """Whether a number is the bound: a magnitude is a bare plural's ("thousands"), the others never are."""
    return (name == "magnitude") == number.magnitude and Decimal(str(amount)) == number.value


def _shown(number: Number) -> str:
    return f"“{number.text}”" if number.magnitude else f"{number.value.normalize():,f}"
