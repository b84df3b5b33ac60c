"""What the commands of readers and operators need kept: chats, subscriptions, snapshots, editions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digests.delivery import Delivery, State
from digests.moves import Move
from digests.snapshot import Snapshot
from digests.subscription import Chat, ChatId, ChatKind, Subscription, Wish


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is kept about one chat."""

    chat: Chat
    subscription: Subscription | None
    deliveries: Mapping[State, int]
    """How many deliveries in each state; with the messages' ids at the platform, nothing of their text."""
    first: datetime | None
    last: datetime | None
    """When the earliest and the latest of them were due."""


class Register(Protocol):
    """Chats and their subscriptions; every method raises StoreError when the database cannot be used."""

    async def chat(self, chat: ChatId) -> Chat | None:
        """What is kept about a chat; None if nothing is."""

    async def languages(self, chats: Collection[ChatId]) -> Mapping[ChatId, str]:
        """The languages of those among the chats that chose one."""

    async def choose_language(self, chat: ChatId, kind: ChatKind, language: str, at: datetime) -> None:
        """Answer the chat in this language from now on; its subscription's editions too."""

    async def subscription(self, chat: ChatId) -> Subscription | None:
        """The chat's subscription, a stopped one too (`next_due` is None); None if it never had one."""

    async def subscribe(
        self, chat: ChatId, kind: ChatKind, wish: Wish, next_due: datetime, at: datetime
    ) -> Subscription:
        """Give the chat this subscription, or change the one that it has to this; what it has seen stays.

        Deliveries of it that were not begun are missed: they were made for another wish. A chat that was
        suspended is not any more: whoever writes there is there.
        """

    async def stop(self, chat: ChatId, at: datetime) -> bool:
        """Stop the subscription, and what of it was not begun; whether there was an active one."""

    async def held(self, chat: ChatId) -> Held | None:
        """Everything that is kept about the chat; None if nothing is."""

    async def forget(self, chat: ChatId) -> bool:
        """Erase the chat, its subscription and its deliveries; whether there was anything."""

    async def suspend(self, chat: ChatId, reason: str, at: datetime) -> None:
        """Nothing is due in the chat until it is revived: the bot was removed, say."""

    async def revive(self, chat: ChatId, at: datetime) -> bool:
        """The chat is back: it is next due at the first instant after `at`; whether it was suspended."""

    async def rekey(self, old: ChatId, new: ChatId) -> bool:
        """The chat has another id at the platform now, under the same bot; whether the old one was known.

        If both are known, the new one's records stay; it gets the old one's subscription if it has none.
        """


class Archive(Protocol):
    """Snapshots, editions and rendered parts, each stored once; StoreError as above."""

    async def keep_snapshot(self, snapshot: Snapshot) -> int:
        """The id of the newest snapshot of the dossier if it is the same by its digest, else of a new one."""

    async def snapshot(self, id_: int) -> Snapshot | None:
        """A snapshot by its id; None once it is gone."""

    async def keep_edition(self, key: str, shows: Mapping[str, int], body: str) -> int:
        """The id of the edition with this key, stored now if it was not.

        `shows`: per topic, the snapshot that a subscription has seen once the edition is sent; `body`: JSON.
        """

    async def keep_parts(self, edition: int, shape: str, parts: Sequence[str]) -> int:
        """The id of its parts in this shape (platform, kind of chat, dateline), stored if they were not."""

    async def found_parts(self, key: str, shape: str) -> tuple[int, int] | None:
        """The ids of the edition with this key and of its parts in this shape, if both are stored."""


class Records(Register, Archive, Protocol):
    """Both, as one store keeps them: what `/digest` needs to know what a chat has seen."""


@dataclass(frozen=True, slots=True)
class Pause:
    """An operator's word that a bot posts nothing for now."""

    bot: str
    since: datetime | None
    why: str
    due: int
    """How many subscriptions came due meanwhile, and wait."""


class Overview(Protocol):
    """What operators look at and decide; StoreError as above."""

    async def bots(self) -> Sequence[str]:
        """Every bot that has chats or ever sent, by name."""

    async def counts(self, bot: str | None = None) -> Mapping[State, int]:
        """How many deliveries there are in each state."""

    async def delivery(self, id_: int) -> Delivery | None:
        """One delivery as it is now; None if it is gone."""

    async def listed(self, states: Sequence[State], limit: int, after: int = 0) -> Sequence[Delivery]:
        """Deliveries in these states of every bot, by id, those with a greater id than `after`."""

    async def resolve(self, move: Move) -> bool:
        """Store a person's word on an unknown delivery; whether the row still was what the move started from.

        As in `Ledger.save`, a move to `sent` makes its edition what the subscription has seen. No lease: the
        sender leaves unknown rows alone.
        """

    async def pause(self, bot: str, at: datetime, why: str = "") -> bool:
        """Nothing is planned or sent by the bot until it is told to resume; whether it was not paused yet."""

    async def paused(self, at: datetime) -> Sequence[Pause]:
        """The bots that an operator paused, by name."""

    async def resume(self, bot: str) -> bool:
        """End an operator's pause, not a platform's; whether there was one."""

    async def clean(self, at: datetime, keep_days: int) -> int:
        """Delete ended deliveries older than that, and what nothing refers to then; how many deliveries."""
