"""The number words of French and English, as tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Final

_HALF: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """One language's words: lower case, a compound's words joined by one space. Empty: it has digits only."""

    small: Mapping[str, Decimal] = field(default_factory=dict)  # whole numbers below a hundred, and a half
    articles: frozenset[str] = frozenset()  # mean one, but only before a scale or a collective
    hundreds: frozenset[str] = frozenset()
    most_hundreds: int = 0  # "twenty-five hundred" is 2,500; French stops at "seize cents"
    uncounted: frozenset[str] = frozenset()  # numbers without a count before them: "cent", "mille"
    scales: Mapping[str, int] = field(default_factory=dict)
    collectives: Mapping[str, int] = field(default_factory=dict)  # "une centaine", "two dozen"
    plurals: Mapping[str, int] = field(default_factory=dict)  # the power of ten each names when bare
    vague: frozenset[str] = frozenset()  # what makes a singular such a plural: "several hundred"
    of: str | None = None  # "tens of thousands"
    joint: str | None = None  # "two hundred and five"
    halves: tuple[str, ...] = ()  # after a number: "deux millions et demi"
    ambiguous: frozenset[str] = frozenset()  # another word too ("neuf" is new): alone only before a plural
    per: tuple[str, ...] = ()  # a sign in words, not a hundred: "pour cent"
    ordinal: re.Pattern[str] = re.compile(r"(?!)")  # right after a number: then it is none


@cache
def number_words(language: str) -> NumberWords:
    """The words of a language by its code ("fr", "en"); of any other, none."""
    return {"fr": _french, "en": _english}.get(language, NumberWords)()


def _numbered(spelt: str, first: int = 1, step: int = 1) -> dict[str, int]:
    """The words of a list with their values; `dix_sept` is one word of it."""
    return {word.replace("_", " "): first + step * i for i, word in enumerate(spelt.split())}


def _decimals(*tables: Mapping[str, int]) -> dict[str, Decimal]:
    return {word: Decimal(value) for table in tables for word, value in table.items()}


def _french() -> NumberWords:
    units = _numbered(
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    )
    units |= _numbered("dix_sept dix_huit dix_neuf", 17) | {"une": 1}
    tens = _numbered("vingt trente quarante cinquante soixante septante quatre_vingt nonante", 20, 10)
    tens |= {"huitante": 80, "octante": 80}
    compounds = {"quatre vingts": 80}
    for ten, value in tens.items():
        reach = 19 if ten in ("soixante", "quatre vingt") else 9
        compounds |= {f"{ten} {unit}": value + n for unit, n in units.items() if n <= reach}
        compounds |= {
            f"{ten} et {unit}": value + n for unit, n in units.items() if n in (1, 11) and n <= reach
        }
    tenths = _numbered("dizaine vingtaine trentaine quarantaine cinquantaine soixantaine", 10, 10)
    collectives = tenths | {"douzaine": 12, "quinzaine": 15, "centaine": 100, "millier": 1000}
    large = {"million": 10**6, "milliard": 10**9, "billion": 10**12}
    plurals = {f"{word}s": 10 ** (len(str(value)) - 1) for word, value in (collectives | large).items()}
    return NumberWords(
        small=_decimals(units, tens, compounds) | {"un demi": _HALF, "une demi": _HALF},
        hundreds=frozenset({"cent", "cents"}),
        most_hundreds=16,
        uncounted=frozenset({"cent", "mille"}),
        scales=large | {f"{word}s": value for word, value in large.items()}
        | {"mille": 1000, "md": 10**9, "mds": 10**9, "mrd": 10**9, "mrds": 10**9},
        collectives=collectives | {f"{word}s": value for word, value in collectives.items()},
        plurals=plurals,
        of="de",
        halves=("et demi", "et demie"),
        ambiguous=frozenset({"neuf"}),
        per=("pour cent", "pour mille"),
        ordinal=re.compile(
            r"(?:e|ère|re|[iè]?ème|eme|nde?)s?\b|-\w*i[èe]mes?\b|[ -]et[ -]uni[èe]mes?\b", re.IGNORECASE
        ),
    )  # fmt: skip


def _english() -> NumberWords:
    units = _numbered(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    )
    units |= _numbered("sixteen seventeen eighteen nineteen", 16)
    tens = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
    digits = tuple(units.items())[:9]
    compounds = {f"{ten} {unit}": value + n for ten, value in tens.items() for unit, n in digits}
    large = {"thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    bare = large | {"ten": 10, "dozen": 10, "hundred": 100}
    return NumberWords(
        small=_decimals(units, tens, compounds) | {"half a": _HALF},
        articles=frozenset({"a"}),
        hundreds=frozenset({"hundred"}),
        most_hundreds=99,
        scales=large | {"mn": 10**6, "bn": 10**9, "tn": 10**12},
        collectives={"dozen": 12},
        plurals={f"{word}s": value for word, value in bare.items()},
        vague=frozenset({"several", "few", "many"}),
        of="of",
        joint="and",
        halves=("and a half",),
        ordinal=re.compile(
            r"(?:st|nd|rd|th)\b"
            r"|-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|hundredth|thousandth)s?\b",
            re.IGNORECASE,
        ),
    )
