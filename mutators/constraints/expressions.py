"""Bounds as statements write them: small exact expressions over variables, never floating point."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

Exact: TypeAlias = int | Fraction
"""A number without rounding; whole numbers are ints."""

MAX_BITS = 1 << 15
"""Greater numbers (10^9865 and above) have no value here: a hostile statement may ask for 9^9^9^9."""


@dataclass(frozen=True, slots=True)
class Number:
    """A constant. `grouped`: its value if the points in it only part its thousands, as in `30.000`; None where they cannot."""

    value: int | Fraction
    grouped: int | Fraction | None = None

    @property
    def other(self) -> Exact:
        """The value under the other reading, where there is one."""
        return self.value if self.grouped is None else self.grouped

    def __str__(self) -> str:
        if abs(self.value.numerator) < 10**24:
            return str(self.value)
        digits = int((abs(self.value.numerator).bit_length() - 1) * math.log10(2))  # Python writes no more than 4300 digits
        return f"{'-' * (self.value < 0)}about 10^{digits}"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the statement: `n`; `a_i` has the subscript "i" (any element), all of `a_1, ..., a_n` the subscript "*"."""

    base: str
    subscript: str = ""

    @property
    def name(self) -> str:
        """The name as it is written: `x_1`; of elements of a sequence only the base."""
        return f"{self.base}_{self.subscript}" if self.scalar and self.subscript else self.base

    @property
    def scalar(self) -> bool:
        """Whether it is one variable rather than any element of a sequence."""
        return not self.subscript or self.subscript.isdecimal()

    def __str__(self) -> str:
        return f"{self.base}_{self.subscript}" if self.subscript else self.base


@dataclass(frozen=True, slots=True)
class Size:
    """`|x|`: the length of a string or list, the absolute value of a number."""

    of: Expression

    def __str__(self) -> str:
        return f"|{self.of}|"


@dataclass(frozen=True, slots=True)
class Operation:
    """`operator` is one of + - * / ^ min max; the operands are two."""

    operator: str
    left: Expression
    right: Expression

    def __str__(self) -> str:
        if self.operator in ("min", "max"):
            return f"{self.operator}({self.left}, {self.right})"
        return f"({self.left} {self.operator} {self.right})"


Expression: TypeAlias = Number | Variable | Size | Operation


def exact(value: Exact) -> Exact:
    """`value` as an int where it is whole."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


@lru_cache(maxsize=1024)
def power(base: Exact, exponent: Exact) -> Exact | None:
    """base ^ exponent; None where it is no rational number, undefined, or has more than MAX_BITS bits."""
    if not isinstance(exponent, int) or (base == 0 and exponent < 0):
        return None
    bits = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
    if bits > 1 and bits * abs(exponent) > MAX_BITS:
        return None
    return exact(Fraction(base) ** exponent)


def applied(operator: str, left: Exact, right: Exact) -> Exact | None:
    """The value of an operation on numbers; None where it has none that is exact and of reasonable size."""
    if operator == "^":
        return power(left, right)
    if operator == "/":
        return exact(Fraction(left) / Fraction(right)) if right else None
    value = _PLAIN[operator](left, right)
    return exact(value) if abs(value.numerator).bit_length() <= 2 * MAX_BITS else None


_PLAIN: dict[str, Callable[[Exact, Exact], Exact]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "min": lambda a, b: min(a, b),
    "max": lambda a, b: max(a, b),
}


def combined(operator: str, left: Expression, right: Expression) -> Expression | None:
    """The operation, folded where both operands are numbers; None where that number does not exist."""
    if isinstance(left, Number) and isinstance(right, Number):
        value, other = applied(operator, left.value, right.value), applied(operator, left.other, right.other)
        return None if value is None else Number(value, other if other != value else None)
    return Operation(operator, left, right)


def evaluate(expression: Expression, value_of: Callable[[Variable], object]) -> Exact | None:
    """The number that `expression` is; None where a variable has no number (a length counts where it is a text or a list)."""
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, Variable):
        return _exact(value_of(expression))
    if isinstance(expression, Size):
        if isinstance(expression.of, Variable):
            inner = value_of(expression.of)
            if isinstance(inner, str | tuple):
                return len(inner)
        inside = evaluate(expression.of, value_of)
        return None if inside is None else max(inside, -inside)
    left, right = evaluate(expression.left, value_of), evaluate(expression.right, value_of)
    return None if left is None or right is None else applied(expression.operator, left, right)


def _exact(value: object) -> Exact | None:
    if isinstance(value, int):
        return value
    return value if isinstance(value, Fraction) else None


def variables(expression: Expression) -> Iterator[Variable]:
    """The variables in it, left to right, repetitions included."""
    if isinstance(expression, Variable):
        yield expression
    elif isinstance(expression, Size):
        yield from variables(expression.of)
    elif isinstance(expression, Operation):
        yield from variables(expression.left)
        yield from variables(expression.right)


def replaced(expression: Expression, meant: Mapping[Expression, Expression]) -> Expression:
    """The expression with every variable that is a key of `meant` replaced by its value."""
    if isinstance(expression, Number):
        return expression
    if isinstance(expression, Variable):
        return meant.get(expression, expression)
    if isinstance(expression, Size):
        return Size(replaced(expression.of, meant))
    return Operation(expression.operator, replaced(expression.left, meant), replaced(expression.right, meant))


def with_thousands(expression: Expression) -> Expression:
    """The expression with every `30.000` read as thirty thousand: what is meant where the variables are whole numbers."""
    if isinstance(expression, Number):
        return Number(expression.other)
    if isinstance(expression, Variable):
        return expression
    if isinstance(expression, Size):
        return Size(with_thousands(expression.of))
    return Operation(expression.operator, with_thousands(expression.left), with_thousands(expression.right))


Interval: TypeAlias = tuple[Exact | None, Exact | None]
"""Low and high end; None: no end."""


def interval(expression: Expression, of: Callable[[Expression], Interval]) -> Interval:
    """Where the value of `expression` must lie, `of` saying where its variables and sizes do. Wide rather than wrong."""
    if isinstance(expression, Number):
        return expression.value, expression.value
    if isinstance(expression, Variable | Size):
        return of(expression)
    (a, b), (c, d) = interval(expression.left, of), interval(expression.right, of)
    if expression.operator == "+":
        return _each(a, c, "+"), _each(b, d, "+")
    if expression.operator == "-":
        return _each(a, d, "-"), _each(b, c, "-")
    if expression.operator in ("min", "max"):
        return _each(a, c, expression.operator), _each(b, d, expression.operator)
    if a is None or c is None or a < 0 or c < 0:
        return None, None
    if expression.operator == "*":
        return _each(a, c, "*"), _each(b, d, "*")
    if expression.operator == "/" and c > 0:
        return (None if d is None else applied("/", a, d)), _each(b, c, "/")
    if expression.operator == "^" and a >= 1:
        return _each(a, c, "^"), _each(b, d, "^")
    return None, None


def _each(left: Exact | None, right: Exact | None, operator: str) -> Exact | None:
    return None if left is None or right is None else applied(operator, left, right)
