"""Composes and prepares what is due: each edition composed, stored and rendered once, however many get it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol, TypeAlias, TypeVar

from corpus.index import Index
from digests.compose import Order
from digests.desk import Desk
from digests.edition import Dateline, Edition
from digests.errors import StoreError
from digests.holdings import Holdings
from digests.ports import Prepared
from digests.register import Archive
from digests.subscription import Chat, Content, Subscription

REMEMBERED: Final = 4096
"""How many prepared editions are remembered before all are forgotten."""


class Render(Protocol):
    """Turns an edition into the parts that one platform takes, for a kind of chat."""

    def __call__(self, edition: Edition, index: Index, dateline: Dateline, chat: Chat) -> Sequence[str]:
        """Each part is one message, as the platform's courier wants it.

        The same for all chats of a bot's platform that are of one kind: of `chat` only `id.bot` and `kind`
        count. `index` is the one that the edition was composed from.
        """


_Inputs: TypeAlias = tuple[str, int, Content, str, frozenset[str], frozenset[tuple[str, int]]]
"""What tells one edition from another: the dossier's content, its snapshot, the order, what was seen."""
Key = TypeVar("Key")
Kept = TypeVar("Kept")


@dataclass(slots=True)
class DossierEditor:
    """The Editor (`digests.ports`) of a dossier; for one event loop."""

    archive: Archive
    reading: Callable[[], AbstractContextManager[Index]]
    """The dossier's newest index, which stays open in the context."""
    render: Render
    desk: Desk = field(default_factory=Desk)
    _kept: tuple[str, datetime, int] | None = None
    """The content last kept as a snapshot, for which due instant, and its id.

    Asked for anew at each instant: content that comes back after another has a snapshot of its own.
    """
    _composed: dict[_Inputs, Edition | None] = field(default_factory=dict)
    _prepared: dict[tuple[_Inputs, str], Prepared | None] = field(default_factory=dict)

    async def prepare(self, subscription: Subscription, due: datetime, *, late: bool) -> Prepared | None:
        """The edition that is due, stored and rendered; None when there is nothing to tell. StoreError."""
        wish, chat = subscription.wish, subscription.chat
        dateline = Dateline(due, wish.schedule.zone, late=late)
        with self.reading() as index:
            now = await self.desk.holdings(index)
            now_id = await self._snapshot(now, due)
            shape = shape_of(chat, dateline)
            seen = frozenset(subscription.seen.items())
            inputs = (now.stamp, now_id, wish.content, wish.language, wish.topics, seen)
            if (inputs, shape) not in self._prepared:
                edition = await self._edition(subscription, index, inputs)
                prepared = None
                if edition is not None:
                    prepared = await self._stored(edition, index, dateline, chat, shape)
                _remember(self._prepared, (inputs, shape), prepared)
            return self._prepared[inputs, shape]

    async def _edition(self, subscription: Subscription, index: Index, inputs: _Inputs) -> Edition | None:
        if inputs not in self._composed:
            order = Order(subscription.wish.content, subscription.wish.language, subscription.wish.topics)
            composed = await self.desk.edition(order, subscription.seen, index, self.archive, inputs[1])
            _remember(self._composed, inputs, composed[0])
        return self._composed[inputs]

    async def _stored(
        self, edition: Edition, index: Index, dateline: Dateline, chat: Chat, shape: str
    ) -> Prepared:
        found = await self.archive.found_parts(edition.key, shape)
        if found is not None:
            return Prepared(*found)
        parts = self.render(edition, index, dateline, chat)
        try:
            stored = await self.archive.keep_edition(edition.key, edition.shows, edition.to_json())
        except StoreError:
            self._kept = None  # the snapshot may have been deleted since it was kept
            raise
        return Prepared(stored, await self.archive.keep_parts(stored, shape, parts))

    async def _snapshot(self, now: Holdings, due: datetime) -> int:
        """The id of the stored snapshot of what is held now."""
        if self._kept is None or self._kept[:2] != (now.stamp, due):
            self._kept = now.stamp, due, await self.archive.keep_snapshot(now.snapshot())
        return self._kept[2]

    def forget(self) -> None:
        """As in the protocol."""
        self._kept = None
        self._composed.clear()
        self._prepared.clear()


def _remember(memory: dict[Key, Kept], key: Key, kept: Kept) -> None:
    if len(memory) >= REMEMBERED:
        memory.clear()
    memory[key] = kept


def shape_of(chat: Chat, dateline: Dateline) -> str:
    """The same for chats that get the same parts of an edition: platform, kind of chat, dateline."""
    platform = chat.id.bot.partition(":")[0]
    return f"{platform} {chat.kind.name.lower()} {dateline}"
