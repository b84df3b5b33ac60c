"""How our own words tell: in the figure's unit, and as hearsay where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.checks.problem import Problem
from corpus.model import Dossier, Unit
from corpus.quantities import Comparator
from corpus.text import fold

_SPOKEN: Final = {
    "%": ("%", "per cent", "percent", "pour cent", "prozent", "por ciento"),
    "$": ("$", "dollar", "dolar"),
    "€": ("€", "euro"),
    "¥": ("¥", "yen"),
    "km2": ("km²", "km2", "square kilomet", "kilometres carres", "quadratkilomet", "kilometros cuadrados"),
    "km": ("km", "kilomet"),
}
"""How the signs of units are read out; a text may have either."""

_STEM: Final = 5
"""Letters of a unit's word that a text must have: "container" for "containers"."""

_HEARSAY: Final = {"en": re.compile(r"\b(?:reportedly|allegedly|supposedly)\b", re.IGNORECASE)}
"""Words that say hearsay and nothing else; French says it by its verbs, and much else so too."""

_HEARD: Final = {
    "en": re.compile(r"\b(?:report\w*|alleged\w*|supposed\w*|seem\w*|appears?|said to)\b", re.IGNORECASE),
    "fr": re.compile(
        r"(?:r(?:ait|aient)|\bsembl\w*|\bpara[iî]\w*|\bselon|\bprêtent?|\bse dit)\b", re.IGNORECASE
    ),
}
"""Words of which hearsay needs one."""


def told_units(dossier: Dossier) -> Iterator[Problem]:
    """A figure's gloss says what it counts: 15%, not 15; dollars, not euros."""
    units = {unit.id: unit for unit in dossier.vocabulary.units}
    measured = {measure.id: measure.unit for measure in dossier.vocabulary.measures}
    for claim in dossier.claims:
        unit = units.get(claim.estimate.unit) if claim.estimate else None
        if claim.estimate is None or unit is None or claim.estimate.comparator is Comparator.UNDISCLOSED:
            continue
        for language, text in claim.gloss.items():
            ways = _ways(unit, language)
            meant = unit.id == measured.get(claim.measure or "", unit.id)  # else that is what is wrong
            if ways and meant and not any(way in fold(text) for way in ways):
                message = f"the gloss does not say the figure's unit, {unit.format[language]}"
                yield Problem(claim, f"gloss.{language}", f"{message}: correct the one or the other")


def told_hearsay(dossier: Dossier) -> Iterator[Problem]:
    """What is glossed as hearsay is recorded as hearsay."""
    for claim in dossier.claims:
        for language, pattern in _HEARSAY.items():
            found = pattern.search(claim.gloss.get(language, ""))
            if found and not claim.conditional:
                message = f"the gloss says “{found[0]}”, and the claim is not `conditional`"
                yield Problem(claim, f"gloss.{language}", f"{message}: correct the one or the other")
        for language, pattern in _HEARD.items() if claim.conditional else ():
            if language in claim.gloss and not pattern.search(claim.gloss[language]):
                message = "the claim is `conditional`, and no word of the gloss says so"
                yield Problem(claim, f"gloss.{language}", f"{message}: “reportedly”, « aurait »")


def _ways(unit: Unit, language: str) -> tuple[str, ...]:
    """The words and signs by which a unit can be said; none where a bare number will do."""
    form = fold(unit.format.get(language, ""))
    words = form.replace("{n}", " ").replace("us$", "$").split() if form.count("{") == 1 else ()
    return tuple(way for word in words for way in map(fold, _SPOKEN.get(word, (word[:_STEM],))))
