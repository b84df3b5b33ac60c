"""Updates on their way to the bot's webhook, again and again until it takes them."""

from __future__ import annotations

import asyncio
from typing import Final

import aiohttp

from tests.emulators.telegram.world import World

FIRST_PAUSE: Final = 0.02
LONGEST_PAUSE: Final = 1.0
"""Seconds between attempts; the real server waits longer, and gives up after a day."""
PATIENCE: Final = 60.0


class Delivery:
    """Posts each update to the webhook that is set, a few at a time."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.attempts = 0
        self._under_way: set[int] = set()

    async def run(self) -> None:
        """For ever."""
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as tasks:
            while True:
                await self.world.updates.arrived.wait()
                self.world.updates.arrived.clear()
                for number in self._ready():
                    self._under_way.add(number)
                    tasks.create_task(self._deliver(session, number))

    def _ready(self) -> list[int]:
        webhook = self.world.updates.webhook
        if webhook is None:
            return []
        room = webhook.get("max_connections", 40) - len(self._under_way)
        waiting = (one for one in self.world.updates.pending if one not in self._under_way)
        return [number for number, _ in zip(waiting, range(room), strict=False)]

    async def _deliver(self, session: aiohttp.ClientSession, number: int) -> None:
        pause = FIRST_PAUSE
        try:
            while (webhook := self.world.updates.webhook) and number in self.world.updates.pending:
                self.attempts += 1
                if (trouble := await self._attempt(session, webhook, number)) is None:
                    self.world.updates.confirm(number)
                    return
                self.world.updates.trouble = {
                    "last_error_date": self.world.now(),
                    "last_error_message": trouble,
                }
                self.world.changed()
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        finally:
            self._under_way.discard(number)
            self.world.updates.arrived.set()

    async def _attempt(
        self, session: aiohttp.ClientSession, webhook: dict[str, str], number: int
    ) -> str | None:
        """One attempt, and what was wrong with it."""
        secret = webhook.get("secret_token")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        update = self.world.updates.handed(number)
        try:
            async with session.post(webhook["url"], json=update, headers=headers) as response:
                await response.read()
                if response.ok:
                    return None
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"Connection failed: {type(error).__name__}"
