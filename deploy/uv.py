"""Runs the uv of this checkout's .venv, fetching from where the machine's pip would; says what goes on."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy import pip_settings

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
PROGRAM = VENV / "bin" / "uv"

# These would install somewhere else than into .venv, or ask a hash of the checkout itself.
DIVERTING = (
    "VIRTUAL_ENV",
    "PYTHONHOME",
    "UV_PYTHON",
    "UV_SYSTEM_PYTHON",
    "UV_REQUIRE_HASHES",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
)

AGAIN = "its own words are above; the same command again goes on from there"


class SetUpError(Exception):
    """The set-up cannot be done; the text is one line that says what to do about it."""


def environment() -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the variables for uv that honour pip's settings here, and the options that have no variable."""
    variables = {name: value for name, value in os.environ.items() if name not in DIVERTING}
    options = _pip_options(variables)
    variables.update(pip_settings.translate(options, variables, ssl.get_default_verify_paths().cafile))
    variables["UV_PYTHON_DOWNLOADS"] = "never"
    return variables, ("--no-index",) if pip_settings.forbids_indexes(options) else ()


def run(*arguments: str, environment: Mapping[str, str]) -> None:
    """Run the uv of .venv in the checkout, all it says on standard error. Raises SetUpError when it fails."""
    if stream((str(PROGRAM), *arguments), environment):
        raise SetUpError(f"`uv {' '.join(arguments[:2])}` failed, {AGAIN}")


def say(line: str) -> None:
    """Put one line of progress on standard error."""
    sys.stderr.write(f"set-up: {line}\n")
    sys.stderr.flush()


def stream(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command and return its exit code; what it says goes to standard error, credentials taken out."""
    with subprocess.Popen(  # noqa: S603 - fixed words and paths of our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=environment,
        cwd=CHECKOUT,
    ) as process:
        for line in process.stdout or ():
            # uv lists the packages it changes: they stand in the file of pins.
            if not line.startswith((" + ", " - ", " ~ ")):
                sys.stderr.write(pip_settings.masked(line))
    return process.returncode


def _pip_options(environment: Mapping[str, str]) -> dict[str, str]:
    """Return pip's settings on this machine, asked of the first pip there is."""
    for python in (str(PYTHON), sys.executable):
        asked = subprocess.run(  # noqa: S603 - fixed words and paths of our own
            (python, "-m", "pip", "--disable-pip-version-check", "config", "list"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        if asked.returncode == 0:
            return pip_settings.parse(asked.stdout)
    return pip_settings.from_environment(environment)
