"""What a test of an installation needs of the machine; without it the test is skipped and says why."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

MUST_RUN = "CI_MUST_RUN"
"""Names, in the environment, what must not be skipped: `deploy`."""


def need(*commands: str) -> None:
    """Skip the test, or fail it where it must run, unless root runs it and these commands are here."""
    reasons = [f"there is no {command} here" for command in commands if shutil.which(command) is None]
    if os.geteuid() != 0:
        reasons.append("only root can do this")
    if reasons:
        cannot("; ".join(reasons))


def cannot(reason: str) -> NoReturn:
    """Skip the test, or fail it where it must run."""
    if "deploy" in os.environ.get(MUST_RUN, "").split():
        pytest.fail(f"{reason} ({MUST_RUN} says that this must run)")
    pytest.skip(reason)
