"""What operators say and see of pauses: all posting stopped at once, and started again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from bot.errors import BotError
from digests.register import Overview, Pause

_AFTERWARDS: Final = (
    "What came due meanwhile comes within a minute: of each chat the newest digest, marked as late, if it "
    "was due in the last six hours; else it is recorded as missed."
)


async def pause(overview: Overview, bot: str | None, why: str, at: datetime) -> Sequence[str]:
    """Stop the posting of one bot or of all; a line each, and what comes next. StoreError, BotError."""
    lines = [
        f"{name}: paused." if await overview.pause(name, at, why) else f"{name}: it was paused already."
        for name in await _meant(overview, bot)
    ]
    return [
        *lines,
        "Digests that run now stop within seconds; commands are still answered. `briefing resume` ends it.",
    ]


async def resume(overview: Overview, bot: str | None) -> Sequence[str]:
    """Start it again; a line each, and what becomes of what was held up. StoreError, BotError."""
    lines, is_any = [], False
    for name in await _meant(overview, bot):
        was_paused = await overview.resume(name)
        is_any = is_any or was_paused
        lines.append(f"{name}: posts again." if was_paused else f"{name}: it was not paused.")
    return [*lines, *([_AFTERWARDS] if is_any else [])]


def told(paused: Sequence[Pause]) -> Iterator[str]:
    """A line a bot that is paused, and how that ends."""
    for one in paused:
        since = f" since {one.since:%Y-%m-%d %H:%M} UTC" if one.since is not None else ""
        why = f" ({one.why})" if one.why else ""
        end = f"`briefing resume --bot {one.bot}` ends it."
        yield f"{one.bot} is paused{since}{why}; {_counted(one.due)}. {end}"


def _counted(due: int) -> str:
    return f"{due:,} digests wait" if due != 1 else "1 digest waits"


async def _meant(overview: Overview, bot: str | None) -> Sequence[str]:
    known = await overview.bots()
    if not known:
        raise BotError("No bot has used this database yet, so none posts. Is it the right one?")
    if bot is None:
        return known
    if bot not in known:
        raise BotError(f"There is no bot “{bot}” in this database. There is: {', '.join(known)}.")
    return [bot]
