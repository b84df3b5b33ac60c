"""Figures in words: the comparator always said, a midpoint never invented."""

from __future__ import annotations

from decimal import Decimal

from bot.phrases.catalogue import Phrases
from corpus.model import Estimate, Hedge, Unit
from corpus.quantities import Amount, Comparator

MILLION = 10**6
BILLION = 10**9
TRILLION = 10**12


def figure(estimate: Estimate, unit: Unit | None, phrases: Phrases) -> str:
    """The figure as its claimant gave it: "nearly 11,000", "2,000–5,000", "thousands (no figure)"."""
    words = _compared(estimate, unit, phrases)
    if estimate.per is not None:
        words = phrases.say("{figure} {per}", figure=words, per=_per(estimate.per, phrases))
    if estimate.derived:
        words = phrases.say("{figure} (our arithmetic)", figure=words)
    return words


def amount(value: Amount, phrases: Phrases) -> str:
    """A number: "15,000", "5.5", "5.5 billion" from a million up."""
    number, scale = _scaled(value, phrases)
    return scale.format(n=number)


def _scaled(value: Amount, phrases: Phrases) -> tuple[str, str]:
    """A number's digits and the words of its scale: ("5.5", "{n} billion"), ("15,000", "{n}")."""
    exact = Decimal(str(value))
    for size, scale in (
        (TRILLION, phrases.among("scale", "{n} trillion")),  # "-" where the language counts in billions
        (BILLION, phrases.among("scale", "{n} billion")),
        (MILLION, phrases.among("scale", "{n} million")),
    ):
        if scale != "-" and exact >= size:
            return _plain(exact / size, phrases), scale
    return _plain(exact, phrases), "{n}"


def _compared(estimate: Estimate, unit: Unit | None, phrases: Phrases) -> str:
    def say(value: Amount | None) -> str:
        return _measured(value or 0, unit, phrases)

    match estimate.comparator:
        case Comparator.EXACT:
            return say(estimate.best)
        case Comparator.ABOUT if estimate.hedge is Hedge.NEARLY:
            return phrases.say("nearly {n}", n=say(estimate.best))
        case Comparator.ABOUT:
            return phrases.say("about {n}", n=say(estimate.best))
        case Comparator.AT_LEAST:
            return phrases.say("at least {n}", n=say(estimate.low))
        case Comparator.MORE_THAN:
            return phrases.say("more than {n}", n=say(estimate.low))
        case Comparator.UP_TO:
            return phrases.say("up to {n}", n=say(estimate.high))
        case Comparator.LESS_THAN:
            return phrases.say("less than {n}", n=say(estimate.high))
        case Comparator.BETWEEN:
            return _range(estimate, unit, phrases)
        case Comparator.ORDER_OF_MAGNITUDE:
            return phrases.say("{magnitude} (no figure)", magnitude=_magnitude(estimate.magnitude, phrases))
        case Comparator.UNDISCLOSED:
            return phrases.say("number not disclosed")


def _measured(value: Amount, unit: Unit | None, phrases: Phrases) -> str:
    """An amount in its unit."""
    number, scale = _scaled(value, phrases)
    return _with_unit(number, scale, unit, phrases)


def _range(estimate: Estimate, unit: Unit | None, phrases: Phrases) -> str:
    """Both ends in their unit; a scale common to both is said once: "2–5 million"."""
    low, low_scale = _scaled(estimate.low or 0, phrases)
    high, high_scale = _scaled(estimate.high or 0, phrases)
    if low_scale != high_scale:
        low = low_scale.format(n=low)
    return _with_unit(phrases.say("{low}–{high}", low=low, high=high), high_scale, unit, phrases)


def _with_unit(number: str, scale: str, unit: Unit | None, phrases: Phrases) -> str:
    words = scale.format(n=number)
    if unit is None:
        return words
    texts = unit.scaled if unit.scaled and scale != "{n}" else unit.format
    return phrases.pick(texts).replace("{n}", words)


def _plain(value: Decimal, phrases: Phrases) -> str:
    whole, _, fraction = f"{value.normalize():,f}".partition(".")
    words = whole.replace(",", phrases.among("thousands separator", ","))
    return words + phrases.among("decimal separator", ".") + fraction if fraction else words


def _magnitude(magnitude: Amount | None, phrases: Phrases) -> str:
    names = {
        10: phrases.among("magnitude", "dozens"),
        100: phrases.among("magnitude", "hundreds"),
        1000: phrases.among("magnitude", "thousands"),
        10_000: phrases.among("magnitude", "tens of thousands"),
        100_000: phrases.among("magnitude", "hundreds of thousands"),
        MILLION: phrases.among("magnitude", "millions"),
        BILLION: phrases.among("magnitude", "billions"),
    }
    return names.get(int(magnitude or 0)) or phrases.say("many")


def _per(unit: str, phrases: Phrases) -> str:
    names = {
        "day": phrases.say("a day"),
        "month": phrases.say("a month"),
        "year": phrases.say("a year"),
    }
    return names.get(unit, f"/ {unit}")
