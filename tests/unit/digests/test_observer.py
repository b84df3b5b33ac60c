"""Who watches a sender is told what was stored, once, wherever it came from."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from digests.deliver import Deliverer
from digests.delivery import State
from digests.moves import begin
from digests.outcomes import Gone, Limited, NotSent, Unclear
from digests.ports import Observer
from digests.sender import Sender
from tests.fakes.observer import FakeObserver
from tests.fakes.store import FakeStore
from tests.unit.digests.sending import (
    DUE,
    FakeCourier,
    FakeEditor,
    VirtualClock,
    leased,
    pending,
    rows,
    subscribed,
    virtually,
)


def test_every_outcome_of_a_delivery_is_told_once() -> None:
    async def main() -> None:
        store, observer = FakeStore(), FakeObserver()
        watching: Observer = observer
        courier = FakeCourier(
            answers={
                "again": [NotSent("no route")],
                "gone": [Gone("kicked")],
                "doubt": [Unclear("no answer")],
                "fast": [Limited(timedelta(seconds=1))],
            }
        )
        lease = await leased(store)
        sender = Deliverer(store, courier, VirtualClock(), lambda: lease, observer=watching)
        await pending(store, lease, "well", "again", "gone", "doubt", "fast")
        stop = asyncio.Event()
        running = asyncio.ensure_future(sender.run(stop))
        await asyncio.sleep(300)
        stop.set()
        await running
        assert observer.seen == {"sent": 3, "pending": 2, "dead": 1, "unknown": 1, "limited": 1}

    virtually(main)


def test_what_an_earlier_life_left_and_what_is_closed_with_time_is_told_too() -> None:
    async def main() -> None:
        store, observer = FakeStore(), FakeObserver()
        sender = Sender(
            store, FakeCourier(), FakeEditor(store), VirtualClock(), "me", observer=observer, sole=True
        )
        await sender.keeper.turn()
        lease = sender.keeper.lease()
        assert lease is not None
        await pending(store, lease, "left", "forgotten")
        left, _ = await rows(store)
        await store.save(lease, [begin(left, DUE, lease.epoch, sender.courier.doubts)])
        assert await sender.deliverer.recover(lease) == 1
        assert observer.seen == {"unknown": 1}
        await asyncio.sleep(7 * 3600)
        await sender.keeper.turn()
        await sender.housekeep(sender.clock.now())
        assert observer.seen == {"unknown": 1, "missed": 1}
        await asyncio.sleep(24 * 3600)
        await sender.keeper.turn()
        await sender.housekeep(sender.clock.now())
        assert observer.seen == {"unknown": 1, "missed": 1, "expired": 1}
        assert [row.state for row in await rows(store)] == [State.EXPIRED, State.MISSED]

    virtually(main)


def test_what_a_tick_only_records_is_told_in_one_number() -> None:
    async def main() -> None:
        store, observer = FakeStore(), FakeObserver()
        sender = Sender(
            store, FakeCourier(), FakeEditor(store), VirtualClock(), "me", observer=observer, sole=True
        )
        await subscribed(store, "a", "b")
        await asyncio.sleep(8 * 3600)
        await sender.keeper.turn()
        await sender.tick(sender.clock.now())
        assert observer.seen == {"only recorded": 2}

    virtually(main)
