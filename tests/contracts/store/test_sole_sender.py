"""One process at a time sends from an SQLite file; others may open it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from digests.errors import StoreError
from digests.store import open_store, sole_sender
from tests.contracts.store.scene import AT, BOT

HOLD_IT = (
    "import sys\nfrom digests.store import sole_sender\n"
    "with sole_sender(sys.argv[1]):\n    print('held', flush=True)\n    sys.stdin.read()"
)


@pytest.fixture
def holder(sqlite_url: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_IT, sqlite_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_refused_in_one_line_that_says_who_has_it(
    sqlite_url: str, holder: subprocess.Popen[str]
) -> None:
    file = sqlite_url.removeprefix("sqlite:///")
    with pytest.raises(StoreError) as told, sole_sender(sqlite_url):
        pass
    assert str(told.value) == (
        f"{file} is in use: process {holder.pid} sends from it (it holds {file}.lock). Stop that one first."
    )


def test_the_lock_is_free_when_its_holder_was_killed(sqlite_url: str, holder: subprocess.Popen[str]) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait(30)
    with sole_sender(sqlite_url):
        pass


async def test_others_open_the_database_all_the_same(sqlite_url: str, holder: subprocess.Popen[str]) -> None:
    assert holder.poll() is None
    async with open_store(sqlite_url) as store:
        assert await store.due(BOT, AT, 9) == []


def test_it_can_be_held_again_after_it_was_let_go(sqlite_url: str) -> None:
    for _ in range(2):
        with sole_sender(sqlite_url):
            pass
    with pytest.raises(ZeroDivisionError), sole_sender(sqlite_url):
        raise ZeroDivisionError
    with (
        sole_sender(sqlite_url),
        pytest.raises(StoreError, match=f"process {os.getpid()} "),
        sole_sender(sqlite_url),
    ):
        pass


def test_two_names_of_one_file_are_one_lock(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "link.sqlite").symlink_to(sqlite_url.removeprefix("sqlite:///"))
    with (
        sole_sender(sqlite_url),
        pytest.raises(StoreError),
        sole_sender(f"sqlite:///{tmp_path / 'link.sqlite'}"),
    ):
        pass


def test_on_postgresql_there_is_nothing_to_hold(postgresql_url: str) -> None:
    with sole_sender(postgresql_url), sole_sender(postgresql_url):
        pass


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match="cannot be made"),
        sole_sender(f"sqlite:///{tmp_path}/no/store.sqlite"),
    ):
        pass
