"""Where claims cannot all be true: the question, then each side at like length, no verdict of ours."""

from __future__ import annotations

from bot.names import AFTER, typed
from bot.page import (
    Action,
    Block,
    Bullets,
    Code,
    Entry,
    Heading,
    Line,
    Mark,
    Page,
    Paragraph,
    Sign,
    Strong,
    Text,
)
from bot.pages.claims import counted, figure_of, spaced
from bot.pages.figures import place_in
from bot.phrases import owners
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import cites, sources
from corpus.index.views import ClaimView, DisputeView, Slice
from corpus.model import RelationKind


def disputes(found: Slice[DisputeView], phrases: Phrases, *, filters: str = "", narrowed: str = "") -> Page:
    """The reply to `/disputed`; `filters` are the typed words that narrowed it."""
    blocks: list[Block] = [Heading(phrases.say("DISPUTED"), place_in(found, phrases))]
    if narrowed:
        blocks.append(Paragraph(((Text(narrowed),),)))
    blocks.append(Bullets(tuple(_entry(view, phrases) for view in found.items)))
    claims = [claim for view in found.items for side in view.sides for claim in side]

    def page(after: str) -> str:
        return typed(phrases.language, "disputed", *filters.split(), *((AFTER + after,) if after else ()))

    actions = []
    if found.previous_after is not None:
        actions.append(Action(phrases.say("Back"), page(found.previous_after)))
    if found.next_after is not None:
        actions.append(Action(phrases.say("Next"), page(found.next_after)))
    return Page(
        language=phrases.language,
        blocks=tuple(blocks),
        sources=sources(claims, phrases),
        sources_title=phrases.say("Sources"),
        actions=tuple(actions),
    )


def _entry(view: DisputeView, phrases: Phrases) -> Entry:
    asked = phrases.pick(view.relation.question or view.relation.reason)
    if view.relation.kind is RelationKind.CONTRADICTS:
        standing = phrases.say("cannot both be true")
    else:
        standing = phrases.say("in tension")
    sides = tuple(_side(claim, phrases) for side in view.sides for claim in side)
    return Entry(
        head=(Mark(Sign.CONTESTED), Text(" "), Strong(asked), Text(f" ({standing})")),
        body=(*sides, (Text(phrases.say("Why: {reason}", reason=phrases.pick(view.relation.reason))),)),
    )


def _side(view: ClaimView, phrases: Phrases) -> Line:
    """ "– 15,000: sent to Russia, total; South Korean sources, by 30 Apr 2025 [3] §8 /claim k7m2"."""
    if view.claim.estimate is None:
        said = phrases.pick(view.claim.gloss).rstrip(".")
    else:
        said = phrases.say(
            "{figure}: {counts}", figure=figure_of(view, phrases), counts=counted(view, phrases)
        )
    owned = f"{owners.in_short(view, phrases)}, {owners.when(view, phrases)}"
    told = phrases.say("{said}; {owner}", said=said, owner=owned)
    command = typed(phrases.language, "claim", view.claim.id)
    return (Text(f"– {told} "), *spaced(cites(view.appearances)), Text(" "), Code(command))
