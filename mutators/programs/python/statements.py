"""Wrong statements in Python: deleted, or not done anew in each round."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mutators.programs.python.reading import Script, called
from mutators.programs.records import Change

_READING = frozenset({"input", "readline", "read", "readlines", "next"})
_WRITING = frozenset({"print", "write"})
_IDLE = frozenset({"flush", "close", "seed", "exit", "quit", "main", "solve"})
_MARKING = frozenset({"add", "append", "push", "heappush", "insert", "appendleft", "extend", "update"})
_LIMITS = frozenset({"setrecursionlimit", "stack_size", "set_int_max_str_digits"})
_EMPTY = frozenset({"set", "dict", "list", "defaultdict", "deque", "Counter", "float"})


def deleted(script: Script, node: ast.stmt) -> Iterator[Change]:
    """A statement that does nothing. Not one that reads or prints: any test shows that."""
    if isinstance(node, ast.Expr):
        name = called(node.value)
        if name in _LIMITS:
            yield script.replace(node, "pass", "recursion_limit")
        elif name and name not in _IDLE and name != "sort" and not _talks(node, reading_only=False):
            yield script.replace(node, "pass", "mark_deleted" if name in _MARKING else "statement_deleted")
    elif isinstance(node, ast.Assign):
        yield from _assignment(script, node)
    elif isinstance(node, ast.AugAssign):
        if not _talks(node) and not _counts_loop(script, node):
            yield script.replace(node, "pass", "statement_deleted")
    elif isinstance(node, ast.Return) and node.value is not None and _is_guard(script, node):
        yield script.replace(node, "pass", "statement_deleted")


def _assignment(script: Script, node: ast.Assign) -> Iterator[Change]:
    target = node.targets[0]
    if len(node.targets) > 1 or _talks(node):
        return
    if isinstance(target, ast.Subscript):
        yield script.replace(node, "pass", "mark_deleted")
    elif isinstance(target, ast.Attribute):
        yield script.replace(node, "pass", "statement_deleted")
    elif isinstance(target, ast.Name) and target.id not in script.outer_names:
        depth = len(script.loops(node)) + sum(isinstance(around, ast.If) for around in script.above(node))
        if depth and not _counts_loop(script, node):
            yield script.replace(node, "pass", "statement_deleted")


def reset_missed(script: Script, node: ast.Assign) -> Iterator[Change]:
    """A variable that gets its first value in the first round of the loop around it, and keeps what it has in the others."""
    target = node.targets[0]
    if len(node.targets) > 1 or not isinstance(target, ast.Name) or not script.loops(node) or not _is_fresh(node.value):
        return
    if target.id not in script.outer_names:
        kept = f'{target.id} if "{target.id}" in vars() else ({script.text(node.value)})'
        yield script.replace(node.value, kept, "reset_missed")


def memo(script: Script, node: ast.FunctionDef) -> Iterator[Change]:
    """A function that does not remember its values any more."""
    for one in node.decorator_list:
        name = called(one) or (one.attr if isinstance(one, ast.Attribute) else one.id if isinstance(one, ast.Name) else "")
        if name in ("lru_cache", "cache"):
            start, end = script.span(one)
            at = script.source.rfind("@", 0, start)
            if not script.source[at + 1 : start].strip():
                yield script.change(at, end, "", "memo")


def _is_fresh(value: ast.AST) -> bool:
    """Whether it is something to begin with: a constant, an empty or uniform container."""
    if isinstance(value, ast.UnaryOp):
        value = value.operand
    if isinstance(value, ast.Constant | ast.ListComp):
        return True
    if isinstance(value, ast.List | ast.Dict):
        return not any(isinstance(one, ast.Name) for one in ast.iter_child_nodes(value))
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult):
        return isinstance(value.left, ast.List) or isinstance(value.right, ast.List)
    return called(value) in _EMPTY and not (isinstance(value, ast.Call) and any(map(_reads, value.args)))


def _reads(node: ast.AST) -> bool:
    return any(called(one) in _READING or called(one) == "map" for one in ast.walk(node))


def _talks(node: ast.AST, reading_only: bool = True) -> bool:
    """Whether the statement reads input (or prints)."""
    names = _READING if reading_only else _READING | _WRITING
    return any(called(one) in names for one in ast.walk(node))


def _counts_loop(script: Script, node: ast.Assign | ast.AugAssign) -> bool:
    """Whether the statement moves what the condition of the `while` around it looks at: without it that might never end."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    loops = [loop for loop in script.loops(node) if isinstance(loop, ast.While)]
    if not isinstance(target, ast.Name) or not loops:
        return False
    return any(isinstance(one, ast.Name) and one.id == target.id for loop in loops for one in ast.walk(loop.test))


def _is_guard(script: Script, node: ast.Return) -> bool:
    """Whether it returns from the midst of a function."""
    return isinstance(script.parent(node), ast.If | ast.For | ast.While)
