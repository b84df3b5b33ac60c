"""What operators watch: counts and the oldest of a bot, found along indexes whatever there is."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text, update
from sqlalchemy.dialects import sqlite

from digests.outbox import Outbox
from digests.outcomes import Unclear
from digests.ports import Planned
from digests.store import open_store
from digests.store.migrate import HISTORY
from digests.store.tables import senders
from digests.store.watching import _COUNTED, _OLDEST, _UNPLANNED
from tests.contracts.store.scene import AT, BOT, DAY, HOUR, begin_scene, chat

NOTHING = Outbox(0, 0, 0, oldest=None, unplanned=None, is_paused=False)


async def test_of_a_bot_that_has_nothing_to_post_there_is_nothing(url: str) -> None:
    async with open_store(url) as store:
        assert await store.outbox(BOT, AT) == NOTHING


async def test_each_bot_has_its_own_counts_and_the_oldest_is_of_any_kind_of_chat(url: str) -> None:
    async with open_store(url) as store:
        scene, other = await begin_scene(store), await begin_scene(store, "discord:9")
        first = await scene.delivery("a")
        await scene.settled(await scene.delivery("b"), Unclear("no answer"))
        await scene.begun(await scene.delivery("c"))
        await scene.sent(await scene.delivery("d"))
        await other.delivery("e")
        seen = await store.outbox(BOT, AT)
        assert (seen.pending, seen.sending, seen.unknown, seen.oldest) == (1, 1, 1, first.due)


async def test_a_chat_that_is_gone_makes_nothing_late(url: str) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        await scene.delivery("a")
        await store.suspend(chat("a"), "kicked", AT)
        assert (await store.outbox(BOT, AT)).oldest is None


async def test_what_is_due_and_not_planned_is_told_but_for_what_was_set_aside(url: str) -> None:
    async with open_store(url) as store:
        scene = await begin_scene(store)
        one = await scene.subscribed("a")
        assert one.next_due is not None
        due = one.next_due
        assert (await store.outbox(BOT, due - HOUR)).unplanned is None
        assert (await store.outbox(BOT, due + HOUR)).unplanned == due
        await store.plan(scene.lease, [Planned(one, None, aside=due + DAY)])
        assert (await store.outbox(BOT, due + HOUR)).unplanned is None
        assert (await store.outbox(BOT, due + DAY + timedelta(seconds=1))).unplanned == due


async def test_an_operators_pause_is_told(url: str) -> None:
    async with open_store(url) as store:
        await begin_scene(store)
        async with store.database.write() as connection:
            await connection.execute(update(senders).values(is_paused=True))
        assert (await store.outbox(BOT, AT)).is_paused


async def test_the_revision_is_that_of_the_tables(url: str) -> None:
    async with open_store(url) as store:
        assert await store.revision() == HISTORY.head


async def test_on_sqlite_no_question_reads_a_table_through_or_sorts(sqlite_url: str) -> None:
    async with open_store(sqlite_url) as store, store.database.glance() as connection:
        for question in (_COUNTED, _OLDEST, _UNPLANNED):
            compiled = question.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True})
            plan = await connection.execute(text(f"EXPLAIN QUERY PLAN {compiled}".replace("?", "0")))
            steps = [row.detail for row in plan]
            assert steps
            assert [step for step in steps if not _is_bounded(step)] == []


def _is_bounded(step: str) -> bool:
    """It goes along an index, or through what another step found within its limit."""
    return step.startswith("CO-ROUTINE") or "INDEX" in step or "PRIMARY KEY" in step or step == "SCAN anon_1"
