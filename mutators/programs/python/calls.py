"""Wrong calls in Python: sorting, copying, ends of sequences, bisection."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from mutators.programs.python.reading import Script, called
from mutators.programs.records import Change

BISECTIONS = {
    "bisect": "bisect_left",
    "bisect_right": "bisect_left",
    "bisect_left": "bisect_right",
    "insort": "insort_left",
    "insort_left": "insort_right",
}
ENDS = {"popleft": "pop", "appendleft": "append"}


def call(script: Script, node: ast.Call) -> Iterator[Change]:
    """All that can go wrong with a call by its name."""
    name = called(node)
    if name in CALLS:
        yield from CALLS[name](script, node)
    if name in BISECTIONS:
        yield from _renamed(script, node, name, BISECTIONS[name], "bisection")
    if name in ENDS:
        yield from _renamed(script, node, name, ENDS[name], "wrong_end")


def _renamed(script: Script, node: ast.Call, old: str, new: str, operator: str) -> Iterator[Change]:
    """Another method of the same thing. A function that was imported by its name may have no such sister here."""
    if isinstance(node.func, ast.Attribute):
        end = script.span(node.func)[1]
        yield script.change(end - len(old), end, new, operator)


def _sorted(script: Script, node: ast.Call) -> Iterator[Change]:
    if not isinstance(node.func, ast.Name) or not node.args or isinstance(node.args[0], ast.Starred):
        return
    first = script.text(node.args[0])
    if not isinstance(node.args[0], ast.GeneratorExp):
        yield script.replace(node, f"list({first})", "sort_dropped")
        yield script.replace(node.args[0], f"set({first})", "duplicates")
    yield from _turned(script, node)


def _sort(script: Script, node: ast.Call) -> Iterator[Change]:
    statement = script.parent(node)
    if isinstance(statement, ast.Expr) and isinstance(node.func, ast.Attribute):
        yield script.replace(statement, "pass", "sort_dropped")
        yield from _turned(script, node)


def _turned(script: Script, node: ast.Call) -> Iterator[Change]:
    """Sorted without its key; sorted the other way round, of which equal elements take part, as they do in a slip."""
    for one in node.keywords:
        if one.arg == "key":
            yield script.replace(one.value, "None", "sort_dropped")
        if one.arg == "reverse":
            yield script.replace(one.value, f"not ({script.text(one.value)})", "sort_reversed")
            return
    statement = script.parent(node)
    if isinstance(statement, ast.Expr) and isinstance(node.func, ast.Attribute):
        backwards = f"{script.text(statement)}; {script.text(node.func.value)}.reverse()"
        yield script.replace(statement, backwards, "sort_reversed")
    else:
        yield script.replace(node, f"{script.text(node)}[::-1]", "sort_reversed")


def _set(script: Script, node: ast.Call) -> Iterator[Change]:
    if isinstance(node.func, ast.Name) and len(node.args) == 1:
        yield script.replace(node.func, "list", "duplicates")


def _list(script: Script, node: ast.Call) -> Iterator[Change]:
    if isinstance(node.func, ast.Name) and len(node.args) == 1 and isinstance(node.args[0], ast.Name | ast.Subscript):
        yield script.replace(node, f"({script.text(node.args[0])})", "shared")


def _copy(script: Script, node: ast.Call) -> Iterator[Change]:
    if isinstance(node.func, ast.Attribute) and not node.args:
        yield script.replace(node, f"({script.text(node.func.value)})", "shared")
    elif len(node.args) == 1 and not isinstance(node.args[0], ast.Starred | ast.GeneratorExp):
        yield script.replace(node, f"({script.text(node.args[0])})", "shared")


def _pop(script: Script, node: ast.Call) -> Iterator[Change]:
    """The last for the first and back, where one end is named."""
    if not isinstance(node.func, ast.Attribute) or node.keywords:
        return
    if not node.args:
        name = "popleft" if "deque" in script.source else "pop"
        yield script.replace(node, f"{script.text(node.func.value)}.{name}({'' if name == 'popleft' else 0})", "wrong_end")
    elif len(node.args) == 1 and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0:
        yield script.replace(node.args[0], "-1", "wrong_end")


CALLS: dict[str, Callable[[Script, ast.Call], Iterator[Change]]] = {
    "sorted": _sorted,
    "sort": _sort,
    "set": _set,
    "list": _list,
    "copy": _copy,
    "deepcopy": _copy,
    "pop": _pop,
}


def whole_slice(script: Script, node: ast.Subscript) -> Iterator[Change]:
    """`a` for `a[:]`; `a` for `a[::-1]`."""
    place = node.slice
    if not isinstance(node.ctx, ast.Load) or not isinstance(place, ast.Slice) or place.lower or place.upper:
        return
    yield script.replace(node, f"({script.text(node.value)})", "wrong_end" if place.step else "shared")


def shared_rows(script: Script, node: ast.ListComp) -> Iterator[Change]:
    """`[[0] * m] * n` for `[[0] * m for _ in range(n)]`: one row, n times."""
    only = node.generators[0]
    if len(node.generators) > 1 or only.ifs or called(only.iter) != "range" or not isinstance(only.iter, ast.Call):
        return
    if len(only.iter.args) != 1 or not isinstance(node.elt, ast.BinOp | ast.List | ast.Call | ast.ListComp):
        return
    names = {one.id for one in ast.walk(node.elt) if isinstance(one, ast.Name)}
    bound = {one.id for one in ast.walk(only.target) if isinstance(one, ast.Name)}
    if not names & bound and called(node.elt) in ("", "set", "dict", "deque", "list"):
        yield script.replace(node, f"([{script.text(node.elt)}] * ({script.text(only.iter.args[0])}))", "shared")
