"""The timeline: events under their dates, each date at its stated precision, each event with its owners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from bot.names import AFTER, typed
from bot.page import (
    Action,
    Block,
    Bullets,
    Cite,
    Entry,
    Heading,
    Inline,
    Line,
    Mark,
    Page,
    Paragraph,
    Sign,
    Strong,
    Text,
)
from bot.pages.claims import contested_legend, spaced
from bot.pages.figures import place_in
from bot.phrases import dates, owners
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import cites, sources
from corpus.dates import UNDATED_SORT_KEY, Edtf
from corpus.index.views import ClaimView, EventView, Slice
from corpus.model import Dating


def timeline(
    events: Slice[EventView], phrases: Phrases, *, filters: str = "", period: Edtf | None = None
) -> Page:
    """The reply to `/timeline`; `filters` are the words that narrowed it, kept by the paging buttons.

    Of a `period`, the events that can have begun before it stand apart.
    """
    title = phrases.say("TIMELINE")
    blocks: list[Block] = [Heading(title, place_in(events, phrases))]
    begun = [view for view in events.items if period is None or view.event.date.earliest >= period.earliest]
    earlier = events.items[len(begun) :]
    if begun:
        blocks.append(Bullets(tuple(_entries(begun, phrases))))
    if earlier:
        blocks.append(Heading(phrases.say("Begun earlier, or day open")))
        blocks.append(Bullets(tuple(_entries(earlier, phrases))))
    claims = [claim for view in events.items for claim in view.claims]
    if any(claim.contested for claim in claims):
        blocks.append(Paragraph((contested_legend(phrases),)))
    return Page(
        language=phrases.language,
        blocks=tuple(blocks),
        sources=sources(claims, phrases),
        sources_title=phrases.say("Sources"),
        actions=tuple(_actions(events, filters, phrases)),
    )


def event_entry(view: EventView, phrases: Phrases) -> Entry:
    """One event under its date."""
    return Entry(head=_head(view, phrases), body=_told(view, phrases))


def _entries(views: Iterable[EventView], phrases: Phrases) -> Iterator[Entry]:
    """Events under their dates, each date said once."""
    for _, dated in groupby(views, key=lambda view: view.event.date):
        heads: dict[Line, list[EventView]] = {}
        for view in dated:
            heads.setdefault(_head(view, phrases), []).append(view)
        for head, together in heads.items():
            yield Entry(head=head, body=tuple(line for view in together for line in _told(view, phrases)))


def _told(view: EventView, phrases: Phrases) -> tuple[Line, ...]:
    """What happened, who tells it and where, and which claims date it more vaguely."""
    exact = [claim for claim in view.claims if not _is_vaguer(claim, view)]
    vaguer = [claim for claim in view.claims if _is_vaguer(claim, view)]
    told = exact or list(view.claims)
    owned = phrases.say(
        "{said}; {owner}", said=phrases.pick(view.event.gloss), owner=owners.tellers(told, phrases)
    )
    lines: list[Line] = [_marked((Text(owned + " "), *spaced(_cites(told))), view)]
    if exact and vaguer:
        lines.append(_vaguer(vaguer, phrases))
    return tuple(lines)


def _marked(line: Line, view: EventView) -> Line:
    return (Mark(Sign.CONTESTED), Text(" "), *line) if any(claim.contested for claim in view.claims) else line


def _head(view: EventView, phrases: Phrases) -> Line:
    """ "28 Apr 2025 ([3] note 4)", "from 1 Nov 2024, planned"."""
    head: list[Inline] = [Strong(dates.of_event(view.event, phrases))]
    note = _note(view)
    if note:
        head.append(Text(" " + phrases.say("([{document}] note {note})", document=note[0], note=note[1])))
    return tuple(head)


def _note(view: EventView) -> tuple[int, int] | None:
    if view.event.dating is not Dating.NOTE:
        return None
    dated = next((note for note in map(owners.dating_note, view.claims) if note), None)
    footnoted = dated or next((a for c in view.claims for a in c.appearances if a.footnote), None)
    return (footnoted.document.number, footnoted.appearance.footnote or 0) if footnoted else None


def _is_vaguer(claim: ClaimView, view: EventView) -> bool:
    """Whether the time that it gives takes in the event's and says less."""
    when = _dated(claim)
    if when is None or when.open_start or when.open_end:
        return False
    return when != view.event.date and when.contains(view.event.date)


def _dated(claim: ClaimView) -> Edtf | None:
    return claim.claim.period or claim.claim.said_on


def _vaguer(claims: Iterable[ClaimView], phrases: Phrases) -> Line:
    """ "vaguer: Jun 2024 [2] §6 [4] §10, 2024 [1] §12"."""

    def when(claim: ClaimView) -> str:
        return dates.moment(_dated(claim), phrases)

    def order(claim: ClaimView) -> str:
        dated = _dated(claim)
        return dated.sort_key if dated else UNDATED_SORT_KEY

    ordered = sorted(claims, key=order)
    line: list[Inline] = [Text(phrases.say("less precise:") + " ")]
    for number, (words, group) in enumerate(groupby(ordered, key=when)):
        line += [Text((", " if number else "") + words + " "), *spaced(_cites(group))]
    return tuple(line)


def _cites(claims: Iterable[ClaimView]) -> tuple[Cite, ...]:
    return cites(appearance for claim in claims for appearance in claim.appearances)


def _actions(events: Slice[EventView], filters: str, phrases: Phrases) -> Iterable[Action]:
    def page(after: str) -> str:
        return typed(phrases.language, "timeline", *filters.split(), *((AFTER + after,) if after else ()))

    if events.previous_after is not None:
        yield Action(phrases.say("Back"), page(events.previous_after))
    if events.next_after is not None:
        yield Action(phrases.say("Next"), page(events.next_after))
    if filters:
        yield Action(phrases.say("Whole timeline"), typed(phrases.language, "timeline"))
