"""Times of day as people type them, in English and French, in folded text; what can be two is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Final

from digests.errors import Fault, ScheduleError

_END: Final = r"(?=[.!?]*(?:\s|$))"
_TIME: Final = re.compile(
    r"(?P<at>(?:at|a|vers)\s+|@\s*)?"
    r"(?:(?P<noon>noon|midday|midi)|(?P<midnight>midnight|minuit)"
    r"|(?P<military>0\d)(?P<after>\d\d)"
    r"|(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)|(?P<h>\s?h(?:eures?)?)(?:\s?(?P<past>\d\d))?|(?P<clock>\s?o'clock))?)"
    r"(?:\s?(?P<half>[ap])(?:\.\s?m\.?|m)|\s(?:(?P<morning>in\s+the\s+morning|du\s+matin)"
    r"|(?P<later>in\s+the\s+(?:afternoon|evening)|du\s+soir|de\s+l'apres-midi)))?" + _END
)
_NOON: Final = 12


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as it was typed, not yet known to be one: “25:00”, or the “7” of “7 and 9pm”."""

    end: int
    """Where its words end."""
    hour: int
    minute: int = 0
    half: str = ""
    """“a” before noon, “p” after it, as in a.m. and p.m.; empty when it says neither."""
    twelve: bool = False
    """Whether it is said with am or pm, by a clock of twelve hours."""
    open: bool = False
    """Whether it would be another time with am or pm: “8”, “8:30”, but not “08:30”, “8h30”, “noon”."""
    fixed: bool = False
    """Whether it is noon or midnight, whatever half of the day is spoken of."""


def match(text: str, start: int, *, listed: bool) -> Clock | None:
    """The time at `start` of the folded text; None if there is none.

    A bare number is a time only after “at”, or when it is `listed`: after another time and a comma or “and”.
    """
    found = _TIME.match(text, start)
    if found is None:
        return None
    if found["noon"] or found["midnight"]:
        return Clock(found.end(), _NOON if found["noon"] else 0, fixed=True)
    hour, minute = found["military"] or found["hour"], found["after"] or found["minute"] or found["past"]
    half = found["half"] or ("a" if found["morning"] else "p" if found["later"] else "")
    if not (listed or minute or half or found["at"] or found["h"] or found["clock"]):
        return None
    may_be_either = not half and not found["h"] and not hour.startswith("0") and int(hour) <= _NOON
    return Clock(
        found.end(), int(hour), int(minute or 0), half, twelve=bool(found["half"]), open=may_be_either
    )


def settle(clocks: Iterable[tuple[Clock, str]], half: str) -> frozenset[time]:
    """The times that are meant; each comes with its words, `half` is said of them all (“every evening”).

    ScheduleError for what is no time, and for an hour that may be before noon or after it beside an am or pm.
    """
    typed = tuple(clocks)
    by_twelve = any(clock.twelve for clock, _ in typed)
    times = set()
    for clock, words in typed:
        hour = clock.hour if clock.fixed else _hour(clock, clock.half or half)
        if hour is None or clock.minute > 59 or (by_twelve and clock.open and not half):  # noqa: PLR2004 - minutes
            raise refused(words)
        times.add(time(hour, clock.minute))
    return frozenset(times)


def refused(words: str) -> ScheduleError:
    """What to raise for words that look like a time and are none."""
    advice = "Write it like noon, 08:00, 8h30 or 8am."
    return ScheduleError(f"“{words}” is not a time of day. {advice}", Fault.TIME, words)


def _hour(clock: Clock, half: str) -> int | None:
    """The hour of the day, 0 to 23; None if there is no such hour in that half of it."""
    hour = clock.hour
    if clock.twelve:
        return hour % _NOON + (_NOON if half == "p" else 0) if 1 <= hour <= _NOON else None
    match half:
        case "a":
            return hour if hour < _NOON else None
        case "p":  # "12 du soir" is noon to some and midnight to others
            return hour % _NOON + _NOON if hour % _NOON and hour < 2 * _NOON else None
        case _:
            return hour if hour < 2 * _NOON else None
