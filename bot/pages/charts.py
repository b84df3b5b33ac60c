"""A topic's chart: one measure's figures as a picture, and the words that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chart import MAX_ROWS, Chart, ChartRow, ChartWords, Shape, draw, shape_of
from bot.names import topic_typed
from bot.page import Action, Image, Page
from bot.pages.claims import counted, figure_of
from bot.pages.figures import heading
from bot.phrases import numbers, owners
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import cites, sources
from corpus.index.views import ClaimView, Pair
from corpus.model import Manifest, Modality, Topic

LONGEST_ALT = 1024
"""Telegram's limit for a caption, and Discord's for a description."""


def chart(
    topic: Topic, claims: Sequence[ClaimView], pairs: Sequence[Pair], manifest: Manifest, phrases: Phrases
) -> Page:
    """The picture of the topic's first measure that has a figure to draw."""
    drawn = charted(topic, claims)
    groups = contested_groups(drawn, pairs)
    picture = Chart(
        title=phrases.say("{measure}: who claims what", measure=_capital(_measure(drawn[0], phrases))),
        subtitle=phrases.say("rev {n}", n=manifest.revision),
        rows=tuple(_row(view, phrases) for view in drawn),
        axis=_capital(_measure(drawn[0], phrases)),
        tick=lambda amount: numbers.amount(amount, phrases),
        words=_words(phrases),
        footer=_footer(claims, drawn, phrases),
        contested=groups,
        percent=drawn[0].unit is not None and drawn[0].unit.id == "percent",
    )
    name = f"{topic.id}-{phrases.language}-rev{manifest.revision}"
    image = Image(draw(picture), name, alt_text(drawn, groups, phrases))
    return Page(
        language=phrases.language,
        blocks=(image,),
        sources=sources(drawn, phrases),
        sources_title=phrases.say("Sources"),
        actions=(Action(heading(topic, phrases).partition(":")[0], topic_typed(phrases.language, topic)),),
    )


def charted(topic: Topic, claims: Sequence[ClaimView]) -> list[ClaimView]:
    """The figures of the topic's first measure that has something to draw, in reply order, as many as fit."""
    for measure in topic.measures:
        drawn = [view for view in claims if view.claim.measure == measure]
        if any(view.claim.estimate and view.claim.estimate.amounts for view in drawn):
            return drawn[:MAX_ROWS]
    return []


def contested_groups(drawn: Sequence[ClaimView], pairs: Sequence[Pair]) -> tuple[tuple[int, ...], ...]:
    """Row indexes joined by a contest, each row in one group; a row contested from outside stands alone."""
    place = {view.claim.id: index for index, view in enumerate(drawn)}
    group: dict[int, set[int]] = {i: {i} for i, view in enumerate(drawn) if view.contested}
    for pair in pairs:
        one, other = place.get(pair.claim), place.get(pair.other)
        if pair.verdict.contested and one is not None and other is not None:
            joined = group.get(one, {one}) | group.get(other, {other})
            group.update(dict.fromkeys(joined, joined))
    return tuple(sorted({tuple(sorted(rows)) for rows in group.values()}))


def alt_text(drawn: Sequence[ClaimView], groups: Sequence[Sequence[int]], phrases: Phrases) -> str:
    """What the picture says, in its order, as much as a caption holds; whole claims only."""
    contested = {index for group in groups for index in group}
    opening = phrases.count("{n} claim.", "{n} claims.", len(drawn))
    said = [opening]
    for index, view in enumerate(drawn):
        sentence = _sentence(view, phrases)
        if index in contested:
            sentence = phrases.say("Contested: {claim}", claim=sentence)
        said.append(sentence + ".")
    while len(" ".join(said)) > LONGEST_ALT:
        said = [*said[:-2], phrases.say("The rest is in the answer.")]
    return " ".join(said)


def _sentence(view: ClaimView, phrases: Phrases) -> str:
    numbered = "".join(f"[{cite.number}]" for cite in cites(view.appearances))
    told = phrases.say("{figure}: {counts}", figure=figure_of(view, phrases), counts=counted(view, phrases))
    return f"{told}, {owners.in_short(view, phrases)}, {owners.when(view, phrases)} {numbered}"


def _row(view: ClaimView, phrases: Phrases) -> ChartRow:
    estimate = view.claim.estimate
    shape = shape_of(estimate.comparator) if estimate else Shape.WORDS
    numbered = "".join(f"[{cite.number}]" for cite in cites(view.appearances))
    bounded = estimate if shape is not Shape.WORDS else None
    return ChartRow(
        figure=figure_of(view, phrases),
        counts=counted(view, phrases),
        owner=f"{owners.in_short(view, phrases)}, {owners.when(view, phrases)} {numbered}",
        shape=shape,
        low=bounded.low if bounded else None,
        best=bounded.best if bounded else None,
        high=bounded.high if bounded else None,
        hollow=view.claim.modality is not Modality.ACTUAL,
    )


def _words(phrases: Phrases) -> ChartWords:
    return ChartWords(
        contested=phrases.say("contested"),
        hollow=phrases.say("planned or possible"),
        single=phrases.say("one figure"),
        range=phrases.say("range"),
        at_least=phrases.say("at least"),
        at_most=phrases.say("up to"),
        logarithmic=phrases.say("logarithmic scale"),
    )


def _footer(claims: Sequence[ClaimView], drawn: Sequence[ClaimView], phrases: Phrases) -> tuple[str, ...]:
    """What the picture leaves out, and that it adds nothing up."""
    shown = {view.claim.id for view in drawn}
    others = [view for view in claims if view.claim.id not in shown and view.claim.estimate]
    lines = [phrases.say("Each figure is its claimant’s own: no total, no average.")]
    if others:
        left = ", ".join(dict.fromkeys(counted(view, phrases) for view in others))
        lines.append(phrases.say("Left out, measured otherwise: {what}.", what=left))
    return tuple(lines)


def _measure(view: ClaimView, phrases: Phrases) -> str:
    return phrases.pick(view.measure.label) if view.measure else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
