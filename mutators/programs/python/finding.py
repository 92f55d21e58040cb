"""All changes of a Python program: which finders look at which kind of node."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mutators.programs.python import arithmetic, calls, conditions, constants, loops, names, statements
from mutators.programs.python.integers import Integers
from mutators.programs.python.names import Names
from mutators.programs.python.reading import Script, read
from mutators.programs.records import Change


def changes(source: str) -> Iterator[Change]:
    """All changes of the program that make sense, in the order of its text; none where it cannot be parsed."""
    script = read(source)
    if script is None:
        return
    integers = Integers(script)
    variables = Names(script)
    for node in script.nodes:
        if isinstance(node, ast.stmt):
            yield from _of_statement(script, integers, node)
        elif isinstance(node, ast.Name):
            yield from names.wrong_variable(script, integers, variables, node)
        else:
            yield from _of_expression(script, integers, node)


def _of_expression(script: Script, integers: Integers, node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Constant():
            yield from constants.number(script, node)
        case ast.Call():
            yield from loops.bounds(script, node)
            yield from arithmetic.numeric_call(script, node)
            yield from conditions.quantifier(script, node)
            yield from constants.infinity(script, node)
            yield from calls.call(script, node)
        case ast.BinOp():
            yield from arithmetic.operation(script, integers, node)
        case ast.Compare():
            yield from conditions.compare(script, node)
        case ast.BoolOp():
            yield from conditions.connectives(script, node)
        case ast.UnaryOp():
            yield from arithmetic.sign(script, node)
            yield from conditions.not_dropped(script, node)
        case ast.Subscript():
            yield from names.place(script, node)
            yield from names.transposed(script, node)
            yield from calls.whole_slice(script, node)
        case ast.Slice():
            yield from loops.sliced(script, node)
        case ast.Attribute():
            yield from constants.infinity(script, node)
        case ast.ListComp():
            yield from calls.shared_rows(script, node)
        case ast.comprehension():
            yield from conditions.guards(script, node)
            yield from loops.elements(script, node)
        case ast.IfExp():
            yield from conditions.branch(script, node)


def _of_statement(script: Script, integers: Integers, node: ast.stmt) -> Iterator[Change]:
    yield from statements.deleted(script, node)
    match node:
        case ast.Assign():
            yield from arithmetic.narrowed(script, integers, node)
            yield from constants.accumulator(script, node)
            yield from statements.reset_missed(script, node)
        case ast.AugAssign():
            yield from arithmetic.assignment(script, integers, node)
        case ast.If():
            yield from conditions.branch(script, node)
        case ast.For():
            yield from loops.elements(script, node)
            yield from loops.early_exit(script, node)
        case ast.While():
            yield from loops.rounds(script, node)
            yield from loops.early_exit(script, node)
        case ast.Break() | ast.Continue():
            yield from loops.leap(script, node)
        case ast.FunctionDef():
            yield from statements.memo(script, node)
