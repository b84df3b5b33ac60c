"""Makes a virtual environment that holds the program and what it needs to run, and nothing that built it.

`python3 -m deploy.release FOLDER` makes it, doing nothing where it is already there; `--name` prints what a
release made from this checkout is called. Every file that is fetched must have its hash in `requirements/`.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from deploy import machine, pip_settings, stamp, uv, venv

# What a release is made from.
SOURCES = ("bot", "digests", "corpus", stamp.PROJECT, stamp.RUN_PINS, "README.md", "LICENSE")
COMPLETE = "release"


def name() -> str:
    """Return the name of the release of this checkout: its version, and a digest of all that goes in."""
    digest = hashlib.sha256(sys.version.encode())
    for file in sources():
        digest.update(f"{file.relative_to(uv.CHECKOUT)}\n{file.stat().st_size}\n".encode())
        digest.update(file.read_bytes())
    return f"{version()}-{digest.hexdigest()[:12]}"


def version() -> str:
    """Return the version in pyproject.toml."""
    lines = (uv.CHECKOUT / stamp.PROJECT).read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("version = ")).split('"')[1]


def sources() -> Iterator[Path]:
    """Yield the files that a release is made from, always in the same order."""
    for source in SOURCES:
        place = uv.CHECKOUT / source
        for file in sorted(place.rglob("*")) if place.is_dir() else (place,):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


def make(folder: Path) -> None:
    """Make the release in a folder. Raises uv.SetUpError."""
    called = name()
    mark = folder / COMPLETE
    if mark.exists() and mark.read_text(encoding="utf-8").strip() == called:
        return
    venv.prepare("uv")
    environment, no_index = uv.environment()
    # Files of its own: a link into a user's cache would change, or be unreadable, with the cache.
    environment["UV_LINK_MODE"] = "copy"
    with tempfile.TemporaryDirectory() as scratch:
        pins = ("--build-constraint", stamp.RUN_PINS, "--require-hashes", "--out-dir", scratch)
        uv.run("build", "--quiet", "--wheel", *no_index, *pins, environment=environment)
        base = getattr(sys, "_base_executable", sys.executable)
        uv.run("venv", "--quiet", "--clear", "--python", base, str(folder), environment=environment)
        uv.say(f"installing {called} into {folder}")
        _install(folder, next(Path(scratch).glob("*.whl")), environment, no_index)
    mark.write_text(f"{called}\n", encoding="utf-8")


def _install(folder: Path, wheel: Path, environment: dict[str, str], no_index: tuple[str, ...]) -> None:
    """Install the wheel and what it asks for, at the pinned versions and with the pinned hashes alone."""
    into = ("--quiet", "--python", str(folder / "bin" / "python"), "--compile-bytecode", *no_index)
    pinned = ("--constraint", str(uv.CHECKOUT / stamp.RUN_PINS), "--verify-hashes", str(wheel))
    alone = pip_settings.main_index_alone(environment)
    try:
        uv.run("pip", "install", *into, *pinned, environment=environment)
    except uv.SetUpError:
        if no_index or alone == environment:
            raise
        uv.say("once more, from the main index alone")
        uv.run("pip", "install", *into, *pinned, environment=alone)
    # Tests of other packages: a tenth of the whole, and nobody runs them.
    for tests in [*folder.glob("lib/python*/site-packages/**/tests")]:
        shutil.rmtree(tests, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    """Run from the command line and return the exit code."""
    refusal = machine.too_old(sys.version_info[:2])
    if refusal or len(arguments) != 1:
        uv.say(refusal or "name the folder of the release: python3 -m deploy.release FOLDER")
        return 1
    if arguments[0] == "--name":
        sys.stdout.write(f"{name()}\n")
        return 0
    try:
        make(Path(arguments[0]).absolute())
    except (uv.SetUpError, OSError) as error:
        uv.say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
