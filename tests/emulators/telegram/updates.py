"""The bot's updates: kept until it has them, by long polling or by webhook."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from itertools import islice, takewhile
from typing import Any

from tests.emulators.telegram import rules
from tests.emulators.telegram.refusals import Refusal, conflict


class Updates:
    """A queue; an update leaves it when the bot confirms it."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.pending: dict[int, dict[str, Any]] = {}
        self.allowed: frozenset[str] | None = None
        self.times: dict[int, list[float]] = {}
        """When each was put in, and when it was first handed over; seconds of `time.monotonic`."""
        self.arrived = asyncio.Event()
        self.webhook: dict[str, Any] | None = None
        self.trouble: dict[str, Any] = {}
        """The last thing that went wrong with the webhook."""
        self.conflicts = 0
        self.last_id = 700_000_000
        self._changed = changed
        self._poll: asyncio.Future[None] | None = None
        self._alive: Callable[[], bool] = lambda: False

    def put(self, kind: str, payload: dict[str, Any]) -> int:
        """One more; its number, or 0 when the bot does not want this kind."""
        if kind in rules.NOT_BY_DEFAULT if self.allowed is None else kind not in self.allowed:
            return 0
        self.last_id += 1
        self.pending[self.last_id] = {"update_id": self.last_id, kind: payload}
        self.times[self.last_id] = [time.monotonic()]
        self.arrived.set()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
        return self.last_id

    def choose(self, allowed: list[str] | None) -> None:
        """Which kinds the bot wants from now on; an empty list means the usual ones, none given no change."""
        if allowed is not None:
            self.allowed = frozenset(allowed) or None

    async def poll(self, given: dict[str, Any], alive: Callable[[], bool]) -> list[dict[str, Any]]:
        """What getUpdates answers: at once, or when something comes, or empty after `timeout`.

        `alive` says whether the one who asks is still there: a bot that was killed is no second poller.
        """
        if self.webhook:
            self.conflicts += 1
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self._end_other()
        self.choose(given.get("allowed_updates"))
        self._confirm(given.get("offset", 0))
        if not self.pending and given.get("timeout", 0) > 0:
            self._poll, self._alive = asyncio.get_running_loop().create_future(), alive
            await self._wait(self._poll, given["timeout"])
        most = min(max(given.get("limit", rules.UPDATES_AT_ONCE), 1), rules.UPDATES_AT_ONCE)
        return self._handed(list(islice(self.pending, most)))

    async def _wait(self, poll: asyncio.Future[None], seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None

    def _end_other(self) -> None:
        """Of two who poll, the earlier is turned away: Telegram cannot tell which is the right one."""
        if self._poll and not self._poll.done():
            self.conflicts += self._alive()
            self._poll.set_exception(
                conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
            )

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = next(iter(list(self.pending)[offset:]), 0)
        taken = list(takewhile(lambda one: one < offset, self.pending))
        for number in taken:
            del self.pending[number]
        if taken:
            self._changed()

    def _handed(self, numbers: list[int]) -> list[dict[str, Any]]:
        now = time.monotonic()
        for number in numbers:
            if len(self.times[number]) == 1:
                self.times[number].append(now)
        return [self.pending[number] for number in numbers]

    def handed(self, number: int) -> dict[str, Any]:
        """One update, on its way by webhook."""
        return self._handed([number])[0]

    def confirm(self, number: int) -> None:
        """The bot has taken this one."""
        if self.pending.pop(number, None):
            self._changed()

    def set_webhook(self, given: dict[str, Any] | None) -> None:
        """Deliver there from now on; nothing given: the bot polls."""
        if given and given.get("drop_pending_updates"):
            self.pending.clear()
        if given and given.get("url"):
            self.choose(given.get("allowed_updates"))
            self.webhook = given
            if self._poll and not self._poll.done():
                self._poll.set_exception(conflict("terminated by setWebhook request"))
        else:
            self.webhook = None
        self.arrived.set()
        self._changed()

    def stop(self) -> None:
        """Nobody waits any longer."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(Refusal(500, "Internal Server Error: restart"))
