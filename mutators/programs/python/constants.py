"""Wrong constants in Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mutators.programs.python.reading import Script, called
from mutators.programs.records import Change

LARGE = 1000
MODULI = {1_000_000_007: 1_000_000_009, 998_244_353: 1_000_000_007, 1_000_000_009: 1_000_000_007}
_BASES = frozenset({"int", "round", "pow", "open", "exit"})
"""Calls whose second argument is no number of the problem's."""


def number(script: Script, node: ast.Constant) -> Iterator[Change]:
    """One more and one less; a large number made smaller; a small real number made larger."""
    value = node.value
    parent = script.parent(node)
    if isinstance(parent, ast.Attribute | ast.Expr) or (called(parent or node) in _BASES and _is_second(parent, node)):
        return
    if type(value) is bool and not isinstance(parent, ast.While | ast.keyword | ast.Call):
        yield script.replace(node, str(not value), "truth")
    if type(value) is float:
        yield from _real(script, node, value)
    if type(value) is not int:
        return
    if value in MODULI:
        yield script.replace(node, str(MODULI[value]), "modulus")
    elif value >= LARGE:
        for smaller in (value // 10, value // 1000):
            yield script.replace(node, str(smaller), "large_constant")
    if value < 10 * LARGE and not _is_power(parent):
        for near in (value + 1, value - 1) if value else (1,):
            yield script.replace(node, str(near), "constant")
    if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Pow) and parent.right is node and value > 3:
        yield from _exponent(script, parent, node, value)


def infinity(script: Script, node: ast.Call | ast.Attribute) -> Iterator[Change]:
    """`float("inf")` and `math.inf` replaced by a number that is not large enough; minus infinity by 0 and by -1."""
    if isinstance(node, ast.Call):
        first = node.args[0] if called(node) == "float" and len(node.args) == 1 else None
        word = first.value if isinstance(first, ast.Constant) else None
        if not isinstance(word, str) or word.strip().lower().lstrip("+-") not in ("inf", "infinity"):
            return
        negative = word.strip().startswith("-")
    elif node.attr in ("inf", "maxsize"):
        negative = False
    else:
        return
    parent = script.parent(node)
    if isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.USub):
        yield script.replace(parent, "0", "initial_extremum")
        yield script.replace(parent, "(-1)", "initial_extremum")
    elif negative:
        yield script.replace(node, "0", "initial_extremum")
        yield script.replace(node, "(-1)", "initial_extremum")
    for small in ("100", "10000", "1000000", "1000000000"):
        yield script.replace(node, f"(-{small})" if negative else small, "initial_extremum")


def accumulator(script: Script, node: ast.Assign) -> Iterator[Change]:
    """A first value that a maximum never falls below: 0 for -1 and back, the first element's place taken by 0."""
    value = node.value
    if not isinstance(node.targets[0], ast.Name):
        return
    text = script.text(value)
    if text in ("0", "-1"):
        yield script.replace(value, "-1" if text == "0" else "0", "initial_extremum")
    elif isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Constant) and value.slice.value == 0:
        yield script.replace(value, "0", "initial_extremum")


def _real(script: Script, node: ast.Constant, value: float) -> Iterator[Change]:
    if 0 < value <= 1e-4:
        for factor in (1e3, 1e6):
            yield script.replace(node, repr(value * factor), "tolerance")
    elif value >= LARGE and value == value and value != float("inf"):
        for smaller in (value / 10, value / 1000, 1e5):
            if smaller < value:
                yield script.replace(node, repr(smaller), "large_constant")


def _exponent(script: Script, parent: ast.BinOp, node: ast.Constant, value: int) -> Iterator[Change]:
    """`10**9` as `10**6`: a bound too small."""
    if isinstance(parent.left, ast.Constant) and parent.left.value in (2, 10):
        for smaller in (value // 2, value - value // 4, value - 1):
            yield script.replace(node, str(smaller), "large_constant")


def _is_power(parent: ast.AST | None) -> bool:
    return isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Pow)


def _is_second(parent: ast.AST | None, node: ast.AST) -> bool:
    return isinstance(parent, ast.Call) and (called(parent) == "exit" or node in parent.args[1:])
