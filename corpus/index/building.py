"""From a dossier's folder to its compiled file: read, check, refuse or compile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus import receipt
from corpus.errors import ReceiptFault
from corpus.index.compile import compile_dossier
from corpus.index.draft import Draft
from corpus.index.views import Checked
from corpus.model import Dossier
from corpus.receipt import Receipt
from corpus.soundness import sound


def build(folder: Path, path: Path) -> None:
    """Compile the dossier in `folder` to `path`; DossierError, with every finding, when it has errors."""
    draft = drafted(folder)
    compile_dossier(draft.dossier, path, draft.checked)


def drafted(folder: Path) -> Draft:
    """The dossier in `folder` and what its receipt says; DossierError, with its findings, when it has errors.

    One whose receipt cannot be used is served without it: every claim is unchecked then.
    """
    dossier = sound(folder)
    try:
        last = receipt.read(folder)
    except ReceiptFault:
        last = Receipt()
    return Draft(dossier, dict(_checked(dossier, last)))


def _checked(dossier: Dossier, last: Receipt) -> Iterator[tuple[str, tuple[Checked, str | None]]]:
    """By claim id, what the last verification found, and the day if it still holds."""
    documents = {document.id: document for document in dossier.documents}
    for claim in dossier.claims:
        day = last.day(claim, documents)
        if day is not None:
            yield claim.id, (Checked.CHECKED, day.isoformat())
        elif claim.id in last.known:
            yield claim.id, (Checked.STALE, None)
