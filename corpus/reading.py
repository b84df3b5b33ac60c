"""Reading a dossier's folder: files to records, streamed; every problem with its file and line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, Final, Generic, TypeVar, cast

from pydantic import ValidationError

from corpus.corrections import CorrectionFault, corrected
from corpus.errors import NotInDossier
from corpus.field_faults import field_faults
from corpus.file_lines import LONGEST_JSON_LINE, LONGEST_YAML_LINE, FileFault, read_lines
from corpus.findings import Finding, Severity, has_errors
from corpus.json_nodes import json_nodes
from corpus.layout import Kind, RecordFile, content_hash, record_files
from corpus.model import (
    Actor,
    Claim,
    Correction,
    Document,
    Dossier,
    Event,
    Manifest,
    Place,
    Record,
    Relation,
    Topic,
    Vocabulary,
)
from corpus.nodes import Node, undotted
from corpus.yaml_nodes import yaml_nodes

__all__ = ["MODELS", "Kind", "Loaded", "Located", "content_hash", "load", "read"]

R_co = TypeVar("R_co", bound=Record, covariant=True)

MODELS: Final[Mapping[Kind, type[Record]]] = {
    Kind.DOSSIER: Manifest,
    Kind.VOCABULARY: Vocabulary,
    Kind.TOPICS: Topic,
    Kind.ACTORS: Actor,
    Kind.PLACES: Place,
    Kind.DOCUMENT: Document,
    Kind.CLAIMS: Claim,
    Kind.EVENTS: Event,
    Kind.RELATIONS: Relation,
    Kind.CORRECTIONS: Correction,
}


_NO_RECORD: Final = Node(None, 1)


@dataclass(frozen=True, slots=True)
class Located(Generic[R_co]):
    """A record and where it is written; `file` is relative to the dossier's folder."""

    value: R_co
    kind: Kind
    file: str
    node: Node
    """Its lines alone."""

    @property
    def line(self) -> int:
        """The line the record starts on."""
        return self.node.line

    def line_of(self, field: str | None) -> int:
        """The line of a dotted field (`estimate.low`), or of the nearest one around it that is written."""
        return self.node.line_of(undotted(field or ""))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A whole dossier, corrections applied; null when the files have errors, which `findings` tells."""

    dossier: Dossier | None
    findings: tuple[Finding, ...]
    _places: Mapping[str | int, Located[Record]]

    def locate(self, record: Record | str, field: str | None = None) -> tuple[str, int]:
        """The file and line of a record or one of its fields.

        A record is given itself, or by its id: `k7m2`, or `places/kursk` where kinds share an id. Raises
        NotInDossier.
        """
        key = record if isinstance(record, str) else id(record)
        place = self._places.get(key)
        if place is None:
            raise NotInDossier(f"The dossier has no record {record}.")
        return place.file, place.line_of(field)


def read(folder: Path) -> Iterator[Located[Record] | Finding]:
    """Every record as its file has it, in reading order, and every problem in the files.

    No more than one record is held at a time. Raises DossierError when there is no dossier at all.
    """
    for entry in record_files(folder):
        if isinstance(entry, Finding):
            yield entry
            continue
        try:
            nodes = _nodes(entry)
            if not entry.kind.listed and not entry.is_jsonl:
                nodes = chain([next(nodes, _NO_RECORD)], nodes)
            for node in nodes:
                yield from _records(node, entry)
        except OSError as error:
            yield Finding(entry.name, 1, "unreadable", f"the file cannot be read: {error.strerror}")


def load(folder: Path) -> Loaded:
    """The whole dossier with its corrections applied, and every problem in the files, by file and line.

    Raises DossierError when there is no dossier at all.
    """
    held: dict[Kind, list[Located[Record]]] = {kind: [] for kind in Kind}
    findings = []
    for result in read(folder):
        if isinstance(result, Finding):
            findings.append(result)
        else:
            held[result.kind].append(result)
    findings += _correct(held)
    ordered = tuple(sorted(set(findings)))
    dossier = None if has_errors(ordered) else _dossier(held)
    return Loaded(dossier, ordered, _places(held))


def _nodes(file: RecordFile) -> Iterator[Node | FileFault]:
    if file.is_jsonl:
        return json_nodes(read_lines(file.path, LONGEST_JSON_LINE))
    return yaml_nodes(read_lines(file.path, LONGEST_YAML_LINE))


def _records(node: Node | FileFault, file: RecordFile) -> Iterator[Located[Record] | Finding]:
    """The record that a node holds, or what is wrong with it."""
    if isinstance(node, FileFault):
        harmless = node.rule == "empty" and file.kind.listed
        severity = Severity.WARNING if harmless else Severity.ERROR
        yield Finding(file.name, node.line, node.rule, node.message, severity)
        return
    if node.in_list != (file.kind.listed or file.is_jsonl):
        wanted = (
            "a list of records, each starting with “- ”" if file.kind.listed else "one record, not a list"
        )
        yield Finding(file.name, node.line, "field", f"the file holds {wanted}")
        return
    model = MODELS[file.kind]
    try:
        value = model.model_validate_json(json.dumps(node.value), strict=True)
    except ValidationError as error:
        for fault in field_faults(error, model):
            yield Finding(file.name, node.line_of(fault.path), fault.rule, fault.message)
    else:
        yield Located(value, file.kind, file.name, Node(None, node.line, node.lines))


def _correct(held: Mapping[Kind, list[Located[Record]]]) -> Iterator[Finding]:
    """Lay each correction over its target, in file order; one without a target is the checks' to tell."""
    spots: dict[str, tuple[list[Located[Record]], int]] = {}
    for kind in (Kind.EVENTS, Kind.CLAIMS):
        for index, located in enumerate(held[kind]):
            spots[cast("Claim | Event", located.value).id] = held[kind], index
    for located in held[Kind.CORRECTIONS]:
        correction = cast("Correction", located.value)
        if correction.target not in spots:
            continue
        records, index = spots[correction.target]
        try:
            value = corrected(cast("Any", records[index].value), correction)
        except CorrectionFault as fault:
            yield Finding(located.file, located.line_of(fault.field), "correction", fault.message)
        else:
            records[index] = replace(records[index], value=value)


def _dossier(held: Mapping[Kind, list[Located[Record]]]) -> Dossier:
    def values(kind: Kind) -> tuple[Any, ...]:
        return tuple(located.value for located in held[kind])

    (manifest,), (vocabulary,) = values(Kind.DOSSIER), values(Kind.VOCABULARY)
    return Dossier(
        manifest,
        vocabulary,
        topics=values(Kind.TOPICS),
        actors=values(Kind.ACTORS),
        places=values(Kind.PLACES),
        documents=values(Kind.DOCUMENT),
        claims=values(Kind.CLAIMS),
        events=values(Kind.EVENTS),
        relations=values(Kind.RELATIONS),
        corrections=values(Kind.CORRECTIONS),
    )


def _places(held: Mapping[Kind, Iterable[Located[Record]]]) -> dict[str | int, Located[Record]]:
    """Where each record is, by itself, by its id, and by kind and id; the first goes before later ones."""
    places: dict[str | int, Located[Record]] = {}
    for kind, records in held.items():
        for located in records:
            name = str(kind if kind in (Kind.DOSSIER, Kind.VOCABULARY) else getattr(located.value, "id", ""))
            places[id(located.value)] = located
            places.setdefault(name, located)
            places.setdefault(f"{kind}/{name}", located)
    return places
