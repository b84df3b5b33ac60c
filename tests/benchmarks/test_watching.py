"""What a scrape of /metrics costs on both databases: of a million subscriptions none is due, or all are."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.condition import BotCondition, Condition, DossierCondition
from bot.lives import Stage
from bot.metrics import Metrics
from digests.store.store import Store, open_store
from tests.benchmarks.test_digests import BOT, MANY, subscribe
from tests.postgres import Postgres, running

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
PENDING = """
INSERT INTO deliveries (subscription, bot, kind, due, not_before, until, state, version, part, messages,
attempts, epoch, reason, skipped)
SELECT id, bot, mod(id, 3), next_due, next_due, next_due,
'pending', 0, 0, '[]', 0, 0, '', 0 FROM subscriptions
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with running() as postgres:
        yield postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bench.sqlite'}"
    server: Postgres = request.getfixturevalue("server")
    return server.create(f"w{abs(hash(request.node.name))}")


async def scraped(store: Store, metrics: Metrics) -> list[float]:
    """Milliseconds of each of several scrapes."""
    took = []
    for _ in range(20):
        start = time.perf_counter()
        outbox = await store.outbox(BOT, AT)
        bot = BotCondition(BOT, Stage.CONNECTED, is_up=True, has_lease=True, outbox=outbox)
        metrics.text(Condition(AT, DossierCondition("bench", "1"), (bot,), revision=await store.revision()))
        took.append((time.perf_counter() - start) * 1000)
    return took


def test_a_scrape(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    async def main() -> tuple[list[float], list[float]]:
        async with open_store(database) as store:
            await subscribe(store, MANY, AT + timedelta(days=1))
            quiet = await scraped(store, Metrics("1"))
            async with store.database.write() as connection:
                await connection.exec_driver_sql(PENDING)
            return quiet, await scraped(store, Metrics("1"))

    quiet, busy = asyncio.run(main())
    with capsys.disabled():
        for what, took in (("none", quiet), (f"{MANY:,}", busy)):
            print(
                f"\n{database[:10]} a scrape at {MANY:,} subscriptions, {what} pending:"
                f" median {statistics.median(took):.1f} ms, least {min(took):.1f} ms",
                end="",
            )
