"""What operators and editors ask the command line for, done on the configured dossier and database."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.errors import BotError
from bot.names import OPTIONS, typed
from bot.page import Image, Page
from bot.phrases.catalogue import SPOKEN
from bot.platforms.terminal.sender import TerminalSender
from bot.request import Asker, Room
from bot.services import Services
from bot.wiring import ask, assembled, cache_folder, configured, opened_store
from digests.errors import StoreError
from digests.subscription import ChatId, ChatKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.deliveries import Shown
    from bot.previews import Asked
    from digests.moves import Verdict
    from digests.store.store import Store

Result = TypeVar("Result")

DESK = Asker(ChatId("terminal", "desk"), ChatKind.PRIVATE, person="me", room=Room(figures=40, entries=15))
"""Whoever runs the command; nothing is kept about them."""


def draw_chart(topic: str, out: Path, language: str | None) -> str:
    """Write the topic's chart to `out`; the words that say the same. BotError when there is none."""
    settings = configured(language)
    with assembled(settings) as (_, services):
        page = asyncio.run(_ask(services, settings.language, f"/{topic} {OPTIONS['chart']['en']}"))
        names = dict.fromkeys(name for one in services.index().topics for name in one.commands.values())
    picture = next((block for block in page.blocks if isinstance(block, Image)), None)
    if picture is None:
        raise BotError(f"There is no chart for “{topic}”. Topics: {', '.join(names)}.")
    try:
        out.write_bytes(picture.png)
    except OSError as error:
        raise BotError(f"{out} cannot be written: {error.strerror}.") from None
    return picture.alt


def preview_claim(claim: str, folder: Path, language: str | None) -> None:
    """Write a claim's card to standard output, in one language or in all that the bot speaks."""
    settings = configured(language).model_copy(update={"dossier": folder})
    with assembled(settings) as (_, services):
        sender = TerminalSender(sys.stdout, os.environ, cache_folder(settings) / "charts")
        for spoken in (language,) if language else SPOKEN:
            page = asyncio.run(_ask(services, spoken, typed("en", "claim", claim)))
            if page.private:  # not a card but what is wrong
                raise BotError(sender.text(page).strip())
            sender.write(sender.text(page) + "\n")


def preview_digest(asked: Asked) -> str:
    """What a chat would get at its next due instant, and why, as text; BotError when it cannot be told."""
    from bot.previews import preview  # noqa: PLC0415 - operators' alone

    settings = configured(asked.language)
    with assembled(settings) as (_, services):
        opening = partial(opened_store, settings)
        at = datetime.now(UTC)
        try:
            found = asyncio.run(preview(asked, at, settings.language, services, opening))
        except StoreError as error:
            raise BotError(str(error)) from None
        sender = TerminalSender(sys.stdout, os.environ, cache_folder(settings) / "charts")
        return "\n".join((sender.text(found.page), *found.lines, ""))


async def _ask(services: Services, language: str, line: str) -> Page:
    async with services.register:
        return await ask(line, DESK, datetime.now(UTC), services, language)


def list_deliveries(shown: Shown) -> str:
    """The deliveries asked for, and how many there are; BotError when the database cannot be read."""
    from bot.deliveries import listing  # noqa: PLC0415 - operators' alone

    async def listed(store: Store) -> str:
        return "\n".join(await listing(store, shown, datetime.now(UTC)))

    return _with_store(listed)


def resolve_deliveries(verdict: Verdict, ids: Sequence[int], *, every: bool) -> tuple[Sequence[str], bool]:
    """A line for each unknown delivery, and whether all could be settled; BotError."""
    from bot.deliveries import all_unknown, settle  # noqa: PLC0415 - operators' alone

    if bool(ids) == every:
        raise BotError(
            "Name the deliveries by their ids, or give --all: briefing deliveries resolve lost 12 15"
        )

    async def settled(store: Store) -> tuple[Sequence[str], bool]:
        return await settle(store, verdict, ids or await all_unknown(store), datetime.now(UTC))

    return _with_store(settled)


def pause_posting(bot: str | None, why: str) -> Sequence[str]:
    """Stop posting for one bot or all; what to say of it. BotError."""
    from bot.pauses import pause  # noqa: PLC0415 - operators' alone

    return _with_store(lambda store: pause(store, bot, why, datetime.now(UTC)))


def resume_posting(bot: str | None) -> Sequence[str]:
    """Post again for one bot or all; what to say of it. BotError."""
    from bot.pauses import resume  # noqa: PLC0415 - operators' alone

    return _with_store(lambda store: resume(store, bot))


def _with_store(work: Callable[[Store], Awaitable[Result]]) -> Result:
    """Do something with the configured database; what goes wrong with it is a BotError."""

    async def opened() -> Result:
        async with opened_store(configured(None)) as store:
            return await work(store)

    try:
        return asyncio.run(opened())
    except StoreError as error:
        raise BotError(str(error)) from None
