"""What `briefing run` starts when a token is configured: the database, the digests, the platforms."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot import logs
from bot.alerting import Alerting
from bot.condition import Pulse, Watch
from bot.dispatch import kind_of
from bot.errors import BotError
from bot.health import Health
from bot.http import listening
from bot.lives import Life, live_all
from bot.logs import logger
from bot.metrics import Metrics
from bot.platform import Given
from bot.platforms.discord.platform import DiscordPlatform
from bot.platforms.telegram.platform import TelegramPlatform
from bot.posting import PostOffice, posting
from bot.register import LazyRegister
from bot.supervisor import NOBODY, Supervisor, supervising
from bot.wiring import ask, assembled, database_url, make_state_folder, opened_store, version
from digests.errors import StoreError
from digests.store.sole import sole_sender

if TYPE_CHECKING:
    from bot.page import Page
    from bot.platform import Platform
    from bot.request import Asker
    from bot.settings import Settings

FRESH: Final = timedelta(seconds=10)
"""How often the dossier's files are looked at while nobody asks."""


def serve(settings: Settings) -> int:
    """Run until SIGTERM or SIGINT; the exit code. BotError with one line when it cannot start or go on."""
    logs.set_up(form=settings.log, level=settings.log_level)
    logs.hear_libraries()
    # Jobs tell their own failures (`digests.clock`); it would show a traceback for each that the end stops.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    # Its lines hold interactions' tokens, and what they tell we tell ourselves.
    logging.getLogger("discord").setLevel(logging.CRITICAL + 1)
    try:
        make_state_folder(settings)
        with sole_sender(database_url(settings)):
            asyncio.run(_serve(settings))
    except StoreError as error:
        raise BotError(str(error)) from None
    except BaseExceptionGroup as group:
        known = group.subgroup((BotError, StoreError))
        if known is None:
            logger().exception("stopped_by_error")
            return 1
        first = _first(known)
        raise (first if isinstance(first, BotError) else BotError(str(first))) from None
    return 0


async def _serve(settings: Settings) -> None:
    with _stopping() as stop:
        await running(settings, stop, supervisor=supervising(os.environ))


def _now() -> datetime:
    return datetime.now(UTC)


def platforms_of(settings: Settings) -> Sequence[Platform]:
    """Those that have a token."""
    known: list[Platform] = []
    if settings.telegram.token is not None:
        known.append(TelegramPlatform(settings.telegram))
    if settings.discord.token is not None:
        known.append(DiscordPlatform(settings.discord))
    return known


async def running(
    settings: Settings,
    stop: asyncio.Event,
    tell: Callable[[Life], None] = lambda _: None,
    now: Callable[[], datetime] = _now,
    supervisor: Supervisor = NOBODY,
) -> None:
    """Run until `stop` is set; BotError when every platform refused its token.

    `tell` is called with each bot that is connected, before its first update is taken; `now` is the time at
    which commands are answered; `supervisor` is who supervises this process.
    """
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened_store(settings))
        live, services = stack.enter_context(assembled(settings, LazyRegister(lambda: nullcontext(store))))
        await stack.enter_async_context(services.register)

        metrics, pulse = Metrics(version()), Pulse(time.monotonic)

        async def asking(line: str, asker: Asker, at: datetime, language: str) -> Page:
            with metrics.answering(asker.platform, kind_of(line, services)):
                return await ask(line, asker, at, services, language, live)

        given = Given(settings.language, services, store, asking, now)
        sole = store.database.is_sqlite
        office = PostOffice(store, live, services.desk, sole, settings.retention_days, pulse.watched, metrics)
        await stack.enter_async_context(posting(office))
        lives = [Life(platform, given, office, tell) for platform in platforms_of(settings)]
        watch = Watch(lives, live, store, pulse, office.clock.now)
        stack.callback(watch.close)
        alerting = Alerting(watch, settings.operator_chat)
        for work in (
            live.keep_fresh(FRESH, _now),
            supervisor.run(lambda: not watch.hanging()),
            alerting.run(),
        ):
            stack.callback(asyncio.create_task(work).cancel)
        async with live_all(lives) as over, _open_door(settings, lives, Health(watch, metrics)):
            supervisor.ready()
            await _either(stop, over)
            supervisor.stopping()
            if stop.is_set():
                logger().info("stopping")


@asynccontextmanager
async def _open_door(settings: Settings, lives: Sequence[Life], health: Health) -> AsyncIterator[None]:
    """The HTTP server, unless it is off."""
    place = settings.http.place
    routes = [*health.routes, *(route for life in lives for route in life.platform.routes)]
    if place is None:
        yield
        return
    async with listening(place, routes) as port:
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


async def _either(*events: asyncio.Event) -> None:
    """Wait for the first of them."""
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


def _first(error: BaseException) -> BaseException:
    """The first error in groups of errors."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
