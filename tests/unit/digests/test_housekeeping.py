"""What nobody can help any more is closed, in time and not before."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from digests.delivery import Doubts, OnDoubt, State
from digests.housekeeping import close_old
from tests.fakes.store import FakeStore
from tests.unit.digests.sending import DUE, leased, pending, rows

HOLD, NONCE = Doubts(OnDoubt.HOLD), Doubts(OnDoubt.NONCE, timedelta(seconds=60))
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("changes", "doubts", "after", "state"),
    [
        ({}, HOLD, 6 * HOUR, State.PENDING),
        ({}, HOLD, 6 * HOUR + SECOND, State.MISSED),
        ({"part": 1, "messages": ("m",)}, HOLD, 6 * HOUR + SECOND, State.DEAD),
        ({"state": State.UNKNOWN, "ended": DUE}, HOLD, 24 * HOUR - SECOND, State.UNKNOWN),
        ({"state": State.UNKNOWN, "ended": DUE}, HOLD, 24 * HOUR, State.EXPIRED),
        ({"doubted": DUE}, NONCE, 60 * SECOND, State.PENDING),
        ({"doubted": DUE}, NONCE, 61 * SECOND, State.UNKNOWN),
        ({"state": State.SENT}, HOLD, 99 * HOUR, State.SENT),
        ({"state": State.SENDING, "began": DUE}, HOLD, 99 * HOUR, State.SENDING),
    ],
)
def test_each_row_is_closed_when_it_is_time(
    changes: dict[str, Any], doubts: Doubts, after: timedelta, state: State
) -> None:
    async def main() -> None:
        store = FakeStore()
        lease = await leased(store)
        await pending(store, lease, "a")
        [row] = await rows(store)
        store._put(replace(row, **changes))
        closed = await close_old(store, lease, DUE + after, doubts)
        [now] = await rows(store)
        assert now.state is state
        assert closed == (state is not changes.get("state", State.PENDING))

    asyncio.run(main())
