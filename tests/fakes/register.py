"""The fake store's part as a Register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from digests.delivery import State
from digests.passed import NONE, passed
from digests.ports import Planned
from digests.register import Held
from digests.schedule import next_due as next_due_of
from digests.subscription import Chat, ChatId, ChatKind, Subscription, Wish
from tests.fakes.records import FakeRecords


class FakeRegister(FakeRecords):
    """Chats and their subscriptions, in memory."""

    async def chat(self, chat: ChatId) -> Chat | None:
        await self._reading("chat")
        return self.chats.get(chat)

    async def languages(self, chats: Collection[ChatId]) -> Mapping[ChatId, str]:
        await self._reading("languages")
        known = {chat: self.chats[chat].language for chat in chats if chat in self.chats}
        return {chat: language for chat, language in known.items() if language is not None}

    async def choose_language(self, chat: ChatId, kind: ChatKind, language: str, at: datetime) -> None:
        await self._before("choose_language")
        self._put_chat(replace(self._know(chat, kind, at), language=language))
        id_ = self.subscription_of.get(chat)
        if id_ is not None:
            self._change(id_, wish=replace(self.subscriptions[id_].wish, language=language))
        await self._after("choose_language")

    async def subscription(self, chat: ChatId) -> Subscription | None:
        await self._reading("subscription")
        id_ = self.subscription_of.get(chat)
        return None if id_ is None else self.subscriptions[id_]

    async def subscribe(
        self, chat: ChatId, kind: ChatKind, wish: Wish, next_due: datetime, at: datetime
    ) -> Subscription:
        await self._before("subscribe")
        self._record_passed(chat, at, "the subscription was changed")
        known = replace(self._know(chat, kind, at), suspended=None)
        self._put_chat(known)
        id_ = self.subscription_of.get(chat)
        if id_ is None:
            id_ = self._next_id("subscriptions")
            self.subscriptions[id_] = Subscription(id_, known, wish, next_due)
            self.subscription_of[chat] = id_
        else:
            self._change(id_, wish=wish, next_due=next_due)
            self.asides.pop(id_, None)
            self._miss_untouched(id_, at, "the subscription was changed")
        await self._after("subscribe")
        return self.subscriptions[id_]

    async def stop(self, chat: ChatId, at: datetime) -> bool:
        await self._before("stop")
        self._record_passed(chat, at, "the subscription was stopped")
        id_ = self.subscription_of.get(chat)
        was_active = id_ is not None and self.subscriptions[id_].next_due is not None
        if id_ is not None and was_active:
            self._change(id_, next_due=None)
            self._miss_untouched(id_, at, "the subscription was stopped")
        await self._after("stop")
        return was_active

    def _record_passed(self, chat: ChatId, at: datetime, reason: str) -> None:
        """What came due and was not planned is missed."""
        one = self.subscriptions.get(self.subscription_of.get(chat, 0))
        newest, number = passed(one, at) if one is not None else NONE
        if one is not None and newest is not None and not self._is_taken(one.id, newest):
            missed = Planned(one, one.next_due, due=newest, until=at, skipped=number - 1)
            self._put(replace(self._new(missed, newest), reason=reason))

    async def held(self, chat: ChatId) -> Held | None:
        await self._reading("held")
        if chat not in self.chats:
            return None
        id_ = self.subscription_of.get(chat)
        rows = [row for row in self.deliveries.values() if row.subscription == id_]
        counts = Counter(row.state for row in rows)
        return Held(
            self.chats[chat],
            None if id_ is None else self.subscriptions[id_],
            {state: counts[state] for state in State},
            min((row.due for row in rows), default=None),
            max((row.due for row in rows), default=None),
        )

    async def forget(self, chat: ChatId) -> bool:
        await self._before("forget")
        was_known = chat in self.chats
        if was_known:
            self._forget(chat)
        await self._after("forget")
        return was_known

    async def suspend(self, chat: ChatId, reason: str, at: datetime) -> None:
        await self._before("suspend")
        if chat in self.chats:
            self._put_chat(replace(self.chats[chat], suspended=reason))
        await self._after("suspend")

    async def revive(self, chat: ChatId, at: datetime) -> bool:
        await self._before("revive")
        known = self.chats.get(chat)
        was_suspended = known is not None and known.suspended is not None
        if known is not None and was_suspended:
            self._put_chat(replace(known, suspended=None))
            id_ = self.subscription_of.get(chat)
            if id_ is not None and self.subscriptions[id_].next_due is not None:
                following = next_due_of(self.subscriptions[id_].wish.schedule, at)
                self._change(id_, next_due=following)
                self.asides.pop(id_, None)
        await self._after("revive")
        return was_suspended

    async def rekey(self, old: ChatId, new: ChatId) -> bool:
        await self._before("rekey")
        was_known = self._rekey(old, new)
        await self._after("rekey")
        return was_known
