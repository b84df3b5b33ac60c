"""SQLite's connection, whose driver does all in a thread: what takes no time is done here instead."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

import aiosqlite

_CHUNK: Final = 64


class NearConnection(aiosqlite.Connection):
    """Statements and commits go to the thread; opening, emptying and closing a cursor is done at once.

    A way to the thread and back costs more than they do, and there are three of them about each statement.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _CHUNK)
        self._thread.daemon = True
        self._under_way: deque[None] = deque()
        """One for each call in the thread, also where nobody waits for it any more."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._connection is not None and self._running and not self._under_way and self._is_quick(fn):
            return fn(*args, **kwargs)
        self._under_way.append(None)
        in_thread: Callable[..., Awaitable[Any]] = super()._execute  # which has no types
        return await in_thread(self._done, partial(fn, *args, **kwargs))

    def _done(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        finally:
            self._under_way.pop()

    def _is_quick(self, fn: Callable[..., Any]) -> bool:
        owner, name = getattr(fn, "__self__", None), getattr(fn, "__name__", "")
        if isinstance(owner, sqlite3.Cursor):
            return name in ("fetchall", "close")
        return name == "cursor" or (name == "rollback" and not self._conn.in_transaction)


def near(database: str, **arguments: Any) -> NearConnection:
    """A connection to the file, to be awaited; `arguments` are `sqlite3.connect`'s."""
    told = {**arguments, "check_same_thread": False}  # one thread at a time, though not always the same
    return NearConnection(lambda: sqlite3.connect(database, **told))
