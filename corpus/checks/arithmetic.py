"""Arithmetic of ours: formulas are computed again, and no claimant's figure is one of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal

from corpus.checks.problem import Problem, near
from corpus.errors import FormulaError
from corpus.formula import Operand, comes_to, read_equation, read_formula, written
from corpus.model import Claim, Dossier, Record

Amounts = Callable[[Operand], Decimal]
"""The amount that an operand of a formula means; FormulaError where it means none."""


def derived_figures(dossier: Dossier) -> Iterator[Problem]:
    """A derived figure is nobody's but ours, and its formula comes to it."""
    claims = {claim.id: claim for claim in dossier.claims}
    for claim in dossier.claims:
        estimate, field = claim.estimate, "estimate.derived"
        if estimate is None or estimate.derived is None:
            continue
        if claim.claimant is not None:
            message = f"the figure is `{claim.claimant}`'s, and a derived one is ours"
            yield Problem(claim, field, f"{message}: give what the passage states, or take the claimant out")
        if len(estimate.amounts) != 1:
            yield Problem(claim, field, "a formula comes to one amount: give the figure one")
            continue
        try:
            value = read_formula(estimate.derived).value(amounts(claims, but=claim.id))
        except FormulaError as error:
            yield Problem(claim, field, f"{error}")
            continue
        if not comes_to(value, Decimal(str(estimate.amounts[0]))):
            message = f"{estimate.derived} is {written(value)}, and the figure {estimate.amounts[0]:,}"
            yield Problem(claim, field, f"{message}: correct the one or the other")


def equations(dossier: Dossier) -> Iterator[Problem]:
    """The arithmetic of a relation, over its own claims, or of a defect comes out as written."""
    claims = {claim.id: claim for claim in dossier.claims}
    for record, field, text, within in all_equations(dossier, claims):
        try:
            equation = read_equation(text)
            value = equation.formula.value(amounts(within))
        except FormulaError as error:
            yield Problem(record, field, f"{error}")
            continue
        if not comes_to(value, equation.result):
            message = f"{equation.formula.text} is {written(value)}, and not {equation.result}"
            yield Problem(record, field, f"{message}: correct it here and in the words")


def made_from(claim: Claim, known: Mapping[str, Claim]) -> tuple[Claim, ...]:
    """The claims whose figures a claim's own is computed from: a percentage's base, a formula's operands."""
    estimate = claim.estimate
    if estimate is None:
        return ()
    base = (estimate.base.whole, estimate.base.part) if estimate.base else ()
    names = [name for name in base if name is not None]
    if estimate.derived is not None:
        with suppress(FormulaError):
            names += [operand.claim for operand in read_formula(estimate.derived).operands]
    return tuple(known[name] for name in names if name in known)


def amounts(claims: Mapping[str, Claim], but: str | None = None) -> Amounts:
    """What operands mean among these claims; the claim `but`, whose own formula it is, means nothing."""

    def amount(operand: Operand) -> Decimal:
        claim = claims.get(operand.claim)
        if claim is None or claim.id == but:
            what = (
                "it is the claim itself"
                if claim
                else f"no such claim stands here{near(operand.claim, claims)}"
            )
            raise FormulaError(f"`{operand}` is no amount: {what}")
        estimate = claim.estimate
        stated = {
            bound: getattr(estimate, bound)
            for bound in ("low", "best", "high")
            if getattr(estimate, bound, None) is not None
        }
        if operand.bound in stated:
            return Decimal(str(stated[operand.bound]))
        if operand.bound is None and len(stated) == 1:
            return Decimal(str(next(iter(stated.values()))))
        has = " and ".join(f"`{claim.id}.{bound}`" for bound in stated) or "no amount"
        raise FormulaError(f"`{operand}` is no amount: the claim has {has}")

    return amount


def all_equations(
    dossier: Dossier, claims: Mapping[str, Claim]
) -> Iterator[tuple[Record, str, str, Mapping[str, Claim]]]:
    """Each equation with the claims that it may name: a relation's sides and what they are made from."""
    for relation in dossier.relations:
        sides = [claims[name] for side in relation.sides for name in side if name in claims]
        within = {one.id: one for claim in sides for one in (claim, *made_from(claim, claims))}
        for index, text in enumerate(relation.arithmetic):
            yield relation, f"arithmetic.{index}", text, within
    for document in dossier.documents:
        for place, defect in enumerate(document.defects):
            for index, text in enumerate(defect.arithmetic):
                yield document, f"defects.{place}.arithmetic.{index}", text, {}
