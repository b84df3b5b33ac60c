"""One claim's card: its rivals, the figures it may be taken for, its relations and events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from string import ascii_lowercase, digits
from typing import Final, NamedTuple

from corpus.errors import NotInDossier
from corpus.index.figures import pairs_of
from corpus.index.opening import Index, Value
from corpus.index.records import claim_views, event_views, relations
from corpus.index.views import ClaimCard, ClaimView, EventView, Related
from corpus.model import Relation
from corpus.verdicts import Verdict

RIVALS: Final = 20
"""The most claims of one verdict that a card holds, and the most relations and events."""
FEW: Final = 3
"""The most figures that a card warns of for their number, and the most ids that are offered."""
_ID: Final = 4

_FOUND: Final = "SELECT n, earliest, measure, comparable, numberless FROM claim WHERE id = ?"
_RULED: Final = "SELECT other FROM pair WHERE claim = ? AND verdict = ? ORDER BY other LIMIT ?"
_AT_OR_AFTER: Final = (
    "SELECT n FROM claim WHERE comparable = ? AND earliest >= ? AND n <> ? ORDER BY earliest, n LIMIT ?"
)
_BEFORE: Final = (
    "SELECT n FROM claim WHERE comparable = ? AND earliest < ? ORDER BY earliest DESC, n DESC LIMIT ?"
)
_NUMBERLESS: Final = "SELECT n FROM claim WHERE measure = ? AND numberless ORDER BY n LIMIT ?"
_OF_MEASURE: Final = "SELECT n FROM claim WHERE measure = ? ORDER BY n LIMIT ?"
_SAME_NUMBER: Final = (
    "SELECT DISTINCT claim FROM amount WHERE value IN (SELECT value FROM json_each(?)) AND claim <> ?"
    " ORDER BY claim LIMIT ?"
)


class _Row(NamedTuple):
    """What a claim's neighbours are looked for by; measure and what follows are null for a statement."""

    n: int
    earliest: int
    measure: str | None
    comparable: str | None
    numberless: int


def card(index: Index, claim_id: str) -> ClaimCard:
    """The card of a claim, be it withdrawn; raises NotInDossier (`nearest_ids` finds ids like it)."""
    found = index.row(_FOUND, claim_id)
    if found is None:
        raise NotInDossier(f"The dossier has no claim {claim_id}.")
    row = _Row(*found)
    (view,) = claim_views(index, [row.n])
    around = [one for one in dict.fromkeys(_around(index, row)) if one != row.n]
    related = _related(index, view, around)
    told = {claim_id, *(one.view.claim.id for one in related)}
    same = [one for one in claim_views(index, _same_number(index, view, row.n)) if one.claim.id not in told]
    return ClaimCard(
        view=view,
        rivals=tuple(one for one in related if one.pair.verdict.contested),
        related=tuple(one for one in related if not one.pair.verdict.contested),
        same_number=tuple(same[:FEW]),
        relations=_relations(index, row.n),
        events=_events(index, row.n),
    )


def any_id(index: Index) -> str | None:
    """The id of a claim to give as an example: the first in the order of replies."""
    row = index.row("SELECT id FROM claim WHERE n = 1 AND NOT withdrawn")  # the withdrawn come last
    return str(row[0]) if row else None


def ids_beginning(index: Index, text: str, limit: int) -> tuple[str, ...]:
    """Ids that begin so, in the order of replies; withdrawn claims left out."""
    rows = index.rows(
        "SELECT id FROM claim WHERE id >= ? AND id < ? || char(1114111) AND NOT withdrawn ORDER BY n LIMIT ?",
        text.lower(),
        text.lower(),
        limit,
    )
    return tuple(id_ for (id_,) in rows)


def nearest_ids(index: Index, claim_id: str, limit: int = FEW) -> tuple[str, ...]:
    """Ids one slip away: a character wrong, missing, too many or swapped; withdrawn claims left out."""
    if abs(len(claim_id) - _ID) > 1:
        return ()
    rows = index.rows(
        "SELECT id FROM claim WHERE id IN (SELECT value FROM json_each(?)) AND NOT withdrawn"
        " ORDER BY n LIMIT ?",
        json.dumps(sorted(set(_slips(claim_id.lower())))),
        limit,
    )
    return tuple(id_ for (id_,) in rows)


def _slips(id_: str) -> Iterator[str]:
    """Every text one slip away from an id."""
    letters = ascii_lowercase + digits
    for at in range(len(id_) + 1):
        before, after = id_[:at], id_[at:]
        yield from (before + letter + after for letter in letters)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def _around(index: Index, row: _Row) -> Iterator[int]:
    """The claims that can have a verdict with this one worth telling, the gravest first."""

    def numbers(sql: str, *values: Value) -> Iterator[int]:
        return (n for (n,) in index.rows(sql, *values, RIVALS))

    for verdict in Verdict:
        yield from numbers(_RULED, row.n, verdict.value)
    if row.comparable is not None:
        yield from numbers(_AT_OR_AFTER, row.comparable, row.earliest, row.n)
        yield from numbers(_BEFORE, row.comparable, row.earliest)
        yield from numbers(_OF_MEASURE if row.numberless else _NUMBERLESS, row.measure)


def _related(index: Index, view: ClaimView, others: Iterable[int]) -> list[Related]:
    """The claims that have more to do with this one than measuring something else."""
    by_id = {one.claim.id: one for one in claim_views(index, list(others))}
    found = [
        Related(pair, by_id[pair.other if pair.claim == view.claim.id else pair.claim])
        for pair in pairs_of(index, view, list(by_id.values()))
    ]
    return sorted(found, key=lambda one: _GRAVITY.index(one.pair.verdict))


def _same_number(index: Index, view: ClaimView, n: int) -> list[int]:
    """The figures that state one of this one's amounts, in the order of replies."""
    estimate = view.claim.estimate
    if estimate is None:
        return []
    stated = [amount for amount in estimate.amounts if amount != estimate.magnitude]
    rows = index.rows(_SAME_NUMBER, json.dumps(stated), n, RIVALS)
    return [number for (number,) in rows]


def _relations(index: Index, n: int) -> tuple[Relation, ...]:
    rows = index.rows("SELECT relation FROM related WHERE claim = ? ORDER BY relation LIMIT ?", n, RIVALS)
    by_id = relations(index, (relation for (relation,) in rows))
    return tuple(by_id[relation] for (relation,) in rows)


def _events(index: Index, n: int) -> tuple[EventView, ...]:
    rows = index.rows("SELECT event FROM event_claim WHERE claim = ? ORDER BY event LIMIT ?", n, FEW)
    return tuple(event_views(index, [event for (event,) in rows]))


_GRAVITY: Final = tuple(Verdict)
