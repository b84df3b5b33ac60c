"""JSON Schemas: the committed ones are those of the models, and they allow what the models allow."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from corpus.layout import Kind, RecordFile, record_files
from corpus.schemas import schema, stale, write
from tests.dossiers import Draft


def errors(kind: Kind, held: Any) -> list[str]:
    return sorted(error.json_path for error in Draft202012Validator(schema(kind)).iter_errors(held))


def test_the_committed_schemas_are_those_of_the_models() -> None:
    assert stale() == ()


def test_schemas_that_are_missing_changed_or_of_no_kind_are_stale(tmp_path: Path) -> None:
    write(tmp_path / "schemas")
    assert stale(tmp_path / "schemas") == ()

    (tmp_path / "schemas/claims.schema.json").unlink()
    (tmp_path / "schemas/places.schema.json").write_text("{}")
    (tmp_path / "schemas/boats.schema.json").write_text("{}")
    assert stale(tmp_path / "schemas") == ("boats.schema.json", "claims.schema.json", "places.schema.json")


@pytest.mark.parametrize("kind", Kind)
def test_a_schema_is_itself_valid(kind: Kind) -> None:
    Draft202012Validator.check_schema(schema(kind))


def test_every_file_of_a_valid_dossier_is_valid_by_its_schema(tmp_path: Path) -> None:
    draft = Draft()
    files = [file for file in record_files(draft.write(tmp_path)) if isinstance(file, RecordFile)]

    assert {file.kind for file in files} == set(Kind)
    assert [file.name for file in files if errors(file.kind, draft.files[file.name])] == []


@pytest.mark.parametrize(
    ("name", "field", "value", "path"),
    [
        ("b001", "kind", "rumour", "$[0].kind"),
        ("b001", "clamant", "mayor", "$[0]"),
        ("b001", "as_of", "tomorrow", "$[0].as_of"),
        ("b001", "gloss.EN", "words", "$[0].gloss"),
        ("b001", "gloss", {}, "$[0].gloss"),
        ("b001", "appearances", [], "$[0].appearances"),
        ("b001", "estimate.comparator", "roughly", "$[0].estimate"),
    ],
)
def test_an_editor_underlines_what_the_reader_would_refuse(
    name: str, field: str, value: Any, path: str
) -> None:
    draft = Draft().set(name, field, value)
    assert errors(Kind.CLAIMS, copy.deepcopy(draft.files["claims/boats.yaml"])) == [path]


def test_a_schema_explains_records_and_fields_in_the_models_words() -> None:
    claim = schema(Kind.CLAIMS)["$defs"]["Claim"]
    assert schema(Kind.CLAIMS)["description"] == "A list of records: one claimant's one proposition."
    assert claim["description"] == "One claimant's one proposition."
    assert claim["properties"]["gloss"]["description"] == "The proposition in our own words, one sentence."
