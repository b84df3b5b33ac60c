"""Reading `unheld.yaml`, the written reasons for what no claim holds; no answer depends on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import ValidationError

from corpus.checks.anchors import LONGEST
from corpus.field_faults import field_faults
from corpus.file_lines import LONGEST_YAML_LINE, FileFault, read_lines
from corpus.findings import Finding
from corpus.model import Dossier, Unheld
from corpus.nodes import Node
from corpus.text import words
from corpus.yaml_nodes import yaml_nodes

FILE: Final = "unheld.yaml"
RULE: Final = "unheld"


class Reason(NamedTuple):
    """An entry, and the lines of its fields in the file."""

    entry: Unheld
    node: Node

    def finding(self, field: str | None, message: str) -> Finding:
        """What is wrong with one of its fields."""
        return Finding(FILE, self.node.line_of((field,) if field else ()), RULE, message)


def read(folder: Path) -> Iterator[Reason | Finding]:
    """The entries of a dossier's file and what is wrong in it; nothing where it has none."""
    path = folder / FILE
    if not path.exists():
        return
    try:
        for node in yaml_nodes(read_lines(path, LONGEST_YAML_LINE)):
            yield from _entries(node)
    except OSError as error:
        yield Finding(FILE, 1, "unreadable", f"the file cannot be read: {error.strerror}")


def misdirected(reasons: Iterable[Reason], dossier: Dossier) -> Iterator[tuple[Reason, Finding]]:
    """Entries that lead nowhere, stand twice or quote too much."""
    documents = {document.id: document for document in dossier.documents}
    seen: set[tuple[str, int, str | None]] = set()
    for reason in reasons:
        entry, document = reason.entry, documents.get(reason.entry.document)
        place = entry.document, entry.paragraph, entry.text
        if document is None:
            yield reason, reason.finding("document", f"there is no document `{entry.document}`")
        elif entry.paragraph > document.paragraphs:
            message = (
                f"there is no §{entry.paragraph}: [{document.number}] has {document.paragraphs} paragraphs"
            )
            yield reason, reason.finding("paragraph", message)
        elif place in seen:
            yield reason, reason.finding(None, "the same words have a reason already: keep one")
        elif entry.text is not None and len(words(entry.text)) > LONGEST:
            yield reason, reason.finding("text", f"give the number or date alone, {LONGEST} words at most")
        seen.add(place)


def _entries(node: Node | FileFault) -> Iterator[Reason | Finding]:
    if isinstance(node, FileFault):
        if node.rule != "empty":
            yield Finding(FILE, node.line, node.rule, node.message)
    elif not node.in_list:
        yield Finding(FILE, node.line, "field", "the file holds a list of entries, each starting with “- ”")
    else:
        try:
            yield Reason(Unheld.model_validate_json(json.dumps(node.value), strict=True), node)
        except ValidationError as error:
            for fault in field_faults(error, Unheld):
                yield Finding(FILE, node.line_of(fault.path), fault.rule, fault.message)
