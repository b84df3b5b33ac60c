"""How the claims of one dossier stand to each other, worked out once, when it is compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import combinations

from corpus.model import Claim, Document, Relation
from corpus.verdicts import Figure, Judgement, Rulings, Verdict, computed_contradictions, figure, judge


class Standing:
    """The verdicts on the claims given (withdrawn ones left out by the caller).

    `judged` holds each pair that an editor ruled on or that contradicts by computation, once; `rivals` what
    each claim is contested with, `fitting` what an editor let it be compatible with. All else is
    `verdict`'s to say.
    """

    def __init__(
        self, claims: Mapping[str, Claim], documents: Mapping[str, Document], relations: tuple[Relation, ...]
    ) -> None:
        self.figures: dict[str, Figure] = {id_: figure(claim, documents) for id_, claim in claims.items()}
        self._rulings = Rulings(relations)
        self.judged: dict[tuple[str, str], Judgement] = {}
        self.rivals: dict[str, set[str]] = {}
        self.fitting: dict[str, set[str]] = {}
        for one, other in _pairs(relations, claims.keys()):
            self._store(one, other)
        for one, other in computed_contradictions(claims.values(), documents):
            self._store(one, other)

    def verdict(self, one: str, other: str) -> Judgement:
        """The verdict on any two of the claims."""
        ruling = self._rulings.between(one, other)
        return judge(self.figures[one], self.figures[other], ruling)

    def _store(self, one: str, other: str) -> None:
        if (one, other) in self.judged or (other, one) in self.judged:
            return
        judgement = self.verdict(one, other)
        if judgement.relation is None and not judgement.verdict.contested:
            return  # only of one origin, or derived: no verdict of an editor's
        self.judged[one, other] = judgement
        if judgement.verdict.contested:
            _link(self.rivals, one, other)
        if judgement.verdict is Verdict.COMPATIBLE:
            _link(self.fitting, one, other)


def _pairs(relations: tuple[Relation, ...], known: Set[str]) -> Iterator[tuple[str, str]]:
    """The pairs across the sides of relations, claims that are not known left out."""
    for relation in relations:
        for side, opposite in combinations(relation.sides, 2):
            for one in side:
                for other in opposite:
                    if one in known and other in known:
                        yield one, other


def _link(links: dict[str, set[str]], one: str, other: str) -> None:
    links.setdefault(one, set()).add(other)
    links.setdefault(other, set()).add(one)
