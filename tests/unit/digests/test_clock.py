"""The fixed jobs, run by the real scheduler."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.schedulers.base import STATE_RUNNING

from digests import clock as clock_module
from digests.clock import jobs, running
from digests.steady import SteadyClock

PATIENCE = 20.0


def test_every_job_runs_at_once_with_the_steady_clocks_time_and_one_that_fails_stops_nothing() -> None:
    ran: dict[str, datetime] = {}

    async def main() -> None:
        clock, both = SteadyClock(), asyncio.Event()

        async def tick(at: datetime) -> None:
            ran["tick"] = at
            if len(ran) == 2:
                both.set()
            raise RuntimeError("this one fails")

        async def housekeeping(at: datetime) -> None:
            ran["housekeeping"] = at
            if len(ran) == 2:
                both.set()

        before = clock.now()
        async with running(jobs(tick, housekeeping), clock) as scheduler:
            await asyncio.wait_for(both.wait(), PATIENCE)
            planned = {job.id: job.next_run_time for job in scheduler.get_jobs()}
        assert all(before <= at <= clock.now() for at in ran.values())
        assert planned["tick"] - datetime.now(UTC) <= timedelta(minutes=1)
        assert planned["tick"].second == 0

    asyncio.run(main())


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_clock_that_is_set_does_not_silence_the_scheduler(
    hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_module, "LOOKED_AT", 0.01)
    off = timedelta(0)

    async def main() -> None:
        nonlocal off
        clock = SteadyClock(wall=lambda: datetime.now(UTC) + off)
        ticks: asyncio.Queue[datetime] = asyncio.Queue()
        async with running(jobs(ticks.put, _nothing), clock):
            first = await asyncio.wait_for(ticks.get(), PATIENCE)
            off = timedelta(hours=hours)
            again = await asyncio.wait_for(ticks.get(), PATIENCE)
        assert timedelta(0) <= again - first < timedelta(minutes=1)

    asyncio.run(main())


def test_at_the_end_a_job_under_way_is_finished_not_cancelled() -> None:
    done: list[str] = []

    async def main() -> None:
        begun, goes_on = asyncio.Event(), asyncio.Event()

        async def tick(_at: datetime) -> None:
            begun.set()
            await goes_on.wait()
            done.append("tick")

        async def when_it_ends() -> None:
            while scheduler.state == STATE_RUNNING:  # noqa: ASYNC110 - it sets no event
                await asyncio.sleep(0)
            goes_on.set()

        async with running(jobs(tick, _nothing), SteadyClock()) as scheduler:
            await asyncio.wait_for(begun.wait(), PATIENCE)
            watching = asyncio.create_task(when_it_ends())
        await watching

    asyncio.run(main())
    assert done == ["tick"]


async def _nothing(at: datetime) -> None:
    """No housekeeping."""


def test_a_job_that_takes_too_long_at_the_end_has_rolled_back_before_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock_module, "ENDS", 0.0)
    steps: list[str] = []

    async def main() -> None:
        begun = asyncio.Event()

        async def tick(_: datetime) -> None:
            try:
                begun.set()
                await asyncio.Event().wait()
            finally:
                for _turn in range(20):  # as a rollback takes
                    await asyncio.sleep(0)
                steps.append("rolled back")

        async with running(jobs(tick, _nothing), SteadyClock()):
            await asyncio.wait_for(begun.wait(), PATIENCE)
        steps.append("closed")

    asyncio.run(main())
    assert steps == ["rolled back", "closed"]
