"""The bibliography: items that CSL-JSON allows, and no date where the document states none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.settings import SHIPPED
from corpus.export.sources_csl import as_csl_json
from corpus.export.words import Words
from corpus.model import DocumentType
from corpus.reading import load
from corpus.soundness import sound
from tests.dossiers import Draft

# What schemas/input/csl-data.json of citation-style-language/schema allows, as far as our items go.
TEXT = {"type": "string"}
NUMBER = {"type": ["string", "number"]}
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": [type_.value for type_ in DocumentType]},
            "id": NUMBER,
            "author": {
                "type": "array",
                "items": {"properties": {"literal": TEXT}, "additionalProperties": False},
            },
            "issued": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": NUMBER},
                    },
                    "circa": {"type": ["string", "number", "boolean"]},
                    "literal": TEXT,
                },
            },
            **dict.fromkeys(("annote", "container-title", "language", "note", "publisher", "title"), TEXT),
        },
    },
}


def items(draft: Draft, folder: Path, words: Words) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(as_csl_json(draft.dossier(folder), words, "en"))
    Draft7Validator(CSL).validate(found)
    return found


def test_the_bibliography(
    harbour: Draft, tmp_path: Path, words: Words, golden: Callable[[str, str], None]
) -> None:
    golden("export/harbour.csl.json", as_csl_json(harbour.dossier(tmp_path), words, "en"))


def test_the_shipped_documents_are_valid_items(words: Words) -> None:
    dossier = sound(SHIPPED)
    for language in dossier.manifest.languages:
        found = json.loads(as_csl_json(dossier, words, language))
        Draft7Validator(CSL).validate(found)
        assert [item["id"] for item in found] == [document.id for document in dossier.documents]


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2024-03-10", {"date-parts": [[2024, 3, 10]]}),
        ("2024-03", {"date-parts": [[2024, 3]]}),
        ("2024", {"date-parts": [[2024]]}),
        ("2024-03~", {"date-parts": [[2024, 3]], "circa": True}),
        ("2024-03-10?", {"date-parts": [[2024, 3, 10]], "circa": True}),
        ("2024-33", {"literal": "published 2024-33"}),
        ("202X", {"literal": "published 202X"}),
        ("2024-03/..", {"literal": "published 2024-03/.."}),
        ("../2024-03-10", {"literal": "published ../2024-03-10"}),
        ("2024-03/2024-05-02", {"literal": "published 2024-03/2024-05-02"}),
    ],
)
def test_a_window_never_becomes_a_date(
    tmp_path: Path, words: Words, published: str, issued: dict[str, Any]
) -> None:
    item = items(Draft().set("d1", "published", published), tmp_path, words)[0]
    assert item["issued"] == issued
    assert f"({published})" in item["note"]


def test_what_a_document_does_not_state_is_left_out(tmp_path: Path, words: Words) -> None:
    item = items(Draft().drop("d1", "publisher"), tmp_path, words)[0]
    assert item.keys() == {"id", "type", "issued", "language", "annote", "note"}


@pytest.mark.parametrize(
    ("type_", "field"),
    [("webpage", "container-title"), ("article-magazine", "container-title"), ("report", "publisher")],
)
def test_who_publishes_a_newspaper_is_its_title(tmp_path: Path, words: Words, type_: str, field: str) -> None:
    item = items(Draft().set("d1", "type", type_), tmp_path, words)[0]
    assert (item["type"], item[field]) == (type_, "The Gazette")
    assert not {"publisher", "container-title"} - {field} & item.keys()


def test_a_type_that_csl_does_not_know_is_refused(tmp_path: Path) -> None:
    loaded = load(Draft().set("d1", "type", "leaflet").write(tmp_path))
    assert [finding.rule for finding in loaded.findings] == ["field"]
    assert "`type`: expected one of 'article', 'article-journal'" in str(loaded.findings[0])
