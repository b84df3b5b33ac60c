"""The dossier is compiled once for all dialogs."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True, scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> object:
    patch = pytest.MonkeyPatch()
    patch.setenv("BRIEFING_TEST_CACHE", str(tmp_path_factory.mktemp("cache")))
    for name in list(__import__("os").environ):
        if name.startswith("BRIEFING_") and name != "BRIEFING_TEST_CACHE":
            patch.delenv(name)
    yield
    patch.undo()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path
