"""What a reader typed, as a question to the full-text index that no typing can break."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from corpus.index.opening import Index
from corpus.index.terms import Stems, grams, number_term, plain_words
from corpus.index.views import Understood
from corpus.numerals import numbers_in
from corpus.text import words

MOST_CONDITIONS: Final = 16
"""Words and numbers after so many are not searched for."""
LONGEST: Final = 1000
"""Characters after so many are not read."""

_READINGS: Final = 3  # words that an unknown one is read as
_BEGINNING: Final = 3  # an unknown word so long can be the beginning of one
_SHORTEST: Final = 4  # an unknown word so long can be misspelt; a shorter one says little alone
_SLIPS: Final = ((12, 3), (8, 2), (_SHORTEST, 1))  # a word so long can have so many slips
_CANDIDATES: Final = 100
_THOUSAND: Final = 1000
_LAST: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions in FTS5's language, one a word or number, and the words that were read as others."""

    conditions: tuple[str, ...]
    telling: tuple[str, ...]
    """Those of them that say something alone: "the" does not."""
    understood: tuple[Understood, ...] = ()

    @property
    def all_words(self) -> str:
        """What holds all the words; empty when none were asked for."""
        return " AND ".join(f"({condition})" for condition in self.conditions)

    @property
    def some_words(self) -> str:
        """What holds some of the words; empty when none says anything alone."""
        return " OR ".join(f"({condition})" for condition in self.telling)


def read(index: Index, text: str, language: str | None = None) -> Query:
    """The question a text asks. `language` is the reader's: it says first what "15 mille" is."""
    text = text[:LONGEST]
    numbers = _numbers(text, dict.fromkeys([*filter(None, [language]), *index.languages, "en", "fr"]))
    rest = _without(text, numbers)
    conditions = [_number_condition(text[start:end], values) for (start, end), values in numbers.items()]
    conditions += [_number(Decimal(word)) for word in words(rest) if word.isdecimal()]
    telling = list(conditions)
    spoken = dict.fromkeys(plain_words(rest))
    if len(spoken) + len(conditions) > 1:  # the "l" of "l'Ukraine" tells nothing
        spoken = {word: None for word in spoken if len(word) > 1}
    understood: list[Understood] = []
    stems = Stems(index.languages)
    asked: dict[str, str] = {}
    for word in list(spoken)[: max(0, MOST_CONDITIONS - len(conditions))]:
        asked[word], readings = _word_condition(index, word, stems)
        understood += (Understood(word, shown) for shown in readings)
    conditions += asked.values()
    telling += dict.fromkeys(_compounds(rest, asked))
    return Query(tuple(conditions[:MOST_CONDITIONS]), tuple(telling[:MOST_CONDITIONS]), tuple(understood))


def _compounds(text: str, asked: Mapping[str, str]) -> Iterator[str]:
    """The condition of each word that says something alone; of "sous-marins" both parts together do."""
    for typed in text.split():
        parts = [word for word in plain_words(typed) if word in asked]
        if any(len(word) >= _SHORTEST for word in parts):
            yield " AND ".join(f"({asked[word]})" for word in parts)


def _numbers(text: str, languages: Iterable[str]) -> dict[tuple[int, int], set[Decimal]]:
    """The numbers of a text by where they stand, each with all it can be; the longest reading wins.

    Of "15,000" and "15.000" it is the thousands that is meant, for no dossier counts thousandths.
    """
    read: dict[tuple[int, int], set[Decimal]] = {}
    for language in languages:
        for number in numbers_in(text, language):
            if not number.magnitude:
                read.setdefault((number.start, number.end), set()).add(number.value)
    kept: dict[tuple[int, int], set[Decimal]] = {}
    free = 0
    for (start, end), values in sorted(read.items(), key=lambda one: (one[0][0], -one[0][1])):
        if start >= free:
            grouped = {value for value in values if value >= _THOUSAND and value == int(value)}
            kept[start, end] = grouped or values
            free = end
    return kept


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these stretches blank."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _number(value: Decimal) -> str:
    return f'numbers : "{number_term(value)}"'


def _number_condition(text: str, values: set[Decimal]) -> str:
    """A number exactly; "26 100" can be two, and what is written in words can be words."""
    readings = [_number(value) for value in sorted(values)]
    parts = text.split()
    if len(parts) > 1 and all(part.isdecimal() and not part.startswith("0") for part in parts):
        readings.append(" AND ".join(_number(Decimal(part)) for part in parts))
    spoken = plain_words(text)
    if spoken:
        readings.append(" AND ".join(_exactly(word) for word in spoken))
    return " OR ".join(f"({reading})" for reading in readings)


def _exactly(word: str) -> str:
    return f'{{words names}} : "{word}"'


def _word_condition(index: Index, word: str, stems: Stems) -> tuple[str, list[str]]:
    """The condition for one word, and how the words that it was read as are spelled, if it was."""
    condition = _exactly(word)
    if any(letter.isdecimal() for letter in word):
        return condition, []
    roots = sorted(filter(None, stems.all_of(word)))
    if roots:
        condition += " OR stems : (" + " OR ".join(f'"{root}"' for root in roots) + ")"
    if index.row("SELECT 1 FROM fts WHERE fts MATCH ? LIMIT 1", condition):
        return condition, []
    readings = dict(_beginnings(index, word) or _misspelt(index, word))
    if readings:
        condition = " OR ".join(_exactly(known) for known in readings)
    return condition, list(dict.fromkeys(readings.values()))


def _beginnings(index: Index, word: str) -> list[tuple[str, str]]:
    """The commonest words that begin so, each as (folded, as spelled)."""
    if len(word) < _BEGINNING:
        return []
    rows = index.rows(
        "SELECT word, shown FROM term WHERE word >= ? AND word < ? ORDER BY held DESC, word LIMIT ?",
        word,
        word + _LAST,
        _READINGS,
    )
    return [(known, shown) for known, shown in rows]


def _misspelt(index: Index, word: str) -> list[tuple[str, str]]:
    """The words that this one is fewest slips away from."""
    most = next((slips for length, slips in _SLIPS if len(word) >= length), 0)
    if not most:
        return []
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - slow to import, and only misspelt words need it

    rows = index.rows(
        "SELECT term.word, term.shown, term.held FROM (SELECT word, count(*) AS shared FROM term_gram"
        " WHERE gram IN (SELECT value FROM json_each(?))"
        " GROUP BY word ORDER BY shared DESC, word LIMIT ?) AS like"
        " CROSS JOIN term ON term.word = like.word",
        json.dumps(sorted(grams(word))),
        _CANDIDATES,
    )
    slips = [(OSA.distance(word, known), -held, known, shown) for known, shown, held in rows]
    fewest = min((slip for slip, *_ in slips), default=most + 1)
    alike = sorted(one for one in slips if one[0] == fewest <= most and not _holds_digit(one[2]))
    return [(known, shown) for _, _, known, shown in alike[:_READINGS]]


def _holds_digit(word: str) -> bool:
    return any(letter.isdecimal() for letter in word)
