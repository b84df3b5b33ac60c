"""What this machine has to make a virtual environment with, and the one line to say when it has nothing."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)
PIP_WITH_PYTHON_OPTION = (22, 3)


@dataclass(frozen=True)
class Machine:
    """An interpreter, and what is there beside it; paths are None for what is not."""

    python: str
    ensurepip: bool = False
    pip: bool = False
    uv: str | None = None
    virtualenv: str | None = None


@dataclass(frozen=True)
class Way:
    """One way to a virtual environment: the command that makes it, and the one that installs uv into it."""

    create: tuple[str, ...]
    install: tuple[str, ...]


def ways(machine: Machine, target: str) -> tuple[Way, ...]:
    """Return the ways this machine offers to make `target`, the one to try first in front."""
    inside = f"{target}/bin/python"
    venv = (machine.python, "-m", "venv")
    quietly = ("install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-user")
    own_pip = (inside, "-m", "pip", *quietly)
    found: list[Way] = []
    if machine.ensurepip:
        found.append(Way((*venv, target), own_pip))
    if machine.pip:
        system_pip = (machine.python, "-m", "pip", "--python", inside, *quietly)
        found.append(Way((*venv, "--without-pip", target), system_pip))
    if machine.uv:
        make = (machine.uv, "venv", "--quiet", "--allow-existing", "--python", machine.python, target)
        found.append(Way(make, (machine.uv, "pip", "install", "--quiet", "--python", inside)))
    if machine.virtualenv:
        found.append(Way((machine.virtualenv, "--quiet", "--python", machine.python, target), own_pip))
    return tuple(found)


def look_around() -> Machine:
    """Return what this machine has."""
    return Machine(
        python=sys.executable,
        ensurepip=importlib.util.find_spec("ensurepip") is not None,
        pip=_pip_version() >= PIP_WITH_PYTHON_OPTION,
        uv=shutil.which("uv"),
        virtualenv=shutil.which("virtualenv"),
    )


def too_old(version: tuple[int, int]) -> str | None:
    """Return the refusal of a Python the program does not run on, None for one that will do."""
    if version >= OLDEST:
        return None
    needed, here = (".".join(map(str, numbers)) for numbers in (OLDEST, version))
    return (
        f"Python {needed} or newer is needed and this is {here}: install one, "
        "or name one that is here, as in `make run PYTHON=/path/to/python3`"
    )


def nothing_to_make_it_with(python: str) -> str:
    """Return the refusal of a machine that has none of venv with its pip, pip, uv and virtualenv."""
    named = re.fullmatch(r"python3\.\d+", Path(python).name)
    package = f"{named.group() if named else 'python3'}-venv"
    return (
        f"this Python cannot make virtual environments: `sudo apt install {package}` (or uv), then try again"
    )


def newer_python() -> str | None:
    """Return a Python on the path that is new enough; the oldest such, as every package has wheels for it."""
    for minor in range(OLDEST[1], OLDEST[1] + 9):
        found = shutil.which(f"python{OLDEST[0]}.{minor}")
        # A version manager leaves names on the path that start nothing: only one that runs counts.
        if found and not subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode:  # noqa: S603
            return found
    return None


def _pip_version() -> tuple[int, ...]:
    """Return the first two numbers of the version of this interpreter's pip; nothing where there is none."""
    try:
        version = importlib.metadata.version("pip")
    except importlib.metadata.PackageNotFoundError:
        return ()
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])
