"""A claim as a card that travels alone: its mark, its rival and its document come along, no bare [3]."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.page import Line, Mark, Page, Paragraph, Sign, Strong, Text
from bot.pages.claims import card, counted, figure_of
from bot.phrases import owners
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import described, publisher
from corpus.index.views import AppearanceView, ClaimCard, ClaimView

RIVALS: Final = 2
PASSAGES: Final = 3
"""The most that a card shows; the claim's own page has them all."""
TITLE: Final = 80


@dataclass(frozen=True, slots=True)
class Offer:
    """A card, and what a list of cards shows of it."""

    id: str
    title: str
    says: str
    page: Page


def offer(found: ClaimCard, phrases: Phrases) -> Offer:
    """The card of a claim."""
    view = found.view
    lines: list[Line] = [_said(view, phrases)]
    lines += [_against(one.view, phrases) for one in found.rivals[:RIVALS]]
    lines += _where(view.appearances[:PASSAGES], phrases)
    label = phrases.say("Open claim {id}", id=view.claim.id)
    page = Page(phrases.language, (Paragraph(tuple(lines)),), actions=(card(view, phrases, label),))
    figure = figure_of(view, phrases)
    if view.claim.estimate is not None:  # never a bare one
        figure = phrases.say("{figure}: {counts}", figure=figure, counts=counted(view, phrases))
    title = figure if len(figure) <= TITLE else figure[: TITLE - 1].rstrip() + "…"
    mark = "⚠ " if view.contested else ""
    return Offer(
        view.claim.id, mark + title, f"{phrases.pick(view.claim.gloss)} {_owned(view, phrases)}", page
    )


def _said(view: ClaimView, phrases: Phrases) -> Line:
    marked: Line = ()
    if view.contested:
        marked = (Mark(Sign.CONTESTED), Text(" " + phrases.say("contested:") + " "))
    gloss = phrases.pick(view.claim.gloss).rstrip(".")
    return (*marked, Strong(gloss), Text(f". {_owned(view, phrases)}"))


def _owned(view: ClaimView, phrases: Phrases) -> str:
    owned = f"{owners.owner(view, phrases)}, {owners.when(view, phrases)}."
    return owned[:1].upper() + owned[1:]


def _against(view: ClaimView, phrases: Phrases) -> Line:
    """ "Against: 2,000–5,000, unnamed analysts (Avion-Chasse.fr, §14)."."""
    seen = view.appearances[0]
    issuer = publisher(seen.document, phrases) or phrases.pick(seen.document.label)
    where = f"({issuer}, §{seen.appearance.paragraph})"
    gloss = phrases.pick(view.claim.gloss).rstrip(".")
    return (
        Strong(phrases.say("Against:")),
        Text(f" {gloss}, {owners.owner(view, phrases)} {where}."),
    )


def _where(appearances: Iterable[AppearanceView], phrases: Phrases) -> Iterable[Line]:
    for seen in appearances:
        place = Text(f", §{seen.appearance.paragraph}")
        yield (Strong(phrases.say("In:")), Text(" "), *described(seen.document, phrases), place)
        yield (Text(phrases.quote(seen.appearance.anchor)),)
