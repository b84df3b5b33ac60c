"""The errors of `corpus`, one base: each carries a sentence for the reader."""

from __future__ import annotations


class CorpusError(Exception):
    """Something about a dossier cannot be used; `str(error)` is a sentence that says what and what to do."""


class DateError(CorpusError):
    """A text is not a date of our EDTF subset."""


class FormulaError(CorpusError):
    """A formula cannot be read or computed; its sentence has no full stop, for others go on with it."""


class DossierError(CorpusError):
    """A dossier folder cannot be read or has errors; `findings` lists them, one a problem."""

    def __init__(self, sentence: str, findings: tuple[object, ...] = ()) -> None:
        super().__init__(sentence)
        self.findings = findings


class NotInDossier(CorpusError):  # noqa: N818 - reads as a sentence where it is raised and caught
    """A record was asked for by an id or number that the dossier does not hold."""


class ReceiptFault(CorpusError):  # noqa: N818 - it is about a file, and the dossier is served without it
    """The receipt of a dossier cannot be read or written."""
