"""What all dialogs begin with: no settings of whoever runs them, and the dossier compiled once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True, scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    for name in [name for name in os.environ if name.startswith("BRIEFING_")]:
        patch.delenv(name)
    patch.setenv("BRIEFING_TEST_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path
