"""What is done now and then: rows nobody can help any more are closed, old ones deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from digests.delivery import UNKNOWN_FOR, Delivery, Doubts, State
from digests.journal import journal
from digests.lease import Lease
from digests.moves import Move, expire, give_up, has_lapsed
from digests.ports import Ledger

BATCH: Final = 500


async def close_old(ledger: Ledger, lease: Lease, at: datetime, doubts: Doubts) -> int:
    """Miss what is pending too long, expire what is unknown for a day; how many. StoreError, LeaseLost.

    A pending row whose doubt can no longer be cleared up by repeating it is unknown from now on.
    """

    def pending(row: Delivery) -> Move | None:
        if row.doubted is not None and has_lapsed(row.doubted, at, doubts):
            return give_up(row, at, row.reason)
        return give_up(row, at, "too old") if at > row.until else None

    closed = await _each(ledger, lease, State.PENDING, pending)
    closed += await _each(
        ledger,
        lease,
        State.UNKNOWN,
        lambda row: expire(row, at) if row.ended is not None and at - row.ended >= UNKNOWN_FOR else None,
    )
    if closed:
        journal().info("deliveries_closed", bot=lease.bot, count=closed)
    return closed


async def _each(ledger: Ledger, lease: Lease, state: State, decide: Callable[[Delivery], Move | None]) -> int:
    """Make the moves that `decide` wants of the rows in a state; how many were made."""
    made, last = 0, 0
    while rows := await ledger.in_state(lease.bot, state, BATCH, last):
        last = rows[-1].id
        moves = [move for row in rows if (move := decide(row)) is not None]
        if moves:
            made += sum(await ledger.save(lease, moves))
    return made
