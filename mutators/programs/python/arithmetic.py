"""Wrong arithmetic in Python: operators, signs, remainders, truncation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from mutators.programs.python.integers import Integers
from mutators.programs.python.reading import Script, bracketed, called
from mutators.programs.records import Change

_OPERATOR = re.compile(r"\*\*|//|<<|>>|[-+*/%&|^@]")
_ASSIGNMENT = re.compile(r"(?:\*\*|//|<<|>>|[-+*/%&|^@])=")

ARITHMETIC: dict[type[ast.operator], tuple[str, ...]] = {
    ast.Add: ("-",),
    ast.Sub: ("+",),
    ast.Mult: ("+", "//"),
    ast.Div: ("*",),
    ast.FloorDiv: ("*", "%"),
    ast.Mod: ("//",),
    ast.Pow: ("*",),
    ast.LShift: (">>",),
    ast.RShift: ("<<",),
    ast.BitAnd: ("|", "^"),
    ast.BitOr: ("&", "^"),
    ast.BitXor: ("|", "&"),
}
ASSIGNMENTS: dict[type[ast.operator], tuple[str, ...]] = {
    ast.Add: ("-=", "="),
    ast.Sub: ("+=", "="),
    ast.Mult: ("+=", "="),
    ast.FloorDiv: ("=",),
    ast.Mod: ("//=",),
    ast.BitXor: ("|=", "="),
    ast.BitOr: ("&=", "="),
    ast.BitAnd: ("|=", "="),
}
_DIVISIONS: dict[type[ast.operator], str] = {ast.Div: "//", ast.FloorDiv: "/"}
_CUT = "({} + 2147483648) % 4294967296 - 2147483648"
"""What is left of an integer in 32 bits with a sign."""
_ROUNDINGS = {"floor": "ceil", "ceil": "floor", "round": "int"}
_SIZES = frozenset({"len", "range", "ord", "input"})


def operation(script: Script, integers: Integers, node: ast.BinOp) -> Iterator[Change]:
    """Another operator, its operands swapped, a remainder not taken, the other kind of division."""
    place = script.between(node.left, node.right, _OPERATOR)
    if place is None or _joins(node.left) or _joins(node.right):
        return
    kind = type(node.op)
    for text in ARITHMETIC.get(kind, ()):
        yield script.change(*place, text, "arithmetic")
    if kind in _DIVISIONS:
        yield script.change(*place, _DIVISIONS[kind], "division")
    if kind is ast.Mod and integers.depth(node.left) == 0:
        yield script.replace(node, f"({script.text(node.left)})", "modulus_dropped")
    if kind in (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod) and script.text(node.left) != script.text(node.right):
        sign = script.source[place[0] : place[1]]
        swapped = f"{bracketed(script, node.right)} {sign} {bracketed(script, node.left)}"
        yield script.replace(node, f"({swapped})", "operands_swapped")


def sign(script: Script, node: ast.UnaryOp) -> Iterator[Change]:
    """A minus left out."""
    if isinstance(node.op, ast.USub) and not (isinstance(node.operand, ast.Constant) and not node.operand.value):
        yield script.replace(node, f"({script.text(node.operand)})", "sign")


def assignment(script: Script, integers: Integers, node: ast.AugAssign) -> Iterator[Change]:
    """Another assignment; a remainder not taken; a sum that does not fit into 32 bits."""
    place = script.between(node.target, node.value, _ASSIGNMENT)
    if place is None:
        return
    kind = type(node.op)
    for text in ASSIGNMENTS.get(kind, ()):
        if not _joins(node.value) or text == "=":
            yield script.change(*place, text, "assignment")
    if kind is ast.Mod and not _joins(node.target):
        yield script.replace(node, "pass", "modulus_dropped")
    target = script.text(node.target)
    if kind in (ast.Add, ast.Mult) and integers.depth(node.value) == 0 and not _is_small(node.value):
        sum_ = f"{target} {'+' if kind is ast.Add else '*'} ({script.text(node.value)})"
        yield script.replace(node, f"{target} = {_CUT.format(sum_)}", "narrow_integer")


def narrowed(script: Script, integers: Integers, node: ast.Assign) -> Iterator[Change]:
    """A product, power or sum cut to 32 bits where it is stored."""
    value = node.value
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult | ast.Pow | ast.Add | ast.LShift):
        if integers.depth(value) == 0 and not _is_small(value.right):
            yield script.replace(value, f"({_CUT.format(f'({script.text(value)})')})", "narrow_integer")
    elif called(value) == "sum":
        yield script.replace(value, f"({_CUT.format(script.text(value))})", "narrow_integer")


def numeric_call(script: Script, node: ast.Call) -> Iterator[Change]:
    """`abs` left out, `floor` for `ceil`, integer for real, `min` for `max`."""
    name = called(node)
    if name in ("abs", "fabs") and len(node.args) == 1:
        yield script.replace(node, f"({script.text(node.args[0])})", "absolute")
    if name in _ROUNDINGS and len(node.args) == 1:
        if name == "round":
            yield script.replace(node.func, "int", "rounding")
        else:
            end = script.span(node.func)[1]
            yield script.change(end - len(name), end, _ROUNDINGS[name], "rounding")
    if name == "float" and len(node.args) == 1 and isinstance(node.func, ast.Name):
        yield script.replace(node, f"int({bracketed(script, node)})", "rounding")
    if name in ("max", "min") and isinstance(node.func, ast.Name):
        yield script.replace(node.func, "min" if name == "max" else "max", "extremum")
        if len(node.args) == 2:
            for one in node.args:
                if not isinstance(one, ast.Starred | ast.GeneratorExp):
                    yield script.replace(node, f"({script.text(one)})", "extremum")


def _joins(node: ast.AST) -> bool:
    """Whether the operand is a text or a list, with which + joins and * repeats."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | bytes)
    name = called(node)
    return isinstance(node, ast.JoinedStr | ast.List | ast.Tuple | ast.ListComp) or name in (
        "str",
        "join",
        "list",
        "input",
        "chr",
    )


def _is_small(node: ast.AST) -> bool:
    """Whether what is added is so small that the sum stays small in any run: a small constant, a length."""
    number = node.value if isinstance(node, ast.Constant) else None
    return (isinstance(number, int) and number < 1000) or called(node) in _SIZES
