"""Values to rows and back: chats, subscriptions with what they have seen, deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time
from itertools import islice
from typing import Any, Final, TypeAlias, TypeVar

from sqlalchemy import Column, ColumnElement, Row, any_, bindparam, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.delivery import Delivery, State
from digests.schedule import Schedule
from digests.store.tables import chats, deliveries, shown, subscriptions
from digests.subscription import SEEN_NOTHING, Chat, ChatId, ChatKind, Content, Subscription, Wish

T = TypeVar("T")
AnyRow: TypeAlias = Row[*tuple[Any, ...]]

_MOST: Final = 5_000
"""Bound parameters in a statement: SQLite takes 32,766, PostgreSQL 65,535."""

CHATS: Final = select(chats)
SUBSCRIPTIONS: Final = select(
    subscriptions,
    chats.c.key,
    chats.c.kind,
    chats.c.language.label("spoken"),
    chats.c.since,
    chats.c.suspended,
).join_from(subscriptions, chats)
DELIVERIES: Final = select(deliveries, chats.c.key).join_from(deliveries, subscriptions).join(chats)


def chat_of(row: AnyRow) -> Chat:
    """A row of CHATS."""
    return Chat(ChatId(row.bot, row.key), ChatKind(row.kind), row.language, row.since, row.suspended)


def delivery_of(row: AnyRow) -> Delivery:
    """A row of DELIVERIES."""
    return Delivery(
        id=row.id,
        subscription=row.subscription,
        bot=row.bot,
        chat=row.key,
        kind=ChatKind(row.kind),
        due=row.due,
        edition=row.edition,
        parts=row.parts,
        not_before=row.not_before,
        until=row.until,
        state=State(row.state),
        version=row.version,
        part=row.part,
        messages=tuple(row.messages),
        attempts=row.attempts,
        epoch=row.epoch,
        began=row.began,
        doubted=row.doubted,
        ended=row.ended,
        reason=row.reason,
        skipped=row.skipped,
    )


def progress_of(row: Delivery) -> dict[str, Any]:
    """The columns that a move may change."""
    return {
        "not_before": row.not_before,
        "until": row.until,
        "state": row.state.value,
        "version": row.version,
        "part": row.part,
        "messages": list(row.messages),
        "attempts": row.attempts,
        "epoch": row.epoch,
        "began": row.began,
        "doubted": row.doubted,
        "ended": row.ended,
        "reason": row.reason,
    }


def wish_columns(wish: Wish) -> dict[str, Any]:
    """The columns of a subscription's wish."""
    return {
        "weekdays": "".join(map(str, sorted(wish.schedule.weekdays))),
        "times": " ".join(f"{at:%H:%M}" for at in wish.schedule.times),
        "zone": wish.schedule.zone,
        "topics": sorted(wish.topics),
        "language": wish.language,
        "content": wish.content.value,
    }


async def subscriptions_of(connection: AsyncConnection, rows: Sequence[AnyRow]) -> list[Subscription]:
    """Rows of SUBSCRIPTIONS; what they have seen is read too, once an edition."""
    seen: dict[int, dict[str, int]] = {}
    for some in chunks({row.seen for row in rows if row.seen is not None}):
        for edition, topic, snapshot in await connection.execute(
            select(shown.c.edition, shown.c.topic, shown.c.snapshot).where(shown.c.edition.in_(some))
        ):
            seen.setdefault(edition, {})[topic] = snapshot
    return [_subscription(row, seen.get(row.seen, SEEN_NOTHING)) for row in rows]


def _subscription(row: AnyRow, seen: Mapping[str, int]) -> Subscription:
    chat = Chat(ChatId(row.bot, row.key), ChatKind(row.kind), row.spoken, row.since, row.suspended)
    wish = Wish(_schedule(row), frozenset(row.topics), row.language, Content(row.content))
    return Subscription(row.id, chat, wish, row.next_due, seen)


def _schedule(row: AnyRow) -> Schedule:
    """As it was checked when it was stored, and not again.

    A zone that this machine's tz database does not have must stop its own subscription, when that is
    computed, and not the reading of all that are due.
    """
    schedule = object.__new__(Schedule)
    object.__setattr__(schedule, "weekdays", frozenset(map(int, row.weekdays)))
    object.__setattr__(schedule, "times", tuple(time.fromisoformat(at) for at in row.times.split()))
    object.__setattr__(schedule, "zone", row.zone)
    return schedule


def among(connection: AsyncConnection, column: Column[int]) -> ColumnElement[bool]:
    """The column is one of the parameter `ids`; for PostgreSQL an array, of which it has one to parse."""
    if connection.dialect.name == "sqlite":
        return column.in_(bindparam("ids", expanding=True))
    return column == any_(bindparam("ids", type_=postgresql.ARRAY(column.type)))


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists that fit into a statement."""
    left = iter(values)
    while some := list(islice(left, _MOST)):
        yield some
