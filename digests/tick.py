"""Everything that is due at an instant becomes rows of the ledger; nothing is sent here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Final, TypeAlias

from digests.delivery import LATE, TOO_LATE
from digests.errors import StoreError, StoreRefused
from digests.journal import journal
from digests.lease import Lease
from digests.ports import Editor, Ledger, Planned
from digests.schedule import Missed, Schedule, latest_due, next_due
from digests.subscription import ASIDE, Subscription

BATCH: Final = 500
"""Subscriptions a transaction."""
REMEMBERED: Final = 10_000
"""Schedules of which a tick computes the instants once."""
Instants: TypeAlias = Callable[[Schedule, datetime], tuple[datetime, Missed]]
_INSTANT: Final = timedelta(microseconds=1)


@dataclass(slots=True)
class Ticked:
    """What one tick did, counted in subscriptions."""

    planned: int = 0
    """A digest is on its way."""
    silent: int = 0
    """There was nothing to tell."""
    missed: int = 0
    """Only recorded: too long ago."""
    aside: int = 0
    """Could not be computed or stored; tried again later."""

    def count(self, planned: Iterable[Planned]) -> None:
        """Add what was decided about some subscriptions."""
        for one in planned:
            if one.aside is not None:
                self.aside += 1
            elif one.due is None:
                self.silent += 1
            elif one.prepared is None:
                self.missed += 1
            else:
                self.planned += 1


async def tick(ledger: Ledger, editor: Editor, lease: Lease, at: datetime) -> Ticked:
    """Plan what is due for the lease's bot at `at`, the longest due first; StoreError, LeaseLost.

    After a downtime only the newest instant of a subscription counts: on time, late within six hours, else
    recorded as missed. One that cannot be computed or stored is set aside and logged; the others go on.
    """
    done = Ticked()
    instants = lru_cache(REMEMBERED)(partial(_instants, at))  # most subscriptions share a few schedules
    while batch := await ledger.due(lease.bot, at, BATCH):
        planned = [await _planned(one, editor, at, instants) for one in batch]
        try:
            moved = await ledger.plan(lease, planned)
        except StoreRefused:
            editor.forget()  # what it remembers may have been deleted
            planned = [await _planned(one, editor, at, instants) for one in batch]
            moved = await _one_by_one(ledger, lease, planned, at)
        done.count(planned)
        if not moved:
            break  # every one of them was changed in between: they are for the next tick
    return done


async def _one_by_one(ledger: Ledger, lease: Lease, planned: list[Planned], at: datetime) -> int:
    """Plan each by itself; in `planned`, what is refused gives way to being set aside."""
    moved = 0
    for n, one in enumerate(planned):
        try:
            moved += await ledger.plan(lease, [one])
        except StoreRefused as error:
            journal().error("subscription_set_aside", subscription=one.subscription.id, error=str(error))
            planned[n] = _aside(one.subscription, at)
            moved += await ledger.plan(lease, [planned[n]])
    return moved


def _aside(one: Subscription, at: datetime) -> Planned:
    return Planned(one, next_due=None, aside=at + ASIDE)


def _instants(at: datetime, schedule: Schedule, since: datetime) -> tuple[datetime, Missed]:
    """The next instant after `at`, and those from `since`, itself included, until `at`."""
    return next_due(schedule, at), latest_due(schedule, since - _INSTANT, at)


async def _planned(one: Subscription, editor: Editor, at: datetime, instants: Instants) -> Planned:
    try:
        return await _plan(one, editor, at, instants)
    except StoreError:
        raise
    except Exception as error:
        journal().exception("subscription_set_aside", subscription=one.id, error=type(error).__name__)
        return _aside(one, at)


async def _plan(one: Subscription, editor: Editor, at: datetime, instants: Instants) -> Planned:
    following, (newest, number) = instants(one.wish.schedule, one.next_due or at)
    if newest is None:  # the zone's rules changed since it was computed
        return Planned(one, next_due=following)
    until, skipped = newest + TOO_LATE, number - 1
    if at > until:
        return Planned(one, following, newest, until=until, skipped=skipped)
    prepared = await editor.prepare(one, newest, late=at - newest > LATE)
    if prepared is None:
        return Planned(one, following)
    return Planned(one, following, newest, prepared, until, skipped)
