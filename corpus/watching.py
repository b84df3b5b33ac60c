"""Watching a dossier: its findings each time its content changed and its files came to rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.checks import check
from corpus.errors import CorpusError
from corpus.findings import Finding
from corpus.layout import content_hash
from corpus.marks import marks
from corpus.reading import load


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a dossier now: its findings, or why there is none to check."""

    findings: tuple[Finding, ...] = ()
    failure: str | None = None


def reports(folder: Path, wait: Callable[[], bool]) -> Iterator[Report]:
    """The dossier's report at once, then each time its content changed and its files came to rest.

    They are at rest when their marks did not change over one `wait`, which says by False that it is over.
    """
    now, looked_at, told = marks(folder), None, None
    at_rest = True
    while True:
        if at_rest and now != looked_at:
            looked_at = now
            report = _state(folder)
            if report != told:
                told = report
                yield report[1]
        if not wait():
            return
        before, now = now, marks(folder)
        at_rest = now == before


def _state(folder: Path) -> tuple[str, Report]:
    """What the content is, by its hash, and what is wrong with it."""
    try:
        return content_hash(folder), Report(check(load(folder)))
    except CorpusError as error:
        return "", Report(failure=str(error))
    except OSError as error:  # it vanished while it was read
        return "", Report(failure=f"{folder} cannot be read: {error.strerror}.")
