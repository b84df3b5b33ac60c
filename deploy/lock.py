"""Writes the files of pins in `requirements/` from pyproject.toml, and says whether they are up to date.

`.venv/bin/python -m deploy.lock [--check] [options of uv pip compile, such as --upgrade]`
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from deploy import machine, pip_settings, stamp, uv

# File of pins -> the dependency groups it holds, and whether it holds the program's own dependencies.
CONTENTS: dict[str, tuple[tuple[str, ...], bool]] = {
    stamp.UV_PINS: (("uv",), False),
    stamp.RUN_PINS: (("build",), True),
    stamp.DEV_PINS: (("build", "dev"), True),
}

# One version of a package for every Python and system, so that what was tested is what runs.
HOW = ("--universal", "--fork-strategy", "fewest", "--generate-hashes", "--no-header", "--no-annotate")

PLACE = re.compile(r"://|^\s*-(?!-hash)|\s@\s|(?<![\w.])/", re.MULTILINE)


def header(project: str) -> str:
    """Return the first lines of a file of pins made from this pyproject.toml: a digest of what it asks."""
    parsed = tomllib.loads(project)
    asked = (
        parsed["project"]["requires-python"],
        sorted(parsed["project"]["dependencies"]),
        {name: sorted(map(str, group)) for name, group in sorted(parsed["dependency-groups"].items())},
    )
    digest = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
    return f"# Made by `make lock` from pyproject.toml, not by hand.\n# asked for: sha256:{digest}\n"


def stale(project: str, pins: str) -> bool:
    """Say whether this file of pins was made from something else than what pyproject.toml asks for now."""
    return not pins.startswith(header(project))


def places(pins: str) -> list[str]:
    """Return the lines that name a host, an index or a path: a file of pins is good on every machine."""
    return [line for line in pins.splitlines() if PLACE.search(line) and not line.startswith("#")]


def compile_all(options: Sequence[str]) -> None:
    """Write every file of pins. Raises uv.SetUpError."""
    project = _text(stamp.PROJECT)
    how = (*HOW, "--python-version", ".".join(map(str, machine.OLDEST)))
    environment, no_index = uv.environment()
    # Another index may hold only a part of a release's files, and its hashes would shut out the others.
    environment = pip_settings.main_index_alone(environment)
    for name, (groups, own) in CONTENTS.items():
        draft = uv.VENV / "pins.txt"
        # uv keeps the versions it finds in the file it writes, where they still fit.
        draft.write_text(_text(name), encoding="utf-8")
        chosen = [word for group in groups for word in ("--group", group)]
        # What runs and what is tested must be one version: the wider file keeps the pins of the narrower.
        same = ["--constraints", stamp.RUN_PINS] if name == stamp.DEV_PINS else []
        source = [stamp.PROJECT] if own else []
        uv.say(f"resolving {name}")
        words = (*how, *no_index, *chosen, *same, *options, "-o", str(draft), *source)
        uv.run("pip", "compile", "--quiet", *words, environment=environment)
        _publish(draft, name, header(project))


def _publish(draft: Path, name: str, first_lines: str) -> None:
    """Put a resolved file in its place under its header. Raises uv.SetUpError where it names a place."""
    pins = draft.read_text(encoding="utf-8")
    draft.unlink()
    if places(pins):
        raise uv.SetUpError(f"{name} would name a host or a path, and is left as it was")
    (uv.CHECKOUT / name).write_text(first_lines + pins, encoding="utf-8")


def _text(name: str) -> str:
    """Return the text of a file of the checkout, nothing where it is missing."""
    file = uv.CHECKOUT / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


def main(arguments: Sequence[str]) -> int:
    """Run from the command line and return the exit code."""
    project = _text(stamp.PROJECT)
    if "--check" in arguments:
        old = [name for name in CONTENTS if stale(project, _text(name))]
        for name in old:
            uv.say(f"{name} is older than the dependencies in pyproject.toml: run `make lock`")
        return 1 if old else 0
    try:
        compile_all(arguments)
    except uv.SetUpError as refused:
        uv.say(str(refused))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
