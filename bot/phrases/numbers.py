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
    exact = Decimal(str(value))
    for scale, name in (
        (TRILLION, phrases.among("scale", "{n} trillion")),
        (BILLION, phrases.among("scale", "{n} billion")),
        (MILLION, phrases.among("scale", "{n} million")),
    ):
        if name != "-" and exact >= scale:
            return name.format(n=_plain(exact / scale, phrases))
    return _plain(exact, phrases)


def _compared(estimate: Estimate, unit: Unit | None, phrases: Phrases) -> str:
    def say(value: Amount | None) -> str:
        return _with_unit(amount(value or 0, phrases), unit, phrases)

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
            return _with_unit(_range(estimate, phrases), unit, phrases)
        case Comparator.ORDER_OF_MAGNITUDE:
            return phrases.say("{magnitude} (no figure)", magnitude=_magnitude(estimate.magnitude, phrases))
        case Comparator.UNDISCLOSED:
            return phrases.say("number not disclosed")


def _range(estimate: Estimate, phrases: Phrases) -> str:
    low, high = amount(estimate.low or 0, phrases), amount(estimate.high or 0, phrases)
    return phrases.say("{low}–{high}", low=low, high=high)


def _with_unit(number: str, unit: Unit | None, phrases: Phrases) -> str:
    return phrases.pick(unit.format).replace("{n}", number) if unit else number


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
