"""Makes the virtual environment `.venv` of this checkout, with the pinned packages of a level; keeps it fit.

`python3 -m deploy.venv [uv|run|dev] [--exactly]` needs nothing but Python. It says what it does on standard
error only, reads nothing from standard input, and does nothing when nothing has changed. `--exactly` makes
.venv with the very interpreter that runs this, rather than keep one made with another.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence

# Everything imported here must load on a Python too old for the program, so that the refusal is one line.
from deploy import machine, pip_settings, stamp, uv

STAMP = uv.VENV / "set-up.json"


def prepare(level: str, exactly: bool = False) -> None:
    """Bring .venv to a level of `stamp.LEVELS`, doing only what is needed. Raises SetUpError."""
    if _action(level, exactly) is stamp.Action.NOTHING:
        return
    with _alone():
        action = _action(level, exactly)  # another set-up may have done it while this one waited
        if action is stamp.Action.NOTHING:
            return
        level = stamp.widest(level, stamp.read(STAMP))
        if action is stamp.Action.REBUILD:
            _rebuild()
            stamp.write(STAMP, stamp.Stamp(str(uv.CHECKOUT), stamp.identity(uv.PYTHON)))
        before = stamp.read(STAMP) or stamp.UNFINISHED
        stamp.write(STAMP, stamp.UNFINISHED)
        try:
            _install(level)
        except uv.SetUpError:
            # uv fetches everything before it changes anything: with no network, what was there is still good.
            stamp.write(STAMP, before)
            raise
        stamp.write(STAMP, stamp.wanted(uv.CHECKOUT, level, uv.PYTHON))
        uv.say("done")


def _action(level: str, exactly: bool) -> stamp.Action:
    """Return what is to do. Raises SetUpError where the checkout lacks a file of pins."""
    try:
        wanted = stamp.wanted(uv.CHECKOUT, level, uv.PYTHON)
    except FileNotFoundError as missing:
        raise uv.SetUpError(f"{missing.filename} is missing from this checkout") from missing
    running = getattr(sys, "_base_executable", sys.executable)  # not the link a virtual environment has to it
    another = exactly and os.path.realpath(running) != os.path.realpath(uv.PYTHON)
    if another or not uv.PROGRAM.exists():
        return stamp.Action.REBUILD
    return stamp.plan(stamp.read(STAMP), wanted)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Keep other set-ups of this checkout waiting; the lock is on its folder, so no file is left behind."""
    folder = os.open(uv.CHECKOUT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            uv.say("another one is at work in this checkout, waiting for it")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _rebuild() -> None:
    """Make .venv anew, with uv in it, by the first way that works. Raises SetUpError."""
    ours = STAMP.exists() or (uv.VENV / "pyvenv.cfg").exists()
    if uv.VENV.exists() and not ours and not (uv.VENV.is_dir() and not any(uv.VENV.iterdir())):
        raise uv.SetUpError(f"{uv.VENV} is there and is no virtual environment: move it away")
    said: list[str] = []
    for way in machine.ways(machine.look_around(), str(uv.VENV)):
        uv.say(f"making .venv with Python {sys.version.split()[0]}")
        _empty()
        made = subprocess.run(  # noqa: S603 - fixed words and paths of our own
            way.create,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if made.returncode == 0 and uv.PYTHON.exists():
            _fetch_uv(way)
            return
        said.append(made.stdout)
    sys.stderr.write(pip_settings.masked("".join(said)))
    raise uv.SetUpError(machine.nothing_to_make_it_with(sys.executable))


def _empty() -> None:
    """Leave .venv an empty folder, marked unfinished. The folder itself stays: it may be a link or mount."""
    if uv.VENV.is_symlink() and not uv.VENV.exists():
        uv.VENV.unlink()
    uv.VENV.mkdir(exist_ok=True)
    stamp.write(STAMP, stamp.UNFINISHED)
    for entry in uv.VENV.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != STAMP:
            entry.unlink()


def _fetch_uv(way: machine.Way) -> None:
    """Put the pinned uv into .venv with the installer this way has. Raises SetUpError."""
    uv.say("fetching uv")
    environment, _ = uv.environment()
    # The user's settings of these two are about other installations than one into a virtual environment.
    environment.update(PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
    failed = uv.stream(
        (*way.install, "--require-hashes", "-r", str(uv.CHECKOUT / stamp.UV_PINS)), environment
    )
    if failed or not uv.PROGRAM.exists():
        raise uv.SetUpError(f"uv could not be fetched, {uv.AGAIN}")


def _install(level: str) -> None:
    """Make the packages of .venv exactly those of the level, and the checkout itself runnable from it."""
    environment, options = uv.environment()
    into = (*options, "--python", str(uv.PYTHON))
    if level == "uv":
        uv.run("pip", "install", *into, "--require-hashes", "-r", stamp.UV_PINS, environment=environment)
        return
    pins = stamp.DEV_PINS if level == "dev" else stamp.RUN_PINS
    uv.say(f"installing the packages of {pins}")
    sync = ("pip", "sync", *into, "--require-hashes", stamp.UV_PINS, pins)
    try:
        uv.run(*sync, environment=environment)
    except uv.SetUpError:
        # An index beside the main one may offer builds of its own of the same version (that of Raspberry Pi
        # OS does). pip passes over a file whose hash is not the pinned one and takes the next; uv stops.
        alone = pip_settings.main_index_alone(environment)
        if options or alone == environment:
            raise
        uv.say("once more, from the main index alone")
        uv.run(*sync, environment=alone)
    # The build backend is among the pinned packages: without isolation nothing more is fetched to build.
    unpinned = ("--no-deps", "--no-build-isolation", "--editable", ".")
    uv.run("pip", "install", *into, *unpinned, environment=environment)


def main(arguments: Sequence[str]) -> int:
    """Run from the command line and return the exit code."""
    exactly = "--exactly" in arguments
    level = next((word for word in arguments if word != "--exactly"), "run")
    refusal = machine.too_old(sys.version_info[:2])
    newer = machine.newer_python() if refusal and not exactly else None
    if newer:
        os.execv(newer, (newer, "-m", "deploy.venv", *arguments))  # noqa: S606 - a Python, no shell
    if refusal:
        uv.say(refusal)
        return 1
    try:
        prepare(level, exactly)
    except uv.SetUpError as error:
        uv.say(str(error))
        return 1
    except OSError as error:
        uv.say(str(error))
        return 1
    except KeyboardInterrupt:
        uv.say("interrupted; the same command again goes on")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
