"""A topic's claims without a figure: statements, denials, plans, forecasts."""

from __future__ import annotations

from corpus.dates import Edtf
from corpus.index.lists import number_of, page, sliced
from corpus.index.opening import Index
from corpus.index.records import claim_views
from corpus.index.views import ClaimView, Slice

PAGE = 20


def statements(
    index: Index,
    topic_id: str,
    *,
    actor: str | None = None,
    place: str | None = None,
    period: Edtf | None = None,
    after: str | None = None,
    limit: int = PAGE,
) -> Slice[ClaimView]:
    """By importance, then the newest first (undated last), then by document and paragraph; none withdrawn.

    `actor` keeps the claims that it, or one that is part of it, makes, carries or is the subject of;
    `place` those of the place and all within it; `period` those that can be about a day of it. Raises
    NotInDossier for an unknown topic or `after`.
    """
    index.topic(topic_id)
    names = [f"statements topic={topic_id}"]
    names += [
        f"claims {what}={value}" for what, value in (("actor", actor), ("place", place)) if value is not None
    ]
    paged = page(index, "claim", names, within=period, after=number_of(index, "claim", after), limit=limit)
    return sliced(index, "claim", paged, claim_views(index, paged.items), lambda view: view.claim.id)
