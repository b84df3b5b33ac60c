"""A topic's figures: rivals side by side, then the newest first, and how they stand to each other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import combinations

from corpus.dates import Edtf
from corpus.index.lists import number_of, page, sliced
from corpus.index.opening import Index
from corpus.index.records import claim_views, relations
from corpus.index.views import ClaimView, Figures, Pair
from corpus.model import Relation
from corpus.verdicts import Figure, Judgement, Verdict, figure, judge

PAGE = 50


def figures(  # noqa: PLR0913 - each narrows the answer
    index: Index,
    topic_id: str,
    *,
    as_of: Edtf | None = None,
    claimant: str | None = None,
    actor: str | None = None,
    scope: str | None = None,
    place: str | None = None,
    after: str | None = None,
    limit: int = PAGE,
) -> Figures:
    """The figures of a topic in the order of replies (`reply_order.figures_in_order`), none withdrawn.

    `as_of` keeps those whose time can be then: as-of, else the day said, else any day up to publication.
    `claimant` and `place` keep those of that actor or place and of all within it; `actor` those that it
    makes, carries or is the subject of. Pairs are those among the claims on the page. Raises NotInDossier for
    an unknown topic or `after`.
    """
    index.topic(topic_id)
    names = [f"figures topic={topic_id}"]
    narrowing = {"claimant": claimant, "actor": actor, "scope": scope, "place": place}
    names += [f"claims {what}={value}" for what, value in narrowing.items() if value is not None]
    start = number_of(index, "claim", after)
    paged = page(index, "claim", names, within=as_of, after=start, limit=limit)
    views = claim_views(index, paged.items)
    return Figures(sliced(index, "claim", paged, views, lambda view: view.claim.id), pairs(index, views))


def pairs(index: Index, views: Sequence[ClaimView]) -> tuple[Pair, ...]:
    """How claims stand to each other, each pair once, in order; "something else" only by an editor's word."""
    return _judged(index, views, views, combinations(range(len(views)), 2))


def pairs_of(index: Index, view: ClaimView, others: Sequence[ClaimView]) -> tuple[Pair, ...]:
    """The same for one claim and each of some others."""
    return _judged(index, [view], others, ((0, i) for i in range(len(others))))


def _judged(
    index: Index, ones: Sequence[ClaimView], others: Sequence[ClaimView], couples: Iterable[tuple[int, int]]
) -> tuple[Pair, ...]:
    """The pairs told of `ones[i]` and `others[j]`."""
    rulings = _rulings(index, [view.claim.id for view in ones], [view.claim.id for view in others])
    firsts, seconds = [_figure(view) for view in ones], [_figure(view) for view in others]
    found = []
    for i, j in couples:
        first, second = firsts[i], seconds[j]
        relation = rulings.get((first.id, second.id))
        judgement = judge(first, second, relation)
        if relation is not None or judgement.verdict is not Verdict.OTHER:
            found.append(_pair(first.id, second.id, judgement))
    return tuple(found)


def _figure(view: ClaimView) -> Figure:
    """A view made ready to be judged."""
    return figure(view.claim, {told.document.id: told.document for told in view.appearances})


def _pair(one: str, other: str, judgement: Judgement) -> Pair:
    """A judgement as it is shown, the later claim second."""
    if judgement.later == one:
        one, other = other, one
    relation = judgement.relation
    return Pair(one, other, judgement.verdict, relation.reason if relation else None, relation)


def _rulings(index: Index, ones: Sequence[str], others: Sequence[str]) -> dict[tuple[str, str], Relation]:
    """The editors' relations that decide on a claim of `ones` and a claim of `others`."""
    found = index.rows(
        "SELECT c.id, o.id, p.relation FROM json_each(?) AS one"
        " CROSS JOIN claim AS c ON c.id = one.value"
        " CROSS JOIN json_each(?) AS two"
        " CROSS JOIN claim AS o ON o.id = two.value"
        " CROSS JOIN pair AS p ON p.claim = c.n AND p.other = o.n"
        " WHERE p.relation IS NOT NULL",
        json.dumps(ones),
        json.dumps(others),
    )
    by_id = relations(index, (relation for _, _, relation in found))
    return {(one, other): by_id[relation] for one, other, relation in found}
