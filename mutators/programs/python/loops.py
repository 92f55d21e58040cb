"""Wrong loops in Python: bounds, steps, elements, ends."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mutators.programs.python.reading import Loop, Script, bracketed, called
from mutators.programs.records import Change

CUTS = (2, 10, 50, 300)
"""After so many rounds a loop is cut off: more than samples need, fewer than tests do."""
_ENDLESS = frozenset({"count", "cycle", "repeat", "iter", "permutations", "combinations", "product"})
"""Sequences that are without end, or as good as that."""
_ROUND = '(_rounds := vars().get("_rounds", 0) + 1) <= {}'


def bounds(script: Script, node: ast.Call) -> Iterator[Change]:
    """The bounds and the step of a `range`."""
    if not isinstance(node.func, ast.Name) or node.func.id != "range" or node.keywords:
        return
    arguments = node.args
    if not 1 <= len(arguments) <= 3 or any(isinstance(one, ast.Starred | ast.GeneratorExp) for one in arguments):
        return
    down = len(arguments) == 3 and isinstance(arguments[2], ast.UnaryOp)
    last = arguments[0] if len(arguments) == 1 else arguments[1]
    yield script.replace(last, f"{bracketed(script, last)} {'+' if down else '-'} 1", "loop_last")
    yield script.replace(last, f"{bracketed(script, last)} {'-' if down else '+'} 1", "loop_last")
    if len(arguments) == 1:
        yield script.replace(last, f"1, {script.text(last)}", "loop_first")
        yield script.replace(last, f"0, {script.text(last)}, 2", "loop_step")
    else:
        first = arguments[0]
        for sign in "+-":
            yield script.replace(first, f"{bracketed(script, first)} {sign} 1", "loop_first")
    if len(arguments) == 2:
        yield script.replace(last, f"{script.text(last)}, 2", "loop_step")
    if isinstance(script.parent(node), ast.For | ast.comprehension):
        yield from _cut_range(script, arguments, last, down)


def _cut_range(script: Script, arguments: list[ast.expr], last: ast.expr, down: bool) -> Iterator[Change]:
    known = last.value if isinstance(last, ast.Constant) else None
    for most in CUTS if not down else ():
        if isinstance(known, int) and known <= most:
            break
        limit = str(most) if len(arguments) == 1 else f"{bracketed(script, arguments[0])} + {most}"
        yield script.replace(last, f"min({script.text(last)}, {limit})", "loop_cut")


def elements(script: Script, node: ast.For | ast.comprehension) -> Iterator[Change]:
    """The first or the last element skipped, all after some tens, every second one."""
    values = node.iter
    if called(values) in {"range", *_ENDLESS} or isinstance(values, ast.Constant | ast.Tuple | ast.Yield | ast.Await):
        return
    text = script.text(values)
    whole = text if called(values) in ("list", "sorted") else f"list({text})"
    yield script.replace(values, f"{whole}[1:]", "element_skipped")
    yield script.replace(values, f"{whole}[:-1]", "element_skipped")
    for most in CUTS:
        yield script.replace(values, f"{whole}[:{most}]", "loop_cut")


def rounds(script: Script, node: ast.While) -> Iterator[Change]:
    """A `while` that ends after some rounds. The rounds of one call are counted together."""
    if isinstance(script.parent(node), ast.ClassDef):
        return
    test = script.text(node.test)
    for most in CUTS:
        counted = _ROUND.format(most)
        always = isinstance(node.test, ast.Constant)
        yield script.replace(node.test, counted if always else f"({test}) and {counted}", "loop_cut")


def leap(script: Script, node: ast.Break | ast.Continue) -> Iterator[Change]:
    """`break` and `continue` dropped; one for the other, but in a `while`, which might never end."""
    loop = next(iter(script.loops(node)), None)
    endless = isinstance(loop, ast.While) and isinstance(loop.test, ast.Constant)
    if isinstance(node, ast.Break) and endless:
        return
    yield script.replace(node, "pass", "break")
    if isinstance(node, ast.Continue) or isinstance(loop, ast.For):
        yield script.replace(node, "break" if isinstance(node, ast.Continue) else "continue", "break")


def early_exit(script: Script, node: Loop) -> Iterator[Change]:
    """A loop left after its first round that comes to its end, where that is an assignment or a call."""
    last = node.body[-1]
    if isinstance(last, ast.Assign | ast.AugAssign | ast.Expr) and len(node.body) > 1:
        indent = script.indent(last)
        if indent is not None:
            yield script.replace(last, f"{script.text(last)}\n{indent}break", "early_exit")


def sliced(script: Script, node: ast.Slice) -> Iterator[Change]:
    """The bounds of a slice one more or one less."""
    for bound, operator in ((node.lower, "loop_first"), (node.upper, "loop_last")):
        if bound is not None and not isinstance(bound, ast.Constant):
            for sign in "+-":
                yield script.replace(bound, f"{bracketed(script, bound)} {sign} 1", operator)
