"""The half of a process that posts digests: a sender for each bot, and the clock that drives them."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.reload import LiveIndex
from digests.clock import jobs, running
from digests.desk import Desk
from digests.editor import DossierEditor, Render
from digests.ports import Courier
from digests.sender import Sender
from digests.steady import SteadyClock
from digests.store.store import Store

DRAINS: Final = 20.0
"""Seconds that deliveries under way are given to end."""
KEPT_DAYS: Final = 90
"""How long deliveries are kept once they are over."""


@dataclass(frozen=True, slots=True)
class Post:
    """A bot's way out: its courier, and how an edition becomes what that takes."""

    courier: Courier
    render: Render


@asynccontextmanager
async def posting(
    store: Store, live: LiveIndex, desk: Desk, posts: Sequence[Post], *, sole: bool
) -> AsyncIterator[tuple[Sender, ...]]:
    """Plan and send what is due for these bots, as long as the context is open.

    `sole`: this process holds the database's lock, so no other one can be sending.
    """
    clock, stop, holder = SteadyClock(), asyncio.Event(), _name()
    senders = tuple(
        Sender(
            store,
            post.courier,
            DossierEditor(store, live.reading, post.render, desk),
            clock,
            holder,
            sole=sole,
        )
        for post in posts
    )

    async def tick(at: datetime) -> None:
        for sender in senders:
            await sender.tick(at)

    async def housekeeping(at: datetime) -> None:
        for sender in senders:
            await sender.housekeep(at)
        await store.clean(at, KEPT_DAYS)

    async with asyncio.TaskGroup() as group:
        for sender in senders:
            await sender.keeper.turn()  # so that the first tick, which comes at once, finds it held
        working = [group.create_task(sender.run(stop)) for sender in senders]
        try:
            async with running(jobs(tick, housekeeping), clock):
                yield senders
        finally:
            stop.set()
            if working:
                await asyncio.wait(working, timeout=DRAINS)
            for work in working:
                work.cancel()


def _name() -> str:
    """A name for this process that no other one has."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
