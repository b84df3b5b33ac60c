"""A body as it arrives, into one of known fields and right types; all that is wrong is told at once."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from tests.emulators.discord import shapes, values
from tests.emulators.discord.refusals import Flaw, Place, invalid_form
from tests.emulators.discord.values import Flaws, Read


def form(kind: str, body: Any) -> Any:
    """A body of that type (`MessageCreateRequest`, `[ApplicationCommandUpdateRequest]-130`), or a refusal."""
    flaws: Flaws = []
    typed = reader(kind)(body, (), flaws)
    if flaws:
        raise invalid_form(flaws)
    return typed


@cache
def reader(kind: str) -> Read:
    """What reads a value of a type of the table."""
    if not kind.startswith("[") and "|" in kind:
        return _either(tuple(reader(one) for one in kind.split("|")))
    base, low, high, unique = values.parts(kind)
    if base.startswith("["):
        return _list(reader(base[1:-1]), low, high, unique)
    if base in values.SIMPLE:
        return values.SIMPLE[base](low, high)
    if base in shapes.ENUMS:
        return values.enumerated(shapes.ENUMS[base])
    if base in shapes.UNIONS:
        return _told_apart(base)
    if base in shapes.ALTERNATIVES:
        return _either(tuple(_object(one) for one in shapes.ALTERNATIVES[base]))
    return _object(base)


def _list(one: Read, low: int | None, high: int | None, unique: bool) -> Read:
    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        if not isinstance(value, list):
            flaws.append(Flaw(place, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"))
            return value
        values.size(len(value), low, high, place, flaws)
        if unique and len({repr(each) for each in value}) != len(value):
            flaws.append(
                Flaw(place, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
            )
        return [one(each, (*place, number), flaws) for number, each in enumerate(value)]

    return read


def _either(readers: tuple[Read, ...]) -> Read:
    """The first that takes it; when none does, what the first said."""

    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        tried: list[Flaws] = []
        for one in readers:
            tried.append([])
            typed = one(value, place, tried[-1])
            if not tried[-1]:
                return typed
        flaws.extend(tried[0])
        return value

    return read


def _told_apart(union: str) -> Read:
    kinds = shapes.UNIONS[union]

    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, int) or kind not in kinds:
            told = f'Value of field "type" must be one of ({", ".join(map(str, sorted(kinds)))}).'
            flaws.append(Flaw((*place, "type"), "UNION_TYPE_CHOICES", told))
            return value
        return reader(kinds[kind])(value, place, flaws)

    return read


@cache
def _object(name: str) -> Read:
    known = {one.name: (reader(one.type), one.required) for one in shapes.fields(name)}
    if name in shapes.TYPES:
        known["type"] = (values.enumerated(tuple(dict.fromkeys(shapes.TYPES[name]))), True)
    ignored: Collection[str] = shapes.IGNORED.get(name, ())

    def read(value: Any, place: Place, flaws: Flaws) -> Any:
        if not isinstance(value, dict):
            flaws.append(Flaw(place, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType"))
            return value
        typed: dict[str, Any] = {}
        for key, one in value.items():
            if key not in known:
                if key not in ignored:
                    flaws.append(Flaw((*place, key), "UNKNOWN_FIELD", f"{name} has no such field"))
            elif one is None and not known[key][1]:
                typed[key] = None
            else:
                typed[key] = known[key][0](one, (*place, key), flaws)
        flaws.extend(
            Flaw((*place, key), "BASE_TYPE_REQUIRED", "This field is required")
            for key, (_, required) in known.items()
            if required and key not in value
        )
        return typed

    return read
