"""The few fixed jobs and when they run: APScheduler calls the tick and the housekeeping, no job a chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final, TypeAlias

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from digests.errors import StoreError
from digests.journal import journal
from digests.steady import SteadyClock

Work: TypeAlias = Callable[[datetime], Awaitable[None]]

TICK: Final = "tick"
LOOKED_AT: Final = 5.0
"""Seconds between two comparisons of the wall clock with the steady one."""
ENDS: Final = 10.0
"""Seconds that jobs under way are given at the end."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work that is told the steady clock's time; one run at a time, the first at once."""

    name: str
    work: Work
    when: CronTrigger


def jobs(tick: Work, housekeeping: Work) -> tuple[Job, ...]:
    """The tick, every minute, and the housekeeping, every hour, away from the full one."""
    return (
        Job(TICK, tick, CronTrigger(second=0, timezone=UTC)),
        Job("housekeeping", housekeeping, CronTrigger(minute=37, second=30, timezone=UTC)),
    )


@asynccontextmanager
async def running(work: tuple[Job, ...], clock: SteadyClock) -> AsyncIterator[AsyncIOScheduler]:
    """Run the jobs as long as the context is open."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    under_way: set[asyncio.Task[None]] = set()
    for job in work:
        scheduler.add_job(
            partial(_run, job, clock, under_way),
            job.when,
            id=job.name,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    watch = asyncio.create_task(_watch(scheduler, clock, [job.name for job in work]))
    try:
        yield scheduler
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch
        scheduler.pause()
        if under_way:  # the scheduler would cancel them, in the middle of a transaction perhaps
            await asyncio.wait(under_way, timeout=ENDS)
        scheduler.shutdown(wait=False)  # cancels what is left, which rolls back before the database is closed
        if under_way:
            await asyncio.wait(under_way)


def at_once(scheduler: AsyncIOScheduler, *names: str) -> None:
    """Have the jobs of these names run now, and count from there."""
    for name in names:
        scheduler.modify_job(name, next_run_time=datetime.now(UTC))


async def _run(job: Job, clock: SteadyClock, under_way: set[asyncio.Task[None]]) -> None:
    """One run; what goes wrong in it is logged, and the next run comes."""
    task = asyncio.current_task()
    if task is not None:
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    try:
        await job.work(clock.now())
    except StoreError as error:
        journal().warning("store_unavailable", job=job.name, error=str(error))
    except Exception as error:
        journal().exception("job_failed", job=job.name, error=type(error).__name__)
    finally:
        under_way.discard(task)


async def _watch(scheduler: AsyncIOScheduler, clock: SteadyClock, names: Sequence[str]) -> None:
    """Tell of a wall clock that was set.

    The scheduler waits for times on the wall: set back by a day, it would be silent for a day.
    """
    while True:
        await clock.sleep(LOOKED_AT)
        jump = clock.observe()
        if jump is None:
            continue
        seconds = round(jump.by.total_seconds())
        journal().warning("clock_jumped", seconds=seconds, obeyed=jump.obeyed)
        at_once(scheduler, *names)
