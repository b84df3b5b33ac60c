"""The same worlds on real databases: fewer of them, for every call is a real transaction."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from digests.delivery import OnDoubt
from digests.store.store import Store, open_store
from digests.store.tables import METADATA
from tests.faults.test_simulation import Tell, lived, share
from tests.postgres import Postgres, running

SQLITE = int(os.environ.get("FAULT_SQLITE_SEEDS", "300"))
POSTGRESQL = int(os.environ.get("FAULT_POSTGRESQL_SEEDS", "100"))
SHARES = 4


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with running() as postgres:
        yield postgres


def copied(template: Path, file: Path) -> None:
    """An empty database in place of the one of the world before."""
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
    file.write_bytes(template.read_bytes())


@pytest.mark.parametrize("number", range(SHARES))
@pytest.mark.parametrize("policy", OnDoubt)
def test_nothing_is_lost_or_doubled_on_sqlite(
    policy: OnDoubt, number: int, tmp_path: Path, tell: Tell
) -> None:
    template, file = tmp_path / "template.sqlite", tmp_path / "world.sqlite"

    async def make() -> None:
        async with open_store(f"sqlite:///{template}"):
            pass

    @asynccontextmanager
    async def a_copy() -> AsyncIterator[Store]:
        copied(template, file)
        async with open_store(f"sqlite:///{file}") as store:
            yield store

    asyncio.run(make())
    lived(policy, share(SQLITE, number, SHARES), a_copy, tell, real=True)


@pytest.mark.parametrize("number", range(SHARES))
@pytest.mark.parametrize("policy", OnDoubt)
def test_nothing_is_lost_or_doubled_on_postgresql(
    policy: OnDoubt, number: int, server: Postgres, tell: Tell
) -> None:
    url = server.create(f"{policy.value}{number}")

    @asynccontextmanager
    async def emptied() -> AsyncIterator[Store]:
        async with open_store(url) as store:
            async with store.database.write() as connection:
                tables = ", ".join(METADATA.tables)
                await connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
            yield store

    lived(policy, share(POSTGRESQL, number, SHARES), emptied, tell, real=True)
