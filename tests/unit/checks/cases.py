"""How a rule is tested: a small valid dossier, one thing broken in it, and every finding that this gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from corpus.checks import check
from corpus.reading import load
from tests.dossiers import Draft


class Case(NamedTuple):
    """A rule, what breaks it, and all the findings: not its own alone where one slip breaks two rules."""

    rule: str
    slip: Callable[[Draft], Any]
    findings: list[str]


def findings(case: Case, folder: Path) -> list[str]:
    """Every finding on the small dossier once the slip is made."""
    draft = Draft()
    case.slip(draft)
    return [str(finding) for finding in check(load(draft.write(folder)))]
