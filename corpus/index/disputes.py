"""What is contested: the questions that claims answer in ways that cannot both be true, or hardly."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.index.lists import number_of, page, sliced
from corpus.index.opening import Index
from corpus.index.records import claim_numbers, claim_views, relations
from corpus.index.views import ClaimView, DisputeView, Slice
from corpus.model import Relation

PAGE = 3


def disputes(
    index: Index, *, topic: str | None = None, after: str | None = None, limit: int = PAGE
) -> Slice[DisputeView]:
    """Contested relations, by their most important claim, then by id; `after` is a relation.

    A topic's are those that a claim of it stands in. Withdrawn claims are left out, and with them a
    relation of which less than two sides are left. Raises NotInDossier for an unknown topic or `after`.
    """
    if topic is not None:
        index.topic(topic)
    name = "disputes" if topic is None else f"disputes topic={topic}"
    paged = page(index, "dispute", [name], after=number_of(index, "dispute", after), limit=limit)
    ids = [str(index.rows("SELECT relation FROM dispute WHERE n = ?", n)[0][0]) for n in paged.items]
    by_id = relations(index, ids)
    told = claim_numbers(index, (claim for one in by_id.values() for side in one.sides for claim in side))
    claims = {view.claim.id: view for view in claim_views(index, sorted(told.values()))}
    views = [_view(by_id[id_], claims) for id_ in ids]
    return sliced(index, "dispute", paged, views, lambda view: view.relation.id)


def _view(relation: Relation, claims: Mapping[str, ClaimView]) -> DisputeView:
    sides = (tuple(claims[claim] for claim in side if claim in claims) for side in relation.sides)
    return DisputeView(relation, tuple(side for side in sides if side))
