"""The order in which an answer tells claims: rivals side by side, then the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.index.standing import Standing
from corpus.model import Claim
from corpus.origins import Union
from corpus.verdicts import Comparable, Verdict


def newest_first(claim: Claim) -> tuple[bool, int]:
    """A sort key by the time a claim is about, or was said at: the last day known first, undated last.

    "By 30 Apr 2025" counts as that day, "from Nov 2025" as its first day, for its end is not known.
    """
    moment = claim.when or claim.said_on
    if moment is None:
        return True, 0
    return False, -(moment.earliest if moment.open_end else moment.latest).toordinal()


def statements_in_order(claims: Iterable[Claim], numbers: Mapping[str, int]) -> list[Claim]:
    """By importance, then the newest first, then as the documents tell them, whose `numbers` are by id."""

    def place(claim: Claim) -> tuple[int, int]:
        return min((numbers[told.document], told.paragraph) for told in claim.appearances)

    def rank(claim: Claim) -> tuple[object, ...]:
        return -claim.importance, newest_first(claim), place(claim), claim.id

    return sorted(claims, key=rank)


def figures_in_order(claims: Iterable[Claim], standing: Standing) -> list[Claim]:
    """A topic's figures as a reply lists them.

    First the contested, each with all that it is contested with (directly or through others), so that
    rivals adjoin; a figure compatible with every one of such a cluster follows it ("thousands" fits both).
    Clusters go by their most important claim, then by their newest, then by id. Then all others, the newest
    as-of first and the undated last; within a cluster the same. Ties go by importance, then by id.
    """
    by_id = {claim.id: claim for claim in sorted(claims, key=_rank)}
    clusters = sorted(
        _clusters(by_id, standing),
        key=lambda cluster: (-max(c.importance for c in cluster), _rank(cluster[0])),
    )
    followers = _Followers(by_id.values(), standing)
    ordered: dict[str, Claim] = {}
    for cluster in clusters:
        fitting = [by_id[id_] for id_ in followers.of(cluster) if id_ in by_id]
        for claim in (*cluster, *sorted(fitting, key=_rank)):
            ordered.setdefault(claim.id, claim)
    for claim in by_id.values():
        ordered.setdefault(claim.id, claim)
    return list(ordered.values())


def _rank(claim: Claim) -> tuple[tuple[bool, int], int, str]:
    return newest_first(claim), -claim.importance, claim.id


def _clusters(by_id: dict[str, Claim], standing: Standing) -> Iterator[list[Claim]]:
    joined = Union()
    contested = [claim for claim in by_id.values() if claim.id in standing.rivals]
    for claim in contested:
        for rival in standing.rivals[claim.id]:
            if rival in by_id:
                joined.join(claim.id, rival)
    clusters: dict[str, list[Claim]] = {}
    for claim in contested:
        clusters.setdefault(joined.of(claim.id), []).append(claim)
    yield from clusters.values()


class _Followers:
    """Finds what is compatible with all of a cluster, without comparing it with every figure."""

    def __init__(self, claims: Iterable[Claim], standing: Standing) -> None:
        self._standing = standing
        self._groups: dict[Comparable, list[str]] = {}
        for claim in claims:
            figure = standing.figures[claim.id]
            if claim.id not in standing.rivals and figure.comparable and figure.kind:
                self._groups.setdefault(figure.comparable, []).append(claim.id)
                if figure.numberless:
                    self._groups.setdefault(figure.kind, []).append(claim.id)

    def of(self, cluster: Sequence[Claim]) -> set[str]:
        """The ids of the figures that fit every claim of the cluster."""
        return {
            candidate
            for candidate in self._candidates(cluster[0].id)
            if all(self._standing.verdict(candidate, c.id).verdict is Verdict.COMPATIBLE for c in cluster)
        }

    def _candidates(self, claim_id: str) -> Iterator[str]:
        """What can be compatible with one claim."""
        figure = self._standing.figures[claim_id]
        yield from self._groups.get(figure.comparable or (), ())
        yield from self._groups.get(figure.kind or (), ())
        yield from self._standing.fitting.get(claim_id, set()) - self._standing.rivals.keys()
