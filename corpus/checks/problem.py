"""A problem: what a rule finds wrong with a record, before anyone knows on which line it stands."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from corpus.findings import Severity
from corpus.model import Dossier, Record


@dataclass(frozen=True, slots=True)
class Problem:
    """A record (the very object in the dossier), the dotted field to look at, and what to do about it."""

    record: Record
    field: str | None
    message: str
    severity: Severity = Severity.ERROR


def warning(record: Record, field: str | None, message: str) -> Problem:
    """A problem that readers can live with."""
    return Problem(record, field, message, Severity.WARNING)


class Rule(NamedTuple):
    """An integrity rule: its name in findings, and a pure function from the whole dossier to its problems.

    It must bear whatever other rules forbid, a name that leads nowhere above all, and leave it to them.
    """

    name: str
    problems: Callable[[Dossier], Iterable[Problem]]


def withdrawn(dossier: Dossier) -> frozenset[str]:
    """The ids of the claims and events that a correction withdraws."""
    return frozenset(correction.target for correction in dossier.corrections if correction.withdraws)


_MOST_KNOWN: Final = 2_000
"""Names among which one that was perhaps meant is looked for; among more it would take too long."""


def near(word: str, known: Collection[str]) -> str:
    """Advice to end a sentence with: the name that was perhaps meant."""
    found = difflib.get_close_matches(word, known, n=1) if len(known) <= _MOST_KNOWN else []
    return f"; did you mean `{found[0]}`?" if found else ""
