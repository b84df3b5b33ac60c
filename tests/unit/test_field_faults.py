"""Wrong fields: told in words that an editor who has never programmed understands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from corpus.field_faults import FieldFault, field_faults
from corpus.model import Record
from corpus.reading import MODELS, Located, load, read
from tests.dossiers import Draft


def findings(folder: Path) -> list[str]:
    return [str(finding) for finding in load(folder).findings]


FIELDS = {
    "a missing field": ("b001", "gloss", None, "1: missing-field: `gloss` is missing: add `gloss: ...`"),
    "an unknown field, nearly right": (
        "b004",
        "claiment",
        "mayor",
        "41: unknown-field: `claiment` is no field here: did you mean `claimant`?",
    ),
    "an unknown field": (
        "b002",
        "estimate",
        {"comparator": "between", "low": 30, "high": 60, "unit": "boats", "zz": 1},
        "22: unknown-field: `estimate.zz` is no field here: there are comparator, low, best, high, magnitude,"
        " hedge, unit, flow, per, includes, base, derived",
    ),
    "an unknown field of an item": (
        "b001",
        "appearances.0.paragraf",
        2,
        "12: unknown-field: `appearances.0.paragraf` is no field here: did you mean `paragraph`?",
    ),
    "text for a number": (
        "b001",
        "appearances.0.paragraph",
        "2",
        "12: field: `appearances.0.paragraph`: expected a whole number, like 3,"
        " found “2”: take the quotes off",
    ),
    "text for an amount": (
        "b002",
        "estimate.low",
        "11 000",
        "22: field: `estimate.low`: expected a number, like 11000, found “11 000”",
    ),
    "half for a whole": (
        "b001",
        "importance",
        1.5,
        "13: field: `importance`: expected a whole number, like 3, found the number 1.5",
    ),
    "too much": ("b001", "importance", 7, "13: field: `importance`: expected 3 at most, found the number 7"),
    "too little": (
        "b001",
        "appearances.0.nth",
        0,
        "12: field: `appearances.0.nth`: expected 1 or more, found the number 0",
    ),
    "a number for text": (
        "b001",
        "gloss.en",
        2024,
        '7: field: `gloss.en`: expected text, found the number 2024: put it in quotes, "2024"',
    ),
    "yes for true": (
        "b001",
        "conditional",
        "yes",
        "13: field: `conditional`: expected true or false, found “yes”",
    ),
    "true for text": (
        "b001",
        "topic",
        True,
        '2: field: `topic`: expected text, found true: put it in quotes, "true"',
    ),
    "quoted truth": (
        "b001",
        "conditional",
        "true",
        "13: field: `conditional`: expected true or false, found “true”: take the quotes off",
    ),
    "a word that is no choice": (
        "b001",
        "attribution",
        "nobody",
        "9: field: `attribution`: expected one of 'named', 'anonymous', 'own_analysis' or 'none',"
        " found “nobody”",
    ),
    "no date": (
        "b001",
        "as_of",
        "soon",
        "10: field: `as_of`: Cannot read the date “soon”: “soon” is not in a form we know."
        " Write it like 2025-04-26, 2025-04, 2025 or 2024-06/2024-11-01.",
    ),
    "an unquoted year": ("b001", "as_of", 2024, '10: field: `as_of`: put the date in quotes: "2024"'),
    "no name": (
        "b001",
        "measure",
        "Boats lost!",
        "4: field: `measure`: expected a name in lower-case letters, digits and _, a letter first,"
        " like `north_korea`, found “Boats lost!”",
    ),
    "no hash": (
        "b001",
        "appearances.0.hash",
        "x" * 60,
        "12: field: `appearances.0.hash`: expected a passage's hash, as `briefing dossier locate` prints it,"
        f" found “{'x' * 39}…”",
    ),
    "no language": (
        "b001",
        "gloss.EN",
        "words",
        "7: field: `gloss.EN`: expected a language's code, like `en`, found “EN”",
    ),
    "empty text": ("b001", "gloss.en", "", "7: field: `gloss.en`: expected some text, found empty text"),
    "fields for a list": (
        "b001",
        "appearances",
        {"document": "d1"},
        "12: field: `appearances`: expected a list, [one, two] or one “- ” line each, found fields",
    ),
    "a list for fields": (
        "b001",
        "gloss",
        [1, 2],
        "7: field: `gloss`: expected fields, one `name: value` line each, found a list of 2",
    ),
    "an empty list": (
        "b001",
        "appearances",
        [],
        "12: field: `appearances`: expected 1 or more, found a list of 0",
    ),
    "a list too long": (
        "vocabulary.yaml",
        "measures.0.sane",
        [1, 2, 3],
        "2: field: `measures.0.sane`: expected 2 at most, found a list of 3",
    ),
    "nothing": ("b001", "topic", None, "1: missing-field: `topic` is missing: add `topic: ...`"),
    "null for a date": (
        "dossier.yaml",
        "window",
        "null",
        "5: field: `window`: expected a date in quotes, found nothing",
    ),
    "a low above its high": (
        "b002",
        "estimate.low",
        90,
        "22: field: `estimate`: The low value 90 is above the high value 60",
    ),
    "a value its comparator does not take": (
        "b001",
        "estimate.low",
        1,
        "11: field: `estimate`: “exact” takes no low value",
    ),
    "a claimant without attribution": (
        "b001",
        "attribution",
        "none",
        "1: field: attribution named or anonymous goes with a claimant, the others without one",
    ),
}


@pytest.mark.parametrize("slip", FIELDS)
def test_a_wrong_field_is_told_at_its_line_in_plain_words(tmp_path: Path, slip: str) -> None:
    name, field, value, expected = FIELDS[slip]
    draft = Draft()
    if value is None:
        draft.drop(name, field)
    else:
        draft.set(name, field, None if value == "null" else value)

    file = name if name.endswith(".yaml") else "claims/boats.yaml"
    assert findings(draft.write(tmp_path)) == [f"{file}:{expected}"]


def test_a_list_is_not_called_too_short_for_items_already_told_of(tmp_path: Path) -> None:
    draft = Draft().set("r001", "sides", ["b001", "b002"])

    said = "expected a list, [one, two] or one “- ” line each, found"
    assert findings(draft.write(tmp_path)) == [
        f"relations.yaml:4: field: `sides.0`: {said} “b001”",
        f"relations.yaml:4: field: `sides.1`: {said} “b002”",
    ]


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, dict | list):
            yield from _paths(inner, (*path, step))
        else:
            yield (*path, step)


def test_no_fault_is_told_in_words_of_the_library(tmp_path: Path) -> None:
    wrong: list[Any] = [
        None,
        True,
        0,
        -1,
        1.5,
        "",
        "x y",
        "2024-99",
        [],
        ["x"],
        [[]],
        {},
        {"en": 1},
        {"EN": "x"},
    ]
    told = 0
    for located in read(Draft().write(tmp_path)):
        assert isinstance(located, Located)
        model = MODELS[located.kind]
        whole = located.value.model_dump(mode="json", exclude_none=True)
        for path in list(_paths(whole)):
            for value in wrong:
                for fault in _faults(model, _changed(whole, path, value)):
                    told += 1
                    assert "something else" not in fault.message, fault
                    assert "Input should" not in fault.message, fault
    assert told > 1000


def _changed(whole: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    changed = deepcopy(whole)
    parent = changed
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    return changed


def _faults(model: type[Record], value: Any) -> list[FieldFault]:
    try:
        model.model_validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        return list(field_faults(error, model))
    return []
