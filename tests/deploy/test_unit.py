"""The service's files by themselves: how much the unit is allowed, and that the scripts are sound."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.deploy.needs import need

FOLDER = Path(__file__).parents[2] / "deploy/systemd"
MOST_EXPOSED = 1.2


def test_the_unit_is_allowed_little(tell: object) -> None:
    need("systemd-analyze")
    unit = str(FOLDER / "briefing.service")
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", unit]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    score = re.search(r"Overall exposure level for briefing.service: ([0-9.]+)", said)
    assert score, said
    tell(f"exposure of the unit, of 10: {score[1]}")  # type: ignore[operator]
    assert float(score[1]) <= MOST_EXPOSED


def test_the_scripts_are_sound() -> None:
    need("shellcheck")
    scripts = [str(file) for file in (*FOLDER.glob("*.sh"), FOLDER.parents[1] / ".ci/run")]
    said = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (0, "")
