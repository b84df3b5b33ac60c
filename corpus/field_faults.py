"""What is wrong with a record's fields, in sentences for an editor who has never programmed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, get_args, get_origin

from pydantic import BaseModel, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from corpus.model.claim import Appearance
from corpus.model.document import Document
from corpus.model.record import Language, ShortId, Slug
from corpus.model.record import Line as TextLine
from corpus.model.topic import CommandName
from corpus.nodes import FieldPath, dotted


def _pattern(metadata: Iterable[object]) -> str:
    return next(str(part.pattern) for part in metadata if isinstance(part, StringConstraints))


_PATTERNS: Final = {
    _pattern(
        get_args(Slug)
    ): "a name in lower-case letters, digits and _, a letter first, like `north_korea`",
    _pattern(get_args(ShortId)): "four lower-case letters and digits, a letter first, like `k7m2`",
    _pattern(get_args(Language)): "a language's code, like `en`",
    _pattern(get_args(TextLine)): "text on one line",
    _pattern(
        get_args(CommandName)
    ): "letters a to z, digits and _, 32 at most and no capitals, like `troops`",
    _pattern(Appearance.model_fields["hash"].metadata): (
        "a passage's hash, as `briefing dossier locate` prints it"
    ),
    _pattern(Document.model_fields["sha256"].metadata): "a document's hash, 64 digits and letters a to f",
}
_EXPECTED: Final = {
    "string_type": "text",
    "string_too_short": "some text",
    "enum": "one of {expected}",
    "bool_type": "true or false",
    "int_type": "a whole number, like 3",
    "int_from_float": "a whole number, like 3",
    "tuple_type": "a list, [one, two] or one “- ” line each",
    "dict_type": "fields, one `name: value` line each",
    "model_type": "fields, one `name: value` line each",
    "too_short": "{min_length} or more",
    "too_long": "{max_length} at most",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} at most",
}
_LONGEST_QUOTE: Final = 40


class FieldFault(NamedTuple):
    """One field, the rule it breaks and a sentence."""

    path: FieldPath
    rule: str
    message: str


def field_faults(error: ValidationError, model: type[BaseModel]) -> Iterator[FieldFault]:
    """Every fault that pydantic found in a record of `model`, one a field, in its order."""
    told: set[FieldPath] = set()
    for details in error.errors(include_url=False):
        fault = _fault(details, model)
        hollow = details["type"] == "too_short" and any(
            path[: len(fault.path)] == fault.path for path in told
        )
        if fault.path not in told and not hollow:  # hollow: short only of the items already told of
            told.add(fault.path)
            yield fault


def _fault(details: ErrorDetails, model: type[BaseModel]) -> FieldFault:
    path, found, expected = details["loc"], details["input"], _expected(details)
    if path[-1:] == ("[key]",):
        path, found = path[:-1], path[-2]
    elif path[-1:] in (("int",), ("float",)):  # the branches of an amount
        path, expected = path[:-1], "a number, like 11000"
    name = f"`{dotted(path)}`"
    match details["type"]:
        case "missing":
            return FieldFault(path, "missing-field", f"{name} is missing: add `{path[-1]}: ...`")
        case "extra_forbidden":
            return FieldFault(path, "unknown-field", f"{name} is no field here{_advice(path, model)}")
        case "edtf" | "value_error":
            sentence = _date_advice(found) if details["type"] == "edtf" else None
            sentence = sentence or details["msg"].removeprefix("Value error, ")
        case kind:
            sentence = f"expected {expected}, found {_found(found)}{_quotes(kind, found)}"
    return FieldFault(path, "field", f"{name}: {sentence}" if path else sentence)


def _expected(details: ErrorDetails) -> str:
    """What pydantic wanted, as a noun."""
    context = details.get("ctx", {})
    if details["type"] == "string_pattern_mismatch":
        return _PATTERNS.get(context["pattern"], f"text of the form {context['pattern']}")
    wanted = _EXPECTED.get(details["type"])
    return wanted.format(**context) if wanted else f"something else ({details['msg']})"


def _found(value: object) -> str:
    """What stands there, as a noun."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case str():
            return f"“{_shortened(value)}”" if value.strip() else "empty text"
        case dict():
            return "fields"
        case list():
            return f"a list of {len(value)}"
        case _:
            return f"the number {value}"


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_QUOTE else f"{flat[: _LONGEST_QUOTE - 1]}…"


def _quotes(kind: str, found: object) -> str:
    """What to do about quotation marks, where they are the whole trouble."""
    if kind == "string_type" and isinstance(found, bool | int | float):
        return f': put it in quotes, "{str(found).lower()}"'
    if kind in ("int_type", "bool_type") and isinstance(found, str):
        plain = found.replace(".", "", 1).isdecimal() if kind == "int_type" else found in ("true", "false")
        return ": take the quotes off" if plain else ""
    return ""


def _date_advice(found: object) -> str | None:
    """Advice on a date that is no text, sooner than what a date looks like."""
    if found is None:
        return "expected a date in quotes, found nothing"
    if isinstance(found, int):
        return f'put the date in quotes: "{found}"'
    return None


def _advice(path: FieldPath, model: type[BaseModel]) -> str:
    """The field that was perhaps meant, else all that there are."""
    known = list(_model_at(path[:-1], model).model_fields)
    near = difflib.get_close_matches(str(path[-1]), known, n=1)
    return f": did you mean `{near[0]}`?" if near else f": there are {', '.join(known)}"


def _model_at(path: FieldPath, model: type[BaseModel]) -> type[BaseModel]:
    """The model of the record that a path leads to."""
    for step in path:
        if isinstance(step, str):
            model = _record_in(model.model_fields[step].annotation) or model
    return model


def _record_in(annotation: object) -> type[BaseModel] | None:
    """The model inside an annotation such as `tuple[Appearance, ...]` or `Estimate | None`."""
    if get_origin(annotation) is None and isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _record_in(inner))), None)
