"""How far a long command is: a bar on standard error where that is a terminal, else a line a tenth."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TENTHS = 10


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with how much is done, and of how much."""
    if not sys.stderr.isatty():
        yield lambda done, of: _tell(what, done, of)
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = TextColumn(what), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _tell(what: str, done: int, of: int) -> None:
    if done * TENTHS // of > (done - 1) * TENTHS // of:
        sys.stderr.write(f"{what}: {done} of {of}\n")
