"""Dates as people type them, in English and French, read into EDTF; never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.dates import Edtf, parse
from corpus.errors import DateError
from corpus.text import fold

_MONTHS = (
    ("january", "jan", "janvier", "janv"),
    ("february", "feb", "fevrier", "fevr", "fev"),
    ("march", "mar", "mars"),
    ("april", "apr", "avril", "avr"),
    ("may", "mai"),
    ("june", "jun", "juin"),
    ("july", "jul", "juillet", "juil"),
    ("august", "aug", "aout"),
    ("september", "sept", "sep", "septembre"),
    ("october", "oct", "octobre"),
    ("november", "nov", "novembre"),
    ("december", "dec", "decembre"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(_MONTH_OF, key=len, reverse=True))

_DATE = (
    r"(?:\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{3}x"  # EDTF as it stands
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{1,2}[/.]\d{4}"  # 26/04/2025, 04/2025
    rf"|(?:\d{{1,2}}(?:er|st|nd|rd|th)?\s+)?(?:{_NAMES})\.?\s+\d{{4}}"  # 26 Apr 2025, avril 2025
    rf"|(?:{_NAMES})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"  # April 26, 2025
    r"|(?:1[89]|20)\d{2})"
)
_EDGE_BEFORE, _EDGE_AFTER = r"(?<![\w/.-])", r"(?![\w/-])"
_FROM = r"(?:from|since|after|depuis|des|a partir d[eu]|apres)"
_UNTIL = r"(?:until|till|by|before|up to|jusqu'?(?:a|au|en)|avant|au plus tard(?: le)?)"
_SHAPES = tuple(
    (name, _EDGE_BEFORE + shape + _EDGE_AFTER)
    for name, shape in (
        ("open", rf"(?:(?P<after>{_DATE})/\.\.|\.\./(?P<before>{_DATE}))"),
        (
            "span",
            rf"(?:(?:from|between|de|du|d'|entre)\s+)?(?P<first>{_DATE})\s*(?:/|\.\.|–|to|-|a|au|and|et|until|jusqu'?(?:a|au))\s*(?P<last>{_DATE})",
        ),
        ("since", rf"{_FROM}\s+(?:le\s+)?(?P<since>{_DATE})"),
        ("until", rf"{_UNTIL}\s+(?:le\s+)?(?P<until>{_DATE})"),
        ("date", rf"(?:(?:in|on|en|le)\s+)?(?P<date>{_DATE})"),
    )
)
_LOOKS_LIKE_A_DATE = re.compile(r"\d+(?:[/.-]\d+)+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was read from words: a period or nothing, the words around it, and what cannot be read."""

    period: Edtf | None
    rest: tuple[str, ...]
    unreadable: str | None = None
    """A word that looks like a date and is none: 31/02/2025."""


def read(words: tuple[str, ...]) -> Typed:
    """The first period among the words; the rest keeps its order and spelling."""
    if not words:
        return Typed(None, ())
    text, starts = _folded(words)
    for name, shape in _SHAPES:
        found = re.search(shape, text)  # compiled when first needed, and kept by `re`
        if found is None:
            continue
        try:
            period = _period(name, found)
        except DateError:
            return Typed(None, words, unreadable=" ".join(_outside(words, starts, found, inside=True)))
        return Typed(period, tuple(_outside(words, starts, found)))
    odd = next((word for word in words if _LOOKS_LIKE_A_DATE.fullmatch(word)), None)
    return Typed(None, words, unreadable=odd)


def _folded(words: tuple[str, ...]) -> tuple[str, list[tuple[int, int]]]:
    """The folded words joined by spaces, and where each lies in that text."""
    parts, spans, at = [], [], 0
    for word in words:
        part = fold(word).replace("’", "'")
        parts.append(part)
        spans.append((at, at + len(part)))
        at += len(part) + 1
    return " ".join(parts), spans


def _outside(
    words: tuple[str, ...], spans: list[tuple[int, int]], found: re.Match[str], *, inside: bool = False
) -> list[str]:
    start, end = found.span()
    return [
        word
        for word, (first, last) in zip(words, spans, strict=True)
        if (first < end and last > start) == inside
    ]


def _period(shape: str, found: re.Match[str]) -> Edtf:
    match shape:
        case "open" if found["after"]:
            return parse(f"{_edtf(found['after'])}/..")
        case "open":
            return parse(f"../{_edtf(found['before'])}")
        case "span":
            return parse(f"{_edtf(found['first'])}/{_edtf(found['last'])}")
        case "since":
            return parse(f"{_edtf(found['since'])}/..")
        case "until":
            return parse(f"../{_edtf(found['until'])}")
        case _:
            return parse(_edtf(found["date"]))


def _edtf(typed: str) -> str:
    """One typed date as EDTF text; whether such a day exists is for `parse` to say."""
    if re.fullmatch(r"\d{3}x", typed):
        return typed.upper()
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", typed):
        return typed
    if re.fullmatch(r"[\d/.]+", typed):
        return "-".join(part.zfill(2) for part in reversed(re.split(r"[/.]", typed)))
    numbers = re.findall(r"\d+", typed)
    month = next(_MONTH_OF[name] for name in re.findall(_NAMES, typed))
    day = f"-{int(numbers[0]):02d}" if len(numbers) > 1 else ""
    return f"{numbers[-1]}-{month:02d}{day}"
