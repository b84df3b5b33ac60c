"""Backups and restores at scale, on both databases."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from digests.store.backup import back_up
from digests.store.restore import Restored, restore
from digests.store.sealed import Facts, Seal
from digests.store.store import Store, open_store
from digests.store.tables import deliveries
from tests.benchmarks.test_digests import BOT, subscribe
from tests.postgres import Postgres, running

CHATS = int(os.environ.get("BENCH_KEPT_CHATS", "100000"))
EACH = 3
"""Deliveries of each chat."""
AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
LATER = AT + timedelta(days=2, hours=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bench.sqlite'}"
        return
    with running() as server:
        yield _created(server)


def _created(server: Postgres) -> str:
    return server.create("bench")


async def _sent(store: Store) -> None:
    """Deliveries that have ended, and one of each chat that has not."""
    row = {
        "bot": BOT, "kind": 1, "not_before": AT, "until": AT + timedelta(hours=6), "version": 2, "part": 1,
        "messages": ["77"], "attempts": 0, "epoch": 1, "began": AT, "reason": "", "skipped": 0,
    }  # fmt: skip
    states = ["pending", *["sent"] * (EACH - 1)]
    for start in range(1, CHATS + 1, 5_000):
        rows = [
            {**row, "subscription": n, "due": AT - timedelta(days=day), "state": state, "ended": AT}
            for n in range(start, min(start + 5_000, CHATS + 1))
            for day, state in enumerate(states)
        ]
        async with store.database.write() as connection:
            await connection.execute(insert(deliveries), rows)


async def _timed(work: Awaitable[Seal | Restored]) -> tuple[float, Seal | Restored]:
    start = time.perf_counter()
    done = await work
    return time.perf_counter() - start, done


def test_a_backup_and_its_restore(database: str, tmp_path: Path, tell: Callable[[str], None]) -> None:
    file = tmp_path / "war.backup"

    async def main() -> tuple[float, float]:
        async with open_store(database) as store:
            await subscribe(store, CHATS, AT + timedelta(hours=1))
            await _sent(store)
            taking, sealed = await _timed(back_up(store.database, file, Facts(AT, "war", "0.1.0")))
        assert isinstance(sealed, Seal)
        assert sealed.rows["deliveries"] == EACH * CHATS
        restoring, done = await _timed(
            restore(database, file, tmp_path / "kept", Facts(LATER, "war", "0.1.0"))
        )
        assert isinstance(done, Restored)
        assert (done.open, done.due) == (CHATS, 2 * CHATS)
        return taking, restoring

    taking, restoring = asyncio.run(main())
    size = file.stat().st_size / 1024 / 1024
    tell(
        f"{CHATS:,} chats, {EACH * CHATS:,} deliveries: backed up in {taking:.1f} s, {size:.1f} MiB; "
        f"restored in {restoring:.1f} s"
    )
