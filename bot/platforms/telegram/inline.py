"""Inline mode: words typed after the bot's name in any chat become claims to send there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import Final

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.logs import logger
from bot.names import topic_titled
from bot.pages.offers import Offer, offer
from bot.phrases.catalogue import Phrases
from bot.platforms.telegram.here import Here
from bot.platforms.telegram.incoming import Asked
from bot.platforms.telegram.render import rendered
from bot.platforms.telegram.sender import NO_PREVIEW, markup
from corpus.errors import CorpusError
from corpus.index import Index, claims, figures, search, statements
from corpus.index.views import ClaimView, Slice
from corpus.model import Leads, Topic
from corpus.text import fold

MOST: Final = 20
"""Cards a page; Telegram takes 50."""
CACHED: Final = 60
"""Seconds that Telegram may answer the same person by itself; a new dossier is not to wait long."""
EACH: Final = 4
"""Leading claims of each topic, where no words were typed."""
LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of claims, and where the next page begins; empty on the last."""

    ids: tuple[str, ...]
    following: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Inline:
    """Answers inline questions."""

    here: Here

    async def answer(self, asked: Asked) -> None:
        """The cards for the words; what cannot be answered is an empty list."""
        here = self.here
        phrases = await here.phrases(asked.by.private, asked.by)
        try:
            index = here.services.index()
            found = find(index, asked.words[:LONGEST], asked.offset, phrases)
            offers = [offer(claims.card(index, one), phrases) for one in found.ids]
        except CorpusError as error:  # an offset from before the dossier changed
            logger().info("inline_not_found", reason=str(error))
            found, offers = Found(()), []
        nothing = InlineQueryResultsButton(
            phrases.say("Nothing matches. Open the bot"), start_parameter="help"
        )
        try:
            await here.bot.answer_inline_query(
                asked.id,
                [_article(one, here.name) for one in offers],
                cache_time=CACHED,
                is_personal=True,  # for it is in the person's language
                next_offset=found.following,
                button=None if offers or asked.offset else nothing,
            )
        except TelegramError as error:  # it was typed on, and this question is too old
            logger().info("inline_not_answered", reason=str(error))


def find(index: Index, words: str, offset: str, phrases: Phrases) -> Found:
    """The claims for the words: a topic's, or what a search finds; for none, what leads each topic.

    Nothing, or CorpusError, for an `offset` that is none.
    """
    typed = words.strip().removeprefix("/")
    if not typed:
        return Found(tuple(islice(_leading(index), MOST)))
    subject = index.topic_named(fold(typed)) or topic_titled(fold(typed), index.topics)
    if subject is not None:
        return _of_topic(index, subject, offset)
    hits = search.search(index, typed, language=phrases.language, after=offset or None, limit=MOST).hits
    ids = tuple(hit.claim.id for hit in hits.items if isinstance(hit, ClaimView))
    return Found(ids, hits.next_after or "")


def _of_topic(index: Index, subject: Topic, offset: str) -> Found:
    """What the topic leads with, to its end, then the other; the offset names the list and the last claim."""
    first, second = _order(subject)
    at, _, after = offset.partition(":")
    name = at or first
    if name not in (first, second):
        return Found(())  # an offset that is none of ours
    page = _page(index, subject, name, after or None, MOST)
    ids = tuple(view.claim.id for view in page.items)
    if page.next_after is not None:
        return Found(ids, f"{name}:{page.next_after}")
    if name == first:
        rest = _page(index, subject, second, None, MOST)
        if not ids:
            return _of_topic(index, subject, f"{second}:") if rest.items else Found(())
        return Found(ids, f"{second}:" if rest.items else "")
    return Found(ids)


def _leading(index: Index) -> Iterator[str]:
    """The first claim of each topic, then the second of each: the beginning of the list is of everything."""
    firsts = [_firsts(index, topic) for topic in index.topics]
    return dict.fromkeys(one for one in chain(*zip_longest(*firsts)) if one).keys().__iter__()


def _firsts(index: Index, topic: Topic) -> list[str]:
    lists: Iterable[Slice[ClaimView]] = (_page(index, topic, name, None, EACH) for name in _order(topic))
    return [view.claim.id for one in lists for view in one.items][:EACH]


def _order(topic: Topic) -> tuple[str, str]:
    return ("s", "f") if topic.leads is Leads.STATEMENTS else ("f", "s")


def _page(index: Index, topic: Topic, name: str, after: str | None, limit: int) -> Slice[ClaimView]:
    if name == "f":
        return figures.figures(index, topic.id, after=after, limit=limit).claims
    return statements.statements(index, topic.id, after=after, limit=limit)


def _article(one: Offer, bot: str) -> InlineQueryResultArticle:
    message = rendered(one.page, bot)[0]
    content = InputTextMessageContent(
        message.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(
        one.id, one.title, content, reply_markup=markup(message.keyboard), description=one.says
    )
