"""What the operator is told of: the few troubles that matter, each once an hour at most; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from bot.lives import Stage

if TYPE_CHECKING:
    from bot.condition import BotCondition, Condition

LATE: Final = timedelta(minutes=10)
"""How long a digest may be due before it is told; from then on it says itself that it is late."""
SILENCE: Final = timedelta(hours=1)
"""Between two messages on one trouble."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that a person has to look at."""

    kind: str
    """Of which there is one at a time: what it is, and of which bot."""
    said: str
    """What is wrong, and what to do."""
    over: str
    """That it is over."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the operator knows of a trouble."""

    trouble: Trouble
    at: datetime
    lasts: bool = True
    """False once they were told that it is over."""


Knows = Mapping[str, Told]
NOTHING: Final[Knows] = MappingProxyType({})


def alerts(condition: Condition, knows: Knows) -> tuple[Sequence[str], Knows]:
    """The lines to send now, and what the operator knows once they are sent.

    A trouble is told when it begins, and again when what there is to say of it changed, an hour after the
    last time at the earliest; its end is told at once. One that comes and goes is told once an hour.
    """
    at, lines, known = condition.at, list[str](), dict(knows)
    troubles = {one.kind: one for one in _troubles(condition)}
    for kind, trouble in troubles.items():
        told = known.get(kind)
        is_news = told is None or not told.lasts or told.trouble.said != trouble.said
        if is_news and (told is None or at - told.at >= SILENCE):
            lines.append(trouble.said)
            known[kind] = Told(trouble, at)
    for kind, told in knows.items():
        if told.lasts and kind not in troubles and _is_known(kind, condition):
            lines.append(told.trouble.over)
            known[kind] = Told(told.trouble, told.at, lasts=False)
    return lines, known


def _is_known(kind: str, condition: Condition) -> bool:
    """Whether it can be told at all that the trouble is over: what the database tells needs the database."""
    return not condition.failure or kind.partition(" ")[0] not in ("late", "unknown")


def _troubles(condition: Condition) -> Iterator[Trouble]:
    for bot in condition.bots:
        yield from _of_bot(bot, condition.at)
    dossier = condition.dossier
    if dossier.refusal:
        yield Trouble(
            "dossier",
            f"The dossier’s files are broken, so revision {dossier.revision} as it was is served: "
            f"{dossier.refusal.rstrip('.')}. `briefing dossier check` lists all that is to be mended; "
            "then they are taken by themselves.",
            "The dossier’s files are right again, and served.",
        )


def _of_bot(bot: BotCondition, at: datetime) -> Iterator[Trouble]:
    if bot.stage is Stage.REFUSED:
        yield Trouble(
            f"token {bot.id}",
            f"{bot.id} is off: {bot.refusal} Set the right one and restart the bot.",
            f"{bot.id} is connected again.",
        )
    outbox = bot.outbox
    if outbox is None:
        return
    due = min((one for one in (outbox.oldest, outbox.unplanned) if one is not None), default=at)
    if at - due > LATE and not outbox.is_paused:
        yield Trouble(
            f"late {bot.id}",
            f"A digest of {bot.id} was due at {due:%H:%M} UTC on {due:%Y-%m-%d} and is not sent yet; "
            f"{outbox.pending:,} wait. `briefing deliveries` says why; after six hours it is missed.",
            f"No digest of {bot.id} is late any more.",
        )
    if outbox.unknown:
        yield Trouble(
            f"unknown {bot.id}",
            f"Nobody knows whether these digests of {bot.id} arrived: {outbox.unknown:,}. "
            "`briefing deliveries --state unknown` lists them: look into the chats, then say so with "
            "`briefing deliveries resolve`.",
            f"No delivery of {bot.id} is unknown any more.",
        )
