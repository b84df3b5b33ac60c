"""From a folder to a dossier without errors: read, checked, or refused with every finding."""

from __future__ import annotations

from pathlib import Path

from corpus.checks import check
from corpus.errors import DossierError
from corpus.findings import Severity
from corpus.model import Dossier
from corpus.reading import load


def sound(folder: Path) -> Dossier:
    """The dossier in `folder`; DossierError, with every finding in it, when it has errors or is none."""
    loaded = load(folder)
    findings = check(loaded)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if loaded.dossier is None or errors:
        many = "1 error" if errors == 1 else f"{errors} errors"
        raise DossierError(f"The dossier {folder} has {many}: `briefing dossier check` lists them.", findings)
    return loaded.dossier
