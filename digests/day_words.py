"""Days of the week as people type them, in English and French, in folded text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from digests.schedule import DAILY

_NAMES: Final = (
    ("mon", "monday", "lun", "lundi"),
    ("tue", "tues", "tuesday", "mar", "mardi"),
    ("wed", "weds", "wednesday", "mer", "mercredi"),
    ("thu", "thur", "thurs", "thursday", "jeu", "jeudi"),
    ("fri", "friday", "ven", "vendredi"),
    ("sat", "saturday", "sam", "samedi"),
    ("sun", "sunday", "dim", "dimanche"),
)
_SHORT: Final = 4  # letters of a name that has no plural: "mars" is a month
_NUMBER: Final = {
    typed: number
    for number, names in enumerate(_NAMES, 1)
    for name in names
    for typed in ((name, name + "s") if len(name) > _SHORT else (name,))
}
_EVERY: Final = r"every|each|chaque|tous\s+les"
_BEFORE: Final = rf"(?:(?:on|{_EVERY}|from|le|les|du|de)\s+)?"
_DAY: Final = rf"(?:{'|'.join(sorted(_NUMBER, key=len, reverse=True))})"
_TO: Final = r"(?:\s*(?:-|\.\.)\s*|\s+(?:to|through|thru|till|until|a|au|jusqu'au)\s+)"
_DAYS: Final = re.compile(
    rf"(?:{_BEFORE}(?:"
    rf"(?P<first>{_DAY})\.?(?:{_TO}(?P<last>{_DAY}))?"
    r"|(?P<weekdays>week\s?days?|work(?:ing\s|\s)?days?|business\s+days?|jours?\s+(?:ouvres?|de\s+(?:la\s+)?semaine))"
    r"|(?P<weekend>week[\s-]?ends?))"
    r"|(?P<week>(?:en|la)\s+semaine|pendant\s+la\s+semaine)"
    r"|(?P<daily>daily|every\s?day|each\s+day|chaque\s+jour|tous\s+les\s+jours|quotidien(?:ne|nement)?|7\s?j?/7)"
    rf"|(?:(?P<every>{_EVERY})\s+|(?:in\s+the|on|le|les)\s+)?(?P<half>(?P<am>mornings?|matins?)|(?:afternoons?|apres-midis?|evenings?|soirs?)))"
    r"(?=[.!?]*(?:\s|$))"
)
WORKDAYS: Final = frozenset(range(1, 6))
"""Monday to Friday."""
WEEKEND: Final = DAILY - WORKDAYS
"""Saturday and Sunday."""


class Days(NamedTuple):
    """Some days that were named, or a half of the day, or both (“every evening”), and where the words end."""

    end: int
    weekdays: frozenset[int]
    half: str = ""
    """“a” before noon, “p” after it, as in a.m. and p.m."""


def match(text: str, start: int) -> Days | None:
    """The days named at `start` of the folded text, all words that belong together; None if none are."""
    found = _DAYS.match(text, start)
    if found is None:
        return None
    if found["first"]:
        return Days(found.end(), _span(found["first"], found["last"] or found["first"]))
    if found["half"]:
        return Days(found.end(), DAILY if found["every"] else frozenset(), "a" if found["am"] else "p")
    weekdays = WEEKEND if found["weekend"] else DAILY if found["daily"] else WORKDAYS
    return Days(found.end(), weekdays)


def _span(first: str, last: str) -> frozenset[int]:
    """From one day to the next so called, over the end of the week too: Saturday to Monday are three."""
    start = _NUMBER[first]
    length = (_NUMBER[last] - start) % 7 + 1
    return frozenset((start + n - 1) % 7 + 1 for n in range(length))
