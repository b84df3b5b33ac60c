"""The stores that the suite is run over, each empty; an async test is run with what it asks for opened."""

from __future__ import annotations

import asyncio
import inspect
import re
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from digests.store import open_store
from tests.contracts.store.databases import emptied, made
from tests.contracts.store.scene import AnyStore
from tests.fakes.store import FakeStore
from tests.postgres import Postgres, running


@dataclass(frozen=True)
class Opening:
    """A store that is opened for a test, in the test's event loop."""

    open: Callable[[], AbstractAsyncContextManager[AnyStore]]


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(_run(pyfuncitem.obj, {name: pyfuncitem.funcargs[name] for name in names}))
    return True


async def _run(test: Callable[..., Any], given: dict[str, Any]) -> None:
    async with AsyncExitStack() as stack:
        for name, value in given.items():
            if isinstance(value, Opening):
                given[name] = await stack.enter_async_context(value.open())
        await test(**given)


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Opening:
    """Each of the three stores."""
    if request.param == "fake":
        return Opening(_fake)
    url = request.getfixturevalue(f"{request.param}_url")
    return Opening(lambda: open_store(url))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """An empty database of either kind; more than one store can be opened on it."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@asynccontextmanager
async def _fake() -> AsyncIterator[FakeStore]:
    yield FakeStore()


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "store.sqlite"
    asyncio.run(made(f"sqlite:///{file}"))
    return file


@pytest.fixture
def sqlite_url(_template: Path, tmp_path: Path) -> str:
    """A new file with empty tables."""
    return f"sqlite:///{shutil.copy(_template, tmp_path / 'store.sqlite')}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The session's server."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def _database(postgres: Postgres) -> str:
    url = postgres.create("store")
    asyncio.run(made(url))
    return url


@pytest.fixture
def postgresql_url(_database: str) -> str:
    """The session's database, emptied."""
    asyncio.run(emptied(_database))
    return _database


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that was never opened."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.sqlite'}"
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.create(re.sub(r"\W+", "_", tmp_path.name))
