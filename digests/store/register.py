"""The Register in the database: chats and their subscriptions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.delivery import State
from digests.errors import ScheduleError
from digests.passed import passed
from digests.register import Held
from digests.schedule import next_due as next_due_of
from digests.store import chats as chat_changes
from digests.store.chats import find, is_chat, know, languages_of, lock, miss_untouched
from digests.store.engine import Database
from digests.store.planning import record_missed
from digests.store.rows import SUBSCRIPTIONS, chat_of, subscriptions_of, wish_columns
from digests.store.tables import chats, deliveries, subscriptions
from digests.subscription import Chat, ChatId, ChatKind, Subscription, Wish


class SqlRegister:
    """Register (`digests.register`); a mixin of Store."""

    database: Database

    async def chat(self, chat: ChatId) -> Chat | None:
        """As in the protocol."""
        async with self.database.glance() as connection:
            row = await find(connection, chat)
            return None if row is None else chat_of(row)

    async def languages(self, chats: Collection[ChatId]) -> Mapping[ChatId, str]:
        """As in the protocol."""
        async with self.database.glance() as connection:
            return await languages_of(connection, chats)

    async def choose_language(self, chat: ChatId, kind: ChatKind, language: str, at: datetime) -> None:
        """As in the protocol."""
        async with self.database.write() as connection:
            id_ = await lock(connection, chat)
            await know(connection, chat, kind, at, language=language)
            await _change(connection, id_, language=language)

    async def subscription(self, chat: ChatId) -> Subscription | None:
        """As in the protocol."""
        async with self.database.view() as connection:
            return next(iter(await _subscriptions(connection, chat)), None)

    async def subscribe(
        self, chat: ChatId, kind: ChatKind, wish: Wish, next_due: datetime, at: datetime
    ) -> Subscription:
        """As in the protocol."""
        async with self.database.write() as connection:
            id_ = await lock(connection, chat)
            await _record_passed(connection, chat, at, "the subscription was changed")
            owner = await know(connection, chat, kind, at, suspended=None)
            columns = {**wish_columns(wish), "next_due": next_due, "aside": None, "is_suspended": False}
            if id_ is None:
                await connection.execute(insert(subscriptions).values(chat=owner, bot=chat.bot, **columns))
            else:
                await _change(connection, id_, **columns)
                await miss_untouched(connection, id_, at, "the subscription was changed")
            (made,) = await _subscriptions(connection, chat)
        return made

    async def stop(self, chat: ChatId, at: datetime) -> bool:
        """As in the protocol."""
        async with self.database.write() as connection:
            id_ = await lock(connection, chat)
            was_active = await _is_active(connection, id_)
            if id_ is not None and was_active:
                await _record_passed(connection, chat, at, "the subscription was stopped")
                await _change(connection, id_, next_due=None)
                await miss_untouched(connection, id_, at, "the subscription was stopped")
            return was_active

    async def held(self, chat: ChatId) -> Held | None:
        """As in the protocol."""
        async with self.database.view() as connection:
            row = await find(connection, chat)
            if row is None:
                return None
            subscription = next(iter(await _subscriptions(connection, chat)), None)
            groups = await _groups(connection, chat)
        return Held(
            chat_of(row),
            subscription,
            {state: sum(group.number for group in groups if group.state == state) for state in State},
            min((group.first for group in groups), default=None),
            max((group.last for group in groups), default=None),
        )

    async def forget(self, chat: ChatId) -> bool:
        """As in the protocol."""
        async with self.database.write() as connection:
            await lock(connection, chat)
            return await chat_changes.forget(connection, chat)

    async def suspend(self, chat: ChatId, reason: str, at: datetime) -> None:  # noqa: ARG002 - of the protocol
        """As in the protocol."""
        async with self.database.write() as connection:
            await lock(connection, chat)
            await chat_changes.suspend(connection, chat, reason)

    async def revive(self, chat: ChatId, at: datetime) -> bool:
        """As in the protocol."""
        async with self.database.write() as connection:
            id_ = await lock(connection, chat)
            row = await find(connection, chat)
            if row is None or row.suspended is None:
                return False
            await connection.execute(update(chats).where(is_chat(chat)).values(suspended=None))
            await _change(connection, id_, is_suspended=False, **await _resumed(connection, chat, at))
            return True

    async def rekey(self, old: ChatId, new: ChatId) -> bool:
        """As in the protocol."""
        async with self.database.write() as connection:
            await lock(connection, old, new)
            return await chat_changes.rekey(connection, old, new)


async def _record_passed(connection: AsyncConnection, chat: ChatId, at: datetime, reason: str) -> None:
    """What came due in the chat and was not planned is missed."""
    found = await _subscriptions(connection, chat)
    await record_missed(connection, ((one, passed(one, at)) for one in found), at, reason)


async def _change(connection: AsyncConnection, id_: int | None, **columns: Any) -> None:
    await connection.execute(update(subscriptions).where(subscriptions.c.id == id_).values(**columns))


async def _subscriptions(connection: AsyncConnection, chat: ChatId) -> list[Subscription]:
    """The chat's subscription, if it has one."""
    return await subscriptions_of(
        connection, (await connection.execute(SUBSCRIPTIONS.where(is_chat(chat)))).all()
    )


async def _is_active(connection: AsyncConnection, id_: int | None) -> bool:
    found = select(subscriptions.c.next_due).where(subscriptions.c.id == id_)
    return (await connection.execute(found)).scalar() is not None


async def _resumed(connection: AsyncConnection, chat: ChatId, at: datetime) -> dict[str, Any]:
    """When it is next due, of a chat that is back; nothing new if it was stopped."""
    for one in await _subscriptions(connection, chat):
        if one.next_due is not None:
            with suppress(ScheduleError):  # then it is due at once, and the tick sets it aside and says so
                return {"next_due": next_due_of(one.wish.schedule, at), "aside": None}
    return {}


async def _groups(connection: AsyncConnection, chat: ChatId) -> Sequence[Any]:
    """The chat's deliveries by state: how many, and when they were due."""
    due = deliveries.c.due
    found = await connection.execute(
        select(
            deliveries.c.state,
            func.count().label("number"),
            func.min(due).label("first"),
            func.max(due).label("last"),
        )
        .join_from(deliveries, subscriptions)
        .join(chats)
        .where(is_chat(chat))
        .group_by(deliveries.c.state)
    )
    return found.all()
