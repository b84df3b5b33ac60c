"""Who holds the lease: one, for as long as it renews; the next one soon after."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from digests.keeper import Keeper
from digests.lease import LASTS, Lease
from tests.fakes.store import FakeStore
from tests.unit.digests.sending import BOT, VirtualClock, virtually


def test_one_holds_it_and_a_standby_takes_over_when_it_is_gone() -> None:
    async def main() -> None:
        store = FakeStore()
        one, other = (Keeper(store, VirtualClock(), BOT, name) for name in ("one", "other"))
        first = asyncio.ensure_future(one.run())
        await asyncio.sleep(1)
        second = asyncio.ensure_future(other.run())
        await asyncio.sleep(600)
        assert one.lease() is not None
        assert other.lease() is None
        store_release, store.release = store.release, _nothing  # type: ignore[method-assign]
        first.cancel()  # as if it had been killed: it gives nothing back
        await asyncio.sleep(LASTS.total_seconds() + one.every.total_seconds())
        held = other.lease()
        assert held is not None
        assert held.epoch == 2
        store.release = store_release  # type: ignore[method-assign]
        second.cancel()
        await asyncio.gather(first, second, return_exceptions=True)

    virtually(main)


async def _nothing(lease: Lease) -> None:
    """No release."""


def test_a_lease_that_is_given_back_is_free_at_once() -> None:
    async def main() -> None:
        store = FakeStore()
        one, other = (Keeper(store, VirtualClock(), BOT, name) for name in ("one", "other"))
        running = asyncio.ensure_future(one.run())
        await asyncio.sleep(1)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await other.turn()
        assert other.lease() is not None
        assert one.lease() is None

    virtually(main)


def test_a_lease_that_was_not_renewed_in_time_is_none() -> None:
    async def main() -> None:
        keeper = Keeper(FakeStore(), VirtualClock(), BOT, "one")
        await keeper.turn()
        await asyncio.sleep(LASTS.total_seconds() - 0.1)
        assert keeper.lease() is not None
        await asyncio.sleep(0.2)
        assert keeper.lease() is None

    virtually(main)


def test_a_holder_that_was_replaced_notices_and_does_not_take_it_back() -> None:
    async def main() -> None:
        store = FakeStore()
        one, other = (Keeper(store, VirtualClock(), BOT, name) for name in ("one", "other"))
        await one.turn()
        await asyncio.sleep(LASTS.total_seconds() + 1)
        await other.turn()
        await one.turn()
        assert one.lease() is None
        assert other.lease() is not None

    virtually(main)


def test_the_only_process_on_a_database_need_not_wait_for_its_dead_predecessor() -> None:
    async def main() -> None:
        store = FakeStore()
        await store.acquire(BOT, "dead", VirtualClock().now(), timedelta(hours=9))
        keeper = Keeper(store, VirtualClock(), BOT, "one", sole=True)
        await keeper.turn()
        held = keeper.lease()
        assert held is not None
        assert held.epoch == 2

    virtually(main)
