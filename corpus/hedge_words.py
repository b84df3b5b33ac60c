"""The words by which texts hedge a number, by what they say of it: "plus de", "rund", "at least"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from corpus.numerals import Number
from corpus.quantities import Comparator

_NEAR: Final = 60
"""Characters before or after a number in which its hedges are looked for."""

_BEFORE: Final[Mapping[str, Mapping[Comparator, str]]] = {
    "fr": {
        Comparator.EXACT: "exactement|précisément|un total de|un total d'",
        Comparator.MORE_THAN: "plus de|plus d'|davantage que|au-delà de|supérieure? à",
        Comparator.AT_LEAST: "au moins|au minimum|pas moins de|minimum de",
        Comparator.UP_TO: "jusqu'à|(?:tout )?au plus|au maximum|pas plus de|maximum de",
        Comparator.LESS_THAN: "moins de|moins d'|inférieure? à|en dessous de|n'attei(?:nt|gnent) pas",
        Comparator.ABOUT: "environ|quelque|à peu près|approximativement|autour de|aux alentours de"
        "|aux environs de|de l'ordre de|avoisin(?:e|ent|ant)",
    },
    "en": {
        Comparator.EXACT: "exactly|precisely|a total of",
        Comparator.MORE_THAN: "more than|over|above|upwards of",
        Comparator.AT_LEAST: "at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of",
        Comparator.UP_TO: "up to|as (?:many|much) as|at most|(?:no|not) more than|a maximum of",
        Comparator.LESS_THAN: "less than|fewer than|under|below",
        Comparator.ABOUT: "about|around|some|roughly|approximately|circa|in the region of",
    },
    "de": {
        Comparator.EXACT: "genau|exakt|insgesamt",
        Comparator.MORE_THAN: "mehr als|über",
        Comparator.AT_LEAST: "mindestens|wenigstens|nicht weniger als",
        Comparator.UP_TO: "bis zu|höchstens|maximal|nicht mehr als",
        Comparator.LESS_THAN: "weniger als|unter",
        Comparator.ABOUT: "rund|etwa|ungefähr|circa|ca\\.|zirka",
    },
    "es": {
        Comparator.EXACT: "exactamente|un total de",
        Comparator.MORE_THAN: "más de",
        Comparator.AT_LEAST: "al menos|por lo menos|como mínimo|no menos de",
        Comparator.UP_TO: "hasta|como máximo|no más de",
        Comparator.LESS_THAN: "menos de",
        Comparator.ABOUT: "unos|unas|alrededor de|aproximadamente|en torno a",
    },
}
_NEARLY: Final = {
    "fr": "près de|près d'|presque|quasi|quasiment",
    "en": "nearly|almost|close to",
    "de": "fast|knapp|nahezu|beinahe",
    "es": "casi|cerca de",
}
_AFTER: Final[Mapping[str, Mapping[Comparator, str]]] = {
    "fr": {
        Comparator.AT_LEAST: "au moins|ou plus|au minimum",
        Comparator.UP_TO: "au plus|ou moins|au maximum",
        Comparator.ABOUT: "environ",
    },
    "en": {
        Comparator.AT_LEAST: "or more|at least",
        Comparator.UP_TO: "at most|or (?:fewer|less)",
        Comparator.ABOUT: "or so",
    },
    "de": {Comparator.AT_LEAST: "oder mehr|mindestens", Comparator.UP_TO: "oder weniger|höchstens"},
    "es": {Comparator.AT_LEAST: "o más|como mínimo", Comparator.UP_TO: "o menos|como máximo"},
}
_ROUND: Final = {
    "fr": re.compile(r"(?:(?:diz|quinz|cent|(?:ving|tren|quaran|cinquan|soixan)t)aine|douzaine|millier)$")
}
"""Numbers whose own word is a hedge: "une centaine"."""

_OPENERS: Final = {"fr": "entre", "en": "between", "de": "zwischen", "es": "entre"}
_JOINS: Final = {"fr": "à|ou", "en": "to|or", "de": "bis|oder", "es": "a|o"}
_ANDS: Final = {"fr": "et", "en": "and", "de": "und", "es": "y"}


class Hedging(NamedTuple):
    """A hedge of a number: what it says, and the words that say it."""

    comparator: Comparator
    words: str
    nearly: bool = False


def knows_hedges(language: str) -> bool:
    """Whether a language's hedges are known: French, English, German and Spanish are."""
    return language in _BEFORE


def hedgings(text: str, number: Number, language: str) -> tuple[Hedging, ...]:
    """Every hedge that stands next to a number of a canonical text: "jusqu'à près de 400" has two."""
    found = [*_before(text[max(0, number.start - _NEAR) : number.start], language)]
    tail = text[number.end : number.end + _NEAR]
    for comparator, words in _AFTER.get(language, {}).items():
        if hedge := re.match(rf"(?: \w+)? ({words})\b(?! ?[0-9])", tail, re.IGNORECASE):
            found.append(Hedging(comparator, hedge[1]))
    if not found and language in _ROUND and _ROUND[language].search(number.text.lower()):
        found.append(Hedging(Comparator.ABOUT, number.text))
    return tuple(found)


def make_range(text: str, low: Number, high: Number, language: str) -> bool:
    """Whether two numbers of a canonical text that follow each other are the ends of one range."""
    between = text[low.end : high.start].strip().lower()
    opener = rf"\b{_OPENERS.get(language, '(?!)')} (?:[$€£¥] ?)?$"
    opened = re.search(opener, text[max(0, low.start - _NEAR) : low.start].lower())
    unit, joins = "(?:[%$€£¥] ?)?", _JOINS.get(language, "(?!)")
    if opened:
        unit, joins = r"(?:[\w%$€£¥.]+ ){0,2}", f"{joins}|{_ANDS[language]}"
    return bool(re.fullmatch(rf"{unit}(?:{joins}|-)(?: ?[$€£¥])?", between))


def _before(head: str, language: str) -> Iterator[Hedging]:
    """From the number backwards, one hedge after the other."""
    while hedge := _last(head, language):
        yield hedge
        head = head[: head.lower().rindex(hedge.words.lower())]


def _last(head: str, language: str) -> Hedging | None:
    """The longest hedge at the end of the text."""
    ways = [(*way, False) for way in _BEFORE.get(language, {}).items()]
    ways += [(Comparator.ABOUT, _NEARLY[language], True)] if language in _NEARLY else []
    ends = [
        Hedging(comparator, found[1], nearly)
        for comparator, words, nearly in ways
        if (found := re.search(rf"(?<!\w)({words})(?:(?<=') ?| )(?:(?:US)?[$€£¥] ?)?$", head, re.IGNORECASE))
    ]
    return max(ends, key=lambda hedge: len(hedge.words), default=None)
