"""When a set-up does nothing, mends or starts anew, and by which way it makes the environment."""

import ast
import shutil
import sys
from pathlib import Path

import pytest

from deploy import machine, stamp
from deploy.stamp import Action, Stamp

ROOT = Path(__file__).resolve().parents[2]

RUN = {"uv": "1", "run": "1", "project": "1"}
DONE = Stamp("/checkout", "/usr/bin/python3 10 20", RUN)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in stamp.LEVELS["dev"]:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("[project]\nname = 'x'\n" if name == stamp.PROJECT else f"pins of {name}\n")
    (tmp_path / "python").write_text("an interpreter")
    return tmp_path


def made(checkout: Path, level: str) -> Stamp:
    return stamp.wanted(checkout, level, checkout / "python")


@pytest.mark.parametrize(
    ("found", "action"),
    [
        (DONE, Action.NOTHING),
        (Stamp(DONE.checkout, DONE.interpreter, {**RUN, "dev": "1"}), Action.NOTHING),
        (Stamp(DONE.checkout, DONE.interpreter, {**RUN, "run": "0"}), Action.INSTALL),
        (Stamp(DONE.checkout, DONE.interpreter, {"uv": "1"}), Action.INSTALL),
        (Stamp("/elsewhere", DONE.interpreter, RUN), Action.REBUILD),
        (Stamp(DONE.checkout, "/usr/bin/python3 10 21", RUN), Action.REBUILD),
        (stamp.UNFINISHED, Action.REBUILD),
        (None, Action.REBUILD),
    ],
    ids=["done", "more than asked", "other pins", "narrower", "moved", "upgraded", "interrupted", "none"],
)
def test_the_stamp_found_decides_what_is_done(found: Stamp | None, action: Action) -> None:
    assert stamp.plan(found, DONE) is action


def test_a_set_up_just_made_is_left_alone(checkout: Path) -> None:
    stamp.write(checkout / "stamp.json", made(checkout, "dev"))
    for level in stamp.LEVELS:
        assert stamp.plan(stamp.read(checkout / "stamp.json"), made(checkout, level)) is Action.NOTHING


def test_changed_pins_are_installed_at_the_levels_that_hold_them(checkout: Path) -> None:
    before = made(checkout, "dev")
    (checkout / stamp.DEV_PINS).write_text("other pins\n")
    assert stamp.plan(before, made(checkout, "run")) is Action.NOTHING
    assert stamp.plan(before, made(checkout, "dev")) is Action.INSTALL


def test_how_a_tool_is_set_changes_nothing_but_what_is_installed_does(checkout: Path) -> None:
    before = made(checkout, "run")
    project = checkout / stamp.PROJECT
    project.write_text(project.read_text() + "[tool.ruff]\nline-length = 80\n")
    assert stamp.plan(before, made(checkout, "run")) is Action.NOTHING
    project.write_text(project.read_text() + "[project.scripts]\nbriefing = 'x:y'\n")
    assert stamp.plan(before, made(checkout, "run")) is Action.INSTALL


def test_another_interpreter_under_the_same_name_is_seen(checkout: Path) -> None:
    before = made(checkout, "run")
    (checkout / "python").write_text("an upgraded interpreter")
    assert stamp.plan(before, made(checkout, "run")) is Action.REBUILD
    (checkout / "python").unlink()
    assert stamp.plan(before, made(checkout, "run")) is Action.REBUILD


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"checkout": "/a", "interpreter": "b"}'])
def test_a_damaged_stamp_is_no_stamp(tmp_path: Path, text: str) -> None:
    file = tmp_path / "stamp.json"
    file.write_text(text)
    assert stamp.read(file) is None


def test_a_run_after_a_test_keeps_what_the_test_installed(checkout: Path) -> None:
    assert stamp.widest("run", made(checkout, "dev")) == "dev"
    assert stamp.widest("dev", made(checkout, "run")) == "dev"
    assert stamp.widest("run", made(checkout, "uv")) == "run"
    assert stamp.widest("run", None) == "run"


def creations(**has: object) -> list[str]:
    found = machine.Machine(python="py", **has)  # type: ignore[arg-type]
    return [" ".join(way.create) for way in machine.ways(found, "/c/.venv")]


def test_the_ways_are_tried_from_the_plainest_on() -> None:
    assert creations(ensurepip=True, pip=True, uv="/bin/uv", virtualenv="/bin/virtualenv") == [
        "py -m venv /c/.venv",
        "py -m venv --without-pip /c/.venv",
        "/bin/uv venv --quiet --allow-existing --python py /c/.venv",
        "/bin/virtualenv --quiet --python py /c/.venv",
    ]


def test_a_bare_machine_offers_no_way() -> None:
    assert creations() == []


def test_the_systems_pip_installs_where_the_environment_has_none() -> None:
    (way,) = machine.ways(machine.Machine("py", pip=True), "/c/.venv")
    assert way.install[:6] == ("py", "-m", "pip", "--python", "/c/.venv/bin/python", "install")


def test_a_uv_that_is_there_fetches_the_pinned_one() -> None:
    (way,) = machine.ways(machine.Machine("py", uv="/bin/uv"), "/c/.venv")
    assert way.install == ("/bin/uv", "pip", "install", "--quiet", "--python", "/c/.venv/bin/python")


def test_this_machine_is_seen_as_it_is() -> None:
    seen = machine.look_around()
    assert (seen.python, seen.uv) == (sys.executable, shutil.which("uv"))


@pytest.mark.parametrize(
    ("version", "refusal"),
    [
        ((3, 11), None),
        ((3, 14), None),
        (
            (3, 9),
            "Python 3.11 or newer is needed and this is 3.9: install one, "
            "or name one that is here, as in `make run PYTHON=/path/to/python3`",
        ),
    ],
)
def test_a_python_too_old_is_refused_in_one_line(version: tuple[int, int], refusal: str | None) -> None:
    assert machine.too_old(version) == refusal


@pytest.mark.parametrize(
    ("python", "package"),
    [("/usr/bin/python3", "python3-venv"), ("/usr/bin/python3.12", "python3.12-venv")],
)
def test_a_bare_machine_is_told_what_to_install_in_one_line(python: str, package: str) -> None:
    line = machine.nothing_to_make_it_with(python)
    assert f"sudo apt install {package}`" in line
    assert "\n" not in line


@pytest.mark.parametrize("name", ["__init__", "machine", "pip_settings", "stamp", "uv", "venv"])
def test_an_old_python_can_read_the_set_up_far_enough_to_refuse(name: str) -> None:
    source = (ROOT / "deploy" / f"{name}.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))
    assert "import tomllib" not in [line for line in source.splitlines() if not line.startswith(" ")]
