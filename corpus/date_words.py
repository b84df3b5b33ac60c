"""The words of French, English, German and Spanish dates, as tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

_FRENCH: Final = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_FRENCH_SHORT: Final = {"janv": 1, "févr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "déc": 12}
_GERMAN: Final = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
_SPANISH: Final = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_ENGLISH: Final = "January February March April May June July August September October November December"
_YEAR: Final = r"(?P<year>(?:1[5-9]|20)[0-9]{2})(?![0-9])"
_BARE_YEAR: Final = r"(?P<year>(?:18|19|20)[0-9]{2})(?![0-9])"
_ROMAN: Final = {"I": 1, "V": 5, "X": 10}
_CUES: Final = ("in", "In", "since", "Since", "until", "Until", "by", "By", "from", "to", "of", "and", "last")

_Ways: TypeAlias = tuple[tuple[str, ...], dict[str, int]]


@dataclass(frozen=True, slots=True)
class DateWords:
    """A language's ways of writing a date, the longest first, and the months by their names in lower case.

    The groups of a pattern: day, month, year, decade, century.
    """

    patterns: tuple[re.Pattern[str], ...]
    months: Mapping[str, int]


@cache
def date_words(language: str) -> DateWords:
    """The ways of a language by its code ("fr", "en", "de", "es"); any other has figures only."""
    ways, months = _LANGUAGES.get(language, _no_words)()
    figures = (
        rf"(?<![\w./-]){_YEAR}[-/.](?P<month>[0-9]{{1,2}})[-/.](?P<day>[0-9]{{1,2}})(?![\w/-])",
        rf"(?<![\w./-])(?P<day>[0-9]{{1,2}})[-/.](?P<month>[0-9]{{1,2}})[-/.]{_YEAR}(?![\w/-])",
        rf"(?<![\w.,]){_BARE_YEAR}(?![\w%]|[.,][0-9])",
    )
    return DateWords(tuple(re.compile(way) for way in (*ways, *figures)), months)


@cache
def address_words() -> DateWords:
    """The ways of a web address, which speaks English and its site's language; for French sites, French."""
    months = {name[:3]: number for name, number in _numbered(_ENGLISH.lower()).items()}
    months |= _numbered(_ENGLISH.lower()) | _numbered(_FRENCH) | {"fevrier": 2, "aout": 8, "decembre": 12}
    named, joint = f"(?P<month>{_either(months)})", "[-/_.]"
    ways = (
        rf"(?<![0-9]){_YEAR}{joint}(?P<month>[0-9]{{2}}){joint}(?P<day>[0-9]{{2}})(?![0-9])",
        rf"(?<![0-9]){_YEAR}{joint}{named}{joint}(?P<day>[0-9]{{1,2}})(?![0-9])",
        rf"(?<![a-z0-9]){named}{joint}(?P<day>[0-9]{{1,2}}){joint}{_YEAR}",
        rf"(?<![0-9])(?P<day>[0-9]{{1,2}}){joint}{named}{joint}{_YEAR}",
        r"(?<![0-9])(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])",
        rf"(?<![0-9]){_YEAR}/(?P<month>[0-9]{{2}})(?=/)",
        rf"(?<![a-z0-9]){named}{joint}{_YEAR}",
        rf"(?<=[-/_.=]){_BARE_YEAR}(?![a-z])",
    )
    return DateWords(tuple(re.compile(way, re.IGNORECASE) for way in ways), months)


def century(text: str) -> int:
    """The number of a century in Roman or plain figures."""
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[figure] for figure in text]
    return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))


def _french() -> _Ways:
    months = _numbered(_FRENCH) | {"fevrier": 2, "aout": 8, "decembre": 12}
    full = rf"(?P<month>(?i:{_either(months)}))"
    short = rf"(?P<month>(?:{_either(_FRENCH_SHORT)})(?=\.))\."
    day, last = r"(?<![\w.,])(?P<day>1er|[0-3]?[0-9])", "(?: (?:dernier|prochain))?"
    return (
        rf"{day} {full} {_YEAR}",
        rf"{day} {short} {_YEAR}",
        rf"{day} {full}\b{last}",
        rf"\b{full} {_YEAR}",
        rf"\b{short} {_YEAR}",
        rf"\b{full}\b{last}",
        r"\b[Aa]nnées (?P<decade>(?:1[5-9]|20)[0-9]0|[2-9]0)(?![0-9])",
        r"\b(?P<century>[IVX]+|[0-9]{1,2})(?:e|er|ème) siècle\b",
    ), months | _FRENCH_SHORT


def _english() -> _Ways:
    months = {name.lower(): number for name, number in _numbered(_ENGLISH).items()}
    short = {name[:3]: number for name, number in months.items()} | {"sept": 9}
    full = _either([name for name in _ENGLISH.split() if name not in ("March", "May")])
    any_full, any_short = _either(_ENGLISH.split()), _either([name.capitalize() for name in short])
    dot = r"(?:(?<!May)(?:(?<=\b[A-Z][a-z][a-z])|(?<=\bSept))\.)?"  # ends a short name, and no sentence
    month = rf"(?P<month>{any_full}|(?:{any_short})(?=[. ])){dot}"
    day = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9])"
    cue = "|".join(rf"(?<=\b{word} )" for word in _CUES)
    return (
        rf"(?<![\w.,]){day}(?: of)? {month},? {_YEAR}",
        rf"\b{month} {day},? {_YEAR}",
        rf"(?<![\w.,]){day}(?: of)? {month}(?!\w)",
        rf"\b{month} {day}(?!\w)",
        rf"\b{month},? {_YEAR}",
        rf"\b(?P<month>{full})\b",
        rf"(?:{cue})(?P<month>March|May)\b",
        r"(?<![\w.,])(?P<decade>(?:1[5-9]|20)[0-9]0|['’][2-9]0)s\b",
        r"(?<![\w.,])(?P<century>[0-9]{1,2})(?:st|nd|rd|th)[ -]century\b",
    ), months | short


def _german() -> _Ways:
    months = {name.lower(): number for name, number in _numbered(_GERMAN).items()} | {"jänner": 1}
    month, day = f"(?P<month>{_either([*_GERMAN.split(), 'Jänner'])})", r"(?<![\w.,])(?P<day>[0-3]?[0-9])\."
    return (
        rf"{day} ?{month} {_YEAR}",
        rf"{day} ?{month}\b",
        rf"\b{month} {_YEAR}",
        rf"\b{month}\b",
        r"(?<![\w.,])(?P<decade>(?:1[5-9]|20)[0-9]0|[2-9]0)er(?=[ -]Jahren?\b)",
        r"(?<![\w.,])(?P<century>[0-9]{1,2})\. Jahrhunderts?\b",
    ), months


def _spanish() -> _Ways:
    months = _numbered(_SPANISH) | {"setiembre": 9}
    month, day = f"(?P<month>(?i:{_either(months)}))", r"(?<![\w.,])(?P<day>1[º°]?|[0-3]?[0-9])"
    return (
        rf"{day} de {month} del? {_YEAR}",
        rf"{day} de {month}\b",
        rf"\b{month} del? {_YEAR}",
        rf"\b{month}\b",
        r"\b[Aa]ños (?P<decade>(?:1[5-9]|20)[0-9]0|[2-9]0)(?![0-9])",
        r"\b[Ss]iglo (?P<century>[IVX]+)\b",
    ), months


_LANGUAGES: Final[Mapping[str, Callable[[], _Ways]]] = {
    "fr": _french,
    "en": _english,
    "de": _german,
    "es": _spanish,
}

_RELATIVE: Final = {
    "fr": "avant-hier hier aujourd'hui demain lundi mardi mercredi jeudi vendredi samedi dimanche matin soir"
    " nuit dernier dernière prochain prochaine derniers dernières prochains prochaines",
    "en": "yesterday today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday morning"
    " evening night last next",
    "de": "vorgestern gestern heute morgen montag dienstag mittwoch donnerstag freitag samstag sonntag abend"
    " nacht morgens abends letzten letzte letzter letztes nächsten nächste nächster nächstes",
    "es": "anteayer ayer hoy mañana lunes martes miércoles jueves viernes sábado domingo noche tarde"
    " pasado pasada próximo próxima último última",
}


@cache
def relative_words(language: str) -> re.Pattern[str]:
    """A word that tells a day by another one: "yesterday", "on Friday", "last"."""
    words = _RELATIVE.get(language, "").split()
    return re.compile(rf"\b(?:{_either(words)})\b" if words else "(?!)", re.IGNORECASE)


def _no_words() -> _Ways:
    return (), {}


def _numbered(names: str) -> dict[str, int]:
    return {name: number for number, name in enumerate(names.split(), 1)}


def _either(names: Iterable[str]) -> str:
    """A pattern of names, the longest first."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))
