"""Schedules as people type them, in English and French; what is not understood is refused, never guessed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import time
from itertools import accumulate, groupby
from typing import Final

from corpus.text import fold
from digests import day_words, time_words, zones
from digests.errors import Fault, ScheduleError
from digests.schedule import DAILY, Schedule

EXAMPLES: Final = ("daily 08:00 Europe/Paris", "weekdays 8am New York", "lundi et jeudi 8h30")
"""What can be typed, for error messages and help."""

_TOKEN: Final = re.compile(r"[^\s,;&()]+|[,;&()]")
_JOINTS: Final = frozenset({",", ";", "&", "(", ")", "and", "et"})
_TYPOGRAPHY: Final = str.maketrans("’‐‑–—−", "'-----")
_BEFORE_ZONE: Final = re.compile(r"in|at|a|aux?|en|de|du|the|heures?|(?:time)?zone|time|tz|fuseau|horaire")
_AFTER_ZONE: Final = re.compile(r"time|(?:time)?zone|heure|locale?")
_ELIDED: Final = re.compile(r"[dD]['’](?=\w)")
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Typed:
    """What was said of a schedule, None where nothing was, and the words that are the caller's."""

    weekdays: frozenset[int] | None
    times: tuple[time, ...] | None
    zone: str | None
    rest: tuple[str, ...] = ()

    def over(self, usual: Schedule) -> Schedule:
        """A schedule of what was said, and of what is usual where nothing was."""
        return Schedule(
            usual.weekdays if self.weekdays is None else self.weekdays,
            usual.times if self.times is None else self.times,
            usual.zone if self.zone is None else self.zone,
        )


@dataclass(slots=True)
class _Read:
    """What the words have given so far."""

    trail: str = ""
    """What was read, as it came: Days, Half of the day, Time, joint (,), Other's word, Unread word."""
    named: set[int] = field(default_factory=set)
    daily: bool = False
    half: str = ""
    clocks: list[time_words.Clock] = field(default_factory=list)
    clocks_typed: list[str] = field(default_factory=list)
    unread: list[list[str]] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def read(words: str, *, others: Collection[str] = ()) -> Typed:
    """The days, times and zone that were typed, in any order; ScheduleError for what is none of them.

    `others` are folded words that mean something to the caller, such as a command's options: they come back
    in `rest`, unless they are part of ours (“en semaine”). Nothing typed is nothing said, and no error.
    """
    found = _scan(words, others)
    zones_named = tuple(dict.fromkeys(_zone(run) for run in found.unread))
    if len(zones_named) > 1:
        said = _cut(" … ".join(" ".join(run) for run in found.unread))
        choice = " or ".join(zones_named)
        raise ScheduleError(f"“{said}” are several zones: say {choice}.", Fault.SHARED, said, zones_named)
    turns = [kind for kind, _ in groupby(kind for kind in found.trail if kind in "DT")]
    if turns.count("D") > 1 and (turns.count("T") > 1 or (found.daily and found.named)):
        advice = "A schedule has the same times on all its days."
        raise ScheduleError(f"“{_cut(words)}” are several schedules. {advice}", Fault.MIXED, _cut(words))
    times = time_words.settle(zip(found.clocks, found.clocks_typed, strict=True), found.half)
    return Typed(
        frozenset(found.named) or (DAILY if found.daily else None),
        tuple(sorted(times)) or None,
        zones_named[0] if zones_named else None,
        tuple(found.rest),
    )


def _scan(words: str, others: Collection[str]) -> _Read:
    """Take the words from left to right, as many at a time as belong together."""
    tokens = _TOKEN.findall(words)
    folded = [fold(token).translate(_TYPOGRAPHY) for token in tokens]
    text = " ".join(folded)
    starts = [0, *accumulate(len(token) + 1 for token in folded)]
    found, at = _Read(), 0
    while at < len(tokens):
        end = _days(found, text, starts[at]) or _time(found, text, starts[at])
        if end:
            start, at = at, bisect_left(starts, end)
            if found.trail.endswith("T"):
                found.clocks_typed.append(" ".join(tokens[start:at]))
            continue
        if folded[at] in _JOINTS:
            found.trail += ","
        elif folded[at] in others:
            found.rest.append(tokens[at])
            found.trail += "O"
        else:
            if not found.trail.endswith("U"):
                found.unread.append([])
            found.unread[-1].append(tokens[at])
            found.trail += "U"
        at += 1
    return found


def _days(found: _Read, text: str, start: int) -> int | None:
    """Take the days at `start` of the folded text; where they end, None if there are none."""
    days = day_words.match(text, start)
    if days is None or (days.half and found.half not in ("", days.half)):  # “mornings and evenings”
        return None
    found.half = days.half or found.half
    if days.weekdays == DAILY:
        found.daily = True
    else:
        found.named |= days.weekdays
    found.trail += "D" if days.weekdays else "H"
    return days.end


def _time(found: _Read, text: str, start: int) -> int | None:
    """Take the time at `start` of the folded text; where it ends, None if there is none."""
    listed = found.trail.endswith(",") and found.trail.rstrip(",").endswith("T")
    clock = time_words.match(text, start, listed=listed)
    if clock is None:
        return None
    found.clocks.append(clock)
    found.trail += "T"
    return clock.end


def _zone(run: list[str]) -> str:
    """The zone that words left over name, “heure de Paris” and “Paris time” too."""
    said = _cut(" ".join(run))
    if said[0].isdigit():
        raise time_words.refused(said)
    try:
        return zones.find(said)
    except ScheduleError as error:
        place = _place(run)
        if error.fault is Fault.ZONE and place and place != run:
            return _zone(place)
        if error.nearest or "/" in said or error.fault is not Fault.ZONE:
            raise
    sentence = (
        f"“{said}” is neither a day nor a time nor a place. Write it like {EXAMPLES[0]}, {EXAMPLES[2]}."
    )
    raise ScheduleError(sentence, Fault.WORDS, said)


def _place(run: list[str]) -> list[str]:
    """The words without those that only say that a place follows, or that its time is meant."""
    words = list(run)
    while words and _BEFORE_ZONE.fullmatch(fold(words[0])):
        del words[0]
    while words and _AFTER_ZONE.fullmatch(fold(words[-1])):
        del words[-1]
    return [_ELIDED.sub("", words[0]), *words[1:]] if words else []


def _cut(text: str) -> str:
    """A text short enough to be shown in an error."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
