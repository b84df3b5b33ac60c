"""Results in reasons: each stands after a number that its own equation has, and not another's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal

from corpus.checks.arithmetic import all_equations, amounts
from corpus.checks.problem import Problem
from corpus.checks.wording import shown
from corpus.errors import FormulaError
from corpus.formula import read_equation
from corpus.model import Claim, Document, Dossier, Record, Relation, Texts
from corpus.stated import stated

_Made = dict[Decimal, set[Decimal]]
"""Each result of a record's equations, and the numbers that it is computed from."""


def told_results(dossier: Dossier) -> Iterator[Problem]:
    """A result that a reason states follows a number that it is computed from: "2,000 is 0.43%"."""
    claims = {claim.id: claim for claim in dossier.claims}
    made: dict[tuple[int, str], tuple[Record, Texts, _Made]] = {}
    for record, field, text, within in all_equations(dossier, claims):
        words = _words(record, field)
        if words is not None:
            place, texts = words
            _, _, known = made.setdefault((id(record), place), (record, texts, {}))
            with suppress(FormulaError):
                result, numbers = _read(text, within)
                known.setdefault(result, set()).update(numbers)
    for (_, place), (record, texts, known) in made.items():
        for language, words_told in texts.items():
            for result in _misplaced(words_told, language, known):
                message = f"{shown((result, False))} follows a number that it is not computed from"
                yield Problem(
                    record, f"{place}.{language}", f"{message}: correct the words or the arithmetic"
                )


def _words(record: Record, field: str) -> tuple[str, Texts] | None:
    """The text that an equation belongs to, and its field."""
    if isinstance(record, Relation):
        return "reason", record.reason
    if isinstance(record, Document):
        index = int(field.split(".")[1])
        return f"defects.{index}.text", record.defects[index].text
    return None


def _read(text: str, within: Mapping[str, Claim]) -> tuple[Decimal, list[Decimal]]:
    equation, amount = read_equation(text), amounts(within)
    formula = equation.formula
    return equation.result, [*formula.numbers, *(amount(operand) for operand in formula.operands)]


def _misplaced(text: str, language: str, known: _Made) -> Iterator[Decimal]:
    last: Decimal | None = None
    for number in stated(text, language).in_figures:
        if number.value not in known:
            last = number.value
        elif last is not None and last not in known[number.value]:
            yield number.value
