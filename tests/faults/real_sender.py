"""A real process that sends: the store, the sender and the clock's work, with a courier that speaks HTTP.

`python -m tests.faults.real_sender DATABASE_URL MAILROOM_URL NAME [--lasts SECONDS]`; it ends when its
standard input does.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import aiohttp
import structlog

from digests.delivery import Doubts, OnDoubt
from digests.errors import StoreError
from digests.outcomes import NotSent, Outcome, Sent, Unclear
from digests.pace import Limits
from digests.ports import Prepared
from digests.sender import Sender
from digests.steady import SteadyClock
from digests.store.sole import sole_sender
from digests.store.store import Store, open_store
from digests.subscription import Subscription

BOT = "mail:1"


@dataclass
class Editor:
    """One edition for all."""

    store: Store
    kept: dict[datetime, Prepared] = field(default_factory=dict)

    async def prepare(self, _subscription: Subscription, due: datetime, *, late: bool) -> Prepared:
        if due not in self.kept:
            edition = await self.store.keep_edition(f"at {due}", {}, "{}")
            parts = await self.store.keep_parts(edition, f"late {late}", [f"news of {due}"])
            self.kept[due] = Prepared(edition, parts)
        return self.kept[due]

    def forget(self) -> None:
        """Nothing is remembered that could be gone."""


@dataclass
class Courier:
    """Posts each part to the mailroom."""

    session: aiohttp.ClientSession
    url: str
    name: str
    bot: str = BOT
    limits: Limits = field(default_factory=lambda: Limits(100_000))
    doubts: Doubts = field(default_factory=lambda: Doubts(OnDoubt.HOLD))

    async def send(self, chat: str, part: str, nonce: str) -> Outcome:
        query = {"chat": chat, "nonce": nonce, "sender": self.name}
        try:
            async with self.session.post(self.url, params=query, data=part) as answer:
                return Sent(await answer.text())
        except aiohttp.ClientConnectorError:
            return NotSent("no connection")
        except (aiohttp.ClientError, TimeoutError) as error:
            return Unclear(type(error).__name__)


async def main(arguments: argparse.Namespace) -> None:
    """Send until standard input ends."""
    timeout = aiohttp.ClientTimeout(total=10)
    async with open_store(arguments.database) as store, aiohttp.ClientSession(timeout=timeout) as session:
        courier = Courier(session, arguments.mailroom, arguments.name)
        clock = SteadyClock()
        is_sole = arguments.database.startswith("sqlite")
        sender = Sender(store, courier, Editor(store), clock, arguments.name, sole=is_sole)
        sender.keeper.lasts = timedelta(seconds=arguments.lasts)
        sender.keeper.every = timedelta(seconds=arguments.lasts / 4)
        sender.deliverer.idle = 0.2
        stop = asyncio.Event()
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), stop.set)
        ticking = asyncio.ensure_future(_tick(sender, clock))
        await sender.run(stop)
        ticking.cancel()


async def _tick(sender: Sender, clock: SteadyClock) -> None:
    while True:
        with suppress(StoreError):
            await sender.tick(clock.now())
        await clock.sleep(0.1)


def run() -> int:
    """The process; its exit code."""
    parser = argparse.ArgumentParser()
    for name in ("database", "mailroom", "name"):
        parser.add_argument(name)
    parser.add_argument("--lasts", type=float, default=2.0)
    arguments = parser.parse_args()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(30),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    with ExitStack() as stack:
        try:
            stack.enter_context(sole_sender(arguments.database))
        except StoreError as error:
            sys.stderr.write(f"{error}\n")
            return 3
        asyncio.run(main(arguments))
    return 0


if __name__ == "__main__":
    sys.exit(run())
