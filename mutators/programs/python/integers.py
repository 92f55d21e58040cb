"""Which expressions of a Python program are integers, or lists of them, as far as its text tells."""

from __future__ import annotations

import ast

from mutators.programs.python.reading import Script, called

ROUNDS = 3
"""A name may be told by another one that is only told later."""
_MOST_NESTED = 12
_UNKNOWN = -1
_COUNTS = frozenset({"int", "len", "ord", "gcd", "lcm", "comb", "isqrt", "bit_length", "count", "index", "bisect_left"})
_COUNTS_TOO = frozenset({"bisect", "bisect_right", "randint", "randrange", "floor", "ceil", "perm", "factorial"})
_KEEPING = frozenset({"sorted", "list", "tuple", "reversed", "copy", "deepcopy", "deque", "set"})
_OPERATORS = (
    ast.Add | ast.Sub | ast.Mult | ast.FloorDiv | ast.Mod | ast.BitAnd | ast.BitOr | ast.BitXor | ast.LShift | ast.RShift
)


class Integers:
    """How often a name or an expression must be subscripted until it is an integer: 0 for an integer; None: not known.

    Names are not told apart by their scopes: one that stands for two kinds of things is not known.
    """

    def __init__(self, script: Script) -> None:
        self._names: dict[str, int] = {}
        for _ in range(ROUNDS):
            before = dict(self._names)
            for node in script.nodes:
                self._learn(node)
            if self._names == before:
                break

    def depth(self, node: ast.AST, nested: int = 0) -> int | None:
        """The depth of an expression."""
        found = self._depth(node, nested) if nested < _MOST_NESTED else None
        return None if found is None or found < 0 else found

    def of_name(self, name: str) -> int | None:
        """The depth of a variable."""
        found = self._names.get(name, _UNKNOWN)
        return None if found < 0 else found

    def _learn(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._bind(target, node.value)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            known = self.depth(node.value)
            if known is None or isinstance(node.op, ast.Div):
                self._note(node.target.id, known if known is None else _UNKNOWN)
        elif isinstance(node, ast.For | ast.comprehension):
            self._bind_elements(node.target, node.iter)
        elif isinstance(node, ast.NamedExpr):
            self._bind(node.target, node.value)

    def _note(self, name: str, depth: int | None) -> None:
        if depth is not None:
            self._names[name] = depth if self._names.get(name, depth) == depth else _UNKNOWN

    def _bind(self, target: ast.AST, value: ast.AST) -> None:
        if isinstance(target, ast.Name):
            self._note(target.id, self._depth(value, 0))
        elif isinstance(target, ast.Tuple | ast.List):
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
                for one, other in zip(target.elts, value.elts, strict=True):
                    self._bind(one, other)
            else:
                self._bind_elements(target, value)

    def _bind_elements(self, target: ast.AST, values: ast.AST) -> None:
        """The target of a loop gets an element; one of several names gets an element's part."""
        depth = self.depth(values)
        for one in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
            if isinstance(one, ast.Name) and depth is not None:
                self._note(one.id, depth - 1)

    def _depth(self, node: ast.AST, nested: int) -> int | None:
        if isinstance(node, ast.Name):
            return self._names.get(node.id)
        if isinstance(node, ast.Constant):
            return 0 if type(node.value) is int else _UNKNOWN
        if isinstance(node, ast.UnaryOp):
            return _UNKNOWN if isinstance(node.op, ast.Not) else self.depth(node.operand, nested + 1)
        if isinstance(node, ast.BinOp):
            return self._of_operation(node, nested)
        if isinstance(node, ast.IfExp):
            return self.depth(node.body, nested + 1)
        if isinstance(node, ast.Subscript):
            inner = self.depth(node.value, nested + 1)
            return inner if inner is None or isinstance(node.slice, ast.Slice) else inner - 1
        if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp):
            return _deeper(self.depth(node.elt, nested + 1))
        if isinstance(node, ast.List | ast.Tuple):
            return _deeper(self.depth(node.elts[0], nested + 1)) if node.elts else None
        return self._of_call(node, nested) if isinstance(node, ast.Call) else None

    def _of_operation(self, node: ast.BinOp, nested: int) -> int | None:
        left, right = self.depth(node.left, nested + 1), self.depth(node.right, nested + 1)
        if isinstance(node.op, ast.Mult) and left is not None and right is not None:
            return max(left, right)
        if isinstance(node.op, ast.Pow):
            return 0 if left == right == 0 else None
        return left if isinstance(node.op, _OPERATORS) and left == right else None

    def _of_call(self, node: ast.Call, nested: int) -> int | None:
        name = called(node)
        if name in _COUNTS or name in _COUNTS_TOO:
            return 0
        if name == "range":
            return 1
        first = node.args[0] if node.args else None
        if name == "map":
            return 1 if isinstance(first, ast.Name) and first.id in ("int", "len", "ord") else None
        inner = None if first is None else self.depth(first, nested + 1)
        if name in ("max", "min", "sum"):
            return inner if inner is None or (len(node.args) > 1 and name != "sum") else inner - 1
        if name in ("abs", "pow"):
            return inner
        return inner if name in _KEEPING else None


def _deeper(depth: int | None) -> int | None:
    return None if depth is None else depth + 1
