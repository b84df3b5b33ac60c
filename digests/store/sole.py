"""One process at a time sends from an SQLite file: a lock beside the file."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digests.errors import StoreError
from digests.store.engine import parsed


@contextmanager
def sole_sender(url: str) -> Iterator[None]:
    """Hold the lock of an SQLite database as long as this lasts; StoreError if another process has it.

    The system lets go of it when the process ends, however it ends. On PostgreSQL, where the lease alone
    decides who sends, there is nothing to hold.
    """
    target = parsed(url)
    if target.get_backend_name() != "sqlite":
        yield
        return
    file = Path(f"{target.database}.lock")
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{file} cannot be made: {error.strerror}.") from None
    try:
        _lock(descriptor, file)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(
            descriptor
        )  # the file stays: to delete it would let two processes lock two files of one name


def holder_of(url: str) -> str | None:
    """Who holds the lock of an SQLite database, "process 4711"; None where nobody does."""
    target = parsed(url)
    file = Path(f"{target.database}.lock")
    if target.get_backend_name() != "sqlite" or not file.exists():
        return None
    descriptor = os.open(file, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _holder(descriptor)
    finally:
        os.close(descriptor)
    return None


def _holder(descriptor: int) -> str:
    holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    return f"process {holder}" if holder.isdigit() else "another process"


def _lock(descriptor: int, file: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        who = _holder(descriptor)
        raise StoreError(
            f"{file.with_suffix('')} is in use: {who} sends from it (it holds {file}). Stop that one first."
        ) from None
