"""Moves are stored in groups, and one that cannot be stored holds up no other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from digests.delivery import Doubts, OnDoubt, State
from digests.errors import StoreError
from digests.lease import Lease
from digests.moves import Move, begin
from digests.recorder import Recorder
from tests.fakes.store import FakeStore
from tests.unit.digests.sending import DUE, VirtualClock, leased, pending, rows, virtually

HOLD = Doubts(OnDoubt.HOLD)


class Slow(FakeStore):
    """Every save takes a second; a row by its id is refused for as long as it is in `refused`."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[int] = []
        self.refused: set[int] = set()

    async def save(self, lease: Lease, moves: Sequence[Move]) -> Sequence[bool]:
        self.batches.append(len(moves))
        await asyncio.sleep(1)
        if any(move.before.id in self.refused for move in moves):
            raise StoreError("the database refuses one of them")
        return await super().save(lease, moves)


def test_while_one_group_is_written_the_next_gathers() -> None:
    async def main() -> None:
        store = Slow()
        lease = await leased(store)
        await pending(store, lease, *(f"c{number}" for number in range(10)))
        recorder = Recorder(store, VirtualClock(), lambda: lease)
        stored = await asyncio.gather(
            *(recorder.record(begin(row, DUE, 1, HOLD)) for row in await rows(store))
        )
        assert stored == [True] * 10
        assert store.batches == [10]
        more = [recorder.record(begin(row, DUE, 1, HOLD)) for row in await rows(store)]
        assert await asyncio.gather(*more[:1], *more[1:]) == [True] * 10

    virtually(main)


def test_a_row_that_changed_meanwhile_is_told_so_and_the_others_are_stored() -> None:
    async def main() -> None:
        store = Slow()
        lease = await leased(store)
        await pending(store, lease, "a", "b")
        first, second = await rows(store)
        recorder = Recorder(store, VirtualClock(), lambda: lease)
        stale = begin(first, DUE, 1, HOLD)
        assert await recorder.record(stale)
        assert await asyncio.gather(recorder.record(stale), recorder.record(begin(second, DUE, 1, HOLD))) == [
            False,
            True,
        ]

    virtually(main)


def test_a_row_that_the_database_refuses_holds_up_no_other() -> None:
    async def main() -> None:
        store = Slow()
        lease = await leased(store)
        await pending(store, lease, "bad", "b")
        bad, good = await rows(store)
        store.refused = {bad.id}
        recorder = Recorder(store, VirtualClock(), lambda: lease)
        waiting = asyncio.ensure_future(recorder.record(begin(bad, DUE, 1, HOLD)))
        assert await recorder.record(begin(good, DUE, 1, HOLD))
        assert not waiting.done()
        store.refused = set()
        assert await waiting

    virtually(main)


def test_nothing_is_begun_once_the_lease_is_gone() -> None:
    async def main() -> None:
        store = FakeStore()
        await pending(store, await leased(store), "a")
        [row] = await rows(store)
        recorder = Recorder(store, VirtualClock(), lambda: None)
        assert not await recorder.record(begin(row, DUE, 1, HOLD))
        assert [one.state for one in await rows(store)] == [State.PENDING]

    virtually(main)


def test_whoever_waits_when_it_closes_is_cancelled() -> None:
    async def main() -> None:
        store = Slow()
        lease = await leased(store)
        await pending(store, lease, "a")
        [row] = await rows(store)
        recorder = Recorder(store, VirtualClock(), lambda: lease)
        waiting = asyncio.ensure_future(recorder.record(begin(row, DUE, 1, HOLD)))
        await asyncio.sleep(0.5)
        recorder.close()
        await asyncio.wait([waiting])
        assert waiting.cancelled()

    virtually(main)
