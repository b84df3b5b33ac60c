"""Laying corrections over the records they correct; pure."""

from __future__ import annotations

import json
from typing import Any, Final, TypeVar

from pydantic import JsonValue, ValidationError

from corpus.field_faults import field_faults
from corpus.model import Claim, Correction, Event
from corpus.nodes import FieldPath, undotted

Target = TypeVar("Target", Claim, Event)

_MISSING: Final = object()


class CorrectionFault(Exception):  # noqa: N818 - an editor's slip, not the program's
    """A correction cannot be laid over its target: the field of the correction to look at, and a sentence."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


def corrected(target: Target, correction: Correction) -> Target:
    """The record with one field changed, the same record for a withdrawal; raises `CorrectionFault`.

    The field must still hold the old value, as JSON has it: one that the file leaves out holds its default.
    """
    if correction.field is None:
        return target
    whole = target.model_dump(mode="json")
    path = undotted(correction.field)
    written = _at(target.model_dump(mode="json", exclude_unset=True), path)
    current = _at(whole, path)
    if current is _MISSING:
        raise CorrectionFault("field", f"`{correction.target}` has no field `{correction.field}`")
    if not any(_same(correction.old, held) for held in (current, written)):
        held = json.dumps(current if written is _MISSING else written, ensure_ascii=False)
        old = json.dumps(correction.old, ensure_ascii=False)
        problem = f"`{correction.target}` has {held} as its {correction.field}, not the old value {old}"
        raise CorrectionFault("old", f"{problem}: correct what it holds now, or drop the correction")
    _put(whole, path, correction.new)
    try:
        return type(target).model_validate_json(json.dumps(whole), strict=True)
    except ValidationError as error:
        problems = "; ".join(fault.message for fault in field_faults(error, type(target)))
        raise CorrectionFault("new", f"`{correction.target}` cannot hold the new value: {problems}") from None


def _at(value: JsonValue, path: FieldPath) -> object:
    """What a path leads to, or `_MISSING`."""
    for step in path:
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return _MISSING
    return value


def _put(value: JsonValue, path: FieldPath, new: JsonValue) -> None:
    """Replace what a path that `_at` found leads to."""
    *outer, last = path
    parent: Any = _at(value, tuple(outer))
    parent[last] = new


def _same(one: object, other: object) -> bool:
    """Whether two JSON values are one; unlike in Python, `true` is not 1."""
    return other is not _MISSING and json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
