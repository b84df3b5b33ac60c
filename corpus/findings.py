"""A finding: one problem of a dossier, where it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"  # the bot refuses to serve the dossier
    WARNING = "warning"  # an editor should look, readers are served


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One problem, printed as `file:line: rule: what`, or `file:line: rule: warning: what`.

    `file` is relative to the dossier's folder, with forward slashes; `line` counts from 1.
    """

    file: str
    line: int
    rule: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        mark = "warning: " if self.severity is Severity.WARNING else ""
        return f"{self.file}:{self.line}: {self.rule}: {mark}{self.message}"


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether any of them is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
