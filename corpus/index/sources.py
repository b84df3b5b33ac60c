"""The documents: all of them, and one with its notes and the claims it tells."""

from __future__ import annotations

from corpus.errors import NotInDossier
from corpus.index.lists import MOST, number_of, page, sliced
from corpus.index.opening import Index
from corpus.index.records import claim_views
from corpus.index.views import ClaimView, DocumentView, NoteView, Slice, SourceView
from corpus.model import Document

PAGE = 20
NOTED = 10
"""How many claims of one note are told at most."""
_BITS = 64  # of SQLite's numbers


def sources(index: Index, *, after: str | None = None, limit: int = PAGE) -> Slice[DocumentView]:
    """Documents by number; `after` is a number as text. Raises NotInDossier for one that no document has."""
    paged = page(index, "document", ["documents"], after=number_of(index, "document", after), limit=limit)
    views = [document(index, number) for number in paged.items]
    return sliced(index, "document", paged, views, lambda view: str(view.document.number))


def document(index: Index, number: int) -> DocumentView:
    """One document by its number; NotInDossier when there is none."""
    if number.bit_length() >= _BITS:
        raise NotInDossier("The dossier has no document of so large a number.")
    row = index.row("SELECT claims, checked, json FROM document WHERE number = ?", number)
    if row is None:
        raise NotInDossier(f"The dossier has no document [{number}].")
    return DocumentView(Document.model_validate_json(row[2]), claims=row[0], checked=row[1])


def source(index: Index, number: int, *, after: str | None = None, limit: int = PAGE) -> SourceView:
    """One document with its notes and one page of its claims, in the order of its paragraphs.

    `after` is a claim of the document. Raises NotInDossier for an unknown number or `after`.
    """
    view = document(index, number)
    return SourceView(
        document=view.document,
        checked=view.checked,
        claims=_told(index, view, after, max(1, min(limit, MOST))),
        notes=_notes(index, view.document),
    )


def _told(index: Index, view: DocumentView, after: str | None, limit: int) -> Slice[ClaimView]:
    number = view.document.number
    start = _place(index, number, after) if after else 0
    found = index.rows(
        "SELECT claim FROM told WHERE document = ? AND pos > ? ORDER BY pos LIMIT ?", number, start, limit
    )
    views = claim_views(index, [claim for (claim,) in found])
    return Slice(
        items=tuple(views),
        total=view.claims,
        first=start + 1 if views else 0,
        next_after=views[-1].claim.id if start + len(views) < view.claims and views else None,
        previous_after=_id_at(index, number, start - limit) if start else None,
    )


def _place(index: Index, number: int, claim_id: str) -> int:
    row = index.row(
        "SELECT told.pos FROM claim JOIN told ON told.document = ? AND told.claim = claim.n"
        " WHERE claim.id = ?",
        number,
        claim_id,
    )
    if row is None:
        raise NotInDossier(f"Document [{number}] tells no claim {claim_id} to go on after.")
    return int(row[0])


def _id_at(index: Index, number: int, place: int) -> str:
    """The claim at a place of the document, "" before the first."""
    row = index.row(
        "SELECT claim.id FROM told JOIN claim ON claim.n = told.claim"
        " WHERE told.document = ? AND told.pos = ?",
        number,
        place,
    )
    return str(row[0]) if row else ""


def _notes(index: Index, document: Document) -> tuple[NoteView, ...]:
    """The notes with the claims that cite them, of one note ten at most."""
    by_note: dict[int, list[int]] = {}
    for note, claim in index.rows(
        "SELECT note, claim FROM noted WHERE document = ? ORDER BY note, claim", document.number
    ):
        by_note.setdefault(note, []).append(claim)
    wanted = sorted({claim for claims in by_note.values() for claim in claims[:NOTED]})
    views = dict(zip(wanted, claim_views(index, wanted), strict=True))
    return tuple(
        NoteView(note, tuple(views[claim] for claim in by_note.get(note.number, ())[:NOTED]))
        for note in sorted(document.footnotes, key=lambda note: note.number)
    )
