"""Figures: each stated bound is a number that stands in the anchor, digit for digit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from corpus.articles import Article, Citation
from corpus.checks.amounts import written
from corpus.checks.arithmetic import made_from
from corpus.checks.problem import Problem
from corpus.checks.wording import BOUNDS
from corpus.model import Estimate
from corpus.numerals import Number
from corpus.quantities import Amount
from corpus.verify.grounds import bounds, formulas
from corpus.verify.passages import place
from corpus.verify.subject import Subject


def figures(subject: Subject) -> Iterator[Problem]:
    """Each bound of a figure equals, exactly, a number in each of its anchors, unless it is derived."""
    for citation in subject.article.citations:
        estimate = citation.claim.estimate
        stands = subject.article.span(citation) is not None  # else that is what is wrong
        if stands and estimate is not None and estimate.amounts and not estimate.derived:
            yield from _compare(subject.article, citation, estimate)


def anchor_numbers(subject: Subject) -> Iterator[Problem]:
    """Every number in a figure's anchor is a bound of it, a part of a date, or what it is computed from."""
    article = subject.article
    for citation in article.citations:
        estimate, numbers = citation.claim.estimate, _within(article, citation)[0]
        if estimate is None or not (estimate.derived or _stand(estimate, numbers)):
            continue  # `figures` says what is wrong
        held = bounds(estimate)
        for one in made_from(citation.claim, subject.known):
            held |= bounds(one.estimate)
        for formula in formulas([estimate.derived] if estimate.derived else [], equations=False):
            held |= {(number, False) for number in formula.numbers}
        for number in numbers:
            if (number.value, number.magnitude) not in held and not _is_date(article, citation, number):
                message = f"{_shown(number)} stands in the anchor of {place(article, citation)}"
                advice = "and is no bound of the figure: correct the figure or the anchor"
                yield Problem(citation.claim, citation.field("anchor"), f"{message}, {advice}")


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
                message += ": correct the figure or the anchor"
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


def _stand(estimate: Estimate, numbers: list[Number]) -> bool:
    """Whether each bound of a figure is one of these numbers."""
    return bounds(estimate) <= {(number.value, number.magnitude) for number in numbers}


def _is_date(article: Article, citation: Citation, number: Number) -> bool:
    """Whether a number is part of a date that is one of the claim's, or calls a note."""
    paragraph, claim = citation.appearance.paragraph, citation.claim
    text, dates = article.canonical[paragraph - 1], (claim.said_on, claim.as_of, claim.period)
    if text[: number.start].endswith("[") and text[number.end :].startswith("]"):
        return True
    return any(
        mention.start < number.end and number.start < mention.end and mention.stated_by(date)
        for mention in article.dates(paragraph)
        for date in dates
        if date is not None
    )


def _shown(number: Number) -> str:
    return f"“{number.text}”" if number.magnitude else f"{number.value.normalize():,f}"
