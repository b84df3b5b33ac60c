"""The marks of a dossier's files: what tells, without opening one, that something was saved."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

Marks: TypeAlias = tuple[tuple[str, int, int, int], ...]
"""Name, size and times of change, of content and of all else, of every file: a save changes one of them."""

_FOLDERS: Final = ("", "claims", "documents")


def marks(folder: Path) -> Marks:
    """The marks of a dossier's files, cheaply: none is opened. A folder that is not there has none."""
    found = []
    for name in _FOLDERS:
        with suppress(OSError), os.scandir(folder / name) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    with suppress(OSError):  # gone since
                        told = entry.stat()
                        place = f"{name}/{entry.name}"
                        found.append((place, told.st_size, told.st_mtime_ns, told.st_ctime_ns))
    return tuple(sorted(found))
