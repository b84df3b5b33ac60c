"""The half of a process that posts digests: a sender for each bot, and the clock that drives them."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from bot.reload import LiveIndex
from digests.clock import TICK, at_once, jobs, running
from digests.desk import Desk
from digests.editor import DossierEditor, Render
from digests.ports import Courier, Nobody, Observer
from digests.sender import Sender
from digests.steady import SteadyClock
from digests.store.store import Store

DRAINS: Final = 17.0
"""Seconds that deliveries under way are given to end."""


@dataclass(frozen=True, slots=True)
class Post:
    """A bot's way out: its courier, and how an edition becomes what that takes."""

    courier: Courier
    render: Render


@dataclass(slots=True)
class PostOffice:
    """The senders of a process; bots come and go while its clock runs."""

    store: Store
    live: LiveIndex
    desk: Desk
    sole: bool
    """This process holds the database's lock, so no other one can be sending."""
    keep_days: int
    """How long deliveries are kept once they are over."""
    watched: Callable[[str], AbstractContextManager[Callable[[], None]]] = lambda _: nullcontext(lambda: None)
    """Watches the sending loop of a bot: gives what it is to call at each turn."""
    observer: Observer = field(default_factory=Nobody)
    clock: SteadyClock = field(default_factory=SteadyClock)
    holder: str = field(default_factory=lambda: _name())  # noqa: PLW0108 - it is defined below
    senders: list[Sender] = field(default_factory=list)
    at_once: Callable[[], None] = field(default=lambda: None)
    """Has what is due planned now."""

    async def tick(self, at: datetime) -> None:
        """Plan what is due for every bot."""
        for sender in tuple(self.senders):
            await sender.tick(at)

    async def housekeep(self, at: datetime) -> None:
        """Close what nobody can help any more, and delete what nobody needs."""
        for sender in tuple(self.senders):
            await sender.housekeep(at)
        await self.store.clean(at, self.keep_days)

    @asynccontextmanager
    async def sending(self, post: Post) -> AsyncIterator[Sender]:
        """Send what is due for a bot while the context is open; what is under way then is finished."""
        editor = DossierEditor(self.store, self.live.reading, post.render, self.desk)
        with self.watched(post.courier.bot) as turned:
            sender = Sender(
                self.store,
                post.courier,
                editor,
                self.clock,
                self.holder,
                sole=self.sole,
                on_turn=turned,
                observer=self.observer,
            )
            async with self._at_work(sender):
                yield sender

    @asynccontextmanager
    async def _at_work(self, sender: Sender) -> AsyncIterator[None]:
        await sender.keeper.turn()  # so that the tick, which comes at once, finds it held
        async with asyncio.TaskGroup() as group:
            stop = asyncio.Event()
            work = group.create_task(sender.run(stop))
            self.senders.append(sender)
            self.at_once()
            try:
                yield
            finally:
                self.senders.remove(sender)
                stop.set()
                await asyncio.wait((work,), timeout=DRAINS)
                work.cancel()


@asynccontextmanager
async def posting(office: PostOffice) -> AsyncIterator[PostOffice]:
    """The post office, whose clock runs as long as the context is open."""
    async with running(jobs(office.tick, office.housekeep), office.clock) as scheduler:
        office.at_once = partial(at_once, scheduler, TICK)
        yield office


def _name() -> str:
    """A name for this process that no other one has."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
