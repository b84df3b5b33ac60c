"""The dossier that is being served: a changed one takes its place, a broken one is refused and told once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NoReturn, Self

from bot.logs import logger
from corpus.errors import CorpusError, DossierError
from corpus.findings import Finding, Severity
from corpus.index import Index, ensure
from corpus.layout import content_hash
from corpus.marks import Marks, marks

PAUSE: Final = timedelta(seconds=1)
"""How long after one look at the files the next may come."""


@dataclass(slots=True)
class _Served:
    """An open index, and how many requests are reading it."""

    index: Index
    readers: int = 0


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found in the folder: a compiled dossier, or why there is none to serve."""

    marks: Marks
    digest: str | None
    compiled: Path | None = None
    failure: CorpusError | None = None


class LiveIndex:
    """The index on a dossier's newest content that is free of errors; for one thread, the event loop's."""

    def __init__(self, folder: Path, cache: Path) -> None:
        """Compile the dossier if it changed; DossierError, with every finding, when it has errors."""
        self._folder, self._cache = folder, cache
        self._marks = marks(folder)
        self._served = _Served(Index(ensure(folder, cache)))
        self._request: ContextVar[_Served | None] = ContextVar("request", default=None)
        self._looked: datetime | None = None
        self._looking = False
        self._told: str | None = None
        self.refusal = ""
        """Why the files as they are now are not served; empty while they are."""
        self.refusals = 0
        """How many states of the files were refused."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._served.index.close()

    def current(self) -> Index:
        """The index to read: within `reading` the one that it began with, else the newest."""
        return (self._request.get() or self._served).index

    @contextmanager
    def reading(self) -> Iterator[Index]:
        """For one request: it reads one index from beginning to end, and that one stays open so long."""
        served = self._served
        served.readers += 1
        token = self._request.set(served)
        try:
            yield served.index
        finally:
            self._request.reset(token)
            served.readers -= 1
            self._close_if_idle(served)

    async def refresh(self, at: datetime) -> None:
        """Serve what is in the folder now, if that changed; looks at most once a second, by `at`.

        It compiles in a thread of its own. What has errors is not served: one line in the log says so, and no
        other until the content changes again. Never raises for what is wrong with the files.
        """
        if self._looking or (self._looked is not None and abs(at - self._looked) < PAUSE):
            return
        self._looking, self._looked = True, at
        try:
            look = await asyncio.to_thread(self._look)
        finally:
            self._looking = False
        if look is not None:
            self._apply(look)

    async def keep_fresh(
        self,
        every: timedelta,
        now: Callable[[], datetime],
        rest: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> NoReturn:
        """Look at the files again and again, nobody asking, until cancelled; `rest` waits so many seconds."""
        while True:
            await rest(every.total_seconds())
            await self.refresh(now())

    def _look(self) -> _Look | None:
        """What the folder holds, unless that is what it held before."""
        now = marks(self._folder)
        if now == self._marks:
            return None
        digest = None
        try:
            digest = content_hash(self._folder)
            return _Look(now, digest, compiled=ensure(self._folder, self._cache))
        except CorpusError as error:
            return _Look(now, digest, failure=error)
        except OSError as error:
            return _Look(
                now, digest, failure=CorpusError(f"{self._folder} cannot be read: {error.strerror}.")
            )

    def _apply(self, look: _Look) -> None:
        failure = look.failure
        if look.compiled is not None:
            try:
                self._serve(look.compiled)
            except CorpusError as error:
                failure = error
        if failure is None or isinstance(failure, DossierError):
            self._marks = look.marks
        if failure is not None and self._told != (told := f"{look.digest} {failure}"):
            self._told = told
            self._tell(failure)

    def _serve(self, compiled: Path) -> None:
        if compiled == self._served.index.path and self._told is None:
            return
        before, self._served = self._served, _Served(Index(compiled))
        self._told, self.refusal = None, ""
        self._close_if_idle(before)
        manifest = self._served.index.manifest
        logger().info("dossier_reloaded", dossier=manifest.id, revision=manifest.revision)

    def _tell(self, failure: CorpusError) -> None:
        findings = getattr(failure, "findings", ())
        errors = [each for each in findings if isinstance(each, Finding) and each.severity is Severity.ERROR]
        self.refusal, self.refusals = str(errors[0]) if errors else str(failure), self.refusals + 1
        logger().error(
            "dossier_refused",
            first=self.refusal,
            errors=len(errors),
            still_serving=self._served.index.manifest.revision,
        )

    def _close_if_idle(self, served: _Served) -> None:
        if served is not self._served and not served.readers:
            served.index.close()
