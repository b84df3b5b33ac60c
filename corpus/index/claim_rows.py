"""Writing claims: each with its place in the order of replies, its verdicts and where it is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from corpus.index.draft import UNCHECKED, Draft
from corpus.index.views import Checked
from corpus.model import Appearance, Claim, Document


def write_claims(connection: sqlite3.Connection, draft: Draft) -> None:
    """Fill `claim`, `amount`, `pair` and `related`."""
    groups: dict[object, str] = {}
    connection.executemany(
        "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_claim_row(n, claim, draft, groups) for n, claim in enumerate(draft.claims_in_order, 1)),
    )
    connection.executemany(
        "INSERT INTO amount VALUES (?, ?)",
        (
            (amount, draft.numbers[claim.id])
            for claim in draft.claims.values()
            if claim.estimate
            for amount in claim.estimate.amounts
            if amount != claim.estimate.magnitude
        ),
    )
    connection.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, ?)", _pair_rows(draft))
    connection.executemany(
        "INSERT INTO related VALUES (?, ?)",
        (
            (draft.numbers[claim], relation.id)
            for relation in draft.dossier.relations
            for side in relation.sides
            for claim in side
        ),
    )


def write_documents(connection: sqlite3.Connection, draft: Draft) -> None:
    """Fill `document`, `told` and `noted`."""
    told: dict[str, list[Claim]] = {document.id: [] for document in draft.dossier.documents}
    noted: set[tuple[int, int, int]] = set()
    for claim in draft.claims.values():
        for document_id in dict.fromkeys(appearance.document for appearance in claim.appearances):
            told[document_id].append(claim)
        noted |= {
            (draft.documents[appearance.document].number, appearance.footnote, draft.numbers[claim.id])
            for appearance in claim.appearances
            if appearance.footnote is not None
        }
    for document in draft.dossier.documents:
        _write_document(connection, draft, document, told[document.id])
    connection.executemany("INSERT INTO noted VALUES (?, ?, ?)", sorted(noted))


def _write_document(
    connection: sqlite3.Connection, draft: Draft, document: Document, claims: Iterable[Claim]
) -> None:
    def reading_order(claim: Claim) -> tuple[int, str]:
        return min(_paragraphs(claim.appearances, document)), claim.id

    ordered = sorted(claims, key=reading_order)
    checked = sum(draft.checked.get(claim.id, UNCHECKED)[0] is Checked.CHECKED for claim in ordered)
    row = (
        document.number,
        document.id,
        len(ordered),
        checked,
        document.model_dump_json(exclude_defaults=True),
    )
    connection.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?)", row)
    connection.executemany(
        "INSERT INTO told VALUES (?, ?, ?)",
        ((document.number, pos, draft.numbers[claim.id]) for pos, claim in enumerate(ordered, 1)),
    )


def _paragraphs(appearances: Iterable[Appearance], document: Document) -> Iterator[int]:
    return (appearance.paragraph for appearance in appearances if appearance.document == document.id)


def _claim_row(n: int, claim: Claim, draft: Draft, groups: dict[object, str]) -> tuple[object, ...]:
    figure = draft.standing.figures.get(claim.id)
    comparable = figure.comparable if figure else None
    checked, checked_on = draft.checked.get(claim.id, UNCHECKED)
    return (
        n,
        claim.id,
        figure.window.earliest.toordinal() if figure else 0,
        figure.window.latest.toordinal() if figure else 0,
        claim.measure if figure else None,
        groups.setdefault(comparable, str(len(groups))) if comparable else None,
        bool(figure and figure.numberless),
        claim.id in draft.standing.rivals,
        figure is None,
        draft.origins.count([claim.id]),
        claim.importance,
        checked.value,
        checked_on,
        claim.model_dump_json(exclude_defaults=True),
    )


def _pair_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    for (one, other), judgement in draft.standing.judged.items():
        relation = judgement.relation.id if judgement.relation else None
        later = draft.numbers[judgement.later] if judgement.later else None
        for claim, opposite in ((one, other), (other, one)):
            yield draft.numbers[claim], draft.numbers[opposite], judgement.verdict.value, later, relation
