"""What `briefing run` starts when a token is configured: the database, the digests, the platforms."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot import logs
from bot.errors import BotError
from bot.http import listening
from bot.logs import logger
from bot.platforms.telegram.service import TelegramService, connected, introduced
from bot.posting import Post, posting
from bot.register import LazyRegister
from bot.wiring import ask, assembled, database_url, make_state_folder, opened_store
from digests.errors import StoreError
from digests.store.sole import sole_sender

if TYPE_CHECKING:
    from bot.page import Page
    from bot.reload import LiveIndex
    from bot.request import Asker
    from bot.settings import Settings
    from digests.store.store import Store

Result = TypeVar("Result")

FRESH: Final = timedelta(seconds=10)
"""How often the dossier's files are looked at while nobody asks."""
DRAINS: Final = 15.0
"""Seconds that answers under way are given; digests have theirs (`bot.posting`) at the same time."""


def serve(settings: Settings) -> int:
    """Run until SIGTERM or SIGINT; the exit code. BotError with one line when it cannot start or go on."""
    logs.set_up()
    # Jobs tell their own failures (`digests.clock`); it would show a traceback for each that the end stops.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    try:
        make_state_folder(settings)
        with sole_sender(database_url(settings)):
            asyncio.run(_serve(settings))
    except StoreError as error:
        raise BotError(str(error)) from None
    except BaseExceptionGroup as group:
        known = _known(group)
        if known is None:
            raise
        raise known from None
    return 0


async def _serve(settings: Settings) -> None:
    with _stopping() as stop:
        await running(settings, stop)


@dataclass(frozen=True, slots=True, repr=False)
class Running:
    """What is running, for who looks on."""

    service: TelegramService
    store: Store


def _now() -> datetime:
    return datetime.now(UTC)


async def running(
    settings: Settings,
    stop: asyncio.Event,
    tell: Callable[[Running], None] = lambda _: None,
    now: Callable[[], datetime] = _now,
) -> None:
    """Run until `stop` is set; `tell` is called when everything stands, before the first update is taken.

    `now` is the time at which commands are answered.
    """
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(connected(settings.telegram))
        name = await _unless(stop, introduced(bot))
        if name is None:
            return
        store = await stack.enter_async_context(opened_store(settings))
        live, services = stack.enter_context(assembled(settings, LazyRegister(partial(_handed, store))))
        await stack.enter_async_context(services.register)

        async def asking(line: str, asker: Asker, at: datetime, language: str) -> Page:
            return await ask(line, asker, at, services, language, live)

        async with asyncio.TaskGroup() as group:
            service = TelegramService(
                settings.telegram, settings.language, bot, name, services, store, asking, now, group
            )
            apart = [
                group.create_task(live.keep_fresh(FRESH, _now)),
                group.create_task(service.courier.run()),
            ]
            tell(Running(service, store))
            await _work(service, settings, store, live, stop)
            for task in apart:
                task.cancel()


async def _work(
    service: TelegramService, settings: Settings, store: Store, live: LiveIndex, stop: asyncio.Event
) -> None:
    """Post digests and answer until `stop`; then take nothing more, and finish what was taken."""
    post = Post(service.courier, service.render)
    desk, is_sole = service.services.desk, store.database.is_sqlite
    async with (
        asyncio.TaskGroup() as group,
        posting(store, live, desk, (post,), sole=is_sole) as (sender,),
    ):
        async with _open_door(service, settings):
            taking = group.create_task(service.run(lambda: sender.keeper.lease() is not None))
            await stop.wait()
        logger().info("stopping")
        taking.cancel()
        with suppress(asyncio.CancelledError):
            await taking
        group.create_task(service.close(DRAINS))  # while deliveries under way are finished


@asynccontextmanager
async def _open_door(service: TelegramService, settings: Settings) -> AsyncIterator[None]:
    """The HTTP server, where something is to be answered there."""
    if service.webhook is None:
        yield
        return
    async with listening(settings.http.place, [service.webhook.route]) as port:
        logger().info("listening", port=port)
        yield


@contextmanager
def _stopping() -> Iterator[asyncio.Event]:
    """Set by the first SIGTERM or SIGINT; a second one ends the program where it stands."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    task = asyncio.current_task()

    def heard() -> None:
        if stop.is_set() and task is not None:
            task.cancel()
        stop.set()

    signals = (signal.SIGTERM, signal.SIGINT)
    for one in signals:
        loop.add_signal_handler(one, heard)
    try:
        yield stop
    finally:
        for one in signals:
            loop.remove_signal_handler(one)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, Result]) -> Result | None:
    """What the work gives; None when it was to stop before."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        return working.result()
    working.cancel()
    await asyncio.wait((working,))
    return None


def _known(group: BaseExceptionGroup[BaseException]) -> BotError | None:
    """The first of ours among errors of several tasks."""
    for error in group.exceptions:
        found = _known(error) if isinstance(error, BaseExceptionGroup) else error
        if isinstance(found, BotError):
            return found
        if isinstance(found, StoreError):
            return BotError(str(found))
    return None


@asynccontextmanager
async def _handed(store: Store) -> AsyncIterator[Store]:
    """A store that somebody else opened, and closes."""
    yield store
