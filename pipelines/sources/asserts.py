"""Tests from assert statements, by their syntax tree alone: nothing of them is run.

Understood are, for a call `f(...)` whose arguments are literals and a literal value:

    assert f(...) == value       and the other way round; `is` for True, False and None; a message behind it
    assert abs(f(...) - value) < bound          (math.fabs, <= and the other way round too)
    assert math.isclose(f(...), value, rel_tol=..., abs_tol=...)

The last two give a tolerance, which is then the problem's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipelines.sources.calls import CHECKER, value_text
from schemas.problem import Checker, CheckerKind, Test

_NOTHING = object()
_ISCLOSE_RELATIVE = 1e-9
"""The tolerance of `math.isclose` where a call gives none."""


@dataclass(frozen=True, slots=True)
class Asserted:
    """What asserts say: tests, how their outputs are compared, and the statements that say something else."""

    tests: tuple[Test, ...]
    checker: Checker
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    call: ast.Call
    value: Any
    absolute: float | None = None
    relative: float | None = None


def asserted(statements: Iterable[ast.stmt], called: str, name: str) -> Asserted:
    """The tests of the function that the statements know as `called` and stdin as `name`.

    Statements that assert nothing are passed over; asserts within other statements, as loops, are of another form.
    """
    tests: list[Test] = []
    others: list[str] = []
    absolute: list[float] = []
    relative: list[float] = []
    for statement in statements:
        for one in [node for node in ast.walk(statement) if isinstance(node, ast.Assert)]:
            claim = _claim(one.test, called) if one is statement else None
            line = _call_line(claim.call, name) if claim else None
            if claim is None or line is None:
                others.append(ast.unparse(one))
                continue
            tests.append(Test(line, value_text(claim.value)))
            absolute += [] if claim.absolute is None else [claim.absolute]
            relative += [] if claim.relative is None else [claim.relative]
    checker = CHECKER
    if absolute or relative:  # the widest: the tests that are meant exactly are then compared more kindly than they say
        checker = Checker(CheckerKind.FLOAT_ABS_REL, max(absolute, default=None), max(relative, default=None))
    return Asserted(tuple(dict.fromkeys(tests)), checker, tuple(others))


def called_function(statement: ast.stmt, defined: Iterable[str]) -> str | None:
    """The function among the `defined` ones that an assert calls, where it has a form that is understood."""
    if isinstance(statement, ast.Assert):
        for name in defined:
            if _claim(statement.test, name) is not None:
                return name
    return None


def _claim(test: ast.expr, called: str) -> _Claim | None:
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return _comparison(test.left, test.ops[0], test.comparators[0], called)
    if isinstance(test, ast.Call) and ast.unparse(test.func) in ("math.isclose", "isclose") and len(test.args) == 2:
        return _closeness(test, called)
    return None


def _comparison(left: ast.expr, operator: ast.cmpop, right: ast.expr, called: str) -> _Claim | None:
    if isinstance(operator, ast.Lt | ast.LtE) and isinstance(left, ast.Call) and len(left.args) == 1:
        if ast.unparse(left.func) not in ("abs", "math.fabs", "fabs") or not isinstance(left.args[0], ast.BinOp):
            return None
        difference, bound = left.args[0], _number(right)
        claim = _pair(difference.left, difference.right, called) if isinstance(difference.op, ast.Sub) else None
        return None if claim is None or bound is None else _Claim(claim.call, claim.value, absolute=bound)
    claim = _pair(left, right, called)
    if isinstance(operator, ast.Is) and claim is not None and not isinstance(claim.value, bool | None):
        return None
    return claim if isinstance(operator, ast.Eq | ast.Is) else None


def _closeness(test: ast.Call, called: str) -> _Claim | None:
    claim = _pair(test.args[0], test.args[1], called)
    bounds = {keyword.arg: _number(keyword.value) for keyword in test.keywords}
    if claim is None or not set(bounds) <= {"rel_tol", "abs_tol"} or None in bounds.values():
        return None
    relative = bounds.get("rel_tol", _ISCLOSE_RELATIVE)
    return _Claim(claim.call, claim.value, bounds.get("abs_tol"), relative)


def _pair(left: ast.expr, right: ast.expr, called: str) -> _Claim | None:
    """A call and a value, whichever stands first."""
    for call, other in ((left, right), (right, left)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == called:
            value = _literal(other)
            return None if value is _NOTHING else _Claim(call, value)
    return None


def _literal(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return _NOTHING


def _number(node: ast.expr) -> float | None:
    value = _literal(node)
    return float(value) if isinstance(value, int | float) and value >= 0 else None


def _call_line(call: ast.Call, name: str) -> str | None:
    """The line of stdin, written from the tree itself, which keeps 2.0 apart from 2; None where an argument is no literal."""
    values = [_literal(argument) for argument in call.args] + [_literal(keyword.value) for keyword in call.keywords]
    if any(value is _NOTHING for value in values) or any(keyword.arg is None for keyword in call.keywords):
        return None
    return ast.unparse(ast.Call(ast.Name(name, ast.Load()), call.args, call.keywords)) + "\n"
