"""Names that readers type, in every language: of topics, actors, places, scopes and documents."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from corpus.index.opening import Index
from corpus.index.terms import grams, key
from corpus.model import Texts

MOST_WORDS: Final = 64
"""Words after so many are never read as names."""
_LONGEST: Final = 200  # characters of a name that is looked up
_CANDIDATES: Final = 60
_LIKE: Final = 70.0  # of 100: how like a name must be to be offered


class NameKind(StrEnum):
    """What a name can be the name of."""

    TOPIC = "topic"
    ACTOR = "actor"
    PLACE = "place"
    SCOPE = "scope"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Name:
    """Something that has a name."""

    kind: NameKind
    id: str
    label: Texts
    """What readers see it called, whatever it was called when it was asked for."""
    number: int | None = None
    """The n of a document's `[n]`."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Words of a reader, read as names, in the order typed, and the words that are none."""

    names: tuple[Name, ...] = ()
    """For each stretch of words its first meaning."""
    rest: tuple[str, ...] = ()
    meanings: tuple[tuple[Name, ...], ...] = ()
    """For each of `names`, all that its words can mean, it first."""


_EVERY_KIND: Final = tuple(NameKind)
_NAMED: Final = "SELECT named.kind, named.id, named.number, named.texts"


def resolve(index: Index, text: str, kinds: Collection[NameKind] = _EVERY_KIND) -> tuple[Name, ...]:
    """What is called so in any language, accents and case aside: by its main name first.

    Among equals by the order of `NameKind`, then in the dossier's order.
    """
    return _called(index, key(text[:_LONGEST]), kinds)


def match_words(index: Index, words: Sequence[str], kinds: Collection[NameKind] = _EVERY_KIND) -> Matched:
    """Read words as names, the longest first from the left; "l'Ukraine" is read as "Ukraine"."""
    keys = [key(word[:_LONGEST]) for word in words[:MOST_WORDS]]
    longest = int(index.meta("longest_name"))
    meanings: list[tuple[Name, ...]] = []
    rest: list[str] = []
    at = 0
    while at < len(keys):
        for end in range(min(len(keys), at + longest), at, -1):
            found = _called(index, " ".join(filter(None, keys[at:end])), kinds)
            if found:
                meanings.append(found)
                at = end
                break
        else:
            rest.append(words[at])
            at += 1
    return Matched(tuple(found[0] for found in meanings), (*rest, *words[MOST_WORDS:]), tuple(meanings))


def beginning(
    index: Index, text: str, kinds: Collection[NameKind] = _EVERY_KIND, limit: int = 25
) -> tuple[Name, ...]:
    """What has a name that begins so, in the dossier's order, each thing once; everything for no text."""
    typed = key(text[:_LONGEST])
    rows = index.rows(
        f"{_NAMED} FROM named WHERE named.kind IN (SELECT value FROM json_each(?))"  # noqa: S608 - a constant
        " AND (? = '' OR EXISTS (SELECT 1 FROM name WHERE name.named = named.n"
        " AND name.key >= ? AND name.key < ? || char(1114111))) ORDER BY named.n LIMIT ?",
        json.dumps([kind.value for kind in kinds]),
        typed,
        typed,
        typed,
        limit,
    )
    return tuple(map(_name, rows))


def nearest(
    index: Index, text: str, kinds: Collection[NameKind] = _EVERY_KIND, limit: int = 3
) -> tuple[Name, ...]:
    """What is called nearly so, the likest first; each thing once, nothing when nothing is alike."""
    typed = key(text[:_LONGEST])
    if not typed:
        return ()
    from rapidfuzz import fuzz  # noqa: PLC0415 - slow to import, and only misspelt names need it

    rows = index.rows(
        f"{_NAMED}, name.key FROM (SELECT name, count(*) AS shared FROM name_gram"  # noqa: S608 - a constant
        " WHERE gram IN (SELECT value FROM json_each(?))"
        " GROUP BY name ORDER BY shared DESC, name LIMIT ?) AS like"
        " CROSS JOIN name ON name.n = like.name CROSS JOIN named ON named.n = name.named",
        json.dumps(sorted(grams(typed))),
        _CANDIDATES,
    )
    alike: dict[tuple[str, str], tuple[float, Name]] = {}
    for *row, name in rows:
        likeness = fuzz.WRatio(typed, name, score_cutoff=_LIKE)
        made = _name(row)
        best = alike.get((made.kind, made.id))
        if likeness and made.kind in kinds and (best is None or best[0] < likeness):
            alike[made.kind, made.id] = likeness, made
    ranked = sorted(alike.values(), key=lambda one: (-one[0], _EVERY_KIND.index(one[1].kind), one[1].id))
    return tuple(name for _, name in ranked[:limit])


def _called(index: Index, name: str, kinds: Collection[NameKind]) -> tuple[Name, ...]:
    """What has this folded name; one that is not, without the one letter at its start ("l ukraine")."""
    found = _exactly(index, name, kinds)
    article, _, bare = name.partition(" ")
    return found if found or len(article) != 1 or not bare else _exactly(index, bare, kinds)


def _exactly(index: Index, name: str, kinds: Collection[NameKind]) -> tuple[Name, ...]:
    rows = index.rows(
        f"{_NAMED} FROM name CROSS JOIN named ON named.n = name.named WHERE name.key = ?"
        " ORDER BY name.other, named.n",
        name,
    )
    return tuple(made for made in map(_name, rows) if made.kind in kinds)


def _name(row: Sequence[Any]) -> Name:
    kind, id_, number, texts = row
    return Name(NameKind(kind), id_, json.loads(texts), number)
