"""Figures make sense: they count what their measure counts, within reason, and percentages come out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from corpus.checks.amounts import percent_fault, written
from corpus.checks.problem import Problem, warning, withdrawn
from corpus.model import Claim, ClaimKind, Dossier, Modality


def scopes(dossier: Dossier) -> Iterator[Problem]:
    """A claim's scope is a scope of its measure."""
    owners = {scope.id: scope.measure for scope in dossier.vocabulary.scopes}
    for claim in dossier.claims:
        owner = owners.get(claim.scope or "")
        if owner is not None and owner != claim.measure:
            message = (
                f"`{claim.scope}` is a scope of the measure `{owner}`, and the claim's is `{claim.measure}`"
            )
            yield Problem(claim, "scope", f"{message}: change the one or the other")


def topic_measures(dossier: Dossier) -> Iterator[Problem]:
    """A claim's measure is one that its topic shows."""
    shown = {topic.id: topic.measures for topic in dossier.topics}
    for claim in dossier.claims:
        if claim.measure and claim.topic in shown and claim.measure not in shown[claim.topic]:
            message = f"the topic `{claim.topic}` does not show the measure `{claim.measure}`"
            yield Problem(claim, "measure", f"{message}: add it to the topic's measures")


def units(dossier: Dossier) -> Iterator[Problem]:
    """A figure is in its measure's unit."""
    known = {measure.id: measure.unit for measure in dossier.vocabulary.measures}
    for claim in dossier.claims:
        unit = known.get(claim.measure or "")
        if claim.estimate and unit is not None and claim.estimate.unit != unit:
            message = (
                f"`{claim.measure}` is measured in `{unit}`, and the figure is in `{claim.estimate.unit}`"
            )
            yield Problem(claim, "estimate.unit", f"{message}: change the one or the other")


def sane_ranges(dossier: Dossier) -> Iterator[Problem]:
    """A figure lies where its measure's figures can lie; a range runs upwards."""
    ranges = {measure.id: measure.sane for measure in dossier.vocabulary.measures}
    for index, measure in enumerate(dossier.vocabulary.measures):
        least, most = measure.sane
        if least > most:
            message = f"the range of `{measure.id}` ends below its start: write [least, most]"
            yield Problem(dossier.vocabulary, f"measures.{index}.sane", message)
    for claim in dossier.claims:
        if claim.estimate and claim.measure in ranges:
            least, most = ranges[claim.measure]
            for field in ("low", "best", "high", "magnitude"):
                amount = getattr(claim.estimate, field)
                if amount is not None and not least <= amount <= most:
                    message = f"{written(amount)} is outside {written(least)} to {written(most)}"
                    advice = f"correct a slip of the pen, or widen the range of `{claim.measure}`"
                    yield Problem(claim, f"estimate.{field}", f"{message}: {advice}")


def percentages(dossier: Dossier) -> Iterator[Problem]:
    """A percentage of a stated whole comes out as stated, whichever of the stated amounts one takes."""
    claims = {claim.id: claim for claim in dossier.claims}
    numbers = {document.id: document.number for document in dossier.documents}
    for claim in dossier.claims:
        base = claim.estimate.base if claim.estimate else None
        if claim.estimate is None or base is None:
            continue
        part, whole = (_amounts(claims.get(name or "")) for name in (base.part, base.whole))
        faults = (
            percent_fault(claim.estimate, some, of_all) for some, of_all in product(part, whole) if of_all
        )
        worst = max((fault for fault in faults if fault is not None), default=None)
        if worst is not None:
            number = numbers.get(claim.appearances[0].document, "?")
            yield warning(claim, "estimate.base", f"[{number}] {worst.message}")


def possible_labels(dossier: Dossier) -> Iterator[Problem]:
    """A figure of what is only planned or possible says so in its own label."""
    for claim in dossier.claims:
        if claim.estimate and claim.modality is not Modality.ACTUAL and claim.label is None:
            message = f"a {claim.modality} figure needs a `label` that says what it would count"
            yield Problem(claim, "modality", f"{message}: “planned first group, for Kursk”")


def duplicate_claims(dossier: Dossier) -> Iterator[Problem]:
    """One claimant's one figure is one claim, with an appearance for each document that relays it."""
    gone = withdrawn(dossier)
    first: dict[tuple[object, ...], str] = {}
    for claim in dossier.claims:
        if claim.kind is not ClaimKind.QUANTITY or claim.estimate is None or claim.id in gone:
            continue
        voice = claim.claimant or f"{claim.appearances[0].document}'s own voice"
        told = (claim.measure, claim.scope, claim.subject, claim.place, claim.modality, claim.when)
        owner = first.setdefault((voice, *told, claim.estimate.flow, claim.estimate.includes), claim.id)
        if owner != claim.id:
            message = f"`{claim.id}` has the claimant, measure, scope and date of `{owner}`"
            yield warning(claim, "id", f"{message}: make one claim of them, or say in what they differ")


def _amounts(claim: Claim | None) -> tuple[int | float, ...]:
    return claim.estimate.amounts if claim and claim.estimate else ()
