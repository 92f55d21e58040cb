"""Wrong variables and wrong places in Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice

from mutators.programs.python.integers import Integers
from mutators.programs.python.reading import Function, Script, bracketed, called
from mutators.programs.records import Change

MOST_OTHERS = 2
LOOKED_AT = 8
"""So many variables before and after a name's own are looked at."""


class Names:
    """The variables of each function (None: of the program itself) in the order in which they first get a value."""

    def __init__(self, script: Script) -> None:
        self._lines: dict[Function | None, dict[str, int]] = {}
        for node in script.nodes:
            if (
                isinstance(node, ast.Name)
                and isinstance(node.ctx, ast.Store)
                and node.id != "_"
                and not _is_inner(script, node)
            ):
                self._lines.setdefault(script.function(node), {}).setdefault(node.id, node.lineno)
        self._order = {function: list(lines.items()) for function, lines in self._lines.items()}
        self._place = {(function, name): place for function, lines in self._lines.items() for place, name in enumerate(lines)}

    def beside(self, function: Function | None, name: str) -> list[tuple[str, int]]:
        """The function's other variables and the lines in which they get a value: those near the name's own line first."""
        home = self._place.get((function, name))
        if home is None:
            return []
        near = self._order[function][max(0, home - LOOKED_AT) : home + LOOKED_AT + 1]
        own = self._lines[function][name]
        found = [one for one in near if one[0] != name]
        return sorted(found, key=lambda one: (abs(one[1] - own), abs(len(one[0]) - len(name)), one[0]))


def wrong_variable(script: Script, integers: Integers, names: Names, node: ast.Name) -> Iterator[Change]:
    """Another variable of the same kind: both integers, both lists of them."""
    parent = script.parent(node)
    if not isinstance(node.ctx, ast.Load) or (isinstance(parent, ast.Call) and parent.func is node):
        return
    depth = integers.depth(node)
    if depth is None or node.id in script.outer_names:
        return
    others = names.beside(script.function(node), node.id)
    fitting = (name for name, line in others if line <= node.lineno and integers.of_name(name) == depth)
    for name in islice(fitting, MOST_OTHERS):
        yield script.replace(node, name, "wrong_variable")


def place(script: Script, node: ast.Subscript) -> Iterator[Change]:
    """The element before, and the one after."""
    where = node.slice
    if isinstance(where, ast.Slice | ast.Constant | ast.Tuple | ast.UnaryOp | ast.JoinedStr | ast.Starred):
        return
    if called(where) or not isinstance(where, ast.Name | ast.BinOp | ast.Subscript):
        return
    for sign in "+-":
        yield script.replace(where, f"{bracketed(script, where)} {sign} 1", "index")


def transposed(script: Script, node: ast.Subscript) -> Iterator[Change]:
    """`a[j][i]` for `a[i][j]`."""
    inner = node.value
    if not isinstance(inner, ast.Subscript) or isinstance(node.slice, ast.Slice) or isinstance(inner.slice, ast.Slice):
        return
    first, second = script.text(inner.slice), script.text(node.slice)
    if first != second and not isinstance(inner.slice, ast.Constant) and not isinstance(node.slice, ast.Constant):
        yield script.replace(node, f"{script.text(inner.value)}[{second}][{first}]", "wrong_variable")


def _is_inner(script: Script, node: ast.Name) -> bool:
    """Whether the name is a comprehension's own."""
    return any(isinstance(around, ast.comprehension) for around in script.above(node))
