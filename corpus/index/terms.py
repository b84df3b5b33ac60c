"""What search matches on: folded words, their stems, and numbers, which only match exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, Protocol

from corpus.numerals import numbers_in
from corpus.text import fold, words


class _Stemmer(Protocol):
    """Of PyStemmer, which tells no types."""

    def stemWord(self, word: str) -> str: ...  # noqa: N802 - its name for it

    def stemWords(self, words: list[str]) -> list[str]: ...  # noqa: N802


_RAW_WORD: Final = re.compile(r"[^\W_]+")
_GRAM: Final = 3


def plain_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order, those of digits alone left out."""
    return tuple(word for word in words(text.replace("_", " ")) if not word.isdecimal())


def spellings(text: str) -> Iterator[tuple[str, str]]:
    """(folded word, the word as written), for the words that `plain_words` finds."""
    wanted = set(plain_words(text))
    for raw in _RAW_WORD.findall(text):
        folded = fold(raw)
        if folded in wanted:
            yield folded, raw


def key(text: str) -> str:
    """A name as it is looked up: its folded words and numbers, one space between."""
    return " ".join(words(text.replace("_", " ")))


def number_term(value: Decimal) -> str:
    """A number as one searchable word: 15000 is "15000", 1.06 is "1d06"."""
    digits = f"{value:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return (digits.lstrip("0") or "0").replace(".", "d")


def number_terms(text: str, language: str) -> set[str]:
    """The searchable words of the numbers that a text holds."""
    return {number_term(number.value) for number in numbers_in(text, language) if not number.magnitude}


def grams(text: str) -> set[str]:
    """The runs of three characters in a name or word, its two ends included, to find it by when misspelt."""
    padded = f" {text} "
    return {padded[i : i + _GRAM] for i in range(len(padded) - _GRAM + 1)}


@dataclass(frozen=True)
class Stems:
    """The stems of words in a dossier's languages; a language that PyStemmer lacks has none."""

    languages: tuple[str, ...]

    def all_of(self, word: str) -> set[str]:
        """The stems in every language."""
        return {stemmer.stemWord(word) for stemmer in self._stemmers.values()}

    def of_text(self, text: str, language: str) -> list[str]:
        """The stems of a text's words, in order."""
        stemmer = self._stemmers.get(language)
        return [] if stemmer is None else stemmer.stemWords(list(plain_words(text)))

    @cached_property
    def _stemmers(self) -> dict[str, _Stemmer]:
        return {language: stemmer for language in self.languages if (stemmer := _stemmer(language))}


def _stemmer(language: str) -> _Stemmer | None:
    import Stemmer  # type: ignore[import-not-found] # noqa: PLC0415 - only searching and compiling need it

    try:
        made: _Stemmer = Stemmer.Stemmer(language)
    except KeyError:
        return None
    return made
