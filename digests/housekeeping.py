"""What is done now and then: rows nobody can help any more are closed, old ones deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Final

from digests.delivery import UNKNOWN_FOR, Delivery, Doubts, State
from digests.journal import journal
from digests.lease import Lease
from digests.moves import Move, expire, give_up, has_lapsed
from digests.ports import Ledger, Nobody, Observer

BATCH: Final = 500


async def close_old(
    ledger: Ledger, lease: Lease, at: datetime, doubts: Doubts, observer: Observer | None = None
) -> int:
    """Miss what is pending too long, expire what is unknown for a day; how many. StoreError, LeaseLost.

    A pending row whose doubt can no longer be cleared up by repeating it is unknown from now on.
    """

    def pending(row: Delivery) -> Move | None:
        if row.doubted is not None and has_lapsed(row.doubted, at, doubts):
            return give_up(row, at, row.reason)
        return give_up(row, at, "too old") if at > row.until else None

    def unknown(row: Delivery) -> Move | None:
        return expire(row, at) if row.ended is not None and at - row.ended >= UNKNOWN_FOR else None

    closed = 0
    for state, decide in ((State.PENDING, pending), (State.UNKNOWN, unknown)):
        async for move in _made(ledger, lease, state, decide):
            (observer or Nobody()).moved(move)
            closed += 1
    if closed:
        journal().info("deliveries_closed", bot=lease.bot, count=closed)
    return closed


async def _made(
    ledger: Ledger, lease: Lease, state: State, decide: Callable[[Delivery], Move | None]
) -> AsyncIterator[Move]:
    """Make the moves that `decide` wants of the rows in a state; those that were stored."""
    last = 0
    while rows := await ledger.in_state(lease.bot, state, BATCH, last):
        last = rows[-1].id
        moves = [move for row in rows if (move := decide(row)) is not None]
        for move, stored in zip(moves, await ledger.save(lease, moves) if moves else (), strict=True):
            if stored:
                yield move
