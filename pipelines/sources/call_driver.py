"""What stands behind a solution that is a function, so that it becomes a program: calls on stdin, values on stdout.

The functions are copied as text into every such program (see `calls`) and run there by whatever Python 3 is at hand, in a
namespace of their own. Importers write expected outputs with the same `plain`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from typing import TextIO


def plain(value: object, as_lists: bool = False) -> str:
    """A value's text. Equal values have equal texts: sets and dictionaries are sorted, 2.0 is written 2.

    With `as_lists` tuples are written as the lists that JSON makes of them. (True == 1 in Python, but their texts differ.)
    """
    if isinstance(value, float) and value.is_integer():
        return repr(int(value))
    if isinstance(value, dict):
        pairs = [plain(key, as_lists) + ": " + plain(item, as_lists) for key, item in value.items()]
        return "{" + ", ".join(sorted(pairs)) + "}"
    if isinstance(value, (set, frozenset)):  # older interpreters read this too
        return "{" + ", ".join(sorted(plain(item, as_lists) for item in value)) + "}" if value else "set()"
    if isinstance(value, (list, tuple)):
        items = ", ".join(plain(item, as_lists) for item in value)
        if as_lists or isinstance(value, list):
            return "[" + items + "]"
        return "(" + items + ("," if len(value) == 1 else "") + ")"
    return repr(value)


def arguments(line: str, name: str) -> tuple[list[object], dict[str, object]]:
    """The arguments of a call `name(1, [2], key="three")`: literals alone, nothing is evaluated."""
    call = ast.parse(line.strip(), mode="eval").body
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != name:
        raise ValueError("expected a call of " + name)
    named = {str(one.arg): ast.literal_eval(one.value) for one in call.keywords}
    return [ast.literal_eval(one) for one in call.args], named


def serve(function: Callable[..., object], name: str, as_lists: bool, answers: TextIO) -> None:
    """Answer every line of stdin: a call by the text of its value."""
    for line in sys.stdin:
        if line.strip():
            positional, named = arguments(line, name)
            answers.write(plain(function(*positional, **named), as_lists) + chr(10))
    answers.flush()
