"""Corrections hold together: in order of time, and what a withdrawal takes away is missed nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.checks.problem import Problem, warning, withdrawn
from corpus.model import Dossier, Record


def withdrawn_parts(dossier: Dossier) -> Iterator[Problem]:
    """Nothing that stands rests on a withdrawn claim alone."""
    gone = withdrawn(dossier)
    for event in dossier.events:
        if event.id not in gone:
            yield from _missing_parts(event, "claims", event.claims, gone)
    for relation in dossier.relations:
        for index, side in enumerate(relation.sides):
            yield from _missing_parts(relation, f"sides.{index}", side, gone)
    for claim in dossier.claims:
        base = claim.estimate.base if claim.estimate and claim.id not in gone else None
        for field in ("whole", "part"):
            name = getattr(base, field, None)
            if name in gone:
                message = (
                    f"the percentage is computed from the withdrawn `{name}`: name another claim, or none"
                )
                yield Problem(claim, f"estimate.base.{field}", message)


def correction_order(dossier: Dossier) -> Iterator[Problem]:
    """Corrections stand in the order they were made; none is laid over what was withdrawn."""
    gone: set[str] = set()
    latest = dossier.corrections[0] if dossier.corrections else None
    for correction in dossier.corrections:
        if latest is not None and correction.date.earliest < latest.date.earliest:
            message = f"{correction.date} comes after {latest.date}: add corrections at the end, by date"
            yield Problem(correction, "date", message)
        else:
            latest = correction
        if correction.target in gone:
            message = f"`{correction.target}` was withdrawn before: a withdrawal is its last correction"
            yield Problem(correction, "target", message)
        if correction.withdraws:
            gone.add(correction.target)


def correction_revision(dossier: Dossier) -> Iterator[Problem]:
    """A correction is part of a revision."""
    revised = dossier.manifest.revised
    for correction in dossier.corrections:
        if correction.date.earliest > revised.latest:
            message = f"{correction.date} is after the last revision ({revised})"
            yield warning(correction, "date", f"{message}: raise `revision` and `revised` in dossier.yaml")


def _missing_parts(
    record: Record, field: str, names: Sequence[str], gone: frozenset[str]
) -> Iterator[Problem]:
    missing = [name for name in names if name in gone]
    if len(missing) == len(names):
        listed = ", ".join(f"`{name}`" for name in missing)
        yield Problem(
            record, field, f"nothing is left but the withdrawn {listed}: withdraw or delete this too"
        )
    elif missing:
        yield warning(record, field, f"it still names the withdrawn `{missing[0]}`: take that out")
