"""What a chat would get at its next due instant, and why each item is in it or not; for operators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from bot.errors import BotError
from bot.page import Page
from bot.pages import editions
from bot.pages.developments import Present, present
from bot.phrases.documents import cites
from bot.services import Services
from corpus.index import Index
from digests.choices import Choice, Out, Selection, reason
from digests.compose import Order
from digests.edition import Dateline, Edition, Told
from digests.register import Records
from digests.snapshot import ItemKind
from digests.subscription import ChatId, Content, Subscription
from digests.zones import clock

MOST_CHATS: Final = 1000
"""So many subscriptions are counted where a chat is not known."""
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Shelf(Records, Protocol):
    """What is kept of chats, and which of them there are."""

    async def due(self, bot: str, at: datetime, limit: int) -> Iterable[Subscription]:
        """As in `digests.ports.Ledger`."""


class Opening(Protocol):
    """Opens what is kept, when a chat is asked about."""

    def __call__(self) -> AbstractAsyncContextManager[Shelf]:
        """StoreError when it cannot be opened."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to preview; what is None is as the chat has it, or as a new subscription would."""

    chat: str | None = None
    """The platform's key of a chat; without one, a chat that has seen nothing."""
    bot: str = "terminal"
    content: Content | None = None
    topics: tuple[str, ...] = ()
    """Names of topics, as typed."""
    language: str | None = None
    every: bool = False
    """Whether everything left out is listed too, not only counted."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The page, and what there is to say of it, a line each."""

    page: Page
    lines: tuple[str, ...]


async def preview(asked: Asked, at: datetime, usual: str, services: Services, opening: Opening) -> Preview:
    """What would be sent, and why; nothing is sent or changed. `usual` is the language of who chose none.

    BotError for a chat or a topic that is not known, StoreError when what is kept cannot be read.
    """
    if asked.chat is None:
        return await _previewed(asked, None, None, at, usual, services)
    async with opening() as shelf:
        subscription = await shelf.subscription(ChatId(asked.bot, asked.chat))
        if subscription is None:
            raise await _unknown(asked, shelf)
        return await _previewed(asked, subscription, shelf, at, usual, services)


async def _previewed(
    asked: Asked,
    one: Subscription | None,
    shelf: Shelf | None,
    at: datetime,
    usual: str,
    services: Services,
) -> Preview:
    index, wish = services.index(), one.wish if one else None
    topics = _topics(asked.topics, index) or (wish.topics if wish else frozenset[str]())
    language = asked.language or (wish.language if wish else usual)
    order = Order(asked.content or (wish.content if wish else Content.BRIEF), language, topics)
    due = one.next_due if one and one.next_due else at
    dateline = Dateline(due, wish.schedule.zone if wish else services.zone())
    seen = one.seen if one else {}
    edition, selection = await services.desk.edition(order, seen, index, shelf)
    phrases = services.phrases(language)
    stopped = ("This digest is stopped: nothing is due.",) if one and one.next_due is None else ()
    if edition is None:
        page = editions.nothing_changed(selection.since, dateline, phrases)
        nothing = ("Nothing changed: nothing would be sent.",)
        return Preview(page, (*stopped, *nothing, *_left_out(selection, (), asked)))
    laid = editions.edition(edition, index, dateline, phrases)
    cut = laid.cut
    shown = (
        *editions.in_order(edition.changes[: cut.changes]),
        *edition.developments[: cut.developments],
        *edition.disputes[: cut.disputes],
    )
    told = _told(shown, selection, present(shown, index))
    head = _head(edition, dateline)
    return Preview(laid.page, (*stopped, head, *told, *_left_out(selection, shown, asked)))


def _topics(names: Iterable[str], index: Index) -> frozenset[str]:
    by_name = {topic.id: topic.id for topic in index.topics}
    by_name |= {name: topic.id for topic in index.topics for name in topic.commands.values()}
    typed = [name.strip().lower() for name in names]
    for name in typed:
        if name not in by_name:
            known = ", ".join(topic.id for topic in index.topics)
            raise BotError(f"“{name}” is not a topic of this dossier. Its topics: {known}.")
    return frozenset(by_name[name] for name in typed)


async def _unknown(asked: Asked, shelf: Shelf) -> BotError:
    """How many chats of the bot have a digest, and one to try."""
    known = list(await shelf.due(asked.bot, _NEVER, MOST_CHATS))
    sentence = f"No digest of {asked.bot} goes to a chat “{asked.chat}”."
    if not known:
        return BotError(f"{sentence} {asked.bot} has no subscriptions: leave --chat out, or check --bot.")
    number = f"{MOST_CHATS} or more" if len(known) == MOST_CHATS else str(len(known))
    example = known[0].chat.id
    how = f"briefing digest preview --bot {example.bot} --chat {example.key}"
    return BotError(f"{sentence} Its subscribed chats: {number}. Try: {how}")


def _head(edition: Edition, dateline: Dateline) -> str:
    """ "Mon 23 Nov 2026 08:00 Europe/Paris, rev 12→14"."""
    local = dateline.due.astimezone(clock(dateline.zone))
    before = "" if edition.since is None else f"{edition.since}→"
    return f"{local:%a %d %b %Y %H:%M} {dateline.zone}, rev {before}{edition.revision}"


def _told(shown: Iterable[Told], selection: Selection, held: Present) -> Iterator[str]:
    """ "1 NEW       q3zc [5] §8  importance 2, 1 origin, not seen before"."""
    weighed = (*selection.changes, *selection.developments, *selection.disputes)
    choices = {choice.id: choice for choice in weighed}
    for n, told in enumerate(shown, 1):
        views = held.behind(told)
        where = cites(passage for view in views for passage in view.appearances)
        places = " ".join(f"[{one.number}] §{', '.join(map(str, one.paragraphs))}" for one in where)
        yield f"{n:>2} {_word(told):<11} {told.id} {places}  {reason(choices[told.id])}"


def _word(told: Told) -> str:
    if told.change is not None:
        return told.change.value.upper()
    return "DISPUTE" if told.kind is ItemKind.DISPUTE else "DEVELOPMENT"


def _left_out(selection: Selection, shown: Iterable[Told], asked: Asked) -> Iterator[str]:
    """How many are left out for each reason; each of them before that, where all are asked for."""
    told = {one.id for one in shown}
    why = {
        choice.id: _no_room(choice)
        for choice in (*selection.changes, *selection.developments, *selection.disputes)
        if choice.id not in told
    }
    why |= selection.out
    if asked.every:
        yield from (f" - {id_}: {out.value}" for id_, out in sorted(why.items()))
    counts = Counter(why.values())
    listed = ", ".join(f"{counts[out]} {out.value}" for out in Out if counts[out])
    yield f"left out: {listed or 'nothing'}. Nothing sent."


def _no_room(choice: Choice) -> Out:
    return Out.RANK if choice.change is None else Out.ROOM
