"""The same worlds on real databases: fewer of them, for every call is a real transaction."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from digests.delivery import OnDoubt
from digests.store.store import Store, open_store
from digests.store.tables import METADATA
from tests.faults.test_simulation import silence
from tests.faults.world import live
from tests.postgres import running

SQLITE = int(os.environ.get("FAULT_SQLITE_SEEDS", "300"))
POSTGRESQL = int(os.environ.get("FAULT_POSTGRESQL_SEEDS", "100"))


@dataclass(frozen=True, slots=True)
class OnSqlite:
    """A database for each world, copied from an empty one."""

    template: Path

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Store]:
        file = self.template.with_name(f"world-{os.getpid()}.sqlite")
        shutil.copy(self.template, file)
        async with open_store(f"sqlite:///{file}") as store:
            yield store
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()


@dataclass(frozen=True, slots=True)
class OnPostgresql:
    """A database for each process, emptied for each world."""

    urls: Sequence[str]

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Store]:
        async with open_store(self.urls[os.getpid() % len(self.urls)]) as store:
            async with store.database.write() as connection:
                tables = ", ".join(METADATA.tables)
                await connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
            yield store


Opening = Callable[[], AbstractAsyncContextManager[Store]]


def lived(policy: OnDoubt, opening: Opening, seeds: Sequence[int]) -> tuple[Counter[str], list[str]]:
    """The sums of some runs, and a line for each seed that failed."""
    silence()
    sums: Counter[str] = Counter()
    failed = []
    for seed in seeds:
        account = live(seed, policy, opening, real=True)
        sums.update(row.state.value for row in account.rows)
        sums.update(kills=account.kills, doubled=account.doubled)
        if account.faults:
            failed.append(f"seed {seed}, {policy.value}: {'; '.join(account.faults[:3])}")
    return sums, failed


def all_lived(opening: Opening, count: int, capsys: pytest.CaptureFixture[str]) -> None:
    """So many worlds a policy, over all cores; AssertionError with the seeds that failed."""
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        for policy in OnDoubt:
            shares = [range(FIRST + n, FIRST + count, cores) for n in range(cores)]
            results = list(pool.map(lived, [policy] * cores, [opening] * cores, shares))
            sums = sum((one for one, _ in results), Counter[str]())
            failed = [line for _, lines in results for line in lines]
            with capsys.disabled():
                told = ", ".join(f"{name} {sums[name]:,}" for name in ("kills", *State, "doubled"))
                print(f"\n{policy.value}: seeds {FIRST} to {FIRST + count - 1}: {told}")  # noqa: T201
            assert not failed, "\n".join(failed[:20])
            assert sums["sent"] > count
            assert sums["doubled"] == 0 or policy is OnDoubt.RESEND


def test_nothing_is_lost_or_doubled_on_sqlite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = tmp_path / "template.sqlite"

    async def make() -> None:
        async with open_store(f"sqlite:///{template}"):
            pass

    asyncio.run(make())
    all_lived(OnSqlite(template), SQLITE, capsys)


def test_nothing_is_lost_or_doubled_on_postgresql(capsys: pytest.CaptureFixture[str]) -> None:
    with running() as server:
        urls = tuple(server.create(f"world{n}") for n in range(2 * (os.cpu_count() or 1)))
        all_lived(OnPostgresql(urls), POSTGRESQL, capsys)
