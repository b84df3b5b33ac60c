"""Finding words in the articles, and the locator to cite them with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from corpus.articles import Article
from corpus.checks.anchors import LONGEST, joined
from corpus.numerals import NUMERAL, Number, numbers_in
from corpus.text import canonical, fold, occurrences, passage_hash, words

MOST_NEAR: Final = 3
"""Near misses that are offered."""

_TOKEN: Final = re.compile(rf"{NUMERAL.pattern}(?!\w)|\w+")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[ .,'’\u00a0\u2009\u202f][0-9]{3})+")
_ALIKE: Final = 80.0
_SHORT_WORD: Final = 3
_MISSING: Final = 3  # one word in so many may be missing from a near miss
_FAR: Final = 1000


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in an article, ready to be cited: an anchor of eight words at most, and what it carries."""

    document: str
    paragraph: int
    anchor: str
    nth: int
    hash: str
    numbers: tuple[Number, ...] = ()
    """The numbers in the anchor, as verification reads them."""
    found: int = 0
    """How many words were found there; more than the anchor has when it was shortened."""
    joins: tuple[str, ...] = ()
    """Claims whose anchors would make up a run of more than eight words with this one."""

    @property
    def amounts(self) -> tuple[str, ...]:
        """The numbers as a claim's figure has them: 15000, or 1000 and "a magnitude" for "thousands"."""
        return tuple(
            f"{number.value.normalize():f}{' (a magnitude)' if number.magnitude else ''}"
            for number in self.numbers
        )

    @property
    def shortened(self) -> bool:
        """Whether what was found is longer than an anchor may be."""
        return self.found > LONGEST


@dataclass(frozen=True, slots=True)
class Search:
    """Where the words stand; when they stand nowhere, the nearest that does."""

    found: tuple[Locator, ...] = ()
    near: tuple[Locator, ...] = ()


class _Token(NamedTuple):
    word: str  # folded
    start: int
    end: int


class _Near(NamedTuple):
    """A run of words and how far it is from those sought: missing, misspelt, in how many."""

    distance: tuple[int, int, int]
    run: _Run


def locate(articles: Iterable[Article], sought: str) -> Search:
    """Find words in articles; accents, case, typography and the spaces in numbers make no difference.

    Found is where the words follow each other. Near are the shortest runs that hold nearly all of them in any
    order, words misspelt or missing but figures never.
    """
    wanted = [token.word for token in _tokens(_plain(sought))]
    found: list[Locator] = []
    near: list[_Near] = []
    for article in articles if wanted else ():
        for number in range(1, len(article.paragraphs) + 1):
            passage = _Passage(article, number)
            found += [run.locator() for run in passage.runs(wanted)]
            if not found:
                near += passage.near(wanted)
    if found:
        return Search(tuple(found))
    nearest = sorted(near, key=lambda miss: miss.distance)[:MOST_NEAR]
    return Search(near=tuple(miss.run.locator() for miss in nearest))


@dataclass(frozen=True)
class _Passage:
    article: Article
    number: int

    @cached_property
    def text(self) -> str:
        """The paragraph as it stands, without what nobody sees."""
        return _plain(self.article.paragraphs[self.number - 1])

    @cached_property
    def tokens(self) -> tuple[_Token, ...]:
        return tuple(_tokens(self.text))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return numbers_in(self.text, self.article.document.language)

    def runs(self, wanted: Sequence[str]) -> Iterator[_Run]:
        """Where the words follow each other."""
        held = [token.word for token in self.tokens]
        for at in range(len(held) - len(wanted) + 1):
            if held[at : at + len(wanted)] == wanted:
                yield _Run(self, at, at + len(wanted))

    def near(self, wanted: Sequence[str]) -> Iterator[_Near]:
        """The shortest of the runs with the most of the words, if it has nearly all of them."""
        kinds = dict.fromkeys(wanted)
        places = sorted((at, word) for word in kinds for at in self._alike(word))
        reach = max(LONGEST, 2 * len(wanted))
        misses = [self._miss(kinds, places[at:], reach) for at in range(len(places))]
        nearest = min(misses, key=lambda miss: miss.distance, default=None)
        if nearest is not None and nearest.distance[0] * _MISSING <= len(kinds):
            yield nearest

    def _miss(self, kinds: Iterable[str], places: Sequence[tuple[int, str]], reach: int) -> _Near:
        """The run that begins at the first of these places; a figure that it lacks makes it no near miss."""
        first, held, last = places[0][0], set[str](), places[0][0]
        for at, word in places:
            if at - first < reach and word not in held:
                held.add(word)
                last = at
        run = _Run(self, first, last + 1)
        spelt = {token.word for token in self.tokens[first : last + 1]}
        lacking = sum(_FAR if self._is_figure(word) else 1 for word in kinds if word not in held)
        return _Near((lacking, len(held - spelt), last - first), run)

    def _is_figure(self, word: str) -> bool:
        """Whether it is a number, in digits or in words: those are never taken one for the other."""
        return bool(numbers_in(word, self.article.document.language))

    def _alike(self, word: str) -> list[int]:
        """Where the word stands, or where it stands nowhere one that is spelt much like it."""
        same = [at for at, token in enumerate(self.tokens) if token.word == word]
        if same or self._is_figure(word) or len(word) <= _SHORT_WORD:
            return same
        from rapidfuzz import fuzz  # noqa: PLC0415 - slow to import, and only words not found need it

        return [at for at, token in enumerate(self.tokens) if fuzz.ratio(word, token.word) >= _ALIKE]


@dataclass(frozen=True)
class _Run:
    """Words of a passage that follow each other, from one token to before another."""

    passage: _Passage
    first: int
    last: int

    @cached_property
    def text(self) -> str:
        tokens = self.passage.tokens
        return " ".join(self.passage.text[tokens[self.first].start : tokens[self.last - 1].end].split())

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        start, end = self.passage.tokens[self.first].start, self.passage.tokens[self.last - 1].end
        return tuple(n for n in self.passage.numbers if start <= n.start and n.end <= end)

    def locator(self) -> Locator:
        """The locator of the run, or of its telling part when it is too long for an anchor."""
        article, number = self.passage.article, self.passage.number
        anchor = self._anchor()
        nth = anchor.nth
        return Locator(
            article.document.id,
            number,
            anchor.text,
            nth,
            passage_hash(article.paragraphs[number - 1]),
            anchor.numbers,
            len(words(self.text)),
            _joining(article, number, (anchor.text, nth)),
        )

    @property
    def nth(self) -> int:
        """Which occurrence of its text in the paragraph it is, as `occurrences` counts them."""
        before = self.passage.text[: self.passage.tokens[self.first].start]
        start = len(canonical(f"{before}x")) - 1
        paragraph = self.passage.article.paragraphs[self.passage.number - 1]
        return sum(at <= start for at, _ in occurrences(self.text, paragraph)) or 1

    def _anchor(self) -> _Run:
        """At most eight words: those with its numbers and the word after them, else the first."""
        if len(words(self.text)) <= LONGEST:
            return self
        first, last = self.first, self.last
        if self.numbers:
            start, end = self.numbers[0].start, self.numbers[-1].end
            held = range(self.first, self.last)
            within = [at for at in held if start <= self.passage.tokens[at].start < end]
            first, last = within[0], min(within[-1] + 2, self.last)
        while len(words((run := _Run(self.passage, first, last)).text)) > LONGEST:
            last -= 1
        return run


def _joining(article: Article, number: int, anchor: tuple[str, int]) -> tuple[str, ...]:
    """The claims whose anchors would add up to too long a run with this one."""
    cited = article.cited.get(number, ())
    held = [(citation.appearance.anchor, citation.appearance.nth) for citation in cited]
    runs = joined(article.paragraphs[number - 1], [*held, anchor])
    others = {at for run in runs if len(held) in run.anchors for at in run.anchors if at < len(held)}
    return tuple(sorted({cited[at].claim.id for at in others}))


def _plain(text: str) -> str:
    """Composed, without soft hyphens and other characters that nobody sees."""
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", visible)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        word = match[0]
        if _GROUPED.fullmatch(word):
            word = "".join(filter(str.isdecimal, word))
        yield _Token(fold(word).replace(",", "."), *match.span())
