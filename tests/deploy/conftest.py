"""What the tests of installations share: one small Debian a run, and the emulated Telegram."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy import debian
from tests.deploy.needs import need
from tests.deploy.stage import Stage, staged


@pytest.fixture(scope="session")
def base() -> Iterator[Path]:
    """A small Debian, for copying; pytest would keep it for three runs."""
    need("mmdebstrap", "apt-get")
    with tempfile.TemporaryDirectory(prefix="briefing-debian-") as folder:
        root = Path(folder, "root")
        debian.make(root)
        yield root


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """The emulated Telegram on loopback, with Ada in a private chat."""
    with staged() as stage:
        yield stage
