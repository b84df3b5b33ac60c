"""One process's sender for one bot: it plans what is due and sends it, as long as it holds the lease."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from digests.deliver import Deliverer
from digests.errors import LeaseLost
from digests.housekeeping import close_old
from digests.journal import journal
from digests.keeper import Keeper
from digests.lease import FOREVER
from digests.ports import Clock, Courier, Editor, Ledger, Nobody, Observer
from digests.tick import Ticked, tick


@dataclass(slots=True)
class Sender:
    """The keeper of the lease and the loop that sends, and what the clock's jobs call."""

    ledger: Ledger
    courier: Courier
    editor: Editor
    clock: Clock
    holder: str
    """A name that no other process has."""
    sole: bool = False
    """Whether no other process can be alive on this database."""
    chance: Callable[[], float] = random.random
    on_turn: Callable[[], None] = lambda: None
    """Told each time the loop that sends has turned."""
    observer: Observer = field(default_factory=Nobody)
    keeper: Keeper = field(init=False)
    deliverer: Deliverer = field(init=False)

    def __post_init__(self) -> None:
        self.keeper = Keeper(self.ledger, self.clock, self.courier.bot, self.holder, self.sole)
        self.deliverer = Deliverer(
            self.ledger,
            self.courier,
            self.clock,
            self.keeper.lease,
            chance=self.chance,
            on_turn=self.on_turn,
            observer=self.observer,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set; what is under way is finished, then the lease is given back."""
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(self.keeper.run())
            await self.deliverer.run(stop)
            keeping.cancel()

    async def tick(self, at: datetime) -> Ticked | None:
        """Plan what is due at `at`; None where another process does that, or nobody may. StoreError."""
        lease = self.keeper.lease()
        if lease is None or await self.ledger.paused_until(lease.bot) == FOREVER:
            return None  # what an operator's pause holds up is planned after it, by the rules of a downtime
        try:
            ticked = await tick(self.ledger, self.editor, lease, at)
        except LeaseLost:
            return None
        self.observer.missed(lease.bot, ticked.missed)
        if ticked.planned or ticked.missed or ticked.aside:
            journal().info(
                "tick",
                bot=lease.bot,
                planned=ticked.planned,
                silent=ticked.silent,
                missed=ticked.missed,
                aside=ticked.aside,
            )
        self.deliverer.wake()
        return ticked

    async def housekeep(self, at: datetime) -> int:
        """Close what nobody can help any more; how many deliveries. StoreError."""
        lease = self.keeper.lease()
        if lease is None:
            return 0
        try:
            return await close_old(self.ledger, lease, at, self.courier.doubts, self.observer)
        except LeaseLost:
            return 0
