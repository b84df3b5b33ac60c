"""Parts of a year or month, by the words before a date: "fin 2023", "early May", "Mitte 2024"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

_PORTIONS: Final = {
    "fr": {
        "start": "début(?: de| d')?|débuts? de l'année",
        "middle": "mi-|mi |milieu(?: de| d')?",
        "end": "fin(?: de| d')?",
        "quarters": "premier deuxième troisième quatrième",
        "quarter": "trimestre(?: de)?",
        "halves": "premier second",
        "half": "semestre(?: de)?",
        "seasons": "printemps été automne hiver",
        "of": "(?: de)?",
    },
    "en": {
        "start": "early(?: in)?|(?:beginning|start) of",
        "middle": "mid-|mid |middle of",
        "end": "late(?: in)?|end of",
        "quarters": "first second third fourth",
        "quarter": "quarter of",
        "halves": "first second",
        "half": "half of",
        "seasons": "spring summer autumn winter",
        "of": "(?: of)?",
    },
    "de": {
        "start": "anfang",
        "middle": "mitte",
        "end": "ende",
        "quarters": "ersten zweiten dritten vierten",
        "quarter": "quartal",
        "halves": "ersten zweiten",
        "half": "halbjahr",
        "seasons": "frühjahr sommer herbst winter",
        "of": "",
    },
    "es": {
        "start": "(?:principios|comienzos|inicios) de",
        "middle": "mediados de",
        "end": "(?:fines|finales|fin) de",
        "quarters": "primer segundo tercer cuarto",
        "quarter": "trimestre de",
        "halves": "primer segundo",
        "half": "semestre de",
        "seasons": "primavera verano otoño invierno",
        "of": "(?: de)?",
    },
}
_SEASONS: Final = ((3, 4, 5, 6), (6, 7, 8, 9), (9, 10, 11, 12), (12, 1, 2, 3))


class Portion(NamedTuple):
    """A part of a year or month that words name before it: the months, or days of a month, that it can be."""

    months: tuple[int, ...]
    days: range = range(1, 32)


_START, _MIDDLE, _END = (
    Portion((1,), range(1, 11)),
    Portion((6, 7), range(11, 21)),
    Portion((12,), range(21, 32)),
)


def portion_before(text: str, language: str) -> Portion | None:
    """The part of a date that the end of a text names: "fin ", "late ", "au premier trimestre "."""
    ends = (portion for pattern, portion in _portions(language) if pattern.search(text))
    return next(ends, None)


@cache
def _portions(language: str) -> tuple[tuple[re.Pattern[str], Portion], ...]:
    words = _PORTIONS.get(language)
    if words is None:
        return ()
    ways = [(words["start"], _START), (words["middle"], _MIDDLE), (words["end"], _END)]
    for size, names, unit in ((3, "quarters", "quarter"), (6, "halves", "half")):
        for at, name in enumerate(words[names].split()):
            months = tuple(range(size * at + 1, size * at + size + 1))
            ways.append((f"{name} {words[unit]}", Portion(months)))
    for name, season in zip(words["seasons"].split(), _SEASONS, strict=True):
        ways.append((f"{name}{words['of']}", Portion(season)))
    return tuple((re.compile(rf"(?<!\w)(?:{way}) ?$", re.IGNORECASE), portion) for way, portion in ways)
