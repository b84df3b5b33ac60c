"""What a search found: claims, events, documents, actors, best first; or that there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bot.names import AFTER, typed
from bot.page import Action, Block, Bullets, Entry, Heading, Page, Paragraph, Strong, Text
from bot.pages.claims import contested_legend, entry
from bot.pages.figures import place_in
from bot.pages.problems import problem, shortened
from bot.pages.timelines import event_entry
from bot.pages.welcome import topic_actions
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import dated, described, sources
from bot.phrases.owners import introduced
from corpus.index.views import ClaimView, DocumentView, EventView, Found, Hit
from corpus.model import Actor, Topic


def found(words: str, results: Found, phrases: Phrases) -> Page:
    """The reply to `/search words`."""
    hits = results.hits
    title = phrases.say("SEARCH: {words}", words=shortened(words))
    blocks: list[Block] = [Heading(title, place_in(hits, phrases))]
    notes = tuple(_notes(results, phrases))
    if notes:
        blocks.append(Paragraph(tuple((Text(note),) for note in notes)))
    blocks.append(Bullets(tuple(_entry(hit, phrases) for hit in hits.items)))
    claims = [claim for hit in hits.items for claim in _claims(hit)]
    if any(claim.contested for claim in claims):
        blocks.append(Paragraph((contested_legend(phrases),)))
    actions = []
    if hits.previous_after is not None:
        actions.append(Action(phrases.say("Back"), _page(words, hits.previous_after, phrases)))
    if hits.next_after is not None:
        actions.append(Action(phrases.say("Next"), _page(words, hits.next_after, phrases)))
    return Page(
        language=phrases.language,
        blocks=tuple(blocks),
        sources=sources(claims, phrases),
        sources_title=phrases.say("Sources"),
        actions=tuple(actions),
    )


def nothing(words: str, results: Found, topics: Sequence[Topic], phrases: Phrases) -> Page:
    """Nothing matches: the nearest topics, else all of them."""
    sentence = phrases.say("Nothing in the dossier matches “{words}”.", words=shortened(words))
    offers = topic_actions(results.topics or topics, phrases)
    return problem(sentence, phrases, offers)


def _notes(results: Found, phrases: Phrases) -> list[str]:
    notes = [phrases.say("Showing “{shown}”.", shown=word.shown) for word in results.understood]
    if not results.every_word:
        notes.append(phrases.say("Nothing holds all the words; these hold some of them."))
    return notes


def _entry(hit: Hit, phrases: Phrases) -> Entry:
    match hit:
        case ClaimView():
            return entry(hit, phrases)
        case EventView():
            return event_entry(hit, phrases)
        case DocumentView(document=document):
            opens = Action(f"[{document.number}]", typed(phrases.language, "sources", str(document.number)))
            head = (Strong(f"[{document.number}]"), Text(" "), *described(document, phrases))
            return Entry(head, ((Text(dated(document, phrases)),),), open=opens)
        case Actor():
            opens = Action(phrases.say("Timeline"), typed(phrases.language, "timeline", hit.id))
            return Entry((Strong(introduced(hit, phrases)),), open=opens)
        case _ as never:
            assert_never(never)


def _claims(hit: Hit) -> Sequence[ClaimView]:
    match hit:
        case ClaimView():
            return (hit,)
        case EventView(claims=claims):
            return claims
        case _:
            return ()


def _page(words: str, after: str, phrases: Phrases) -> str:
    return typed(phrases.language, "search", *words.split(), *((AFTER + after,) if after else ()))
