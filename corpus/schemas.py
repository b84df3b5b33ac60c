"""JSON Schemas of a dossier's files and of its export, made from the models: they complete and explain."""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from corpus import model as models
from corpus.export import dossier_json
from corpus.export.dossier_json import Export
from corpus.layout import Kind
from corpus.model import Record, Unheld
from corpus.reading import MODELS

FOLDER: Final = Path(__file__).with_name("schemas")
"""Where the committed schemas are."""

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: Kind) -> dict[str, Any]:
    """The schema (draft 2020-12) of a YAML file of this kind; for one record a line, its `items`."""
    model = MODELS[kind]
    if kind.listed:
        return _list_of(model, kind.value.capitalize())
    return {"$schema": _DIALECT, **_described(model, model.model_json_schema())}


def unheld_schema() -> dict[str, Any]:
    """The schema of `unheld.yaml`, which is no part of what answers depend on, and so no `Kind`."""
    return _list_of(Unheld, "Unheld")


def _list_of(model: type[Record], title: str) -> dict[str, Any]:
    record = _described(model, model.model_json_schema())
    definitions = record.pop("$defs", {})
    return {
        "$schema": _DIALECT,
        "title": title,
        "description": f"A list of records: {record['description'][0].lower()}{record['description'][1:]}",
        "type": "array",
        "items": {"$ref": f"#/$defs/{model.__name__}"},
        "$defs": {model.__name__: record, **definitions},
    }


def export_schema() -> dict[str, Any]:
    """The schema of the JSON export, in which every field is there."""
    whole = _described(Export, Export.model_json_schema(mode="serialization"))
    for part in (whole, *whole["$defs"].values()):
        if "properties" in part:
            part["required"] = list(part["properties"])
    return {"$schema": _DIALECT, **whole}


def write(folder: Path = FOLDER) -> None:
    """Write every schema, `<kind>.schema.json` and `export.schema.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _texts().items():
        (folder / name).write_text(text, "utf-8")


def stale(folder: Path = FOLDER) -> tuple[str, ...]:
    """The names of the schemas that are missing, out of date or of no kind."""
    wanted = _texts()
    held = {path.name: path.read_text("utf-8") for path in folder.glob("*.schema.json")}
    return tuple(sorted(name for name in wanted.keys() | held if wanted.get(name) != held.get(name)))


def _described(model: type[Record], schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a model, closed, with the words below its fields and those of the records in it."""
    closed: dict[str, Any] = _closed(schema)
    for name, part in ((model.__name__, closed), *closed.get("$defs", {}).items()):
        if "properties" in part:
            described = getattr(models, name, None) or getattr(dossier_json, name)
            for field, words in _field_docstrings(described):
                part["properties"][field]["description"] = words
    return closed


def _field_docstrings(described: type) -> Iterator[tuple[str, str]]:
    """The text below each field of a model, from its source: pydantic would read it at every import."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(described))).body
    for field, below in pairwise(ast.iter_child_nodes(body)):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                yield name, inspect.cleandoc(words)


def _closed(part: Any) -> Any:
    """The schema with no key left over where keys have a form, as in `{en: ..., fr: ...}`."""
    if isinstance(part, list):
        return [_closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    shut = {"additionalProperties": False} if "patternProperties" in part else {}
    return {name: _closed(inner) for name, inner in part.items()} | shut


def _texts() -> dict[str, str]:
    schemas = {kind.value: schema(kind) for kind in Kind}
    schemas |= {"export": export_schema(), "unheld": unheld_schema()}
    return {
        f"{name}.schema.json": json.dumps(held, ensure_ascii=False, indent=2) + "\n"
        for name, held in schemas.items()
    }
