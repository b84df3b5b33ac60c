"""What happens to a chat and its subscription inside a transaction, whoever wants it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, delete, func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.delivery import State
from digests.store.rows import CHATS, AnyRow, chunks
from digests.store.tables import IS_PENDING, chats, deliveries, subscriptions
from digests.subscription import ChatId, ChatKind

UNTOUCHED: Final = (IS_PENDING, deliveries.c.part == 0, deliveries.c.doubted.is_(None))
"""Nothing of it was sent, surely."""
_LOCK_NAME: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


def is_chat(chat: ChatId) -> ColumnElement[bool]:
    """The row of this chat."""
    return (chats.c.bot == chat.bot) & (chats.c.key == chat.key)


async def lock(connection: AsyncConnection, *locked: ChatId) -> int | None:
    """The id of the subscription, if there is one: nobody else changes it, or its deliveries, now.

    Nor does anybody else who asks for this lock make one: there is no row to lock before it is made, so on
    PostgreSQL the chat's name is locked first. All names, then all rows by id: so nobody waits in a circle.
    """
    if connection.dialect.name != "sqlite":
        for name in sorted(map(str, locked)):
            await connection.execute(_LOCK_NAME, {"name": name})
    found = await connection.execute(
        select(subscriptions.c.id)
        .join(chats)
        .where(or_(*map(is_chat, locked)))
        .order_by(subscriptions.c.id)
        .with_for_update(of=subscriptions, key_share=True)
    )
    id_: int | None = found.scalar()
    return id_


async def find(connection: AsyncConnection, chat: ChatId) -> AnyRow | None:
    """The chat's row."""
    return (await connection.execute(CHATS.where(is_chat(chat)))).first()


async def languages_of(connection: AsyncConnection, asked: Collection[ChatId]) -> dict[ChatId, str]:
    """The languages of those that chose one."""
    keys: dict[str, list[str]] = {}
    for chat in asked:
        keys.setdefault(chat.bot, []).append(chat.key)
    found: dict[ChatId, str] = {}
    for bot, listed in keys.items():
        for some in chunks(listed):
            query = select(chats.c.key, chats.c.language).where(
                chats.c.bot == bot, chats.c.key.in_(some), chats.c.language.is_not(None)
            )
            found |= {ChatId(bot, key): language for key, language in await connection.execute(query)}
    return found


async def know(
    connection: AsyncConnection, chat: ChatId, kind: ChatKind, at: datetime, **changes: Any
) -> int:
    """The id of the chat's row, made if there was none, with its kind and the changes."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    values = {"kind": kind.value, **changes}
    made = await connection.execute(
        insert(chats)
        .values(bot=chat.bot, key=chat.key, since=at, **values)
        .on_conflict_do_update(index_elements=["bot", "key"], set_=values)
        .returning(chats.c.id)
    )
    id_: int = made.scalar_one()
    await connection.execute(
        update(deliveries)
        .where(
            deliveries.c.subscription.in_(select(subscriptions.c.id).where(subscriptions.c.chat == id_)),
            deliveries.c.kind != kind.value,
        )
        .values(kind=kind.value)
    )
    return id_


async def miss_untouched(connection: AsyncConnection, subscription: int, at: datetime, reason: str) -> None:
    """The subscription's deliveries that were not begun are missed."""
    await connection.execute(
        update(deliveries)
        .where(deliveries.c.subscription == subscription, *UNTOUCHED)
        .values(state=State.MISSED.value, version=deliveries.c.version + 1, ended=at, reason=reason)
    )


async def suspend(connection: AsyncConnection, chat: ChatId, reason: str) -> None:
    """Nothing is due there until it is revived."""
    await connection.execute(update(chats).where(is_chat(chat)).values(suspended=reason))
    await connection.execute(
        update(subscriptions)
        .where(subscriptions.c.chat.in_(select(chats.c.id).where(is_chat(chat))))
        .values(is_suspended=True)
    )


async def pause(connection: AsyncConnection, chat: ChatId, until: datetime) -> None:
    """Nothing is sent there before `until`, or longer if it was paused for longer."""
    later = bindparam("later", until, chats.c.paused_until.type)
    await connection.execute(
        update(chats)
        .where(is_chat(chat), or_(chats.c.paused_until.is_(None), chats.c.paused_until < later))
        .values(paused_until=until)
    )


async def forget(connection: AsyncConnection, chat: ChatId) -> bool:
    """Erase the chat, and by its foreign keys all that is its; whether it was known."""
    gone = await connection.execute(delete(chats).where(is_chat(chat)))
    return bool(gone.rowcount)


async def rekey(connection: AsyncConnection, old: ChatId, new: ChatId) -> bool:
    """Give the chat its new key, or its subscription to the chat that has it; whether it was known."""
    before, after = await find(connection, old), await find(connection, new)
    if before is None or old == new:
        return False
    if after is None:
        await connection.execute(update(chats).where(chats.c.id == before.id).values(key=new.key))
        return True
    owned = select(func.count()).select_from(subscriptions).where(subscriptions.c.chat == after.id)
    if not (await connection.execute(owned)).scalar_one():
        moved = await connection.execute(
            update(subscriptions)
            .where(subscriptions.c.chat == before.id)
            .values(chat=after.id, is_suspended=after.suspended is not None)
            .returning(subscriptions.c.id)
        )
        await connection.execute(
            update(deliveries).where(deliveries.c.subscription.in_(moved.scalars())).values(kind=after.kind)
        )
    return await forget(connection, old)
