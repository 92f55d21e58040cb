"""Tests and solutions as APPS wrote them and TACO took them over.

`input_output` is an object with `inputs` and `outputs`, lists that belong together. Without `fn_name` each is a text of stdin
or stdout, or a list of its lines. With `fn_name` the problem asks for a function: an input is the list of its arguments, an
output its value. By the rules of the datasets' own judge (hendrycks/apps, eval/testing_util.py):

- a solution with a class `Solution` is called as its method;
- tuples count as the lists that JSON makes of them;
- texts that are whole numbers are numbers where they are keys of the first argument or of the value, for JSON has no others;
- a value may stand in a list of its own. The judge takes either reading for right, but one expected output can only follow one:
  where every output of a problem is a list of one item, the items are the values, else the outputs are;
- a solution may use names of the standard library that the judge imports in front of it.

How such a problem becomes one of stdin and stdout: see `calls`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipelines.sources import json_values
from pipelines.sources.calls import CHECKER, call_text, explained, is_function_name, value_text, wrapped
from pipelines.sources.json_values import Values
from pipelines.sources.python_dialect import python_of
from pipelines.sources.reading import LeftOut
from pipelines.sources.shown_tests import public_and_private
from schemas.language import Language
from schemas.problem import Checker, Label, Problem, Solution, Test
from schemas.rejection import Subject
from schemas.text import excerpt

_JUDGE_IMPORTS = """\
import sys, time, itertools, collections, math, fractions, random, heapq
from itertools import accumulate, product, permutations, combinations
from collections import Counter, OrderedDict, deque, defaultdict, ChainMap
from functools import lru_cache
from math import sqrt, sin, cos, tan, ceil, fabs, floor, gcd, exp, log, log2
from typing import List, Tuple, Optional
from heapq import *
"""
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,18}\Z")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a problem asks for: a program, or the function `function` ("" for a program), and the tests of it."""

    function: str
    tests: tuple[Test, ...]

    @property
    def checker(self) -> Checker:
        """How outputs are compared."""
        return CHECKER if self.function else Checker()


def core(values: Values, name: str) -> tuple[Problem, LeftOut]:
    """A problem of what both datasets have: `question`, `starter_code`, `input_output`, `solutions`; and what was left out.

    Raises ValueError where one of them is not what it should be.
    """
    left_out = LeftOut(name)
    asked = asked_of(json_values.nested(values, "input_output"), left_out)
    statement = json_values.text(values, "question")
    starter = json_values.optional_text(values, "starter_code").strip()
    description = f"{statement.strip()}\n\nStarter code\n\n{starter}" if starter else statement
    public, private = public_and_private(statement, asked.tests)
    problem = Problem(
        name=name,
        description=explained(description, asked.function) if asked.function else description,
        public_tests=public,
        private_tests=private,
        solutions=solutions_of(json_values.nested(values, "solutions"), asked, left_out),
        checker=asked.checker,
    )
    return problem, left_out


def asked_of(value: Any, left_out: LeftOut) -> Asked:
    """The tests of an `input_output`; none of None. Raises ValueError where it is no object with two lists."""
    if value is None:
        return Asked("", ())
    if not isinstance(value, dict):
        raise ValueError(f"input_output must be an object, got {json_values.quoted(value)}")
    inputs, outputs = (_list(value, key) for key in ("inputs", "outputs"))
    function = json_values.optional_text(value, "fn_name")
    if function and not is_function_name(function):
        raise ValueError(f"fn_name {function!r} is no name of a function")
    if len(inputs) != len(outputs):
        detail = f"{len(inputs)} inputs but {len(outputs)} outputs"
        left_out.add("test_without_answer", Subject.TEST, "", detail, abs(len(inputs) - len(outputs)))
    boxed = bool(outputs) and all(isinstance(one, list) and len(one) == 1 for one in outputs)
    tests = []
    for place, (given, wanted) in enumerate(zip(inputs, outputs, strict=False)):
        try:
            tests.append(_call(function, given, wanted[0] if boxed else wanted) if function else _streams(given, wanted))
        except ValueError as error:
            left_out.add("bad_test", Subject.TEST, "", f"test {place}: {error}")
    return Asked(function, tuple(tests))


def _list(value: dict[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    if not isinstance(found, list):
        raise ValueError(f"input_output: {key} must be a list, got {json_values.quoted(found)}")
    return found


def _streams(given: Any, wanted: Any) -> Test:
    return Test(_stream(given), _stream(wanted))


def _stream(value: Any) -> str:
    lines = value if isinstance(value, list) else [value]
    for line in lines:
        if not isinstance(line, str):
            raise ValueError(f"expected text or a list of lines, got {json_values.quoted(value)}")
    return "\n".join(lines)


def _call(function: str, given: Any, wanted: Any) -> Test:
    if not isinstance(given, list):
        raise ValueError(f"expected a list of arguments, got {json_values.quoted(given)}")
    positional = [_numbered(given[0]), *given[1:]] if given else []
    return Test(call_text(function, positional), value_text(_numbered(wanted), as_lists=True))


def _numbered(value: Any) -> Any:
    if isinstance(value, dict) and all(_WHOLE_NUMBER.match(key) for key in value):
        return {int(key): item for key, item in value.items()}
    return value


def solutions_of(value: Any, asked: Asked, left_out: LeftOut) -> tuple[Solution, ...]:
    """The solutions of a list of texts, made programs where a function is asked for. Raises ValueError for anything else."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ValueError(f"solutions must be a list, got {json_values.quoted(value)}")
    found = []
    for place, source in enumerate(value):
        item = f"solutions/{place}"
        if not isinstance(source, str):
            left_out.add("bad_solution", Subject.SOLUTION, item, f"expected text, got {json_values.quoted(source)}")
        elif "\0" in source:
            left_out.add("binary_file", Subject.SOLUTION, item, f"a NUL byte in {excerpt(source)!r}")
        else:
            found.append(_solution(source, asked, item))
    return tuple(found)


def _solution(source: str, asked: Asked, file: str) -> Solution:
    if not asked.function:
        return Solution(python_of(source), source, Label.CORRECT, file=file)
    program = wrapped(source, asked.function, before=_JUDGE_IMPORTS, as_lists=True)
    return Solution(Language.PYTHON3, program, Label.CORRECT, file=file)
