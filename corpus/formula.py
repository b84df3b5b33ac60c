"""Formulas that editors write, so that a machine computes them again: `100 * v6tn.high / j3us`."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from corpus.errors import FormulaError

CONSTANT: Final = 100
"""The one number that a formula may have from nowhere: a percentage is so many in it."""

LONGEST: Final = 200
"""Characters of a formula."""

_RESULT: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Operand:
    """A claim's amount: its id and, where it has more than one, the bound that is meant."""

    claim: str
    bound: str | None = None

    def __str__(self) -> str:
        return f"{self.claim}.{self.bound}" if self.bound else self.claim


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression of + - * / and brackets over numbers and claims' amounts."""

    text: str
    operands: tuple[Operand, ...]
    numbers: tuple[Decimal, ...]
    """The numbers written in it, each once."""
    _tree: ast.expr

    def value(self, amount: Callable[[Operand], Decimal]) -> Fraction:
        """What it comes to, exactly. Raises FormulaError on a division by zero, and what `amount` raises."""
        try:
            return _value(self._tree, amount)
        except ZeroDivisionError:
            raise FormulaError(f"“{self.text}” divides by zero") from None


@dataclass(frozen=True, slots=True)
class Equation:
    """A formula and the result an editor gives it: `100 * 5000 / 470000 = 1.06`."""

    formula: Formula
    result: Decimal


def read_formula(text: str) -> Formula:
    """Raises FormulaError, a sentence without its full stop, for what is no formula."""
    try:
        tree = ast.parse(text, mode="eval").body if len(text) <= LONGEST else None
    except (SyntaxError, ValueError):  # a null byte is a ValueError
        tree = None
    if tree is None or not all(map(_allowed, _nodes(tree))):
        raise FormulaError(f"“{text}” is no formula: write numbers, claims, + - * / and brackets")
    nodes = list(_nodes(tree))
    numbers = dict.fromkeys(_number(node) for node in nodes if isinstance(node, ast.Constant))
    return Formula(text, tuple(dict.fromkeys(filter(None, map(_operand, nodes)))), tuple(numbers), tree)


def read_equation(text: str) -> Equation:
    """Raises FormulaError for what is none."""
    left, _, right = text.rpartition("=")
    if not _RESULT.fullmatch(right.strip()) or not left.strip():
        raise FormulaError(f"“{text}” has no result: write it at the end, 100 * 1 / 3 = 33.3")
    return Equation(read_formula(left.strip()), Decimal(right.strip()))


def comes_to(value: Fraction, result: Decimal) -> bool:
    """Whether a value is the result when it is rounded to as many digits: 33 and 33.3 are both a third."""
    exponent = min(int(result.as_tuple().exponent), 0)
    return abs(value - Fraction(result)) <= Fraction(Decimal(1).scaleb(exponent)) / 2


def written(value: Fraction) -> str:
    """A value for a message: four decimals at most."""
    return f"{float(value):,.4f}".rstrip("0").rstrip(".")


def _nodes(tree: ast.expr) -> list[ast.expr]:
    """The expressions of a tree; the claim within `v6tn.high` is part of it."""
    match tree:
        case ast.BinOp():
            return [tree, *_nodes(tree.left), *_nodes(tree.right)]
        case _:
            return [tree]


def _allowed(node: ast.expr) -> bool:
    match node:
        case ast.BinOp():
            return isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div)
        case ast.Constant():
            return type(node.value) is int or (type(node.value) is float and math.isfinite(node.value))
        case _:
            return _operand(node) is not None


def _operand(node: ast.expr) -> Operand | None:
    match node:
        case ast.Name(id=claim):
            return Operand(claim)
        case ast.Attribute(value=ast.Name(id=claim), attr=bound):
            return Operand(claim, bound)
        case _:
            return None


def _number(node: ast.Constant) -> Decimal:
    return Decimal(str(node.value))


def _value(node: ast.expr, amount: Callable[[Operand], Decimal]) -> Fraction:
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, amount), _value(node.right, amount)
        match node.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case _:
                return left / right
    if isinstance(node, ast.Constant):
        return Fraction(_number(node))
    operand = _operand(node)
    assert operand is not None  # noqa: S101 - `read_formula` let nothing else through
    return Fraction(amount(operand))
