"""Problems that ask for a function, as problems with stdin and stdout.

stdin has one call a line, a Python expression whose arguments are literals: `add(1, [2, 3])`. stdout has its value, a line
each, as `call_driver.plain` writes it, so that equal values are equal texts and the comparison is exact: upper and lower case
count, as they do for `==`. A solution becomes a program with the driver behind it; what it prints itself goes to stderr, for
whoever asserts on a function does not look at what it prints.
"""

from __future__ import annotations

import ast
import inspect
import keyword
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.sources import call_driver
from schemas.problem import Checker, CheckerKind
from schemas.text import excerpt

CHECKER = Checker(CheckerKind.EXACT)
_DRIVER = "\n\n".join(
    ["from __future__ import annotations\n\nimport ast\nimport sys\n"]
    + [inspect.getsource(function) for function in (call_driver.plain, call_driver.arguments, call_driver.serve)]
)
_BEFORE = "import sys as _sys\n_answers, _sys.stdout = _sys.stdout, _sys.stderr\n"
_BEHIND = """

_driver = {{}}
exec(r'''
{driver}''', _driver)
_driver["serve"]({function}, {name!r}, {as_lists}, _answers)
"""


def is_function_name(name: str) -> bool:
    """Whether a function can be called by that name in a line of stdin."""
    return name.isidentifier() and name.isascii() and not keyword.iskeyword(name)


def call_text(name: str, positional: Sequence[Any], named: Mapping[str, Any] | None = None) -> str:
    """The line of stdin for a call. Raises ValueError for an argument that does not come back from its text (nan, inf)."""
    words = [repr(value) for value in positional] + [f"{key}={value!r}" for key, value in (named or {}).items()]
    line = f"{name}({', '.join(words)})"
    try:
        if call_driver.arguments(line, name) == (list(positional), dict(named or {})):
            return line + "\n"
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        pass  # nested deeper than Python reads, or no literal
    raise ValueError(f"{excerpt(line)!r} does not come back from its text")


def value_text(value: Any, *, as_lists: bool = False) -> str:
    """The line of stdout for a value."""
    text: str = call_driver.plain(value, as_lists)
    return text + "\n"


def wrapped(source: str, name: str, *, before: str = "", behind: str = "", as_lists: bool = False) -> str:
    """A program of a solution that defines the function `name`, or a class `Solution` that has it as a method.

    `before` and `behind` are statements that the problem's own judge runs around the solution. What a solution says of
    `__future__` stays in front of everything, where Python wants it.
    """
    head, body = _future(source)
    function = f"Solution().{name}" if "class Solution" in source else name
    tail = _BEHIND.format(driver=_DRIVER, function=function, name=name, as_lists=as_lists)
    return (
        "".join(part if part.endswith("\n") or not part else part + "\n" for part in (head, _BEFORE, before, body, behind))
        + tail
    )


def _future(source: str) -> tuple[str, str]:
    """A source cut behind its last import from `__future__`; ("", source) where it has none or is no Python 3."""
    tree = parsed(source) if "__future__" in source else None
    last = 0
    for statement in tree.body if tree else []:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            last = statement.end_lineno or 0
    rows = source.split("\n")  # as the parser counts lines: splitlines() would also break at a form feed
    return "\n".join(rows[:last]), "\n".join(rows[last:])


def parsed(source: str) -> ast.Module | None:
    """The syntax tree of a Python 3 program, None where it is none. Nothing is run."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old programs have escapes that Python has come to dislike
            return ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def explained(statement: str, name: str) -> str:
    """A statement that asks for the function `name`, with what stdin and stdout are."""
    return (
        f"{statement.strip()}\n\n"
        f"Input\n\nEach line is one call of {name}, a Python expression whose arguments are literals.\n\n"
        "Output\n\nFor each line the value of the call as Python's repr() writes it, with sets and dictionaries in sorted "
        "order and numbers without a fraction as integers."
    )
