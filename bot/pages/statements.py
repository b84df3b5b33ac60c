"""A topic's claims without a figure: what was said, by whom, when, where to look it up."""

from __future__ import annotations

from collections.abc import Sequence

from bot.names import AFTER, topic_typed
from bot.page import Action, Block, Bullets, Heading, Page, Paragraph, Text
from bot.pages.claims import contested_legend, entry
from bot.pages.figures import aside, figures_typed, heading, table
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import sources
from corpus.index.views import ClaimView, Slice
from corpus.model import Manifest, Topic


def statements(  # noqa: PLR0913 - the topic, its statements and what is said around them
    topic: Topic,
    claims: Slice[ClaimView],
    manifest: Manifest,
    phrases: Phrases,
    *,
    figures: int = 0,
    beside: Sequence[ClaimView] = (),
    narrowed: str = "",
    words: str = "",
    lacking: str = "",
) -> Page:
    """Statements, denials, plans and forecasts.

    `figures` counts the topic's figures, which have a page of their own; `beside` are those shown here too,
    below the statements; `lacking` says first what was asked for and is not there.
    """
    blocks: list[Block] = [Heading(heading(topic, phrases), aside(claims, manifest, phrases))]
    if lacking:
        blocks.append(Paragraph(((Text(lacking),),)))
    if narrowed:
        blocks.append(Paragraph(((Text(narrowed),),)))
    blocks.append(Bullets(tuple(entry(view, phrases) for view in claims.items)))
    if beside:
        blocks += [Heading(phrases.say("Figures")), table(beside, phrases)]
    shown = (*claims.items, *beside)
    if any(view.contested for view in shown):
        blocks.append(Paragraph((contested_legend(phrases, topic_typed(phrases.language, topic)[1:]),)))
    actions = []
    if claims.previous_after is not None:
        actions.append(Action(phrases.say("Back"), _page(topic, words, claims.previous_after, phrases)))
    if claims.next_after is not None:
        actions.append(Action(phrases.say("Next"), _page(topic, words, claims.next_after, phrases)))
    if figures:
        label = phrases.say("Figures ({n})", n=figures)
        actions.append(Action(label, figures_typed(topic, phrases, *words.split())))
    return Page(
        language=phrases.language,
        blocks=tuple(blocks),
        sources=sources(shown, phrases),
        sources_title=phrases.say("Sources"),
        actions=tuple(actions),
    )


def _page(topic: Topic, words: str, after: str, phrases: Phrases) -> str:
    where = (AFTER + after,) if after else ()
    return topic_typed(phrases.language, topic, "statements", *words.split(), *where)
