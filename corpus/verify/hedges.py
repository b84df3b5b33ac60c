"""Hedges: the words beside a number in its passage say what the comparator says, and no bound is left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from corpus.articles import Article, Citation
from corpus.checks.hedging import FREE, hedge_agrees, hedge_name
from corpus.checks.problem import Problem
from corpus.hedge_words import Hedging, hedgings, knows_hedges, make_range
from corpus.model import Claim, Estimate
from corpus.numerals import Number
from corpus.quantities import Comparator
from corpus.verify.figures import compared
from corpus.verify.passages import place
from corpus.verify.subject import Subject


def hedges(subject: Subject) -> Iterator[Problem]:
    """A hedge beside a figure's number agrees with the comparator; which has one where it needs one."""
    article = subject.article
    if not knows_hedges(article.document.language):
        return
    found: dict[str, tuple[Citation, bool]] = {}
    for citation in article.citations:
        estimate, numbers = citation.claim.estimate, compared(article, citation)
        if estimate is None or not numbers:
            continue
        words = [hedge for number in numbers for hedge in _around(article, citation, number)]
        licensed = any(_agrees(hedge, estimate) for hedge in words)
        if words and not licensed:
            yield Problem(citation.claim, "estimate.comparator", _disagreement(article, citation, words[0]))
        before = found.get(citation.claim.id, (citation, False))[1]
        found[citation.claim.id] = citation, before or licensed or bool(words)
    for citation, licensed in found.values():
        estimate = citation.claim.estimate
        if estimate is not None and estimate.comparator not in FREE and not licensed:
            message = f"no word beside the number in {place(article, citation)} says {hedge_name(estimate)}"
            yield Problem(citation.claim, "estimate.comparator", f"{message}: correct the comparator")


def ranges(subject: Subject) -> Iterator[Problem]:
    """A number that is one end of a range is cited with the other, as `between`; and no others are."""
    article = subject.article
    for citation in article.citations if knows_hedges(article.document.language) else ():
        estimate, numbers = citation.claim.estimate, compared(article, citation)
        if estimate is None or not numbers or estimate.comparator is Comparator.ORDER_OF_MAGNITUDE:
            continue
        spans = list(_ranges(article, citation, numbers))
        here, field = place(article, citation), "estimate.comparator"
        if estimate.comparator is not Comparator.BETWEEN and spans:
            message = f"“{spans[0]}” in {here} is a range, and the figure {hedge_name(estimate)}"
            yield Problem(citation.claim, field, f"{message}: make it between, with both its ends")
        elif estimate.comparator is Comparator.BETWEEN and not spans and len(numbers) > 1:
            message = f"“{citation.appearance.anchor}” in {here} is no range, and the figure is one"
            yield Problem(citation.claim, field, f"{message}: correct the comparator")


def _ranges(article: Article, citation: Citation, numbers: tuple[Number, ...]) -> Iterator[str]:
    """The ranges of the passage that the numbers are an end of."""
    paragraph, language = citation.appearance.paragraph, article.document.language
    text = article.canonical[paragraph - 1]
    for low, high in pairwise(article.numbers(paragraph)):
        if (low in numbers or high in numbers) and make_range(text, low, high, language):
            yield text[low.start : high.end]


def _around(article: Article, citation: Citation, number: Number) -> tuple[Hedging, ...]:
    text = article.canonical[citation.appearance.paragraph - 1]
    return hedgings(text, number, article.document.language)


def _agrees(hedge: Hedging, estimate: Estimate) -> bool:
    free = estimate.comparator in (Comparator.BETWEEN, Comparator.ORDER_OF_MAGNITUDE)
    return free or hedge_agrees(hedge, estimate)


def _disagreement(article: Article, citation: Citation, hedge: Hedging) -> str:
    wanted = "comparator: about, hedge: nearly" if hedge.nearly else f"comparator: {hedge.comparator}"
    message = f"“{hedge.words}” stands beside the number in {place(article, citation)}"
    return f"{message}, and the figure is {_named_of(citation.claim)}: make it {wanted}"


def _named_of(claim: Claim) -> str:
    return hedge_name(claim.estimate) if claim.estimate else ""
