"""The fake and the real stores lead the same life, whatever is done to them."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.contracts.store.databases import emptied
from tests.contracts.store.twins import Twins


def _live(twins: type[Twins], lives: int) -> None:
    run_state_machine_as_test(
        twins,
        settings=settings(
            max_examples=lives,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_sqlite_answers_as_the_fake_does(sqlite_url: str, tmp_path: Path) -> None:
    empty = Path(sqlite_url.removeprefix("sqlite:///"))
    file = tmp_path / "life.sqlite"

    class OnSqlite(Twins):
        url = f"sqlite:///{file}"

        def __init__(self) -> None:
            shutil.copy(empty, file)
            super().__init__()

    _live(OnSqlite, 25)


def test_postgresql_answers_as_the_fake_does(postgresql_url: str) -> None:
    class OnPostgresql(Twins):
        url = postgresql_url

        def __init__(self) -> None:
            asyncio.run(emptied(self.url))
            super().__init__()

    _live(OnPostgresql, 8)
