"""What every test may use: the shipped dossier compiled once, services on it, golden files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from bot.register import LazyRegister
from bot.services import Services
from bot.settings import SHIPPED
from corpus.index import Index, ensure
from tests.fakes.store import FakeStore

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="session")
def shipped_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index(ensure(SHIPPED, tmp_path_factory.mktemp("cache"))) as index:
        yield index


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def services(shipped_index: Index, store: FakeStore) -> Services:
    return Services(
        index=lambda: shipped_index,
        register=LazyRegister(lambda: nullcontext(store)),
        version=lambda: "0.0.0-test",
        zone=lambda: "Europe/Paris",
    )


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a whole text with a golden file; UPDATE_GOLDEN=1 writes it, for a person to read."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.read_text("utf-8") == text, (
            f"{path} differs; UPDATE_GOLDEN=1 writes it anew, then read it"
        )

    return compare


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say something at the end of the run, whichever process this one is: seeds, and sums of long tests."""
    return lambda line: request.node.user_properties.append(("told", line))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests told."""
    reports = [one for each in terminalreporter.stats.values() for one in each]
    told = [
        f"{report.nodeid}: {value}"
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, value in report.user_properties
        if name == "told"
    ]
    if told:
        terminalreporter.section("told by the tests")
        for line in told:
            terminalreporter.write_line(line)
