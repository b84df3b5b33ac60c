"""What a topic's figures can be narrowed to: claimants, scopes and dates, each ready to press."""

from __future__ import annotations

from collections.abc import Sequence

from bot.names import topic_typed
from bot.page import Action, Block, Bullets, Entry, Heading, Page, Paragraph, Text
from bot.pages.figures import heading
from bot.phrases.catalogue import Phrases
from corpus.index.views import ClaimView
from corpus.model import Topic


def filters(topic: Topic, claims: Sequence[ClaimView], phrases: Phrases) -> Page:
    """Every claimant and scope of the topic's figures, as commands."""
    claimants = {
        v.claimant.id: phrases.pick(v.claimant.names) for v in claims if v.claimant and v.claimant.named
    }
    scopes = {v.scope.id: phrases.pick(v.scope.label) for v in claims if v.scope}
    dated = topic_typed(phrases.language, topic, "2024-11-01")
    blocks: list[Block] = [Heading(heading(topic, phrases))]
    for title, choices in (
        (phrases.say("By claimant"), claimants),
        (phrases.say("By what is counted"), scopes),
    ):
        if choices:
            listed = tuple(_entry(id_, words, topic, phrases) for id_, words in choices.items())
            blocks += [Heading(title), Bullets(listed)]
    blocks.append(Paragraph(((Text(phrases.say("As of a date: {example}.", example=dated)),),)))
    return Page(
        language=phrases.language,
        blocks=tuple(blocks),
        actions=(Action(phrases.pick(topic.title), topic_typed(phrases.language, topic)),),
    )


def _entry(id_: str, words: str, topic: Topic, phrases: Phrases) -> Entry:
    return Entry((Text(words),), open=Action(words, topic_typed(phrases.language, topic, id_)))
