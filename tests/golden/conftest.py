"""What golden digests are made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.index import Index, ensure
from tests.editions import Compile, Edit, changed


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compile]:
    """The shipped dossier after some edits, compiled; each once."""
    cache = tmp_path_factory.mktemp("cache")
    opened: dict[tuple[Edit, ...], Index] = {}

    def compiled(*edits: Edit) -> Index:
        if edits not in opened:
            folder: Path = changed(tmp_path_factory.mktemp("dossier") / "copy", *edits)
            opened[edits] = Index(ensure(folder, cache))
        return opened[edits]

    yield compiled
    for index in opened.values():
        index.close()
