"""The story, compiled once and opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.index import Index
from corpus.index.compile import compile_dossier
from corpus.index.views import Checked
from tests.unit.index.story import story


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("index") / "story.sqlite"
    checked = {"k7m2": (Checked.CHECKED, "2026-11-20"), "m8pq": (Checked.STALE, None)}
    compile_dossier(story(), path, checked)
    with Index.open(path) as opened:
        yield opened
