"""The file of a backup: a line of JSON that says what it is, then an SQLite file, compressed."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from typing import IO, Any, Final

from digests.errors import StoreError

FORMAT: Final = 1
"""Of the file; the tables have their own revision."""
SQLITE: Final = b"SQLite format 3\0"
"""What an SQLite file begins with."""
_NAME: Final = "briefing backup"
_LONGEST: Final = 64 * 1024
"""Bytes that the first line has at most."""
_SUM: Final = "sha256"
"""Of the line without it and of the SQLite file."""
_BLOCK: Final = 1024 * 1024
_FAST: Final = 3
"""Of zlib's levels: a little larger than the smallest, in a third of the time."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What only those who ask for a backup know."""

    taken: datetime
    dossier: str | None
    """The id of the dossier that the bot serves; null where it cannot be read."""
    program: str
    """The version that writes it."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a backup says of itself."""

    taken: datetime | None
    """Null of an SQLite database's own file, which does not say."""
    revision: str
    """Of the tables (`digests.store.migrate`)."""
    dossier: str | None
    program: str
    rows: Mapping[str, int]
    """How many each table has."""


@contextmanager
def room_beside(file: Path) -> Iterator[Path]:
    """A folder beside the file, for this process alone and gone afterwards; StoreError."""
    with _told(file, "written"):
        folder = TemporaryDirectory(prefix=".briefing-", dir=file.parent)
    with folder as name:
        yield Path(name)


def seal(tables: Path, file: Path, facts: Seal, *, replace: bool) -> None:
    """Write the file, whole or not at all, for its owner's eyes alone; StoreError."""
    with _told(file, "written"):
        descriptor, name = mkstemp(prefix=f".{file.name}.", suffix=".unfinished", dir=file.parent)  # 0600
        unfinished = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(_header(tables, facts))
                with tables.open("rb") as source, gzip.GzipFile("", "wb", _FAST, out, mtime=0) as packed:
                    shutil.copyfileobj(source, packed, _BLOCK)
                out.flush()
                os.fsync(out.fileno())
            see_free(file, replace=replace)
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # so that the name is there after a power failure
        finally:
            os.close(folder)


def see_free(file: Path, *, replace: bool) -> None:
    """StoreError when there is something of this name that is to stay, or no folder for it."""
    if file.is_dir():
        raise StoreError(f"{file} is a folder: name a file in it.")
    if file.exists() and not replace:
        raise StoreError(
            f"{file} is there already: name another file (`briefing backup --replace` writes over it)."
        )
    if not file.parent.is_dir():
        raise StoreError(f"{file} cannot be written: there is no folder {file.parent}.")


def unseal(file: Path, tables: Path) -> Seal:
    """Take the SQLite file out and see that it is as it was put in; StoreError."""
    with _told(file, "read"), file.open("rb") as packed:
        said, sum_ = _read_header(packed, file)
        total, is_whole = sha256(json.dumps(said).encode()), True
        try:
            with gzip.GzipFile(fileobj=packed) as source, tables.open("wb") as out:
                while block := source.read(_BLOCK):
                    total.update(block)
                    out.write(block)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            is_whole = False
    if not is_whole or total.hexdigest() != sum_:
        raise StoreError(f"{file} is damaged: it is not as it was written. Take another backup.")
    taken = datetime.fromisoformat(said["taken"]).astimezone(UTC)
    return Seal(taken, said["revision"], said["dossier"], said["program"], said["rows"])


def is_plain(file: Path) -> bool:
    """Whether it is not a backup of ours but an SQLite file as it is; StoreError."""
    with _told(file, "read"), file.open("rb") as opened:
        return opened.read(len(SQLITE)) == SQLITE


def _header(tables: Path, facts: Seal) -> bytes:
    said = {_NAME: FORMAT, **asdict(facts), "taken": str(facts.taken)}
    total = sha256(json.dumps(said).encode())
    with tables.open("rb") as source:
        while block := source.read(_BLOCK):
            total.update(block)
    return json.dumps({**said, _SUM: total.hexdigest()}).encode() + b"\n"


def _read_header(packed: IO[bytes], file: Path) -> tuple[dict[str, Any], str]:
    """What it says of itself, and the sum of that and of what follows."""
    try:
        said = json.loads(packed.readline(_LONGEST))
        version, sum_ = said[_NAME], said.pop(_SUM)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(f"{file} is no backup: name a file that `briefing backup` has written.") from None
    if version != FORMAT:
        raise StoreError(f"{file} was written by a newer version of this program: restore it with that one.")
    return said, sum_


@contextmanager
def _told(file: Path, done: str) -> Iterator[None]:
    """Turns what the system refuses into a StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{file} cannot be {done}: {error.strerror or error}.") from None
