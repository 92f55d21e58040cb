"""Wrong conditions in Python: relations, connectives, branches."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from mutators.programs.python.reading import Script, called
from mutators.programs.records import Change

_RELATION = re.compile(r"not\s+in\b|in\b|is\s+not\b|is\b|[<>=!]=|[<>]")
_WORD = re.compile(r"\b(?:and|or)\b|(?<=\d)(?:and|or)\b")

BOUNDARIES: dict[type[ast.cmpop], str] = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
RELATIONS: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: (">", "!="),
    ast.LtE: (">=", "=="),
    ast.Gt: ("<", "!="),
    ast.GtE: ("<=", "=="),
    ast.Eq: ("!=", "<=", ">="),
    ast.NotEq: ("==", "<", ">"),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
_ORDERS = ("<", ">", "<=", ">=")


def compare(script: Script, node: ast.Compare) -> Iterator[Change]:
    """Other relations. A loop's condition keeps its direction: turned round it never ends, which any test shows."""
    looping = _is_loop_test(script, node)
    operands = [node.left, *node.comparators]
    for left, right, kind in zip(operands, operands[1:], node.ops, strict=False):
        place = script.between(left, right, _RELATION)
        if place is None:
            continue
        if type(kind) in BOUNDARIES:
            yield script.change(*place, BOUNDARIES[type(kind)], "boundary")
        if looping:
            continue
        for text in RELATIONS[type(kind)]:
            if text not in _ORDERS or not (_unordered(left) or _unordered(right)):
                yield script.change(*place, text, "relation")


def connectives(script: Script, node: ast.BoolOp) -> Iterator[Change]:
    """`or` for `and` and back; one operand left out (by the word that changes nothing in its place)."""
    is_and = isinstance(node.op, ast.And)
    for left, right in zip(node.values, node.values[1:], strict=False):
        place = script.between(left, right, _WORD)
        if place is not None:
            yield script.change(*place, "or" if is_and else "and", "connective")
    for value in node.values:
        yield script.replace(value, str(is_and), "clause_dropped")


def not_dropped(script: Script, node: ast.UnaryOp) -> Iterator[Change]:
    """`x` for `not x`."""
    if isinstance(node.op, ast.Not) and not _is_loop_test(script, node):
        yield script.replace(node, f"({script.text(node.operand)})", "negation")


def branch(script: Script, node: ast.If | ast.IfExp) -> Iterator[Change]:
    """A condition negated, always and never true; `if` for `elif`; nothing done otherwise."""
    if script.parent(node.test) is not node:
        return  # whether it is the main program is not looked at
    text = script.text(node.test)
    if not (isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not)):
        yield script.replace(node.test, f"not ({text})", "negation")
    if not isinstance(node.test, ast.Constant):
        yield script.replace(node.test, "False", "condition_constant")
        yield script.replace(node.test, "True", "condition_constant")
    if isinstance(node, ast.If):
        yield from _otherwise(script, node)


def guards(script: Script, node: ast.comprehension) -> Iterator[Change]:
    """The conditions of a comprehension: negated, left out."""
    for test in node.ifs:
        yield script.replace(test, f"not ({script.text(test)})", "negation")
        yield script.replace(test, "True", "condition_constant")


def quantifier(script: Script, node: ast.Call) -> Iterator[Change]:
    """`all` for `any` and back."""
    if called(node) in ("any", "all") and isinstance(node.func, ast.Name):
        yield script.replace(node.func, "all" if node.func.id == "any" else "any", "quantifier")


def _otherwise(script: Script, node: ast.If) -> Iterator[Change]:
    if not node.orelse:
        return
    start, end = script.span(node.orelse[0])[0], script.span(node.orelse[-1])[1]
    if script.source.startswith("elif", start) and isinstance(node.orelse[0], ast.If):
        yield script.change(start, start + 4, "if", "else_detached")
    else:
        yield script.change(start, end, "pass", "else_deleted")


def _is_loop_test(script: Script, node: ast.AST) -> bool:
    """Whether the node is (part of) the condition of a `while`."""
    for around in script.above(node):
        if isinstance(around, ast.stmt):
            return isinstance(around, ast.While) and around.test is node
        if not isinstance(around, ast.BoolOp | ast.UnaryOp):
            return False
        node = around
    return False


def _unordered(node: ast.AST) -> bool:
    """Whether what the node stands for has no order that a slip could bring in: None, a truth value, a text, a container."""
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, int | float) or isinstance(node.value, bool)
    return isinstance(node, ast.List | ast.Tuple | ast.Dict | ast.Set)
