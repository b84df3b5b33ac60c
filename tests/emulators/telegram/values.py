"""Parameters as they arrive, text or JSON, into typed values; unknown, missing, wrong ones are refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from tests.emulators.telegram import rules
from tests.emulators.telegram.refusals import bad_request

Read: TypeAlias = Callable[[Any], Any]
BOOLEANS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    name: str
    content: bytes


class _WrongType(Exception):  # noqa: N818 -- becomes a refusal one level up, where the field's name is known
    pass


def parameters(method: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The typed parameters of a call; attached files take the place of what names them."""
    known, required = _shape(method)
    typed: dict[str, Any] = {}
    for name, value in raw.items():
        reader = known.get(name)
        if reader is None:
            if not isinstance(value, Upload) or not _named(name, raw):
                raise bad_request(f'parameter "{name}" is not known to {method}')
            continue
        try:
            typed[name] = reader(value)
        except _WrongType as error:
            raise bad_request(f'parameter "{name}" must be of type {error}') from None
    if missing := required - typed.keys():
        raise bad_request(f'parameter "{min(missing)}" is required')
    return _attached(typed, raw)


def _named(name: str, raw: Mapping[str, Any]) -> bool:
    return any(isinstance(one, str) and f"attach://{name}" in one for one in raw.values())


def _attached(typed: dict[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    for name in ("photo", "media"):
        value = typed.get(name)
        link = value.get("media") if isinstance(value, dict) else value
        if isinstance(link, str) and link.startswith("attach://"):
            upload = raw.get(link.removeprefix("attach://"))
            if not isinstance(upload, Upload):
                raise bad_request("there is no file in the request under the name that is attached")
            typed[name] = {**value, "media": upload} if isinstance(value, dict) else upload
    return typed


@cache
def _shape(method: str) -> tuple[dict[str, Read], frozenset[str]]:
    listed = rules.fields(method)
    return (
        {one.name: _parameter(one.types) for one in listed},
        frozenset(one.name for one in listed if one.required),
    )


def _parameter(types: tuple[str, ...]) -> Read:
    """A reader for the top level, where everything may come as text."""
    if types == ("String",):
        return _string
    if types == ("Integer",):
        return _whole_number
    if types == ("Boolean",):
        return _boolean
    if types == ("Integer", "String"):
        return _number_or_name
    if "InputFile" in types:
        return _file_or_text if "String" in types else _file
    nested = _nested(types)
    wanted = " or ".join(types)

    def read(value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise _WrongType(f"{wanted}, written as JSON") from None
        return nested(value)

    return read


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise _WrongType("String")
    return value


def _whole_number(value: Any) -> int:
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            raise _WrongType("Integer") from None
    return _integer(value)


def _boolean(value: Any) -> bool:
    if isinstance(value, str) and value in BOOLEANS:
        return BOOLEANS[value]
    return _truth(value)


def _number_or_name(value: Any) -> int | str:
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return value
    return _integer(value)


def _file(value: Any) -> Upload:
    if not isinstance(value, Upload):
        raise _WrongType("InputFile")
    return value


def _file_or_text(value: Any) -> Upload | str:
    return value if isinstance(value, Upload) else _string(value)


def _integer(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _WrongType("Integer")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _WrongType("Boolean")
    return value


def _one_or_other(value: Any) -> int | str:
    return value if isinstance(value, str) else _integer(value)


@cache
def _nested(types: tuple[str, ...]) -> Read:
    """A reader below the top level, where JSON's own types are wanted."""
    simple: dict[tuple[str, ...], Read] = {
        ("String",): _string,
        ("Integer",): _integer,
        ("Boolean",): _truth,
        ("Integer", "String"): _one_or_other,
    }
    if types in simple:
        return simple[types]
    if types[0].startswith("Array of "):
        return _array(types[0].removeprefix("Array of "))
    return _chosen(tuple(one for name in types for one in rules.UNIONS.get(name, (name,))))


def _array(kind: str) -> Read:
    read_one = _nested((kind,))

    def read(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise _WrongType(f"Array of {kind}")
        return [read_one(one) for one in value]

    return read


def _chosen(names: tuple[str, ...]) -> Read:
    """An object that is one of those named."""
    wanted = " or ".join(names)

    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _WrongType(wanted)
        for name in names:
            if name in rules.KINDS:
                kind = rules.KINDS[name].get(value.get("type", ""))
                if kind is None:
                    raise bad_request(f"can't parse {name}: its type is not one that is known")
                return _object(kind, value)
        if len(names) == 1:
            return _object(names[0], value)
        for mark, name in rules.MARKS.items():
            if mark in value and name in names:
                return _object(name, value)
        raise _WrongType(wanted)

    return read


@cache
def _fields(name: str) -> tuple[dict[str, Read], frozenset[str]]:
    listed = rules.fields(name)
    return (
        {one.name: _nested(one.types) for one in listed},
        frozenset(one.name for one in listed if one.required),
    )


def _object(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    known, required = _fields(kind)
    typed = {}
    for name, one in value.items():
        if name not in known:
            raise bad_request(f'can\'t parse {kind}: Field "{name}" is not known')
        try:
            typed[name] = known[name](one)
        except _WrongType as error:
            raise bad_request(f'can\'t parse {kind}: Field "{name}" must be of type {error}') from None
    if missing := required - typed.keys():
        raise bad_request(f"can't parse {kind}: Can't find field \"{min(missing)}\"")
    return typed
