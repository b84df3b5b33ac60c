"""What `make` promises: a clean standard output, standard input untouched, pins good on any machine."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from deploy import lock, stamp

ROOT = Path(__file__).resolve().parents[2]
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def copy(to: Path) -> None:
    names = [
        "Makefile",
        *stamp.LEVELS["dev"],
        *(f"deploy/{file.name}" for file in (ROOT / "deploy").glob("*.py")),
    ]
    for name in names:
        target = to / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give a checkout, in a folder with a space in its name, that is set up but for its program: an echo."""
    root = tmp_path / "a checkout"
    copy(root)
    bin_folder = root / ".venv" / "bin"
    bin_folder.mkdir(parents=True)
    (bin_folder / "python").symlink_to(sys.executable)
    for name, words in {"uv": "exit 9", "briefing": 'echo "told: $*"; cat'}.items():
        (bin_folder / name).write_text(f"#!/bin/sh\n{words}\n")
        (bin_folder / name).chmod(0o755)
    stamp.write(root / ".venv" / "set-up.json", stamp.wanted(root, "dev", bin_folder / "python"))
    return root


def make(checkout: Path, *words: str, said: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *words],
        cwd=checkout,
        input=said,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**environ, **variables},
    )


def test_a_run_passes_standard_input_through_and_prints_answers_only(checkout: Path) -> None:
    done = make(checkout, "run", f"PYTHON={sys.executable}", "ARGS=--once", said="/troops\n/losses\n")
    assert (done.stdout, done.stderr, done.returncode) == ("told: run --once\n/troops\n/losses\n", "", 0)


def test_a_python_that_is_not_there_is_one_line(checkout: Path) -> None:
    done = make(checkout, "run", "PYTHON=python-of-tomorrow")
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == (
        "set-up: python-of-tomorrow is not here: install Python 3.11 or newer "
        "(on Debian: sudo apt install python3 python3-venv)"
    )


def test_a_folder_that_is_no_environment_is_never_emptied(checkout: Path) -> None:
    (checkout / ".venv" / "set-up.json").unlink()
    done = make(checkout, "run", f"PYTHON={sys.executable}")
    assert done.stderr.splitlines()[0] == (
        f"set-up: {checkout / '.venv'} is there and is no virtual environment: move it away"
    )
    assert (checkout / ".venv" / "bin" / "briefing").exists()


def test_a_failed_installation_leaves_what_was_there_in_use(checkout: Path) -> None:
    pins = checkout / stamp.RUN_PINS
    before = pins.read_text(encoding="utf-8")
    pins.write_text(before + "# changed\n", encoding="utf-8")
    done = make(checkout, "run", f"PYTHON={sys.executable}")
    assert done.returncode != 0
    assert "set-up: `uv pip sync` failed" in done.stderr
    pins.write_text(before, encoding="utf-8")
    assert make(checkout, "run", f"PYTHON={sys.executable}").stdout == "told: run\n"


def test_an_index_with_builds_of_its_own_is_passed_over_and_no_credentials_are_shown(checkout: Path) -> None:
    (checkout / ".venv" / "bin" / "uv").write_text(
        '#!/bin/sh\necho "$1 $2 from ${UV_INDEX:-the main index}"\n[ -z "$UV_INDEX" ]\n', encoding="utf-8"
    )
    pins = checkout / stamp.DEV_PINS
    pins.write_text(pins.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    done = make(
        checkout,
        "fmt",
        f"PYTHON={sys.executable}",
        PIP_EXTRA_INDEX_URL="https://me:secret@index.example/simple",
        UV_INDEX="",
    )
    said = [line for line in done.stderr.splitlines() if line.startswith(("pip ", "set-up:"))]
    assert said == [
        "set-up: installing the packages of requirements/dev.txt",
        "pip sync from https://***@index.example/simple",
        "set-up: once more, from the main index alone",
        "pip sync from the main index",
        "pip install from https://***@index.example/simple",
        "set-up: `uv pip install` failed, its own words are above; the same command again goes on from there",
    ]


def test_help_names_every_target(checkout: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.findall(r"^  make ([a-z]+) ", make(checkout, "help").stdout, re.MULTILINE) == targets


def test_every_folder_of_tests_is_run() -> None:
    told = subprocess.run(
        ["make", "-n", "test", "check", "bench"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    run = set(told.stdout.split())
    folders = {file.relative_to(ROOT).parent for file in (ROOT / "tests").rglob("test_*.py")}
    assert {
        folder for folder in folders if not run & {str(one) for one in (folder, *folder.parents)}
    } == set()


@pytest.mark.parametrize("name", lock.CONTENTS)
def test_pins_are_of_this_project_and_name_no_place(name: str) -> None:
    pins = (ROOT / name).read_text(encoding="utf-8")
    assert not lock.stale(PROJECT, pins), "run `make lock`"
    assert lock.places(pins) == []
    entries = re.split(r"\n(?=\S)", pins)[2:]
    assert entries
    assert [
        entry
        for entry in entries
        if not re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+.*\\\n    --hash=sha256:", entry)
    ] == []


def test_what_runs_is_what_is_tested() -> None:
    run, dev = (
        dict(re.findall(r"^([\w.-]+)\S*==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in (stamp.RUN_PINS, stamp.DEV_PINS)
    )
    assert run.items() <= dev.items()
    assert {"hatchling", "pydantic"} <= set(run)
    assert "pytest" not in run


def test_a_dependency_added_and_not_locked_is_seen() -> None:
    more = PROJECT.replace("dependencies = [", 'dependencies = [\n  "another-package",', 1)
    assert tomllib.loads(more)["project"]["dependencies"][0] == "another-package"
    assert lock.stale(more, lock.header(PROJECT))


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://index.example/simple",
        "--find-links wheels",
        "-e .",
        "a-package @ file:///somewhere",
        "a-package==1.0 ; /home/someone",
    ],
)
def test_a_place_in_pins_is_seen(line: str) -> None:
    assert lock.places(f"ok==1.0 \\\n    --hash=sha256:00\n{line}\n") == [line]
