"""Stores moves inside a transaction: each only where its row still is what it started from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.delivery import State
from digests.moves import Move, PauseBot, PauseChat, RekeyChat, SuspendChat
from digests.store import leases
from digests.store.chats import pause, rekey, suspend
from digests.store.rows import chunks, progress_of
from digests.store.tables import chats, deliveries, subscriptions
from digests.subscription import ChatId

_IDS: Final = deliveries.c.id.in_(bindparam("ids", expanding=True))
_NOW: Final = (
    select(deliveries.c.id, deliveries.c.version, deliveries.c.bot, chats.c.key)
    .join_from(deliveries, subscriptions)
    .join(chats)
    .where(_IDS)
)
_LOCK: Final = (
    select(subscriptions.c.id)
    .where(subscriptions.c.id.in_(select(deliveries.c.subscription).where(_IDS)))
    .order_by(subscriptions.c.id)
    .with_for_update(key_share=True)
)
_STORE: Final = update(deliveries).where(
    deliveries.c.id == bindparam("row"), deliveries.c.version == bindparam("started")
)
_SEE: Final = (
    update(subscriptions)
    .where(
        subscriptions.c.id == bindparam("row"),
        or_(subscriptions.c.seen.is_(None), subscriptions.c.seen < bindparam("sent")),
    )
    .values(seen=bindparam("sent"))
)


async def make(connection: AsyncConnection, moves: Sequence[Move], *, is_sqlite: bool) -> list[bool]:
    """Make the moves in their order; for each, whether its row still was what it started from."""
    made: list[bool] = []
    for some in _runs(moves):
        ids = sorted({move.before.id for move in some})
        if not is_sqlite:
            for few in chunks(ids):
                await connection.execute(_LOCK, {"ids": few})
        made += await _make(connection, some, ids)
    return made


def _runs(moves: Sequence[Move]) -> Iterator[list[Move]]:
    """The moves in runs: one that gives a chat a new key ends its run, for it can change other rows."""
    run: list[Move] = []
    for move in moves:
        run.append(move)
        if isinstance(move.effect, RekeyChat):
            yield run
            run = []
    if run:
        yield run


async def _make(connection: AsyncConnection, moves: Sequence[Move], ids: Sequence[int]) -> list[bool]:
    versions: dict[int, int] = {}
    places: dict[int, ChatId] = {}
    for few in chunks(ids):
        for row in await connection.execute(_NOW, {"ids": few}):
            versions[row.id], places[row.id] = row.version, ChatId(row.bot, row.key)
    made: list[bool] = []
    for move in moves:
        made.append(versions.get(move.before.id) == move.before.version)
        if made[-1]:
            versions[move.before.id] = move.after.version
    done = [move for move, is_made in zip(moves, made, strict=True) if is_made]
    if done:
        await connection.execute(_STORE, [_stored(move) for move in done])
    seen = [_seen(move) for move in done if move.after.state is State.SENT and move.after.edition is not None]
    if seen:
        await connection.execute(_SEE, seen)
    for move in done:
        if move.effect is not None:
            await _take_effect(connection, move, places[move.before.id])
    return made


def _stored(move: Move) -> dict[str, Any]:
    return {"row": move.before.id, "started": move.before.version, **progress_of(move.after)}


def _seen(move: Move) -> dict[str, Any]:
    return {"row": move.after.subscription, "sent": move.after.edition}


async def _take_effect(connection: AsyncConnection, move: Move, chat: ChatId) -> None:
    match move.effect:
        case SuspendChat(reason):
            await suspend(connection, chat, reason)
        case PauseChat(until):
            await pause(connection, chat, until)
        case PauseBot(until):
            await leases.pause(connection, chat.bot, until)
        case RekeyChat(key):
            await rekey(connection, chat, ChatId(chat.bot, key))
        case None:
            pass
