"""Disagreements are spoken for: every contradiction has an editor's word, and relations make sense."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from corpus.checks.amounts import figure_words
from corpus.checks.problem import Problem, warning, withdrawn
from corpus.model import Claim, Dossier, Relation, RelationKind, RelationOn
from corpus.verdicts import Rulings, computed_contradictions, window

_RULING = (RelationKind.CONTRADICTS, RelationKind.IN_TENSION, RelationKind.UPDATES, RelationKind.DISMISSED)
_COMPARING = (RelationKind.CONTRADICTS, RelationKind.IN_TENSION, RelationKind.UPDATES)


def unspoken_contradictions(dossier: Dossier) -> Iterator[Problem]:
    """Two figures that cannot both be true are a relation, or dismissed with a reason."""
    documents = {document.id: document for document in dossier.documents}
    gone, rulings = withdrawn(dossier), Rulings(dossier.relations)
    told = {claim.id: figure_words(claim.estimate) for claim in dossier.claims if claim.estimate}
    claims = {
        claim.id: claim
        for claim in dossier.claims
        if claim.id not in gone and all(appearance.document in documents for appearance in claim.appearances)
    }
    for one, two in computed_contradictions(claims.values(), documents):
        if rulings.between(one, two) is None:
            message = f"`{one}` ({told[one]}) and `{two}` ({told[two]}) cannot both be true"
            advice = "write a relation: `contradicts` with its question, or `dismissed` with the reason"
            yield Problem(claims[two], "estimate", f"{message}: {advice}")


def relation_measures(dossier: Dossier) -> Iterator[Problem]:
    """A relation on a value is between figures of one measure, or between a share and its parts."""
    claims = {claim.id: claim for claim in dossier.claims}
    for relation in dossier.relations:
        if relation.on is not RelationOn.VALUE or relation.kind not in _COMPARING:
            continue
        sides = [claims[name] for name in _members(relation) if name in claims]
        bare = [claim.id for claim in sides if claim.estimate is None]
        measures = {claim.measure for claim in _without_shares(sides)}
        if bare:
            message = f"`{bare[0]}` has no figure"
        elif len(measures) > 1:
            message = f"its figures are of {len(measures)} measures"
        else:
            continue
        yield warning(relation, "on", f"`on: value`, but {message}: is it about something else?")


def twice_ruled(dossier: Dossier) -> Iterator[Problem]:
    """Two claims stand to each other in one way."""
    ruled: dict[frozenset[str], Relation] = {}
    for relation in dossier.relations:
        if relation.kind not in _RULING:
            continue
        for pair in _pairs(relation):
            first = ruled.setdefault(pair, relation)
            if first is not relation and (first.kind, first.on) != (relation.kind, relation.on):
                one, two = sorted(pair)
                message = f"`{first.id}` says {first.kind} of `{one}` and `{two}`, this one {relation.kind}"
                yield warning(relation, "sides", f"{message}: the graver is shown; keep one")


def updates_in_time(dossier: Dossier) -> Iterator[Problem]:
    """What updates another is dated, where it is a figure, and does not end before the other begins."""
    documents = {document.id: document for document in dossier.documents}
    claims = {
        claim.id: claim
        for claim in dossier.claims
        if all(appearance.document in documents for appearance in claim.appearances)
    }
    for relation in dossier.relations:
        for earlier, later in _successions(relation, claims):
            if later.estimate is not None and (later.when or later.said_on) is None:
                message = f"`{later.id}` has no date, so nothing says that it is later than `{earlier.id}`"
            elif window(later, documents).latest < window(earlier, documents).earliest:
                message = f"`{later.id}` ends before `{earlier.id}` begins"
            else:
                continue
            advice = "give the earlier side first, date the later one, or choose another kind"
            yield Problem(relation, "sides", f"{message}: {advice}")


def _successions(relation: Relation, claims: Mapping[str, Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Each two claims of an `updates` of which the first is said to be replaced by the second."""
    if relation.kind is RelationKind.UPDATES:
        for first, second in combinations(relation.sides, 2):
            for earlier, later in product(first, second):
                if earlier in claims and later in claims:
                    yield claims[earlier], claims[later]


def _without_shares(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims but for a percentage and the claims that it is computed from, where both are there."""
    parts = {name for claim in claims for name in _base(claim)}
    for claim in claims:
        if claim.id not in parts and not any(other.id in _base(claim) for other in claims):
            yield claim


def _base(claim: Claim) -> frozenset[str]:
    """The claims that a percentage is computed from."""
    base = claim.estimate.base if claim.estimate else None
    return frozenset(name for name in (base.whole, base.part) if name) if base else frozenset()


def _members(relation: Relation) -> tuple[str, ...]:
    return tuple(claim for side in relation.sides for claim in side)


def _pairs(relation: Relation) -> Iterator[frozenset[str]]:
    for one, two in combinations(relation.sides, 2):
        for first in one:
            for second in two:
                yield frozenset((first, second))
