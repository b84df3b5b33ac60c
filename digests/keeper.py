"""Keeps the lease of a bot: takes it when it is free, renews it in time, tells who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.errors import LeaseLost, StoreError
from digests.journal import journal
from digests.lease import LASTS, RENEWED_EVERY, Lease
from digests.ports import Clock, Ledger


@dataclass(slots=True)
class Keeper:
    """One process's part in deciding who sends for a bot."""

    ledger: Ledger
    clock: Clock
    bot: str
    holder: str
    """This process, by a name that no other has."""
    sole: bool = False
    """Whether no other process can be alive: an earlier one need not be waited for."""
    lasts: timedelta = LASTS
    every: timedelta = RENEWED_EVERY
    _lease: Lease | None = None

    def lease(self) -> Lease | None:
        """The lease, while it is held and has not run out; else this process is a standby."""
        held = self._lease
        return held if held is not None and self.clock.now() < held.until else None

    async def run(self) -> None:
        """Take and renew the lease until cancelled, then give it back."""
        try:
            while True:
                await self.turn()
                await self.clock.sleep(self.every.total_seconds())
        finally:
            await self.give_back()

    async def turn(self) -> None:
        """Renew what is held, else ask for it; a database that does not answer lets it run out by itself."""
        at = self.clock.now()
        try:
            if self._lease is None or not await self._renewed(self._lease, at):
                self._lease = await self.ledger.acquire(self.bot, self.holder, at, self.lasts, sole=self.sole)
                if self._lease is not None:
                    journal().info("lease_taken", bot=self.bot, epoch=self._lease.epoch)
        except StoreError as error:
            journal().warning("store_unavailable", error=str(error))

    async def _renewed(self, lease: Lease, at: datetime) -> bool:
        """Whether the lease is good for longer; one that another has taken is let go."""
        try:
            self._lease = await self.ledger.renew(lease, at, self.lasts)
        except LeaseLost:
            journal().warning("lease_lost", bot=self.bot, epoch=lease.epoch)
            self._lease = None
        return self._lease is not None

    async def give_back(self) -> None:
        """Let the next one have it at once."""
        if self._lease is not None:
            held, self._lease = self._lease, None
            try:
                await self.ledger.release(held)
            except (StoreError, LeaseLost) as error:
                journal().info("lease_not_given_back", bot=self.bot, error=str(error))
