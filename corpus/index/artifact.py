"""The compiled file of a dossier's folder: found by content hash, built when missing, swapped in whole."""

from __future__ import annotations

import os
import re
import struct
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from corpus.errors import CorpusError
from corpus.index.schema import APPLICATION_ID, SCHEMA_VERSION
from corpus.layout import content_hash

KEPT: Final = 3600.0
"""Seconds that a superseded file or another process's unfinished one is left alone."""

_HEADER: Final = struct.Struct(">16s44xI4xI28x")  # SQLite's: magic, user version, application id
_MAGIC: Final = b"SQLite format 3\0"
_SEAL: Final = slice(60, 64)  # the user version: here, a checksum of every other byte
_ATTEMPTS: Final = 3


def ensure(folder: Path, cache: Path) -> Path:
    """The compiled file of the dossier in `folder`, made in `cache` when there is none for its content.

    Where there is a sound one, no record is read. Any number of processes may do this at once: each builds
    a file of its own and swaps it in whole. Raises DossierError, its findings in it, when the dossier has
    errors, CorpusError when the file cannot be written.
    """
    path = _path(folder, cache, content_hash(folder))
    if is_sound(path):
        return path
    for _ in range(_ATTEMPTS):
        _build(folder, path)
        now = _path(folder, cache, content_hash(folder))
        if now == path:
            _remove_superseded(path)
            return path
        path.unlink(missing_ok=True)
        path = now
    raise CorpusError(f"The dossier {folder} changes all the time: try again when its files are at rest.")


def is_sound(path: Path) -> bool:
    """Whether the file is there, of this program's version, and byte for byte as it was sealed."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    if len(content) < _HEADER.size:
        return False
    magic, seal, application = _HEADER.unpack_from(content)
    return (magic, application, seal) == (_MAGIC, APPLICATION_ID, _checksum(content))


def seal(path: Path) -> None:
    """Write the checksum into the file's header and have all of it on the disk."""
    with path.open("r+b") as file:
        checksum = _checksum(file.read())
        file.seek(_SEAL.start)
        file.write(checksum.to_bytes(4, "big"))
        file.flush()
        os.fsync(file.fileno())


def _checksum(content: bytes) -> int:
    return zlib.crc32(memoryview(content)[_SEAL.stop :], zlib.crc32(memoryview(content)[: _SEAL.start]))


def _path(folder: Path, cache: Path, digest: str) -> Path:
    return cache / f"{folder.resolve().name}-{digest[:32]}-v{SCHEMA_VERSION}.sqlite"


def _build(folder: Path, path: Path) -> None:
    """Read, check, compile, seal, rename."""
    import tempfile  # noqa: PLC0415 - slow to import like the next, and needed as seldom

    from corpus.index.building import build  # noqa: PLC0415 - brings YAML and the checks

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise CorpusError(f"The dossier cannot be compiled into {path.parent}: {error.strerror}.") from error
    unfinished = Path(name)
    try:
        build(folder, unfinished)
        seal(unfinished)
        unfinished.replace(path)
        _sync(path.parent)
    except OSError as error:
        raise CorpusError(f"The dossier cannot be compiled into {path}: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Have a rename in the folder on the disk; systems that cannot open a folder do without."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove_superseded(path: Path) -> None:
    """Delete the dossier's other compiled files, once at rest for a while; whoever has one open keeps it."""
    stem = re.escape(path.name.rsplit("-", 2)[0])
    ours = re.compile(rf"\.?{stem}-[0-9a-f]{{32}}-v[0-9]+(\.sqlite|-[^-]+\.tmp)")
    before = time.time() - KEPT
    for other in path.parent.iterdir():
        if other != path and ours.fullmatch(other.name):
            with suppress(OSError):  # another process was quicker, or Windows has it open
                if other.stat().st_mtime < before:
                    other.unlink()
