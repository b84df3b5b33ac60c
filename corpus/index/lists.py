"""Paging through lists by keyset: a page costs what it shows, however long the list."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from corpus.dates import Edtf
from corpus.errors import NotInDossier
from corpus.index.opening import Index
from corpus.index.views import Slice

Item = TypeVar("Item")

MOST: Final = 200
"""The longest page that is ever read."""

_LISTS: Final = "SELECT total, id FROM list WHERE name IN (SELECT value FROM json_each(?)) ORDER BY total, id"
_MEMBERS: Final = (
    "SELECT i.value FROM json_each(?) AS i WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS l WHERE NOT EXISTS"
    " (SELECT 1 FROM posting AS q WHERE q.list = l.value AND q.item = i.value)) ORDER BY i.key"
)
_POSTED: Final = (
    " FROM posting AS p WHERE p.list = ? AND p.item > ? AND p.item <= ?"
    " AND NOT EXISTS (SELECT 1 FROM json_each(?) AS l WHERE NOT EXISTS"
    " (SELECT 1 FROM posting AS q WHERE q.list = l.value AND q.item = p.item))"
)
_ANY: Final = " AND (? IS NULL OR ? + ? = 0)"  # these have no dates to narrow by
_WITHIN: Final = {
    "claim": " AND (? IS NULL OR EXISTS (SELECT 1 FROM claim AS c"
    " WHERE c.n = p.item AND c.latest >= ? AND c.earliest <= ?))",
    "event": " AND (? IS NULL OR EXISTS (SELECT 1 FROM event AS e"
    " WHERE e.n = p.item AND e.latest >= ? AND e.earliest <= ?))",
    "dispute": _ANY,
    "document": _ANY,
}
_LAST: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class Paged:
    """Numbers of one page; `previous` is 0 when the page before is the first, and null on the first."""

    items: tuple[int, ...] = ()
    total: int = 0
    first: int = 0
    more: bool = False
    previous: int | None = None


def number_of(index: Index, kind: str, id_: str | None) -> int:
    """The number of the record that a page starts after, 0 for none; NotInDossier for an unknown id."""
    if not id_:
        return 0
    row = index.row(_NUMBER_OF[kind], id_)
    if row is None:
        raise NotInDossier(f"The dossier has no {kind} {id_} to go on after.")
    return int(row[0])


def page(
    index: Index, kind: str, names: Sequence[str], *, within: Edtf | None = None, after: int = 0, limit: int
) -> Paged:
    """The items after `after` that are in all the lists named, their window overlapping `within`."""
    limit = max(1, min(limit, MOST))
    lists = index.rows(_LISTS, json.dumps(names))
    if len(lists) < len(set(names)):
        return Paged()
    (total, driving), *others = lists
    narrow = json.dumps([list_id for _, list_id in others])
    first, last = (None, None) if within is None else (within.earliest.toordinal(), within.latest.toordinal())

    def posted(what: str, low: int, high: int, tail: str = "") -> list[tuple[int, ...]]:
        sql = what + _POSTED + _WITHIN[kind] + tail
        return index.rows(sql, driving, low, high, narrow, first, first, last)

    items = posted("SELECT p.item, p.pos", after, _LAST, f" ORDER BY p.item LIMIT {limit + 1}")
    before = posted("SELECT p.item", 0, after, f" ORDER BY p.item DESC LIMIT {limit + 1}") if after else []
    whole = not others and within is None
    if not whole:
        total = posted("SELECT count(*)", 0, _LAST)[0][0]
    if not items:
        return Paged(total=total, previous=_previous(before, limit))
    place = items[0][1] if whole else 1 + (posted("SELECT count(*)", 0, after)[0][0] if after else 0)
    shown = tuple(item for item, _ in items[:limit])
    return Paged(shown, total, place, len(items) > limit, _previous(before, limit))


def members(index: Index, names: Sequence[str], numbers: Sequence[int]) -> list[int]:
    """Those of some items that are in all the lists named, in the order given."""
    lists = index.rows(_LISTS, json.dumps(names))
    if len(lists) < len(set(names)):
        return []
    ids = json.dumps([list_id for _, list_id in lists])
    return [item for (item,) in index.rows(_MEMBERS, json.dumps(numbers), ids)]


def paged(numbers: Sequence[int], after: int, limit: int) -> Paged:
    """One page of numbers that are already found, each once, in the order given; `after` is one, or 0."""
    limit = max(1, min(limit, MOST))
    start = numbers.index(after) + 1 if after in numbers else 0
    before = [(number,) for number in reversed(numbers[max(0, start - limit - 1) : start])]
    shown = tuple(numbers[start : start + limit])
    more = len(numbers) > start + limit
    return Paged(shown, len(numbers), start + 1 if shown else 0, more, _previous(before, limit))


def sliced(
    index: Index, kind: str, paged: Paged, items: Sequence[Item], id_of: Callable[[Item], str]
) -> Slice[Item]:
    """A page of views, with the ids that lead to the pages around it."""
    previous = None
    if paged.previous is not None:
        row = index.row(_ID_OF[kind], paged.previous)
        previous = str(row[0]) if row else ""
    return Slice(
        items=tuple(items),
        total=paged.total,
        first=paged.first,
        next_after=id_of(items[-1]) if paged.more else None,
        previous_after=previous,
    )


def _previous(before: Sequence[tuple[int, ...]], limit: int) -> int | None:
    """What the previous page starts after, from the items up to this one, the last first."""
    if not before:
        return None
    return before[limit][0] if len(before) > limit else 0


_NUMBER_OF: Final = {
    "claim": "SELECT n FROM claim WHERE id = ?",
    "event": "SELECT n FROM event WHERE id = ?",
    "dispute": "SELECT n FROM dispute WHERE relation = ?",
    "document": "SELECT number FROM document WHERE number = ?",
}
_ID_OF: Final = {
    "claim": "SELECT id FROM claim WHERE n = ?",
    "event": "SELECT id FROM event WHERE n = ?",
    "dispute": "SELECT relation FROM dispute WHERE n = ?",
    "document": "SELECT number FROM document WHERE number = ?",
}
