"""What operators see of deliveries, and their word on those of which nobody knows whether they arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Final

from bot.errors import BotError
from bot.pauses import told
from digests.delivery import UNKNOWN_FOR, Delivery, State
from digests.moves import Verdict, resolve
from digests.register import Overview

OF_INTEREST: Final = (State.PENDING, State.SENDING, State.UNKNOWN, State.DEAD)
"""What is listed when nothing else is asked for: what waits, and what went wrong."""
A_SECOND: Final = {"telegram": 25, "discord": 40}
"""How many messages a bot sends for digests, at most; see each platform's courier."""
_FEW: Final = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """Which deliveries are asked for."""

    states: tuple[State, ...] = OF_INTEREST
    bot: str | None = None
    limit: int = 50
    after: int = 0
    """Those with a greater id."""


async def listing(overview: Overview, shown: Shown, at: datetime) -> Iterator[str]:
    """A line a delivery, then how many there are in each state and what can be done; StoreError."""
    rows: list[Delivery] = []
    after, is_more = shown.after, True
    while is_more and len(rows) < shown.limit:
        found = await overview.listed(shown.states, shown.limit, after)
        rows += (row for row in found if shown.bot in (None, row.bot))
        is_more = len(found) == shown.limit
        after = found[-1].id if found else after
    counts = await overview.counts(shown.bot)
    paused = [one for one in await overview.paused(at) if shown.bot in (None, one.bot)]
    return chain(_lines(rows[: shown.limit], is_more or len(rows) > shown.limit, counts, at), told(paused))


def _lines(
    rows: Sequence[Delivery], is_more: bool, counts: Mapping[State, int], at: datetime
) -> Iterator[str]:
    if rows:
        yield from _table([_HEADS, *(_cells(row, at) for row in rows)])
        if is_more:
            yield f"There are more: --after {rows[-1].id}"
        yield ""
    told = ", ".join(f"{state.value} {counts[state]:,}" for state in State if counts.get(state))
    yield f"Deliveries: {told or 'none'}."
    if waiting := counts.get(State.PENDING, 0):
        yield from _eta(waiting, rows)
    unknown = [row for row in rows if row.state is State.UNKNOWN]
    if unknown:
        yield "Nobody knows whether an unknown one arrived: look into the chat, then say so, for instance:"
        yield f"  briefing deliveries resolve sent {unknown[0].id}    (or lost, or resend)"


_HEADS: Final = ("id", "state", "chat", "due (UTC)", "parts sent", "tries", "why")


def _cells(row: Delivery, at: datetime) -> tuple[str, ...]:
    return (
        str(row.id),
        row.state.value,
        f"{row.bot}/{row.chat}",
        f"{row.due:%Y-%m-%d %H:%M}",
        str(row.part),
        str(row.attempts),
        _why(row, at),
    )


def _why(row: Delivery, at: datetime) -> str:
    """The reason, and for how long it will stay so."""
    if row.state is State.PENDING and row.not_before > at:
        return f"{row.reason or 'waits'}; tried again in {_span(row.not_before - at)}"
    if row.state is State.UNKNOWN and row.ended is not None:
        left = UNKNOWN_FOR - (at - row.ended)
        return f"{row.reason}; expires in {_span(left)}" if left > timedelta(0) else row.reason
    return row.reason


def _eta(waiting: int, rows: Sequence[Delivery]) -> Iterator[str]:
    """How long the pending ones take at most speed, for platforms that have one."""
    platforms = {row.bot.partition(":")[0] for row in rows if row.state is State.PENDING}
    rates = [A_SECOND[name] for name in platforms if name in A_SECOND]
    if rates and waiting > _FEW:
        time = _span(timedelta(seconds=waiting / min(rates)))
        yield f"At {min(rates)} a second, the pending ones take {time}."


def _span(time: timedelta) -> str:
    """ "40 s", "7 min", "5 h"."""
    seconds = max(0, round(time.total_seconds()))
    if seconds < 120:  # noqa: PLR2004 - two minutes
        return f"{seconds} s"
    return f"{round(seconds / 60)} min" if seconds < 2 * 3600 else f"{round(seconds / 3600)} h"


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]) - 1)]
    for *cells, last in rows:
        yield "  ".join(
            [*(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)), last]
        ).rstrip()


async def settle(
    overview: Overview, verdict: Verdict, ids: Iterable[int], at: datetime
) -> tuple[Sequence[str], bool]:
    """Store a person's word on each of them: a line each, and whether all could be; StoreError."""
    lines, is_done = [], True
    for id_ in ids:
        row = await overview.delivery(id_)
        if row is None:
            lines.append(f"{id_}: there is no such delivery.")
        elif row.state is not State.UNKNOWN:
            lines.append(f"{id_}: it is {row.state.value}, not unknown; nothing was changed.")
        elif await overview.resolve(resolve(row, verdict, at)):
            lines.append(f"{id_}: {_DONE[verdict]}")
            continue
        else:
            lines.append(f"{id_}: it changed in the meantime; look again.")
        is_done = False
    return lines, is_done


_DONE: Final = {
    Verdict.SENT: "counted as sent; its items will not come again.",
    Verdict.LOST: "counted as lost; its items come again with the next edition.",
    Verdict.RESEND: "will be sent again.",
}


async def all_unknown(overview: Overview) -> Sequence[int]:
    """The ids of all unknown deliveries; BotError when there is none."""
    ids: list[int] = []
    while found := await overview.listed((State.UNKNOWN,), 500, ids[-1] if ids else 0):
        ids += (row.id for row in found)
    if not ids:
        raise BotError("There are no unknown deliveries.")
    return ids
