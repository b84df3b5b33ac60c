"""Which file of a dossier's folder holds which kind of record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from corpus.errors import DossierError
from corpus.findings import Finding, Severity

MANIFEST: Final = "dossier.yaml"
VOCABULARY: Final = "vocabulary.yaml"
RECEIPT: Final = "receipt.json"

_IGNORED: Final = frozenset({"README.md", RECEIPT, "unheld.yaml"})


class Kind(StrEnum):
    """The kinds of record, in reading order; each names its file and its JSON Schema."""

    DOSSIER = "dossier"
    VOCABULARY = "vocabulary"
    TOPICS = "topics"
    ACTORS = "actors"
    PLACES = "places"
    DOCUMENT = "document"
    CLAIMS = "claims"
    EVENTS = "events"
    RELATIONS = "relations"
    CORRECTIONS = "corrections"

    @property
    def listed(self) -> bool:
        """Whether a YAML file of it is a list of records; else it is one record."""
        return self not in (Kind.DOSSIER, Kind.VOCABULARY, Kind.DOCUMENT)


_FOLDERS: Final = {"documents": Kind.DOCUMENT, "claims": Kind.CLAIMS}


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of records; `name` is relative to the dossier's folder, with forward slashes."""

    kind: Kind
    name: str
    path: Path

    @property
    def is_jsonl(self) -> bool:
        """Whether it holds one JSON record a line, and not YAML."""
        return self.path.suffix == ".jsonl"


def record_files(folder: Path) -> Iterator[RecordFile | Finding]:
    """Every file of records, in reading order; a finding for each entry that is none and should not be there.

    Raises DossierError when there is no dossier at all.
    """
    if not folder.is_dir():
        raise DossierError(f"There is no dossier folder {folder}: check the path, or make one there.")
    if not (folder / MANIFEST).exists():
        raise DossierError(
            f"{folder} is no dossier: it holds no {MANIFEST}, which names its story and languages."
        )
    try:
        found = sorted(_entries(folder), key=_reading_order)
    except OSError as error:
        raise DossierError(f"The dossier folder {folder} cannot be read: {error.strerror}.") from error
    yield from found
    if not any(isinstance(entry, RecordFile) and entry.kind is Kind.VOCABULARY for entry in found):
        yield Finding(
            MANIFEST, 1, "missing-file", f"the dossier has no {VOCABULARY}: it needs one unit at least"
        )


def content_hash(folder: Path) -> str:
    """SHA-256, in hexadecimal digits, of all that answers depend on: the record files and the receipt.

    Nothing is parsed. Raises DossierError when there is no dossier or a file cannot be read.
    """
    total = hashlib.sha256()
    names = [entry.name for entry in record_files(folder) if isinstance(entry, RecordFile)]
    if (folder / RECEIPT).is_file():
        names.append(RECEIPT)
    for name in sorted(names):
        try:
            with (folder / name).open("rb") as file:
                inner = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise DossierError(f"{folder / name} cannot be read: {error.strerror}.") from error
        total.update(f"{name}\0{inner}\n".encode())
    return total.hexdigest()


def _entries(folder: Path) -> Iterator[RecordFile | Finding]:
    for path in sorted(folder.iterdir()):
        if path.name in _IGNORED or path.name.startswith("."):
            continue
        kind = _FOLDERS.get(path.name)
        if kind is None:
            yield _entry(path, path.name, folder, _root_kind(path))
        elif not path.is_dir() or _leaves(path, folder):
            yield _entry(path, path.name, folder, None)
        else:
            yield from _folder_entries(path, kind, folder)


def _folder_entries(folder: Path, kind: Kind, dossier: Path) -> Iterator[RecordFile | Finding]:
    for path in sorted(folder.iterdir()):
        if path.name not in _IGNORED and not path.name.startswith("."):
            known = path.suffix in (".yaml", ".jsonl")
            yield _entry(path, f"{folder.name}/{path.name}", dossier, kind if known else None)


def _root_kind(path: Path) -> Kind | None:
    """What a file in the dossier's folder itself holds."""
    if path.name in (MANIFEST, VOCABULARY):
        return Kind(path.stem)
    kind = Kind(path.stem) if path.stem in tuple(Kind) else None
    suitable = kind is not None and kind.listed and kind is not Kind.CLAIMS
    return kind if suitable and path.suffix in (".yaml", ".jsonl") else None


def _entry(path: Path, name: str, folder: Path, kind: Kind | None) -> RecordFile | Finding:
    if _leaves(path, folder):
        return Finding(name, 1, "outside", "the link leads out of the dossier's folder: put the file here")
    if kind is None:
        hint = (
            "rename it to .yaml" if path.suffix == ".yml" else "its records are not read; move or rename it"
        )
        return Finding(name, 1, "unknown-file", f"no part of a dossier: {hint}", Severity.WARNING)
    if path.exists() and not path.is_file():
        return Finding(name, 1, "unreadable", "this is no plain file: a dossier is made of files")
    return RecordFile(kind, name, path)


def _leaves(path: Path, folder: Path) -> bool:
    """Whether a link leads out of the folder, or round in a circle."""
    try:
        return path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
    except RuntimeError:  # Python 3.11 and 3.12 on a circle
        return True


def _reading_order(entry: RecordFile | Finding) -> tuple[int, str]:
    if isinstance(entry, Finding):
        return -1, entry.file
    return tuple(Kind).index(entry.kind), entry.name
