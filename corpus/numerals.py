"""Numbers as texts write them: digits and number words, read exactly or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, localcontext
from typing import Final, NamedTuple

from corpus.number_words import NumberWords, number_words

_SPACES: Final = " \u00a0\u2009\u202f"  # plain, no-break, thin, narrow no-break
NUMERAL: Final = re.compile(
    r"(?:(?<![\w.,])|(?<=[^\W\d][.,]))"  # neither inside a word nor a number: "T34" and ".5" hold none
    rf"(?>[1-9][0-9]{{0,2}}(?:[{_SPACES}'’][0-9]{{3}}(?![0-9]))+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*)"
    r"(?![^\W\d_]+[0-9])"  # nor in an identifier: "4x4"
)
"""One number in digits. A first group has one to three digits, so "2025 600" is two numbers."""

_TOKEN: Final = re.compile(
    rf"(?P<numeral>{NUMERAL.pattern})|(?P<word>[^\W\d_]+)"
    rf"|(?P<gap>(?<![\s-])[{_SPACES}\u2010\u2011-](?![\s-]))|(?P<other>.)",
    re.DOTALL,
)
_POINT_DECIMAL: Final = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")  # 15,000.5
_COMMA_DECIMAL: Final = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?")  # 15.000,5
_EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_HALF: Final = Decimal("0.5")
_NONE: Final = Decimal(0)
_THOUSAND: Final = 1000


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands: `text` is `source[start:end]`, without sign, unit or article.

    `magnitude` marks a bare plural ("hundreds", "des milliers"): it names a least power of ten and no most.
    """

    value: Decimal
    start: int
    end: int
    text: str
    magnitude: bool = False


def numbers_in(text: str, language: str) -> tuple[Number, ...]:
    """Every number of a text, in order; offsets are into the text given. Exact: nothing is rounded.

    French ("fr") and English ("en") have number words, scales and collectives; other languages digits only.
    Which mark is the decimal one shows from the numeral itself ("5,5", "1,234,567", "2.000,5"), except where
    three digits follow a single mark: then "15,000" is 15 in French and 15,000 in English, "15.000" the
    other way round, and in another language it is no number, as is what fits neither habit ("26.04.2025").
    Not numbers: ordinals but "1er", "un", "a" and "one" alone, digits within identifiers.
    Out of reach: a scale said once for two numbers ("2 to 5 million" is 2 and 5,000,000), "5m", "5k".
    """
    vocabulary = number_words(language)
    reader = _Reader(list(_tokens(text, language)), vocabulary)
    found, at = [], 0
    with localcontext(_EXACT):
        while at < len(reader.tokens):
            value, after, magnitude = reader.phrase(at)
            first, at = reader.tokens[at], max(at + 1, after)
            end = reader.tokens[at - 1].end
            alone = first.value is None and value <= 1  # "un", "one", "half a" without a scale; or no number
            alone = alone or reader.ambiguous(at - 1, first)
            if not alone and not vocabulary.ordinal.match(text, end):
                found.append(Number(value, first.start, end, text[first.start : end], magnitude))
                at = reader.skip(vocabulary.per, at)
    return tuple(found)


class _Token(NamedTuple):
    word: str  # empty between phrases
    start: int
    end: int
    value: Decimal | None = None  # of a numeral


def _tokens(text: str, language: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        word, (start, end) = match.group(), match.span()
        match match.lastgroup:
            case "numeral":
                yield _Token(word, start, end, _value(word, language))
            case "word":
                yield _Token(word.lower(), start, end)
            case "other":
                yield _Token("", start, end)


def _value(numeral: str, language: str) -> Decimal | None:
    digits = re.sub(rf"[{_SPACES}'’]", "", numeral)
    point = Decimal(digits.replace(",", "")) if _POINT_DECIMAL.fullmatch(digits) else None
    comma = Decimal(digits.replace(".", "").replace(",", ".")) if _COMMA_DECIMAL.fullmatch(digits) else None
    if point is None or comma is None or point == comma:
        return comma if point is None else point
    return {"fr": comma, "en": point}.get(language)


class _Reader:
    """Reads phrases from tokens: each method takes a position and returns a value and the position after it.

    Where there is nothing to read, the value is 0 and the position stays.
    """

    def __init__(self, tokens: list[_Token], vocabulary: NumberWords) -> None:
        self.tokens = tokens
        self.words = [token.word for token in tokens] + [""] * 3  # room to look ahead
        self.known = vocabulary

    def phrase(self, at: int) -> tuple[Decimal, int, bool]:
        """A whole number, and whether it is a bare plural."""
        value, i = self._scaled(at)
        plural = self._bare_plural(at) if i == at else None
        if plural:
            value, i = Decimal(plural), at + 1
        elif value and (unit := self.known.collectives.get(self.words[i])):
            value, i = self._and_a_half(value * unit, i + 1, unit)
        while i > at and (factor := self._factor(i)):
            value, i = value * factor[0], factor[1]
        return value, i, plural is not None

    def ambiguous(self, at: int, first: _Token) -> bool:
        """Whether a phrase of the one word there may be no number: "un monde neuf", but "neuf navires"."""
        if self.tokens[at] is not first or self.words[at] not in self.known.ambiguous:
            return False
        return bool(at and self.words[at - 1]) and not self.words[at + 1].endswith(("s", "x"))

    def skip(self, phrases: tuple[str, ...], i: int) -> int:
        """The position after the one of these phrases that stands here, if any does."""
        for phrase in phrases:
            after = i + len(phrase.split())
            if phrase == " ".join(self.words[i:after]):
                return after
        return i

    def _bare_plural(self, at: int) -> int | None:
        word = self.words[at]
        if at and self.words[at - 1] in self.known.vague and f"{word}s" in self.known.plurals:
            word += "s"
        return self.known.plurals.get(word)

    def _factor(self, i: int) -> tuple[int, int] | None:
        """What multiplies a scale, collective or bare plural: tens "of thousands", hundred "thousand"."""
        if not self._multiplies(self.words[i - 1]):
            return None
        of = self.words[i] == self.known.of
        factor = (self.known.plurals if of else self.known.scales).get(self.words[i + of])
        return (factor, i + of + 1) if factor else None

    def _multiplies(self, word: str) -> bool:
        return not self.known.plurals.keys().isdisjoint({word, f"{word}s"})

    def _scaled(self, at: int) -> tuple[Decimal, int]:
        """A count and its scales: "5,5 milliards", "deux millions trois cent mille", "two thousand"."""
        words, scales, numeral = self.words, self.known.scales, self.tokens[at].value
        year = numeral is not None and numeral >= _THOUSAND == scales.get(words[at + 1])
        if numeral is not None and (year or not numeral):
            return numeral, at + 1  # "en 2024 mille soldats" counts no thousands
        total, last, i = _NONE, 0, at
        count, after = self._below_thousand(at) if numeral is None else (numeral, at + 1)
        while scale := scales.get(words[after]):
            count = count or Decimal(words[after] in self.known.uncounted)
            if count and (not last or scale < last):
                total += count * scale
            elif last == _THOUSAND < scale and words[i] != self.known.joint:
                total = (total + count) * scale  # "deux mille cinq cents milliards"
            else:
                return total, i
            last = scale
            total, i = self._and_a_half(total, after + 1, scale)
            count, after = self._below_thousand(i + (words[i] == self.known.joint))
        return (total + count, after) if count else (total, i)

    def _below_thousand(self, at: int) -> tuple[Decimal, int]:
        value, i = self._below_hundred(at)
        alone = not value and self.words[i] in self.known.uncounted
        counted = value % 10 and value <= self.known.most_hundreds
        if self.words[i] in self.known.hundreds and (alone or counted):
            value, i = (value or 1) * Decimal(100), i + 1
            tail, after = self._below_hundred(i + (self.words[i] == self.known.joint))
            if tail and self.words[after] not in self.known.hundreds:
                value, i = value + tail, after
        return self._and_a_half(value, i, 1) if value else (value, at)

    def _below_hundred(self, at: int) -> tuple[Decimal, int]:
        if self.words[at] in self.known.articles and self._multiplies(self.words[at + 1]):
            return Decimal(1), at + 1
        for length in (4, 3, 2, 1):
            value = self.known.small.get(" ".join(self.words[at : at + length]))
            if value:
                return value, at + length
        return _NONE, at

    def _and_a_half(self, value: Decimal, i: int, unit: int) -> tuple[Decimal, int]:
        after = self.skip(self.known.halves, i)
        return (value + unit * _HALF if after > i else value), after
