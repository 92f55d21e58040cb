"""Which Python a program is written in, where a dataset does not say."""

from __future__ import annotations

import ast

from pipelines.sources.calls import parsed
from schemas.language import Language

_PYTHON2_FUNCTIONS = frozenset(("raw_input", "xrange", "unichr", "basestring", "unicode", "long", "cmp", "execfile", "reduce"))
"""Functions that Python 3 does not have under these names without an import."""
_PYTHON2_METHODS = frozenset(("has_key", "iteritems", "itervalues", "iterkeys"))


def python_of(source: str) -> Language:
    """PYTHON3 for what Python 3 can read, unless it calls what only Python 2 has; else PYTHON (2).

    Much of what was written for Python 2 means the same in Python 3, which every machine has: a program that means something
    else there fails its tests and is dropped then.
    """
    tree = parsed(source)
    if tree is None:
        return Language.PYTHON
    called: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called.add(node.func.id)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _PYTHON2_METHODS:
            return Language.PYTHON
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
    if "*" in bound:
        bound.add("reduce")  # from functools import *
    return Language.PYTHON if (called & _PYTHON2_FUNCTIONS) - bound else Language.PYTHON3
