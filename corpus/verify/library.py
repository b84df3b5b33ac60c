"""What the articles at hand state, kept small while they are read one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import Final

from corpus.articles import Article
from corpus.date_portions import Portion, portion_before
from corpus.date_words import relative_words
from corpus.model import Claim, Document
from corpus.prose_dates import DateMention, in_addresses
from corpus.stated import Value

_RANGE: Final = re.compile(r" ?(?:-|et|à|au|and|to|until|bis|und|y|a|hasta) ?(?:le |the |el |al |zum )?")
"""Between two dates of which the second says the year for both: "entre janvier et mars 2025"."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a passage states, or several together."""

    numbers: frozenset[Value] = frozenset()
    dates: frozenset[DateMention] = frozenset()
    """Those of its prose; a day or month has the year that a range it begins gives for both."""
    addressed: frozenset[DateMention] = frozenset()
    """Those in its web addresses."""
    portions: frozenset[tuple[DateMention, Portion]] = frozenset()
    """The part of it that is meant, of each date that is said to be one in part: "fin 2023"."""
    relative: bool = False
    """Whether it tells a day by another one: "yesterday", "on Friday"."""

    def __or__(self, other: Said) -> Said:
        return Said(
            self.numbers | other.numbers,
            self.dates | other.dates,
            self.addressed | other.addressed,
            self.portions | other.portions,
            self.relative or other.relative,
        )


class Library:
    """Every passage's numbers and dates, by document; the articles themselves are let go."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[Said, ...]] = {}

    def take(self, article: Article) -> None:
        """Keep what an article states."""
        numbers = range(1, len(article.paragraphs) + 1)
        self._said[article.document.id] = tuple(_said(article, number) for number in numbers)

    def has(self, documents: Iterable[str]) -> bool:
        """Whether all of these documents' articles were at hand."""
        return self._said.keys() >= set(documents)

    def passages(self, document: str, numbers: Iterable[int]) -> Said:
        """What these paragraphs state together; those that the article has not, nothing."""
        held = self._said.get(document, ())
        return together(held[number - 1] for number in set(numbers) if 1 <= number <= len(held))

    def whole(self, document: str) -> Said:
        """What all of an article states."""
        return together(self._said.get(document, ()))

    def cited_passages(self, claim: Claim) -> Said:
        """What the passages that a claim cites state together."""
        return together(self.passages(one.document, [one.paragraph]) for one in claim.appearances)


def together(said: Iterable[Said]) -> Said:
    """Several as one."""
    return reduce(Said.__or__, said, Said())


def cited_documents(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The documents that claims cite, each once."""
    return tuple(dict.fromkeys(one.document for claim in claims for one in claim.appearances))


def numbered(documents: Iterable[Document], numbers: Iterable[int]) -> Iterator[Document]:
    """The documents with these numbers."""
    wanted = set(numbers)
    return (document for document in documents if document.number in wanted)


def _said(article: Article, number: int) -> Said:
    text = article.canonical[number - 1]
    addresses = in_addresses(text)
    mentions = article.dates(number)
    addressed = frozenset(
        one for one in mentions if any(start <= one.start and one.end <= end for start, end in addresses)
    )
    language = article.document.language
    prose = list(_with_years([one for one in mentions if one not in addressed], text))
    portions = ((one, portion_before(text[: one.start], language)) for one in prose)
    return Said(
        frozenset((one.value, one.magnitude) for one in article.numbers(number)),
        frozenset(prose),
        addressed,
        frozenset((one, portion) for one, portion in portions if portion is not None),
        relative_words(language).search(text) is not None,
    )


def _with_years(mentions: list[DateMention], text: str) -> Iterator[DateMention]:
    """The dates of a text, the first of a range with the year of its second."""
    for one, other in pairwise([*mentions, None]):
        if one is None:
            continue
        shared = other is not None and one.year is None and other.month is not None
        if shared and other is not None and _RANGE.fullmatch(text[one.end : other.start]):
            yield replace(one, year=other.year)
        else:
            yield one
