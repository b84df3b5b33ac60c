"""What a finished set-up was made from, and what is to do when that is no longer what is here."""

from __future__ import annotations

import enum
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

UV_PINS = "requirements/uv.txt"
RUN_PINS = "requirements/run.txt"
DEV_PINS = "requirements/dev.txt"
PROJECT = "pyproject.toml"

# Level of a set-up -> the files it is made from. Each level holds the one before it.
LEVELS: dict[str, tuple[str, ...]] = {
    "uv": (UV_PINS,),
    "run": (UV_PINS, RUN_PINS, PROJECT),
    "dev": (UV_PINS, RUN_PINS, PROJECT, DEV_PINS),
}


class Action(enum.Enum):
    """What a set-up has to do."""

    NOTHING = "nothing"
    INSTALL = "install"
    REBUILD = "rebuild"


@dataclass(frozen=True)
class Stamp:
    """What a virtual environment was made from: its place, its interpreter, and file name -> digest."""

    checkout: str = ""
    interpreter: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)


# Marks an environment being worked on: it fits no checkout, so what an interrupted run left is rebuilt.
UNFINISHED = Stamp()


def plan(found: Stamp | None, wanted: Stamp) -> Action:
    """Decide from the stamp found (None: none, or not ours) and the one wanted.

    Scripts in a virtual environment hold its absolute path, and its packages are for one interpreter: where
    either has changed there is nothing to mend.
    """
    if found is None or (found.checkout, found.interpreter) != (wanted.checkout, wanted.interpreter):
        return Action.REBUILD
    if wanted.inputs.items() <= found.inputs.items():
        return Action.NOTHING
    return Action.INSTALL


def widest(asked: str, found: Stamp | None) -> str:
    """Return the level to install, never narrower than what is there: a run keeps what a test put in."""
    present = {level for level, files in LEVELS.items() if found and set(files) <= set(found.inputs)}
    return max(present | {asked}, key=list(LEVELS).index)


def wanted(checkout: Path, level: str, interpreter: Path) -> Stamp:
    """Return the stamp of a set-up of this level made now. Raises FileNotFoundError where one is missing."""
    inputs = {name: _digest((checkout / name).read_text(encoding="utf-8"), name) for name in LEVELS[level]}
    return Stamp(str(checkout), identity(interpreter), inputs)


def identity(interpreter: Path) -> str:
    """Return what tells this interpreter from an upgraded one; empty where there is none."""
    target = Path(os.path.realpath(interpreter))
    try:
        status = target.stat()
    except OSError:
        return ""
    return f"{target} {status.st_size} {status.st_mtime_ns}"


def read(file: Path) -> Stamp | None:
    """Return the stamp in the file; None where there is none, or what is there is no stamp."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        return Stamp(str(stored["checkout"]), str(stored["interpreter"]), dict(stored["inputs"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(file: Path, stamp: Stamp) -> None:
    """Put the stamp in the file, whole or not at all."""
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
    draft.replace(file)


def _digest(text: str, name: str) -> str:
    """Return the digest of a file of pins, or of what pyproject.toml installs (not of how it sets tools)."""
    if name == PROJECT:
        import tomllib  # noqa: PLC0415 - not in a Python too old, which must load this module to be told so

        project = tomllib.loads(text)
        installed = (
            project.get("build-system"),
            project.get("project"),
            project.get("tool", {}).get("hatch"),
        )
        text = json.dumps(installed, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
