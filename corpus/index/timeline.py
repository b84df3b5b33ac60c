"""The timeline: events in the order of their dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.dates import Edtf
from corpus.index.lists import members, number_of, page, paged, sliced
from corpus.index.opening import Index
from corpus.index.records import event_views
from corpus.index.views import EventView, Slice

PAGE = 7
_EVERYTHING = "events"


def timeline(
    index: Index,
    *,
    period: Edtf | None = None,
    topic: str | None = None,
    actor: str | None = None,
    place: str | None = None,
    after: str | None = None,
    limit: int = PAGE,
) -> Slice[EventView]:
    """Events by `Edtf.sort_key` (a month after its days), then by importance, then by id.

    `period` keeps those whose date can fall in it, those first that cannot have begun before; `topic` those
    that a claim of it tells; `actor` those that it, or one that is part of it, takes part in or tells;
    `place` those there and in all within it (an event without a place is where its claims are). Events
    withdrawn, or told by withdrawn claims alone, are left out. Raises NotInDossier for an unknown `after`.
    """
    narrowing = {"topic": topic, "actor": actor, "place": place}
    names = [f"events {what}={value}" for what, value in narrowing.items() if value is not None]
    start = number_of(index, "event", after)
    if period is None:
        selected = page(index, "event", names or [_EVERYTHING], after=start, limit=limit)
    else:
        selected = paged(_within(index, names, period), start, limit)
    return sliced(index, "event", selected, event_views(index, selected.items), lambda view: view.event.id)


def _within(index: Index, names: Sequence[str], period: Edtf) -> Sequence[int]:
    """The numbers of a period's events, those that begin in it before those that can have begun earlier."""
    first = period.earliest.toordinal()
    found = sorted((start < first, n) for n, start in _overlapping(index, first, period.latest.toordinal()))
    numbers = [n for _, n in found]
    return members(index, names, numbers) if names else numbers


def _overlapping(index: Index, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The events that can fall between two days: their number, and the first day each can mean.

    Events of like length are together in the file's index, so each of the few lengths takes one short range.
    """
    for span in _spans(index):
        rows = index.rows(
            "SELECT n, earliest FROM event WHERE span = ? AND earliest BETWEEN ? AND ? AND latest >= ?",
            span,
            first - (1 << span),
            last,
            first,
        )
        yield from rows


def _spans(index: Index) -> Iterator[int]:
    """The lengths that events have, each found by one step in the file's index."""
    span = -1
    while (longer := index.rows("SELECT min(span) FROM event WHERE span > ?", span)[0][0]) is not None:
        span = longer
        yield span
