"""How the process stands: what /readyz says, /metrics counts and the operator is told of."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.lives import Life, Stage
from digests.errors import StoreError
from digests.store.migrate import HISTORY

if TYPE_CHECKING:
    from bot.reload import LiveIndex
    from digests.outbox import Outbox
    from digests.store.store import Store

FRESH: Final = 2.0
"""Seconds for which a look is good: who asks more often is told the same."""
PATIENCE: Final = 5.0
"""Seconds that the database is given to answer."""
STILL: Final = 90.0
"""Seconds after which a sending loop that does not turn hangs; it waits for a database for 60 at most."""


@dataclass(frozen=True, slots=True)
class BotCondition:
    """One bot of this process."""

    id: str
    stage: Stage
    refusal: str = ""
    """Why its token was refused."""
    is_up: bool = False
    """Its platform answers."""
    has_lease: bool = False
    """This process posts for it; else it is a standby, or not connected."""
    outbox: Outbox | None = None
    """None while the database does not answer."""

    @property
    def platform(self) -> str:
        """The platform's name."""
        return self.id.partition(":")[0]


@dataclass(frozen=True, slots=True)
class DossierCondition:
    """The dossier that is served."""

    id: str
    revision: str
    refusal: str = ""
    """What is wrong with the files as they are now, of which an earlier state is served; empty if nothing."""
    refusals: int = 0
    """How many broken states of the files were refused so far."""


@dataclass(frozen=True, slots=True)
class Condition:
    """The whole process at an instant."""

    at: datetime
    dossier: DossierCondition
    bots: tuple[BotCondition, ...]
    failure: str = ""
    """Why the database cannot be used; empty if it can."""
    revision: str = HISTORY.head
    """Of the database's tables."""

    @property
    def is_usable(self) -> bool:
        """The database answers and is as this program knows it."""
        return not self.failure and self.revision == HISTORY.head

    @property
    def is_ready(self) -> bool:
        """Somebody can be answered: the database is usable, and a bot is connected."""
        return self.is_usable and any(bot.stage is Stage.CONNECTED for bot in self.bots)


@dataclass(slots=True)
class Pulse:
    """When each sending loop last turned."""

    seconds: Callable[[], float]
    """Of a steady clock."""
    _last: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def watched(self, bot: str) -> Iterator[Callable[[], None]]:
        """Watch the loop of this bot while the context is open: what it is to call at each turn."""
        self._turned(bot)
        try:
            yield partial(self._turned, bot)
        finally:
            del self._last[bot]

    def _turned(self, bot: str) -> None:
        self._last[bot] = self.seconds()

    def still(self, bot: str) -> bool:
        """Whether the loop hangs."""
        return self.seconds() - self._last.get(bot, self.seconds()) > STILL


@dataclass(slots=True)
class Watch:
    """Looks how the process stands."""

    lives: Sequence[Life]
    live: LiveIndex
    store: Store
    pulse: Pulse
    now: Callable[[], datetime]
    _looked: tuple[float, Condition] | None = None
    _asking: asyncio.Task[tuple[str, dict[str, Outbox]] | str] | None = None

    def hanging(self) -> Sequence[str]:
        """The bots that are connected and whose sending loop hangs."""
        return [one.platform.id for one in self.lives if one.service and self.pulse.still(one.platform.id)]

    async def look(self) -> Condition:
        """The condition now, or of a moment ago; within `PATIENCE`, and it never raises."""
        seconds = self.pulse.seconds()
        if self._looked is None or seconds - self._looked[0] > FRESH:
            self._looked = seconds, await self._look()
        return self._looked[1]

    async def _look(self) -> Condition:
        at = self.now()
        known = await self._asked(at)
        manifest = self.live.current().manifest
        failure, (revision, outboxes) = (
            ("", known) if isinstance(known, tuple) else (known, (HISTORY.head, {}))
        )
        return Condition(
            at,
            DossierCondition(manifest.id, str(manifest.revision), self.live.refusal, self.live.refusals),
            tuple(_bot(life, outboxes.get(life.platform.id)) for life in self.lives),
            failure,
            revision,
        )

    async def _asked(self, at: datetime) -> tuple[str, dict[str, Outbox]] | str:
        """What the database says, or why it says nothing; one question at a time, never broken off."""
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask(at))
        asking = self._asking
        await asyncio.wait((asking,), timeout=PATIENCE)
        if not asking.done():
            return f"The database has not answered for {PATIENCE:g} seconds."
        self._asking = None
        return asking.result()

    async def _ask(self, at: datetime) -> tuple[str, dict[str, Outbox]] | str:
        try:
            revision = await self.store.revision()
            bots = [life.platform.id for life in self.lives]
            return revision, {bot: await self.store.outbox(bot, at) for bot in bots}
        except StoreError as error:
            return str(error)

    def close(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()


def _bot(life: Life, outbox: Outbox | None) -> BotCondition:
    service, sender = life.service, life.sender
    return BotCondition(
        life.platform.id,
        life.stage,
        life.refusal,
        is_up=service is not None and service.is_up,
        has_lease=sender is not None and sender.keeper.lease() is not None,
        outbox=outbox,
    )
