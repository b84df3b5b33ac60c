"""Whether the dossier can be served, and how much of it was held against the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.checkup.line import Line, error, ok, warning

if TYPE_CHECKING:
    from bot.settings import Settings
    from corpus.model import Dossier


def dossier(settings: Settings) -> list[Line]:
    """Its findings, and its receipt."""
    from corpus.checks import check  # noqa: PLC0415 - slow to import
    from corpus.errors import CorpusError  # noqa: PLC0415
    from corpus.findings import Severity  # noqa: PLC0415
    from corpus.reading import load  # noqa: PLC0415

    folder = settings.dossier
    try:
        loaded = load(folder)
        findings = check(loaded)
    except (CorpusError, OSError) as failed:
        return [error("dossier", f"{failed} Is BRIEFING_DOSSIER right?")]
    errors = [one for one in findings if one.severity is Severity.ERROR]
    warnings = len(findings) - len(errors)
    if errors or loaded.dossier is None:
        advice = "`briefing dossier check` lists all."
        counted = f"{len(errors)} {'error' if len(errors) == 1 else 'errors, the first'}"
        return [error("dossier", f"{counted}: {str(errors[0]).rstrip('.')}. {advice}")]
    manifest = loaded.dossier.manifest
    said = f"{manifest.id}, revision {manifest.revision}, without errors"
    told = (
        warning("dossier", f"{said}; {warnings} warnings, which `briefing dossier check` lists.")
        if warnings
        else ok("dossier", f"{said} or warnings.")
    )
    return [told, _receipt(loaded.dossier, settings)]


def _receipt(held: Dossier, settings: Settings) -> Line:
    from corpus import receipt  # noqa: PLC0415 - as above
    from corpus.articles import standing  # noqa: PLC0415
    from corpus.errors import ReceiptFault  # noqa: PLC0415

    advice = "`briefing dossier verify --documents FOLDER` holds claims against the articles."
    try:
        known = receipt.read(settings.dossier)
    except ReceiptFault as fault:
        return warning("dossier", f"{fault} {advice}")
    documents = {document.id: document for document in held.documents}
    claims = standing(held)
    checked = sum(known.day(claim, documents) is not None for claim in claims)
    said = f"{checked} of {len(claims)} claims are verified as they stand"
    return ok("dossier", f"{said}.") if checked == len(claims) else warning("dossier", f"{said}: {advice}")
