"""The time zones: the clock of each, and which one people mean by a city, an old name or a misspelt one."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from corpus.text import fold
from digests.errors import Fault, ScheduleError
from digests.zone_names import CALLED, CHOICES

_NOT_FOR_PEOPLE: Final = frozenset(
    {"Factory", "localtime"}
)  # a machine's own zone is another on the next one
_OFFSET: Final = re.compile(r"(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?")
_TYPOGRAPHY: Final = str.maketrans("’‐‑–−", "'----")
_LIKENESS, _MARGIN = 78, 8  # of 100: how like a name must be, and how much less than the likest
_OFFERED: Final = 3
_SHORTEST, _LONGEST = 4, 64  # names and typed words that are compared by likeness


@cache
def names() -> frozenset[str]:
    """Every zone a schedule may have: the keys of the tz database at hand, read once (some 10 ms)."""
    return frozenset(available_timezones()) - _NOT_FOR_PEOPLE


@cache
def clock(name: str) -> ZoneInfo:
    """The clock of a zone, by its exact key; ScheduleError with the nearest keys if there is none.

    Kept here, because the standard library keeps eight and reads the file again for the ninth.
    """
    if name not in names():
        raise _unknown(name)
    return ZoneInfo(name)


def find(words: str) -> str:
    """The key of the zone that a person means, in any case and spelling of accents, spaces and hyphens.

    A key of the tz database is taken as it is, an old one too. Else it is a city: one of `zone_names`, or the
    last part of a key. ScheduleError if it is none or several.
    """
    sought = _plain(words)
    match _by_name().get(sought, ()):
        case (zone,):
            return zone
        case ():
            if _OFFSET.fullmatch(sought.replace(" ", "")):
                advice = "name a city instead, such as Europe/Paris"
                raise ScheduleError(f"“{words}” has no summer time: {advice}.", Fault.OFFSET, words)
            raise _unknown(words)
        case several:
            choice = " or ".join(several)
            raise ScheduleError(f"“{words}” can be {choice}: say which.", Fault.SHARED, words, several)


def offered(words: str, limit: int) -> tuple[str, ...]:
    """Zones to choose from while somebody types: whose name begins so, then holds it, then is like it."""
    sought = _plain(words)
    holding = [name for name in _by_name() if sought in name]
    holding.sort(key=lambda name: (name.find(sought), len(name), name))
    zones = [zone for name in holding for zone in _by_name()[name]]
    return tuple(dict.fromkeys(zones or _nearest(sought)))[:limit]


def _unknown(words: str) -> ScheduleError:
    nearest = _nearest(_plain(words))
    advice = f"did you mean {' or '.join(nearest)}?" if nearest else "name a city, such as Europe/Paris."
    return ScheduleError(f"No time zone is called “{words}”: {advice}", Fault.ZONE, words, nearest)


def _nearest(sought: str) -> tuple[str, ...]:
    """The zones whose key or city is most like what was typed, the likest first; often none."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to import, and only misspelt zones need it

    likeness = dict[str, float]()
    known = [name for name, zones in _by_name().items() if len(zones) == 1 and len(name) >= _SHORTEST]
    for typed in (sought, sought.rpartition("/")[2]):
        close = process.extract(typed[:_LONGEST], known, scorer=fuzz.ratio, limit=5, score_cutoff=_LIKENESS)
        for name, score, _ in close:
            (zone,) = _by_name()[name]
            likeness[zone] = max(score, likeness.get(zone, 0))
    best = max(likeness.values(), default=0)
    close_by = [zone for zone, score in likeness.items() if score > best - _MARGIN]
    return tuple(sorted(close_by, key=lambda zone: (-likeness[zone], zone))[:_OFFERED])


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    """The zones by what they can be called, spelt plainly: by their keys, our own tables, their cities."""
    ours = {
        name: (zone,) for zone, called in CALLED.items() if zone in names() for name in called.split(", ")
    }
    return _by_city() | CHOICES | ours | {_plain(key): (key,) for key in names()}


def _by_city() -> dict[str, tuple[str, ...]]:
    """The zones by the last part of their keys.

    Of keys with the same last part the longest is meant: “America/Cordoba” is an old name of
    “America/Argentina/Cordoba”. Etc/GMT+5 and its like are no cities, and mean five hours *behind*.
    """
    found = defaultdict[str, list[str]](list)
    for key in sorted(names(), key=lambda key: (-key.count("/"), key)):
        area, _, city = key.rpartition("/")
        same = found[_plain(city)]
        if area not in ("", "Etc") and (not same or same[0].count("/") == key.count("/")):
            same.append(key)
    return {city: tuple(keys) for city, keys in found.items() if keys}


def _plain(words: str) -> str:
    """Text as it is compared: folded, with single spaces where words are joined by _ - ' . or spaces."""
    text = fold(words).translate(_TYPOGRAPHY)
    return " ".join(re.sub(r"(?<=[a-z])[-'.](?=[a-z ]|$)|_", " ", text).split())
