"""Two processes on one database, played by two stores: takeovers, and transactions that cross."""

from __future__ import annotations

import asyncio
import random

import pytest
from sqlalchemy import text

from digests.delivery import State
from digests.errors import LeaseLost
from digests.lease import Lease
from digests.moves import begin, settle
from digests.outcomes import Limited, NotSent, Sent
from digests.ports import Planned
from digests.store import Store, leases, open_store
from digests.subscription import ChatKind
from tests.contracts.store.scene import (
    AT,
    BOT,
    DAY,
    HOLD,
    HOUR,
    LASTS,
    SECOND,
    WISH,
    Scene,
    begin_scene,
    chat,
)
from tests.contracts.store.waiting import until


async def _waits(store: Store) -> bool:
    """PostgreSQL says that somebody waits for a lock."""
    async with store.database.glance() as connection:
        waiting = await connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))
        return bool(waiting.scalar())


async def test_a_takeover_waits_for_a_write_that_was_checked(url: str) -> None:
    async with open_store(url) as ours, open_store(url) as theirs:
        lease = await ours.acquire(BOT, "we", AT, LASTS)
        assert lease is not None
        async with ours.database.write() as connection:
            await leases.check(connection, lease)
            taking = asyncio.create_task(theirs.acquire(BOT, "they", AT + LASTS, LASTS))
            if ours.database.is_sqlite:
                await theirs.paused_until(BOT)  # reading goes on
            else:
                await until(lambda: _waits(theirs))
            assert not taking.done()
        taken = await taking
        assert taken is not None
        assert taken.epoch == 2
        with pytest.raises(LeaseLost):
            await ours.renew(lease, AT, LASTS)


async def test_nothing_is_written_under_an_old_epoch_after_a_takeover(url: str) -> None:
    async with open_store(url) as ours, open_store(url) as theirs:
        scene = await begin_scene(ours)
        saved = [await scene.delivery()]

        async def send() -> None:
            while True:
                move = begin(saved[-1], AT, scene.lease.epoch, HOLD)
                if saved[-1].state is State.SENDING:
                    move = settle(saved[-1], NotSent("no connection"), AT, HOLD, 1, 0.0)
                assert await ours.save(scene.lease, [move]) == [True]
                saved.append(move.after)

        async def goes_on() -> bool:
            return len(saved) > 5

        sending = asyncio.create_task(send())
        await until(goes_on)
        assert await theirs.acquire(BOT, "they", AT, LASTS, sole=True) is not None
        row = await theirs.delivery(saved[0].id)
        with pytest.raises(LeaseLost):
            await asyncio.wait_for(sending, 30)
        assert await theirs.delivery(saved[0].id) == row == saved[-1]


async def test_of_two_processes_that_ask_for_a_lease_at_once_one_gets_it(url: str) -> None:
    async with open_store(url) as ours, open_store(url) as theirs:
        for turn in range(10):
            at = AT + turn * LASTS
            asked = await asyncio.gather(
                *(
                    store.acquire(BOT, name, at, LASTS)
                    for store, name in ((ours, f"a{turn}"), (theirs, f"b{turn}"), (ours, f"c{turn}"))
                )
            )
            assert [lease.epoch for lease in asked if lease is not None] == [turn + 1]


async def test_what_one_process_writes_the_other_sees(url: str) -> None:
    async with open_store(url) as ours, open_store(url) as theirs:
        made = await ours.subscribe(chat(), ChatKind.GROUP, WISH, AT, AT)
        assert await theirs.due(BOT, AT, 9) == [made]
        await theirs.forget(chat())
        assert await ours.subscription(chat()) is None


async def test_two_processes_keep_one_snapshot_edition_and_parts(url: str) -> None:
    async with open_store(url) as ours, open_store(url) as theirs:

        async def keep(store: Store) -> tuple[int, int]:
            edition = await store.keep_edition("key", {}, "{}")
            return edition, await store.keep_parts(edition, "telegram", ["one"])

        kept = await asyncio.gather(*(keep(store) for store in (ours, theirs, ours, theirs)))
        assert len(set(kept)) == 1


@pytest.mark.parametrize("seed", range(3))
async def test_transactions_that_cross_never_lock_each_other_out(url: str, seed: int) -> None:
    """Plans, moves and what people and operators do, all at once on the same few chats: no call fails."""
    chance = random.Random(seed)  # noqa: S311
    async with open_store(url) as ours, open_store(url) as theirs:
        scene = await begin_scene(ours)
        await scene.prepared()
        async with asyncio.TaskGroup() as group:
            for _ in range(4):
                group.create_task(_plan_and_send(scene, ours, chance))
            for _ in range(6):
                group.create_task(_meddle(theirs, chance))
        assert sum((await theirs.counts()).values()) == len(await scene.rows())


async def _plan_and_send(scene: Scene, store: Store, chance: random.Random) -> None:
    lease: Lease = scene.lease
    prepared = await scene.prepared()
    for _ in range(15):
        due = await store.due(BOT, AT + 99 * DAY, 9)
        await store.plan(
            lease,
            [Planned(one, one.next_due + HOUR, one.next_due, prepared) for one in due if one.next_due],
        )
        rows = chance.sample(rows := list(await store.ready(BOT, AT + 99 * DAY, 9)), len(rows))
        begun = [begin(row, AT, lease.epoch, HOLD) for row in rows]
        await store.save(lease, begun)
        outcomes = [
            chance.choice((Sent("1"), Limited(SECOND), Limited(SECOND, whole_bot=False))) for _ in begun
        ]
        moves = [settle(one.after, out, AT, HOLD, 1, 0.0) for one, out in zip(begun, outcomes, strict=True)]
        await store.save(lease, moves)


async def _meddle(store: Store, chance: random.Random) -> None:
    for _ in range(20):
        one, two = chat(str(chance.randrange(6))), chat(str(chance.randrange(6)))
        match chance.randrange(9):
            case 0 | 1 | 2 | 3:
                await store.subscribe(one, chance.choice(list(ChatKind)), WISH, AT, AT)
            case 4:
                await store.stop(one, AT)
            case 5:
                await store.forget(one)
            case 6:
                await store.choose_language(one, chance.choice(list(ChatKind)), "fr", AT)
            case 7:
                await store.suspend(one, "kicked", AT)
                await store.revive(one, AT)
            case _:
                await store.rekey(one, two)
