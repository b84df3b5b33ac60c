"""The JSON export holds every record and what follows from them, and is what its schema says."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.settings import SHIPPED
from corpus.export.dossier_json import as_json
from corpus.index.draft import Draft as Compiled
from corpus.schemas import FOLDER
from corpus.soundness import sound
from tests.dossiers import Draft


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads((FOLDER / "export.schema.json").read_text("utf-8")))


def errors(schema: Draft202012Validator, document: Any) -> list[str]:
    return sorted(error.json_path for error in schema.iter_errors(document))


def test_the_whole_dossier_is_one_document(compiled: Compiled, golden: Callable[[str, str], None]) -> None:
    golden("export/harbour.json", as_json(compiled))


def test_the_export_is_valid_by_the_committed_schema(
    schema: Draft202012Validator, compiled: Compiled
) -> None:
    Draft202012Validator.check_schema(schema.schema)
    assert errors(schema, json.loads(as_json(compiled))) == []


def test_the_shipped_dossiers_export_is_valid_and_holds_every_record(schema: Draft202012Validator) -> None:
    dossier = sound(SHIPPED)
    document = json.loads(as_json(Compiled(dossier, {})))

    assert errors(schema, document) == []
    kinds = ("topics", "actors", "places", "documents", "claims", "events", "relations", "corrections")
    assert {kind: [record.get("id") for record in document[kind]] for kind in kinds} == {
        kind: [record.id for record in getattr(dossier, kind)] for kind in kinds
    }
    pairs = [pair["claims"] for pair in document["derived"]["pairs"]]
    assert len(pairs) > 1
    assert pairs == sorted(sorted(pair) for pair in pairs)
    assert [claim["id"] for claim in document["derived"]["claims"]] == [claim.id for claim in dossier.claims]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda document: document.update(rumours=[]), "$"),
        (lambda document: document.pop("corrections"), "$"),
        (
            lambda document: document["claims"][0]["appearances"][0].pop("anchor"),
            "$.claims[0].appearances[0]",
        ),
        (lambda document: document["documents"][0].pop("file"), "$.documents[0]"),
        (
            lambda document: document["derived"]["pairs"][0].update(verdict="true"),
            "$.derived.pairs[0].verdict",
        ),
    ],
)
def test_the_schema_refuses_what_no_export_is(
    schema: Draft202012Validator, compiled: Compiled, change: Callable[[Any], object], path: str
) -> None:
    document = json.loads(as_json(compiled))
    change(document)
    assert errors(schema, document) == [path]


def test_a_correction_is_applied_and_listed(compiled: Compiled) -> None:
    document = json.loads(as_json(compiled))
    claim = next(claim for claim in document["claims"] if claim["id"] == "b003")
    derived = next(claim for claim in document["derived"]["claims"] if claim["id"] == "b003")

    assert claim["estimate"]["best"] == 4100
    assert derived["corrections"] == ["c001"]
    assert [correction["old"] for correction in document["corrections"]] == [4000, None, None]


def test_contradictions_that_nobody_ruled_on_are_listed_too(harbour: Draft, tmp_path: Any) -> None:
    harbour.remove("r001")
    document = json.loads(as_json(Compiled(harbour.dossier(tmp_path), {})))

    assert document["relations"] == []
    assert document["derived"]["pairs"] == [
        {"claims": ["b001", "b002"], "verdict": "contradicts", "later": None, "relation": None}
    ]
