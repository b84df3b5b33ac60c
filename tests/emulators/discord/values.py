"""Single values of a body: texts, numbers, truths, snowflakes, each within its limits."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from tests.emulators.discord import rules
from tests.emulators.discord.refusals import Flaw, Place

Flaws: TypeAlias = list[Flaw]
Read: TypeAlias = Callable[[Any, Place, Flaws], Any]
_SNOWFLAKE: Final = re.compile(r"\d{1,19}")
_ADDRESS: Final = re.compile(r"(https?|discord|attachment)://[^\s]+")


def parts(kind: str) -> tuple[str, int | None, int | None, bool]:
    """A type's name, its least and most, and whether no two may be alike."""
    found = re.fullmatch(r"(\[.+\]|#|[SUINBL](?![A-Za-z])|[A-Z]\w+)(\d*)(-?)(\d*)(u?)", kind)
    if found is None:
        raise ValueError(f"no type: {kind}")
    base, low, _, high, unique = found.groups()
    return base, int(low) if low else None, int(high) if high else None, bool(unique)


def size(size: int, low: int | None, high: int | None, place: Place, flaws: Flaws) -> None:
    """Tell when a text or a list is too short or too long."""
    if (low is None or size >= low) and (high is None or size <= high):
        return
    if low and high is not None:
        flaws.append(Flaw(place, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length."))
    elif high is not None:
        flaws.append(Flaw(place, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length."))
    else:
        flaws.append(Flaw(place, "BASE_TYPE_MIN_LENGTH", f"Must be {low} or more in length."))


def _text(low: int | None, high: int | None) -> Read:
    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        if not isinstance(value, str):
            flaws.append(Flaw(place, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.'))
            return value
        if value == "" and low:
            flaws.append(Flaw(place, "BASE_TYPE_REQUIRED", "This field is required"))
        else:
            size(len(value), low, high, place, flaws)
        return value

    return read


def _address(low: int | None, high: int | None) -> Read:
    text = _text(low, high)

    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        value = text(value, place, flaws)
        if isinstance(value, str) and not _ADDRESS.fullmatch(value):
            flaws.append(Flaw(place, "URL_TYPE_INVALID_URL", "Not a well formed URL."))
        return value

    return read


def _integer(low: int | None, high: int | None) -> Read:
    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        if isinstance(value, str) and re.fullmatch(r"-?\d+", value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            flaws.append(Flaw(place, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.'))
            return value
        return _ranged(value, low, high, place, flaws)

    return read


def _number(low: int | None, high: int | None) -> Read:
    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        if not isinstance(value, int | float) or isinstance(value, bool):
            flaws.append(Flaw(place, "NUMBER_TYPE_COERCE", f'Value "{value}" is not float.'))
            return value
        return _ranged(value, low, high, place, flaws)

    return read


def _ranged(value: Any, low: int | None, high: int | None, place: Place, flaws: Flaws) -> Any:
    if low is not None and value < low:
        flaws.append(Flaw(place, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}."))
    if high is not None and value > high:
        flaws.append(Flaw(place, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}."))
    return value


def _truth(_low: int | None, _high: int | None) -> Read:
    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        if not isinstance(value, bool):
            flaws.append(Flaw(place, "BOOLEAN_TYPE_CONVERT", "Must be either true or false."))
        return value

    return read


def _snowflake(_low: int | None, _high: int | None) -> Read:
    """A number in words; as `id` of an attachment it may be small, and a number."""

    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(text, str) or not _SNOWFLAKE.fullmatch(text):
            flaws.append(Flaw(place, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.'))
        return text

    return read


def _localized(low: int | None, high: int | None) -> Read:
    text = _text(low, high)

    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        if not isinstance(value, dict):
            flaws.append(Flaw(place, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType"))
            return value
        for locale, one in value.items():
            if locale not in rules.LOCALES:
                told = "Value must be one of {" + ", ".join(sorted(rules.LOCALES)) + "}."
                flaws.append(Flaw((*place, locale), "BASE_TYPE_CHOICES", told))
            text(one, (*place, locale), flaws)
        return value

    return read


def enumerated(allowed: tuple[int | str, ...]) -> Read:
    """What reads one of these values."""

    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        if isinstance(value, bool) or value not in allowed:
            told = ", ".join(map(str, allowed))
            flaws.append(Flaw(place, "BASE_TYPE_CHOICES", f"Value must be one of ({told})."))
        return value

    return read


SIMPLE: Final[dict[str, Callable[[int | None, int | None], Read]]] = {
    "S": _text,
    "U": _address,
    "I": _integer,
    "N": _number,
    "B": _truth,
    "#": _snowflake,
    "L": _localized,
}
"""What reads a value, by the letter in the table, with its least and most."""
