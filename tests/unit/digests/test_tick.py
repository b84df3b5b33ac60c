"""What a tick makes of what is due: now, late, missed, nothing to tell, or set aside."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta

import pytest

from digests.delivery import State
from digests.errors import LeaseLost, StoreError, StoreRefused
from digests.lease import Lease
from digests.ports import Planned
from digests.subscription import ASIDE, ChatId
from digests.tick import BATCH, Ticked, tick
from tests.fakes.store import FakeStore
from tests.unit.digests.sending import BOT, DUE, FakeEditor, leased, rows, subscribed

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def done(work: Awaitable[Ticked]) -> Ticked:
    async def wait() -> Ticked:
        return await work

    return asyncio.run(wait())


class Stage:
    def __init__(self, *keys: str) -> None:
        self.store = FakeStore()
        self.editor = FakeEditor(self.store)
        asyncio.run(subscribed(self.store, *keys))
        self.lease = asyncio.run(leased(self.store))

    def tick(self, at: datetime) -> Ticked:
        return done(tick(self.store, self.editor, self.lease, at))

    def rows(self) -> list[tuple[str, State, datetime, int]]:
        return [(row.chat, row.state, row.due, row.skipped) for row in asyncio.run(rows(self.store))]

    def next_due(self, key: str) -> datetime | None:
        one = asyncio.run(self.store.subscription(ChatId(BOT, key)))
        assert one is not None
        return one.next_due


def test_nothing_is_due_before_its_time() -> None:
    stage = Stage("a")
    assert stage.tick(DUE - MINUTE) == Ticked()
    assert stage.rows() == []


def test_what_is_due_is_planned_once() -> None:
    stage = Stage("a", "b")
    assert stage.tick(DUE) == Ticked(planned=2)
    assert stage.tick(DUE + MINUTE) == Ticked()
    assert stage.rows() == [("a", State.PENDING, DUE, 0), ("b", State.PENDING, DUE, 0)]
    assert stage.next_due("a") == DUE + DAY


def test_after_a_downtime_the_newest_comes_and_says_that_it_is_late() -> None:
    stage = Stage("a")
    assert stage.tick(DUE + 3 * DAY + 2 * HOUR) == Ticked(planned=1)
    assert stage.rows() == [("a", State.PENDING, DUE + 3 * DAY, 3)]
    assert stage.editor.late == ["a"]
    assert stage.next_due("a") == DUE + 4 * DAY


def test_a_few_minutes_are_not_late() -> None:
    stage = Stage("a")
    stage.tick(DUE + 10 * MINUTE)
    assert stage.editor.late == []


def test_after_six_hours_it_is_only_recorded_as_missed() -> None:
    stage = Stage("a")
    assert stage.tick(DUE + 6 * HOUR + MINUTE) == Ticked(missed=1)
    assert stage.rows() == [("a", State.MISSED, DUE, 0)]
    assert stage.next_due("a") == DUE + DAY


def test_a_newer_edition_takes_the_place_of_one_that_was_not_begun() -> None:
    stage = Stage("a")
    stage.tick(DUE)
    stage.tick(DUE + DAY)
    assert stage.rows() == [("a", State.MISSED, DUE, 0), ("a", State.PENDING, DUE + DAY, 0)]


def test_nothing_to_tell_is_nothing_sent() -> None:
    stage = Stage("a")
    stage.editor.silent = frozenset({"a"})
    assert stage.tick(DUE) == Ticked(silent=1)
    assert stage.rows() == []
    assert stage.next_due("a") == DUE + DAY


def test_one_that_cannot_be_computed_is_set_aside_and_its_instant_is_not_lost() -> None:
    stage = Stage("a", "bad", "c")
    stage.editor.fails = frozenset({"bad"})
    assert stage.tick(DUE) == Ticked(planned=2, aside=1)
    assert stage.tick(DUE + ASIDE - MINUTE) == Ticked()
    stage.editor.fails = frozenset()
    assert stage.tick(DUE + ASIDE) == Ticked(planned=1)
    assert stage.rows()[-1] == ("bad", State.PENDING, DUE, 0)
    assert stage.editor.late == ["bad"]


def test_a_database_that_is_away_sets_nothing_aside() -> None:
    stage = Stage("a")

    class Away(FakeEditor):
        async def prepare(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise StoreError("away")

    stage.editor = Away(stage.store)
    with pytest.raises(StoreError):
        stage.tick(DUE)
    assert stage.next_due("a") == DUE


def test_a_row_that_the_database_refuses_is_set_aside_and_the_others_are_planned() -> None:
    stage = Stage("a", "bad", "c")
    refused = asyncio.run(stage.store.subscription(ChatId(BOT, "bad")))
    assert refused is not None
    plan = stage.store.plan

    async def refusing(lease: Lease, planned: Sequence[Planned]) -> int:
        if any(one.subscription.id == refused.id and one.aside is None for one in planned):
            raise StoreRefused("FOREIGN KEY constraint failed")
        return await plan(lease, planned)

    stage.store.plan = refusing  # type: ignore[method-assign]
    assert stage.tick(DUE) == Ticked(planned=2, aside=1)
    assert [chat for chat, *_ in stage.rows()] == ["a", "c"]
    assert stage.next_due("bad") == DUE
    stage.store.plan = plan  # type: ignore[method-assign]
    stage.tick(DUE + ASIDE)
    assert stage.rows()[-1] == ("bad", State.PENDING, DUE, 0)


def test_a_database_that_refuses_everything_sets_nothing_aside() -> None:
    stage = Stage("a", "b", "c", "d")

    async def refusing(_lease: Lease, _planned: Sequence[Planned]) -> int:
        raise StoreError("away")

    stage.store.plan = refusing  # type: ignore[method-assign]
    with pytest.raises(StoreError):
        stage.tick(DUE)
    assert stage.store.asides == {}


def test_more_than_a_batch_is_planned_in_one_tick() -> None:
    stage = Stage(*(f"c{number}" for number in range(BATCH + 7)))
    assert stage.tick(DUE) == Ticked(planned=BATCH + 7)


def test_without_the_newest_lease_nothing_is_planned() -> None:
    stage = Stage("a")
    asyncio.run(stage.store.release(stage.lease))
    asyncio.run(leased(stage.store, holder="another"))
    with pytest.raises(LeaseLost):
        stage.tick(DUE)
    assert stage.rows() == []
