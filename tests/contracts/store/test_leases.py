"""Who may send for a bot: every store gives one lease at a time, and refuses writes under an old one."""

from __future__ import annotations

import asyncio

import pytest

from digests.errors import LeaseLost
from digests.lease import Lease
from digests.moves import begin
from digests.ports import Planned
from tests.contracts.store.scene import AT, BOT, DAY, HOLD, INSTANT, LASTS, SECOND, AnyStore, begin_scene


async def test_the_first_who_asks_gets_the_lease_and_the_second_does_not(store: AnyStore) -> None:
    assert await store.acquire(BOT, "we", AT, LASTS) == Lease(BOT, "we", 1, AT + LASTS)
    assert await store.acquire(BOT, "they", AT + LASTS - INSTANT, LASTS) is None


async def test_every_bot_has_a_lease_of_its_own(store: AnyStore) -> None:
    assert await store.acquire(BOT, "we", AT, LASTS) is not None
    assert await store.acquire("discord:9", "they", AT, LASTS) == Lease("discord:9", "they", 1, AT + LASTS)


async def test_of_two_who_ask_at_once_one_gets_it(store: AnyStore) -> None:
    leases = await asyncio.gather(*(store.acquire(BOT, name, AT, LASTS) for name in "abcd"))
    assert sum(lease is not None for lease in leases) == 1


async def test_a_lease_that_ran_out_is_taken_under_a_new_epoch(store: AnyStore) -> None:
    await store.acquire(BOT, "we", AT, LASTS)
    taken = await store.acquire(BOT, "they", AT + LASTS, LASTS)
    assert taken == Lease(BOT, "they", 2, AT + 2 * LASTS)


async def test_its_holder_may_ask_again_and_gets_a_new_epoch(store: AnyStore) -> None:
    first = await store.acquire(BOT, "we", AT, LASTS)
    assert first is not None
    again = await store.acquire(BOT, "we", AT + SECOND, LASTS)
    assert again == Lease(BOT, "we", 2, AT + SECOND + LASTS)
    with pytest.raises(LeaseLost):
        await store.renew(first, AT + SECOND, LASTS)


async def test_the_sole_process_takes_it_whatever_the_row_says(store: AnyStore) -> None:
    before = await begin_scene(store)
    taken = await store.acquire(BOT, "they", AT, LASTS, sole=True)
    assert taken == Lease(BOT, "they", 2, AT + LASTS)
    with pytest.raises(LeaseLost):
        await store.renew(before.lease, AT, LASTS)


async def test_a_renewed_lease_is_the_same_for_longer(store: AnyStore) -> None:
    scene = await begin_scene(store)
    renewed = await store.renew(scene.lease, AT + 10 * SECOND, LASTS)
    assert renewed == Lease(BOT, "we", 1, AT + 10 * SECOND + LASTS)
    assert await store.acquire(BOT, "they", AT + LASTS, LASTS) is None


async def test_a_lease_that_ran_out_can_be_renewed_while_nobody_took_it(store: AnyStore) -> None:
    scene = await begin_scene(store)
    assert (await store.renew(scene.lease, AT + DAY, LASTS)).until == AT + DAY + LASTS


async def test_a_lease_that_was_given_back_is_free_and_lost(store: AnyStore) -> None:
    scene = await begin_scene(store)
    await store.release(scene.lease)
    with pytest.raises(LeaseLost, match=BOT):
        await store.renew(scene.lease, AT, LASTS)
    assert await store.acquire(BOT, "they", AT, LASTS) == Lease(BOT, "they", 2, AT + LASTS)


async def test_to_give_back_a_lease_that_another_has_changes_nothing(store: AnyStore) -> None:
    scene = await begin_scene(store)
    taken = await store.acquire(BOT, "they", AT + LASTS, LASTS)
    assert taken is not None
    await store.release(scene.lease)
    assert (await store.renew(taken, AT + LASTS, LASTS)).epoch == 2


async def test_a_lease_for_a_bot_that_nobody_knows_is_lost(store: AnyStore) -> None:
    with pytest.raises(LeaseLost):
        await store.renew(Lease(BOT, "we", 1, AT), AT, LASTS)


async def test_after_a_takeover_no_move_and_no_plan_is_written(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.delivery()
    one = await scene.subscription()
    assert await store.acquire(BOT, "they", AT + LASTS, LASTS) is not None
    with pytest.raises(LeaseLost):
        await store.save(scene.lease, [begin(row, AT, 1, HOLD)])
    with pytest.raises(LeaseLost):
        await store.plan(scene.lease, [Planned(one, AT + 9 * DAY)])
    assert await scene.now(row) == row
    assert await scene.subscription() == one


async def test_an_expired_lease_that_nobody_took_still_records_outcomes(store: AnyStore) -> None:
    scene = await begin_scene(store)
    row = await scene.begun(await scene.delivery())
    assert (await scene.now(row)) == row
