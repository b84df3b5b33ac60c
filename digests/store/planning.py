"""Stores what a tick planned: deliveries and next instants, inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    TableValuedAlias,
    Update,
    bindparam,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.delivery import TOO_LATE, State
from digests.ports import Planned
from digests.restoring import REASON, Resumed
from digests.schedule import Missed
from digests.store.chats import UNTOUCHED
from digests.store.rows import among, chunks
from digests.store.tables import chats, deliveries, subscriptions
from digests.subscription import Subscription

_SUPERSEDED: Final = "a newer edition took its place"
_NOW: Final = (
    select(subscriptions.c.id, subscriptions.c.next_due, chats.c.bot, chats.c.kind)
    .join(chats)
    .order_by(subscriptions.c.id)
    .with_for_update(of=subscriptions, key_share=True)
)
_PENDING: Final = select(deliveries.c.id, deliveries.c.subscription, deliveries.c.due).where(*UNTOUCHED)
_ASIDE: Final = (
    update(subscriptions).where(subscriptions.c.id == bindparam("row")).values(aside=bindparam("later"))
)
_MISS: Final = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("row"))
    .values(
        state=State.MISSED.value,
        version=deliveries.c.version + 1,
        ended=bindparam("at"),
        reason=_SUPERSEDED,
    )
)
_FRESH: Final[dict[str, ColumnElement[Any]]] = {
    name: literal_column(value)
    for name, value in {
        "version": "0",
        "part": "0",
        "messages": "'[]'",
        "attempts": "0",
        "epoch": "0",
    }.items()
}
_GIVEN: Final = [
    *("subscription", "bot", "kind", "due", "edition", "parts"),
    *("not_before", "until", "state", "ended", "reason", "skipped"),
]
_ONCE: Final = ["subscription", "due"]


async def plan(connection: AsyncConnection, planned: Sequence[Planned]) -> int:
    """How many subscriptions still were what they were when they were read, and were moved on."""
    now = await _now(connection, planned)
    moved = [one for one in planned if _moves_on(now, one)]
    aside = [{"row": one.subscription.id, "later": one.aside} for one in moved if one.aside is not None]
    following = [
        {"row": one.subscription.id, "following": one.next_due} for one in moved if one.next_due is not None
    ]
    rows = [_row(one, one.due, now[one.subscription.id]) for one in moved if one.due is not None]
    if aside:
        await connection.execute(_ASIDE, aside)
    if following:
        await _move_on(connection, following)
    if rows:
        await _add(connection, rows)
        await _supersede(connection, {row["subscription"]: row["due"] for row in rows})
    return len(moved)


async def record_missed(
    connection: AsyncConnection, passed: Iterable[tuple[Subscription, Missed]], at: datetime, reason: str
) -> None:
    """The instants that passed without a plan are missed, if they have no delivery."""
    rows = []
    for one, missed in passed:
        if missed.newest is not None:
            planned = Planned(one, one.next_due, due=missed.newest, until=at, skipped=missed.number - 1)
            chat = {"bot": one.chat.id.bot, "kind": one.chat.kind.value}
            rows.append(_row(planned, missed.newest, chat) | {"reason": reason})
    if rows:
        await _add(connection, rows)


async def resume(connection: AsyncConnection, due: Sequence[Resumed], at: datetime) -> None:
    """What came due before a restore is missed, and the next instants are what was computed."""
    await record_missed(connection, ((one.subscription, one.missed) for one in due), at, REASON)
    await _move_on(
        connection,
        [{"row": one.subscription.id, "following": one.subscription.next_due} for one in due],
    )


async def _now(connection: AsyncConnection, planned: Sequence[Planned]) -> dict[int, dict[str, Any]]:
    """The subscriptions as they are now, by id; on PostgreSQL locked."""
    found: dict[int, dict[str, Any]] = {}
    for some in chunks(sorted({one.subscription.id for one in planned})):
        for row in await connection.execute(_NOW.where(among(connection, subscriptions.c.id)), {"ids": some}):
            found[row.id] = {"next_due": row.next_due, "bot": row.bot, "kind": row.kind}
    return found


def _moves_on(now: dict[int, dict[str, Any]], one: Planned) -> bool:
    """Whether the subscription is as it was read; then `now` holds its next instant."""
    known = now.get(one.subscription.id)
    if known is None or known["next_due"] is None or known["next_due"] != one.subscription.next_due:
        return False
    known["next_due"] = one.next_due or known["next_due"]
    return True


def _row(one: Planned, due: datetime, now: dict[str, Any]) -> dict[str, Any]:
    """A new delivery; one with nothing to send is missed from the beginning."""
    until = one.until if one.until is not None else due + TOO_LATE
    is_missed = one.prepared is None
    return {
        "subscription": one.subscription.id,
        "bot": now["bot"],
        "kind": now["kind"],
        "due": due,
        "edition": one.prepared and one.prepared.edition,
        "parts": one.prepared and one.prepared.parts,
        "not_before": due,
        "until": until,
        "state": (State.MISSED if is_missed else State.PENDING).value,
        "ended": until if is_missed else None,
        "reason": "too old" if is_missed else "",
        "skipped": one.skipped,
    }


async def _move_on(connection: AsyncConnection, following: list[dict[str, Any]]) -> None:
    """Write the next instants."""
    if connection.dialect.name == "sqlite":
        await connection.execute(_next(bindparam("row"), bindparam("following")), following)
    else:
        rows = _rows_of(row=subscriptions.c.id, following=subscriptions.c.next_due)
        await connection.execute(_next(rows.c.row, rows.c.following), _by_column(following))


def _next(row: ColumnElement[Any], following: ColumnElement[Any]) -> Update:
    return update(subscriptions).where(subscriptions.c.id == row).values(next_due=following, aside=None)


async def _add(connection: AsyncConnection, rows: list[dict[str, Any]]) -> None:
    """Write deliveries, but for instants that have one."""
    if connection.dialect.name == "sqlite":
        added = sqlite.insert(deliveries).values(_FRESH).on_conflict_do_nothing(index_elements=_ONCE)
        # Nobody reads what is returned, but then SQLAlchemy writes many rows with one statement.
        await connection.execute(added.returning(deliveries.c.id), rows)
    else:
        given = _rows_of(**{name: deliveries.c[name] for name in _GIVEN})
        found = select(*given.c, *_FRESH.values())
        names = [*given.c.keys(), *_FRESH]
        await connection.execute(
            postgresql.insert(deliveries)
            .from_select(names, found)
            .on_conflict_do_nothing(index_elements=_ONCE),
            _by_column(rows),
        )


def _rows_of(**columns: Column[Any]) -> TableValuedAlias:
    """PostgreSQL: rows from parameters that are arrays, one a column: far fewer to parse than one a value."""
    arrays = [bindparam(name, type_=postgresql.ARRAY(column.type)) for name, column in columns.items()]
    return func.unnest(*arrays).table_valued(*columns, name="given").render_derived()


def _by_column(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


async def _supersede(connection: AsyncConnection, due: dict[int, datetime]) -> None:
    """Miss what of an earlier instant was not begun; `due`: the instant planned, by subscription."""
    pending = _PENDING.where(among(connection, deliveries.c.subscription))
    missed = [
        {"row": row.id, "at": due[row.subscription]}
        for some in chunks(due)
        for row in await connection.execute(pending, {"ids": some})
        if row.due < due[row.subscription]
    ]
    if missed:
        await connection.execute(_MISS, missed)
